// title.sv = "Vilka följdeffekter får insatsen, och för vem?"
// title.en = "Which side effects does the initiative have, and for whom?"
// name.sv = "följdeffekter"
// cannot_see.sv = """
// Grupper i känslig kategori kan varken väljas ut eller räknas. Tom allvarlighet betyder att ingen har bedömt
// den. Tidigare exempel är liknande insatser där en följdeffekt har setts; foresight berättar vilka."""
// cannot_see.en = """
// Groups of a special category can be neither selected nor counted. An empty severity means that nobody has
// judged it. Precedents are initiatives like this one of which a side effect was seen; foresight tells which."""
// answer = "find_side_effects"
// nothing.sv = "Ingen följdeffekt är införd: lägg till den under effects, med vem den berör; samverkan ask framsyn visar vad som hände vid liknande insatser."
// nothing.en = "No side effect is entered: add it under effects, with whom it affects; samverkan ask foresight tells what followed initiatives like it."
// order = ["initiative", "severity", "effect_name", "effect"]
//
// [parameters]
// initiative = {type = "Initiative", sv = "insats", en = "initiative"}
//
// [columns]
// initiative = {sv = "insats", en = "initiative", thing = true}
// initiative_name = {sv = "namn", en = "name"}
// effect = {sv = "följdeffekt", en = "side effect", thing = true}
// effect_name = {sv = "vad som händer", en = "what happens"}
// severity = {sv = "allvar", en = "severity", enum = "severity"}
// direction = {sv = "riktning", en = "direction", enum = "direction"}
// expected = {sv = "väntad", en = "expected"}
// observed = {sv = "iakttagen", en = "observed"}
// observed_on = {sv = "iakttagen den", en = "observed on", empty = "undated", empty_where.observed = {none = "unknown", false = "not_applicable"}}
// lag_days = {sv = "dröjsmål (dagar)", en = "lag (days)"}
// affects = {sv = "berör", en = "affects", thing = true}
// new_issues = {sv = "blev ny fråga", en = "became a new issue", thing = true}
// mitigated_by = {sv = "mildras av", en = "mitigated by", thing = true}
// precedents = {sv = "tidigare exempel", en = "precedents", thing = true, empty = "nothing"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (n:Initiative)
RETURN n.id AS id
UNION ALL
MATCH (n:Issue)
RETURN n.id AS id
UNION ALL
MATCH (n:Cause)
RETURN n.id AS id
UNION ALL
MATCH (n:Effect)
RETURN n.id AS id
UNION ALL
MATCH (n:Requirement)
RETURN n.id AS id
UNION ALL
MATCH (n:Matter)
RETURN n.id AS id
UNION ALL
MATCH (n:AffectedGroup)
RETURN n.id AS id
UNION ALL
MATCH (:Effect)-[:AFFECTS]->(n:AffectedGroup|Actor|Area|CoreMandate)
RETURN n.id AS id
UNION ALL
MATCH (n:Effect)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
