UNWIND $rows AS id
MATCH (n:Samverkan {id: id})
RETURN id, elementId(n) AS key
