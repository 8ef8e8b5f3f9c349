MATCH (b:Samverkan)<-[r:<types>]-(a:Samverkan) WHERE b.id IN $ids
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
