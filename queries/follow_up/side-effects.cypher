// title.sv = "Vilka följdeffekter får insatsen, och för vem?"
// title.en = "Which side effects does the initiative have, and for whom?"
// name.sv = "följdeffekter"
// cannot_see.sv = """
// Grupper i känslig kategori kan varken väljas ut eller räknas. Tom allvarlighet betyder att ingen har bedömt
// den. Tidigare exempel är andra insatser i samma kedja med en iakttagen följdeffekt."""
// cannot_see.en = """
// Groups of a special category can be neither selected nor counted. An empty severity means that nobody has
// judged it. Precedents are other initiatives of the same family with an observed side effect."""
// order = ["initiative", "severity", "effect_name", "effect"]
//
// [parameters]
// initiative = {type = "Initiative", sv = "insats", en = "initiative"}
//
// [columns]
// initiative = {sv = "insats", en = "initiative"}
// initiative_name = {sv = "namn", en = "name"}
// effect = {sv = "följdeffekt", en = "side effect"}
// effect_name = {sv = "vad som händer", en = "what happens"}
// severity = {sv = "allvar", en = "severity", enum = "severity"}
// direction = {sv = "riktning", en = "direction", enum = "direction"}
// expected = {sv = "väntad", en = "expected"}
// observed = {sv = "iakttagen", en = "observed"}
// lag_days = {sv = "dröjsmål (dagar)", en = "lag (days)"}
// affects = {sv = "berör", en = "affects"}
// new_issues = {sv = "blev ny fråga", en = "became a new issue"}
// mitigated_by = {sv = "mildras av", en = "mitigated by"}
// precedents = {sv = "tidigare exempel", en = "precedents"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (n:Initiative)-[:LEADS_TO]->(e:Effect)
WHERE coalesce(e.intended, false) = false AND ($initiative = '' OR n.id = $initiative)
WITH n, e, coalesce(n.family, '') AS chain
OPTIONAL MATCH (e)-[:AFFECTS]->(a:AffectedGroup|Actor|Area|CoreMandate)
OPTIONAL MATCH (e)-[:LEADS_TO]->(j:Issue)
OPTIONAL MATCH (m:Initiative)-[:MITIGATES]->(e)
OPTIONAL MATCH (p:Initiative)-[:LEADS_TO]->(x:Effect {observed: true})
WHERE p.family = chain AND p.id <> n.id AND coalesce(x.intended, false) = false
OPTIONAL MATCH (e)-[:SOURCED_BY]->(s:Source)
WHERE s.date IS NULL OR s.date <= $as_of
RETURN
  n.id AS initiative,
  n.name AS initiative_name,
  e.id AS effect,
  e.name AS effect_name,
  e.severity AS severity,
  e.direction AS direction,
  e.expected AS expected,
  e.observed AS observed,
  e.lag_days AS lag_days,
  collect(DISTINCT a.id) AS affects,
  collect(DISTINCT j.id) AS new_issues,
  collect(DISTINCT m.id) AS mitigated_by,
  collect(DISTINCT p.id) AS precedents,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
