UNWIND $rows AS row
MATCH (n:Samverkan {id: row.id})
DETACH DELETE n
