// title.sv = "Hur stark är områdets kollektiva förmåga?"
// title.en = "How strong is the area's collective efficacy?"
// name.sv = "kollektiv-förmåga"
// cannot_see.sv = """
// Kollektiv förmåga är att grannar håller ihop och är villiga att ingripa. Mått räknas hit när de mäter området, en fråga
// om det sociala eller om samverkan, eller en följd av en insats i en sådan. Vad som finns utan att stå i kartan syns
// inte: lokaler och engagemang skrivs in som resurser, dialoger som kontakter."""
// cannot_see.en = """
// Collective efficacy is that neighbours hold together and are willing to intervene. Figures count here when they measure
// the area, an issue on social life or collaboration, or an effect of an initiative in one. What there is and is not in
// the map is not seen: premises and engagement are written down as resources, dialogues as interactions."""
// nothing.sv = """
// Kartan har inga mått, mötesplatser, goda krafter eller dialoger i området. Mått skrivs som indikatorer som mäter området,
// lokaler och engagemang som resurser med område, dialoger med samverkan meeting dialog … --about OMRÅDE."""
// nothing.en = """
// The map has no figures, meeting places, goodwill or dialogues in the area. Figures are written as indicators that measure
// it, premises and engagement as resources in it, dialogues with samverkan meeting dialogue … --about AREA."""
// answer = "find_efficacy"
// order = ["what", "thing_name", "dated", "thing"]
//
// [parameters]
// area = {type = "Area", required = true, sv = "område", en = "area"}
//
// [columns]
// what.sv = "vad"
// what.en = "what"
// what.tokens.indicator = {sv = "mått", en = "indicator"}
// what.tokens.meeting_place = {sv = "mötesplats", en = "meeting place"}
// what.tokens.goodwill = {sv = "god kraft", en = "goodwill"}
// what.tokens.dialogue = {sv = "dialog", en = "dialogue"}
// thing = {sv = "vilket", en = "which", thing = true}
// thing_name = {sv = "namn", en = "name"}
// dated = {sv = "datum", en = "date", empty = "not_applicable"}
// value = {sv = "värde", en = "value", empty = "not_applicable"}
// baseline = {sv = "utgångsvärde", en = "baseline", empty = "not_applicable"}
// target = {sv = "mål", en = "target", empty = "not_applicable"}
// unit = {sv = "enhet", en = "unit", enum = "indicator_unit", empty = "not_applicable", place = "data"}
// state.sv = "läge"
// state.en = "state"
// state.tokens.measured = {sv = "mätt", en = "measured"}
// state.tokens.not_measured = {sv = "aldrig mätt", en = "never measured"}
// state.tokens.unused = {sv = "används inte", en = "unused"}
// state.tokens.needed = {sv = "behövs av en insats", en = "needed by an initiative"}
// state.tokens.used = {sv = "används", en = "used"}
// state.tokens.answered = {sv = "återkopplat", en = "feedback given"}
// state.tokens.overdue = {sv = "återkoppling försenad", en = "feedback overdue"}
// state.tokens.soon = {sv = "återkoppling inom 30 dagar", en = "feedback within 30 days"}
// state.tokens.later = {sv = "återkoppling senare", en = "feedback later"}
// state.tokens.not_promised = {sv = "ingen återkoppling lovad", en = "no feedback promised"}
// due = {sv = "återkoppling senast", en = "feedback due", empty = "not_applicable"}
// who = {sv = "vem", en = "who", thing = true, null = "not_applicable"}
// about = {sv = "gäller eller används av", en = "about or used by", thing = true}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (n:Area)
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
MATCH (n:Initiative)
RETURN n.id AS id
UNION ALL
MATCH (n:Requirement)
RETURN n.id AS id
UNION ALL
MATCH (n:Indicator)
RETURN n.id AS id
UNION ALL
MATCH (n:Measurement)
RETURN n.id AS id
UNION ALL
MATCH (n:Resource)
RETURN n.id AS id
UNION ALL
MATCH (n:Interaction)
RETURN n.id AS id
UNION ALL
MATCH (n:AffectedGroup)
RETURN n.id AS id
UNION ALL
MATCH (n:Actor)-[:OFFERS]->(:Resource)
RETURN n.id AS id
UNION ALL
MATCH (n:Actor)-[:USES]->(:Resource)
RETURN n.id AS id
UNION ALL
MATCH (n:Actor)-[:TOOK_PART_IN]->(:Interaction {kind: 'dialogue'})
RETURN n.id AS id
UNION ALL
MATCH (:Indicator)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (:Measurement)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (:Resource)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (:Interaction)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
