// Ties and lines of some actors, as far as the effort left reaches (-1: whatever they cost).
UNWIND $rows AS row
MATCH (a:Actor {id: row.id})-[r:TIE|PART_OF]-(b:Actor)
WITH row, r, CASE type(r) WHEN 'TIE' THEN $reach[coalesce(r.strength, 'new')] ELSE $reach['line'] END AS effort
WHERE row.left < 0 OR effort <= row.left
RETURN DISTINCT elementId(r) AS key, type(r) AS type, startNode(r).id AS start, endNode(r).id AS end, properties(r) AS properties
