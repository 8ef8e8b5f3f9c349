MATCH (a:Samverkan)-[r]->(b:Samverkan) WHERE a.id IN $ids AND b.id IN $ids
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
