MATCH (a:Samverkan)-[r:<types>]->(b:Samverkan) WHERE r[$property] IS NULL
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
