MATCH (a:Samverkan)-[r]->(b:Samverkan) WHERE a.id IN $ids AND type(r) IN $types
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
