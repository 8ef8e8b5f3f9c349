// title.sv = "Sitter rätt personer i forumet?"
// title.en = "Do the right people sit in the forum?"
// cannot_see.sv = """
// Saknas ser på krav som ingen i forumet själv kan svara på, i insatser som inte är avslutade och som rör forumet
// eller dess område. En plats ger aldrig beslutsrätt. Krav riktade till en viss aktör räknas inte."""
// cannot_see.en = """
// Missing looks at requirements that nobody in the forum can answer, in initiatives not yet closed that concern
// the forum or its area. A seat never gives the right to decide. Requirements directed to one actor do not count."""
// order = ["about", "-decides", "actor_name", "actor"]
//
// [parameters]
// forum = {type = "Actor", required = true, sv = "forum", en = "forum"}
// initiative = {type = "Initiative", sv = "insats", en = "initiative"}
//
// [columns]
// about.sv = "raden gäller"
// about.en = "about"
// about.tokens.missing = {sv = "saknas i forumet", en = "missing in the forum"}
// about.tokens.seat = {sv = "har en plats", en = "has a seat"}
// actor = {sv = "aktör", en = "actor"}
// actor_name = {sv = "namn", en = "name"}
// level = {sv = "nivå", en = "level", enum = "level"}
// seats = {sv = "plats", en = "seat", enum = "seat"}
// represented_by = {sv = "företräds av", en = "represented by"}
// decides = {sv = "beslutar i antal ärendetyper", en = "decides on so many matters"}
// matters = {sv = "ärendetyper", en = "matters"}
// mandates = {sv = "mandat", en = "mandates"}
// initiatives = {sv = "behövs för", en = "needed for"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (a:Actor)-[r:MEMBER_OF]->(f:Actor {id: $forum})
WHERE r.valid_from <= $as_of AND r.valid_to > $as_of AND a.valid_from <= $as_of AND a.valid_to > $as_of
OPTIONAL MATCH (a)-[:HOLDS]->(m:Mandate)-[:COVERS]->(t:Matter|Issue)
WHERE m.valid_from <= $as_of AND m.valid_to > $as_of
OPTIONAL MATCH (t)<-[:CONCERNS]-(l:Requirement)
WHERE l.form = m.kind
OPTIONAL MATCH (i:Initiative)-[:REQUIRES*1..30]->(l)
WHERE $initiative = '' OR i.id = $initiative
OPTIONAL MATCH (m)-[:SOURCED_BY]->(s:Source)
RETURN
  'seat' AS about,
  a.id AS actor,
  a.name AS actor_name,
  a.level AS level,
  collect(DISTINCT r.seat) AS seats,
  NULL AS represented_by,
  count(DISTINCT CASE WHEN m.kind = 'decide' THEN t.id END) AS decides,
  collect(DISTINCT t.id) AS matters,
  collect(DISTINCT m.id) AS mandates,
  collect(DISTINCT i.id) AS initiatives,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
UNION ALL
MATCH (f:Actor {id: $forum}), (i:Initiative)
WHERE i.id = $initiative
  OR ($initiative = '' AND coalesce(i.status, '') <> 'done' AND coalesce(i.status, '') <> 'rejected'
    AND (EXISTS { MATCH (f)-[:INVOLVED_IN]->(i) }
      OR EXISTS { MATCH (f)-[:INVOLVED_IN]->(:Issue)<-[:ADDRESSES]-(i) }
      OR EXISTS { MATCH (f)-[:IN_AREA]->(:Area)<-[:PART_OF*0..6]-(:Area)<-[:IN_AREA]-(:Issue)<-[:ADDRESSES]-(i) }))
MATCH (i)-[:REQUIRES*1..30]->(l:Requirement)-[:CONCERNS]->(t:Matter)
WHERE NOT EXISTS { MATCH (l)-[:DIRECTED_TO]->(:Actor) }
WITH f, i, l, t, coalesce(l.amount, 0) AS least
OPTIONAL MATCH (h:Actor)-[:HOLDS]->(k:Mandate)-[:COVERS]->(t)
WHERE h.kind <> 'forum' AND h.valid_from <= $as_of AND h.valid_to > $as_of
  AND k.kind = l.form AND k.valid_from <= $as_of AND k.valid_to > $as_of
  AND (k.limit IS NULL OR k.limit >= least)
  AND (NOT EXISTS { MATCH (k)-[:IN_AREA]->(:Area) }
    OR EXISTS { MATCH (l)-[:IN_AREA]->(:Area)-[:PART_OF*0..6]->(:Area)<-[:IN_AREA]-(k) })
WITH f, i, t, l, collect(DISTINCT k.id) AS meeting
WHERE NOT EXISTS {
  MATCH (f)<-[x:MEMBER_OF]-(:Actor)-[:HOLDS]->(e:Mandate)
  WHERE e.id IN meeting AND x.valid_from <= $as_of AND x.valid_to > $as_of
}
OPTIONAL MATCH (a:Actor)-[:HOLDS]->(m:Mandate)
WHERE m.id IN meeting AND a.kind <> 'forum'
  AND NOT EXISTS { MATCH (c:Mandate)-[:DELEGATED_FROM]->(m) WHERE c.id IN meeting }
OPTIONAL MATCH (b:Actor)-[g:PART_OF]->(a)
WHERE g.valid_from <= $as_of AND g.valid_to > $as_of
  AND EXISTS { MATCH (b)-[y:MEMBER_OF]->(:Actor {id: $forum}) WHERE y.valid_from <= $as_of AND y.valid_to > $as_of }
OPTIONAL MATCH (m)-[:SOURCED_BY]->(s:Source)
RETURN
  'missing' AS about,
  a.id AS actor,
  a.name AS actor_name,
  a.level AS level,
  NULL AS seats,
  collect(DISTINCT b.id) AS represented_by,
  count(DISTINCT CASE WHEN m.kind = 'decide' THEN t.id END) AS decides,
  collect(DISTINCT t.id) AS matters,
  collect(DISTINCT m.id) AS mandates,
  collect(DISTINCT i.id) AS initiatives,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
