MATCH (n:Samverkan) WHERE n.id IN $ids RETURN labels(n) AS labels, properties(n) AS properties
