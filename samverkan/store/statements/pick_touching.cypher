MATCH (a:Samverkan)-[r]-(b:Samverkan) WHERE a.id IN $ids
RETURN DISTINCT elementId(r) AS key, type(r) AS type, startNode(r).id AS start, endNode(r).id AS end, properties(r) AS properties
