// What carries validity always has both ends of it.
UNWIND $rows AS row
CREATE (n:Samverkan:<label>)
SET n = row
RETURN n.id AS id, elementId(n) AS key
