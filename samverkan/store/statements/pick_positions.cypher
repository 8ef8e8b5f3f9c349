// What some actors have said about some things; an empty list of actors means everybody.
MATCH (x:Samverkan)<-[s:ABOUT]-(p:Position)<-[t:TAKES]-(a:Actor)
WHERE x.id IN $ids AND ($actors = [] OR a.id IN $actors)
UNWIND [s, t] AS r
RETURN elementId(r) AS key, type(r) AS type, startNode(r).id AS start, endNode(r).id AS end, properties(r) AS properties
