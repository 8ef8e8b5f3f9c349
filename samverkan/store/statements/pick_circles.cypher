// Who is in the bodies or meetings that some things are in, those left out that are known.
MATCH (a:<label>)-[s:<types>]->(g:Samverkan) WHERE a.id IN $ids
WITH DISTINCT g, type(s) AS type, type(s) + ' ' + g.id AS circle
WHERE NOT circle IN $known
MATCH (g)<-[r:<types>]-(b:<label>) WHERE type(r) = type
RETURN type, circle, collect(b.id) AS members
