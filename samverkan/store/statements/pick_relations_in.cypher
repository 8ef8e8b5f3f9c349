MATCH (b:Samverkan)<-[r:<types>]-(a:Samverkan) WHERE b.id IN $ids
RETURN collect([elementId(r), type(r), a.id, b.id, properties(r)]) AS relations
