MATCH (a:Actor)-[r:TIE]->(b:Actor) WHERE r.strength IS NULL
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
