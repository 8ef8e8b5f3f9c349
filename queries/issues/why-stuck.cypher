// title.sv = "Varför står frågan still?"
// title.en = "Why is the issue stuck?"
// name.sv = "varför-står-det-still"
// cannot_see.sv = """
// En tom ruta betyder att kartan inte vet, inte att svaret är nej. Bara aktörer som står som inblandade i frågan
// visas. Ett mandat räknas hos den som har det och hos den organisation som den ingår i."""
// cannot_see.en = """
// An empty cell means that the map does not know, not that the answer is no. Only actors registered as involved
// in the issue are listed. A mandate counts for its holder and for the organisations the holder is part of."""
// order = ["-gaps", "actor_name", "actor"]
//
// [parameters]
// issue = {type = "Issue", required = true, sv = "fråga", en = "issue"}
//
// [columns]
// actor = {sv = "aktör", en = "actor"}
// actor_name = {sv = "namn", en = "name"}
// roles = {sv = "roll", en = "role", enum = "role"}
// gaps = {sv = "luckor av fyra", en = "gaps of four"}
// core_mandates = {sv = "kärnuppdrag", en = "core mandates"}
// problem_picture = {sv = "problembild", en = "problem picture", enum = "problem_picture"}
// priority = {sv = "prioritet", en = "priority", enum = "priority"}
// mandates = {sv = "mandat", en = "mandates"}
// past_review = {sv = "inte omprövade uttalanden", en = "statements past review"}
// basis = {sv = "grund", en = "basis", enum = "position_basis"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (i:Issue {id: $issue})
OPTIONAL MATCH (i)<-[:ADDRESSES]-(:Initiative)-[:REQUIRES*1..30]->(:Requirement)-[:CONCERNS]->(n:Matter)
WITH i, collect(DISTINCT n.id) AS concerned
OPTIONAL MATCH (a:Actor)-[r:INVOLVED_IN]->(i)
WHERE r.valid_from <= $as_of AND r.valid_to > $as_of AND a.valid_from <= $as_of AND a.valid_to > $as_of
WITH i, a, concerned, collect(DISTINCT r.role) AS roles
OPTIONAL MATCH (a)-[:PART_OF*0..6]->(o:Actor)
OPTIONAL MATCH (o)-[:HAS_CORE_MANDATE]->(c:CoreMandate)
WITH i, a, concerned, roles, collect(DISTINCT c.id) AS core_mandates
OPTIONAL MATCH (a)<-[:PART_OF*0..6]-(h:Actor)-[:HOLDS]->(m:Mandate)-[:COVERS]->(t:Matter|Issue)
WHERE h.valid_from <= $as_of AND h.valid_to > $as_of AND m.valid_from <= $as_of AND m.valid_to > $as_of
  AND (t.id = $issue OR t.id IN concerned)
WITH i, a, roles, core_mandates, collect(DISTINCT m.id) AS mandates
OPTIONAL MATCH (a)-[:TAKES]->(p:Position)-[:ABOUT]->(w:Issue|ProblemPicture)
WHERE p.kind IN ['priority', 'problem_picture'] AND p.stated_on <= $as_of
  AND (w.id = $issue OR EXISTS { MATCH (w)-[:OF]->(:Issue {id: $issue}) })
  AND NOT EXISTS {
    MATCH (a)-[:TAKES]->(y:Position)-[:ABOUT]->(w)
    WHERE y.kind = p.kind AND y.stated_on <= $as_of
      AND (y.stated_on > p.stated_on OR (y.stated_on = p.stated_on AND y.id > p.id))
  }
OPTIONAL MATCH (p)-[:SOURCED_BY]->(s:Source)
WITH a, roles, core_mandates, mandates, p, s,
  p.id IS NOT NULL AND (CASE WHEN p.review_by IS NOT NULL THEN p.review_by >= $as_of
    WHEN p.basis = 'own_assessment' THEN p.stated_on >= $ninety_days_before
    ELSE p.stated_on >= $year_before END) AS current
WITH a, roles, core_mandates, mandates,
  collect(DISTINCT CASE WHEN current AND p.kind = 'problem_picture' THEN p.value END) AS pictures,
  max(CASE WHEN current AND p.kind = 'priority' THEN p.value END) AS priority,
  count(DISTINCT CASE WHEN current AND p.value IN ['shares', 'partly'] THEN p.id END) AS shared,
  count(DISTINCT CASE WHEN current AND p.value IN ['high', 'medium'] THEN p.id END) AS given,
  collect(DISTINCT CASE WHEN NOT current THEN p.id END) AS former,
  max(CASE WHEN current AND p.basis = 'own_assessment' THEN p.basis END) AS basis,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest
RETURN
  a.id AS actor,
  a.name AS actor_name,
  roles AS roles,
  CASE WHEN size(core_mandates) = 0 THEN 1 ELSE 0 END + CASE WHEN shared = 0 THEN 1 ELSE 0 END
    + CASE WHEN given = 0 THEN 1 ELSE 0 END + CASE WHEN size(mandates) = 0 THEN 1 ELSE 0 END AS gaps,
  core_mandates AS core_mandates,
  pictures AS problem_picture,
  coalesce(priority, 'unknown') AS priority,
  mandates AS mandates,
  former AS past_review,
  basis AS basis,
  sources AS sources,
  newest AS newest_source
