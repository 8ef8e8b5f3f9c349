// Relations into some things and into all that leads to them; a circle is gone round once.
MATCH (s:Samverkan)<-[:<types>*0..]-(b:Samverkan) WHERE s.id IN $ids
WITH DISTINCT b
MATCH (b)<-[r:<types>]-(a:Samverkan)
RETURN elementId(r) AS key, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
