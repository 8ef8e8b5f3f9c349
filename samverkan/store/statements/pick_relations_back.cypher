// Relations into some things and into all that leads to them; a circle is gone round once. The first DISTINCT is for the
// server: it takes a search in a unique index for one of one thing, and leaves out the second one without it.
MATCH (s:Samverkan) WHERE s.id IN $ids
WITH DISTINCT s
MATCH (s)<-[:<types>*0..]-(b:Samverkan)
WITH DISTINCT b
MATCH (b)<-[r:<types>]-(a:Samverkan)
RETURN collect([elementId(r), type(r), a.id, b.id, properties(r)]) AS relations
