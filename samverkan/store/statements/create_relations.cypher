UNWIND $rows AS row
MATCH (a:Samverkan {id: row.start})
MATCH (b:Samverkan {id: row.end})
CREATE (a)-[r:$(row.type)]->(b)
SET r = row.properties
