// What relations of a first type lead to that leads on to some things; no starts means from anything.
MATCH (x:Samverkan)<-[s:<second>]-(p:Samverkan) WHERE x.id IN $ids
MATCH (p)<-[t:<first>]-(a:Samverkan) WHERE $starts = [] OR a.id IN $starts
UNWIND [s, t] AS r
RETURN elementId(r) AS key, type(r) AS type, startNode(r).id AS start, endNode(r).id AS end, properties(r) AS properties
