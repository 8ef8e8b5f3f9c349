MATCH (a:Samverkan)-[r:<types>]->(b:Samverkan) WHERE a.id IN $ids
RETURN collect([elementId(r), type(r), a.id, b.id, properties(r)]) AS relations
