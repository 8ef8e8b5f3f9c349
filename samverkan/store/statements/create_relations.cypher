UNWIND $rows AS row
MATCH (a:Samverkan {id: row.start})
MATCH (b:Samverkan {id: row.end})
CREATE (a)-[r:$(row.type)]->(b)
SET r = row.properties
SET r.valid_from = CASE WHEN row.timed THEN coalesce(row.properties.valid_from, date('0001-01-01')) END
SET r.valid_to = CASE WHEN row.timed THEN coalesce(row.properties.valid_to, date('9999-12-31')) END
