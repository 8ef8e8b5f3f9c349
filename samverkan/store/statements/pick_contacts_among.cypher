MATCH (a:Actor)-[r:TIE|PART_OF|MEMBER_OF]->(b:Actor) WHERE a.id IN $ids AND b.id IN $ids
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
