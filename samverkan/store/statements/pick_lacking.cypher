MATCH (a:Samverkan)-[r:<types>]->(b:Samverkan) WHERE r[$property] IS NULL
RETURN collect([elementId(r), type(r), a.id, b.id, properties(r)]) AS relations
