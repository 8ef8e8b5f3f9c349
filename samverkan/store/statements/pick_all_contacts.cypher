MATCH (a:Actor)-[r:TIE|PART_OF|MEMBER_OF]->(b:Actor)
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
