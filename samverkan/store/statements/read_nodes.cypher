MATCH (n:Samverkan) RETURN labels(n) AS labels, properties(n) AS properties
