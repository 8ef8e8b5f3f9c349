// What leads by a first relation to some things, and by a second to one of others, or to nothing.
MATCH (x:Samverkan)<-[s:<first>]-(p:Samverkan) WHERE x.id IN $ids
OPTIONAL MATCH (p)-[t:<second>]->(q:Samverkan)
WITH s, p, collect([t, q.id]) AS leading
WITH s, p, [pair IN leading WHERE pair[1] IN $within | pair[0]] AS inside, leading
WHERE leading[0][0] IS NULL OR size(inside) > 0
UNWIND [s] + inside AS r
RETURN collect([elementId(r), type(r), p.id, endNode(r).id, properties(r)]) AS relations
