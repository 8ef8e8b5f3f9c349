// Relations out of some things and of all that they lead to; a circle is gone round once.
MATCH (s:Samverkan)-[:<types>*0..]->(a:Samverkan) WHERE s.id IN $ids
WITH DISTINCT a
MATCH (a)-[r:<types>]->(b:Samverkan)
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
