// Of whatever types: a statement that names them is planned anew for each choice, which takes longer than to run it.
MATCH (b:Samverkan)<-[r]-(a:Samverkan) WHERE b.id IN $ids AND type(r) IN $types
RETURN collect([elementId(r), type(r), a.id, b.id, properties(r)]) AS relations
