// Relations between some things, one of the two at least a fresh one.
MATCH (a:<label>)-[r:<types>]->(b:<label>) WHERE a.id IN $fresh AND b.id IN $ids
RETURN collect([elementId(r), type(r), a.id, b.id, properties(r)]) AS relations
UNION ALL
MATCH (a:<label>)-[r:<types>]->(b:<label>) WHERE b.id IN $fresh AND a.id IN $known
RETURN collect([elementId(r), type(r), a.id, b.id, properties(r)]) AS relations
