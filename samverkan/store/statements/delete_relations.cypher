// A relation is the same one by its type, its ends and when it began.
UNWIND $rows AS row
MATCH (a:Samverkan {id: row.start})-[r]->(b:Samverkan {id: row.end})
WHERE type(r) = row.type AND coalesce(r.valid_from, date('0001-01-01')) = row.began
DELETE r
