MATCH (a:Samverkan)-[r]->(b:Samverkan)
RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
