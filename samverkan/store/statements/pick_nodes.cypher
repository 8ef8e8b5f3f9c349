MATCH (n:Samverkan) WHERE n.id IN $ids RETURN collect([labels(n), properties(n)]) AS nodes
