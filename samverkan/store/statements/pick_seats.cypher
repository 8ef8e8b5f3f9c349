// Everybody's seats in the bodies where some actors sit, those bodies left out that are known.
MATCH (a:Actor)-[:MEMBER_OF]->(g:Actor) WHERE a.id IN $ids AND NOT g.id IN $known
WITH DISTINCT g
MATCH (g)<-[r:MEMBER_OF]-(b:Actor)
RETURN elementId(r) AS key, type(r) AS type, b.id AS start, g.id AS end, properties(r) AS properties
