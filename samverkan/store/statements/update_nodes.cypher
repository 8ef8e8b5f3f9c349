UNWIND $rows AS row
MATCH (n:Samverkan {id: row.id})
REMOVE n:$(row.former)
SET n:$(row.label)
SET n = row.properties
