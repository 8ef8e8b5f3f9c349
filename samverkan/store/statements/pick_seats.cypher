// Everybody's seats in the bodies where some actors sit.
MATCH (a:Actor)-[:MEMBER_OF]->(g:Actor) WHERE a.id IN $ids
WITH DISTINCT g
MATCH (g)<-[r:MEMBER_OF]-(b:Actor)
RETURN elementId(r) AS key, type(r) AS type, b.id AS start, g.id AS end, properties(r) AS properties
