UNWIND $rows AS row
CREATE (c:SamverkanChange) SET c = row, c.revision = $number
