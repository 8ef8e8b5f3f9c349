MATCH (a:Samverkan)-[r]->(b:Samverkan) WHERE a.id IN $ids AND b.id IN $ids
RETURN collect([elementId(r), type(r), a.id, b.id, properties(r)]) AS relations
