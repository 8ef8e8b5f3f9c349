UNWIND $rows AS row
CREATE (n:Samverkan:$(row.label))
SET n = row.properties
