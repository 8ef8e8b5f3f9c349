// Relations of some things, whichever way they point, as far as the effort left reaches (-1: whatever they cost).
UNWIND $rows AS row
MATCH (a:<label> {id: row.id})-[r:<types>]-(:<label>)
WITH row, r, type(r) + coalesce(' ' + r[$by[type(r)]], '') AS kind
WITH row, r, coalesce($costs[kind], $costs[type(r)]) AS effort
WHERE row.left < 0 OR effort <= row.left
WITH DISTINCT r
RETURN collect([elementId(r), type(r), startNode(r).id, endNode(r).id, properties(r)]) AS relations
