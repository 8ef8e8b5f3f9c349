// All relations of a type to the ends that some things share, those ends left out that are known.
MATCH (a:<label>)-[:<types>]->(g:Samverkan) WHERE a.id IN $ids AND NOT g.id IN $known
WITH DISTINCT g
MATCH (g)<-[r:<types>]-(b:<label>)
RETURN elementId(r) AS key, type(r) AS type, b.id AS start, g.id AS end, properties(r) AS properties
