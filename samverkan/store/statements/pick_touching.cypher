MATCH (a:Samverkan)-[r]-(b:Samverkan) WHERE a.id IN $ids
WITH DISTINCT r
RETURN collect([elementId(r), type(r), startNode(r).id, endNode(r).id, properties(r)]) AS relations
