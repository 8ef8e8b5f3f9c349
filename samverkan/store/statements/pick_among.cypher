// Relations between some things, one of the two at least a fresh one.
MATCH (a:<label>)-[r:<types>]->(b:<label>) WHERE a.id IN $fresh AND b.id IN $ids
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
UNION ALL
MATCH (a:<label>)-[r:<types>]->(b:<label>) WHERE b.id IN $fresh AND a.id IN $known
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
