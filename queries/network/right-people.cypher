// title.sv = "Sitter rätt personer i forumet?"
// title.en = "Do the right people sit in the forum?"
// name.sv = "rätt-personer"
// cannot_see.sv = """
// Saknas ser på krav som ingen i forumet själv kan svara på, i insatser som inte är avslutade och som rör forumet
// eller dess område. En plats ger aldrig beslutsrätt. Krav riktade till en viss aktör räknas inte."""
// cannot_see.en = """
// Missing looks at requirements that nobody in the forum can answer, in initiatives not yet closed that concern
// the forum or its area. A seat never gives the right to decide. Requirements directed to one actor do not count."""
// answer = "find_seats"
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
MATCH (f:Actor {id: $forum})
RETURN f.id AS id
UNION ALL
MATCH (i:Initiative)-[:REQUIRES*1..]->(k:Requirement)
WHERE $initiative = '' OR i.id = $initiative
RETURN k.id AS id
UNION ALL
MATCH (i:Initiative)
RETURN i.id AS id
UNION ALL
MATCH (i:Initiative)-[:ADDRESSES]->(u:Issue|Cause)
RETURN u.id AS id
UNION ALL
MATCH (:Cause)-[:CONTRIBUTES_TO]->(u:Issue|Cause)
RETURN u.id AS id
UNION ALL
MATCH (r:Area)
RETURN r.id AS id
UNION ALL
MATCH (a:Actor)-[:MEMBER_OF|STANDS_IN_FOR|PART_OF]->(b:Actor)
RETURN a.id AS id
UNION ALL
MATCH (a:Actor)-[:PART_OF]->(b:Actor)
RETURN b.id AS id
UNION ALL
MATCH (a:Actor)-[:HOLDS]->(m:Mandate)
RETURN a.id AS id
UNION ALL
MATCH (m:Mandate)
RETURN m.id AS id
UNION ALL
MATCH (m:Mandate)-[:COVERS]->(t:Matter|Issue)
RETURN t.id AS id
UNION ALL
MATCH (:Requirement)-[:CONCERNS]->(t:Matter)
RETURN t.id AS id
UNION ALL
MATCH (:Requirement)-[:DIRECTED_TO]->(d:Actor)
RETURN d.id AS id
UNION ALL
MATCH (m:Mandate)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
