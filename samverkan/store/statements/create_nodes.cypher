// What carries validity always has both ends of it; setting null sets nothing.
UNWIND $rows AS row
CREATE (n:Samverkan:$(row.label))
SET n = row.properties
SET n.valid_from = CASE WHEN row.timed THEN coalesce(row.properties.valid_from, date('0001-01-01')) END
SET n.valid_to = CASE WHEN row.timed THEN coalesce(row.properties.valid_to, date('9999-12-31')) END
RETURN n.id AS id, elementId(n) AS key
