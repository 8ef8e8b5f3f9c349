// title.sv = "Vad brukar följa av sådant här?"
// title.en = "What tends to follow from this?"
// name.sv = "framsyn"
// cannot_see.sv = """
// Bara det som har setts vid liknande insatser i kartan: samma kedja, fråga, orsak, ärendetyp eller berörd grupp. Att
// något följde då är inte att det följer nu."""
// cannot_see.en = """
// Only what was seen of initiatives like it in the map: same family, issue, cause, matter or affected group. That
// something followed then does not mean that it follows now."""
// nothing.sv = "Kartan har inget liknande som har prövats. Ge en insats, eller fråga=, orsak=, ärende= eller insatskedja= för en ny."
// nothing.en = "The map has nothing like it that was tried. Give an initiative, or issue=, cause=, matter= or family= for a new one."
// answer = "find_foreseen"
// order = ["severity", "lag_days", "initiative_name", "effect_name", "effect"]
//
// [parameters]
// initiative = {type = "Initiative", sv = "insats", en = "initiative"}
// issue = {type = "Issue", sv = "fråga", en = "issue"}
// cause = {type = "Cause", sv = "orsak", en = "cause"}
// matter = {type = "Matter", sv = "ärende", en = "matter"}
// family = {type = "text", sv = "insatskedja", en = "family"}
//
// [columns]
// counts_as.sv = "räknas som"
// counts_as.en = "counts as"
// counts_as.tokens.precedent = {sv = "tidigare exempel", en = "precedent"}
// initiative = {sv = "insats", en = "initiative", thing = true}
// initiative_name = {sv = "namn", en = "name"}
// status = {sv = "läge", en = "status", enum = "initiative_status"}
// shares.sv = "samma"
// shares.en = "same"
// shares.tokens.family = {sv = "insatskedja", en = "family"}
// shares.tokens.issue = {sv = "fråga", en = "issue"}
// shares.tokens.cause = {sv = "orsak", en = "cause"}
// shares.tokens.matter = {sv = "ärendetyp", en = "matter"}
// shares.tokens.group = {sv = "berörd grupp", en = "affected group"}
// effect = {sv = "följdeffekt som sågs", en = "side effect seen", thing = true, empty = "none"}
// effect_name = {sv = "vad som hände", en = "what happened", empty = "none"}
// lag_days = {sv = "dröjsmål (dagar)", en = "lag (days)"}
// severity = {sv = "allvar", en = "severity", enum = "severity"}
// direction = {sv = "riktning", en = "direction", enum = "direction"}
// observed_on = {sv = "iakttagen den", en = "observed on", empty = "undated"}
// affects = {sv = "för", en = "for", thing = true}
// mitigated_by = {sv = "mildrades av", en = "mitigated by", thing = true}
// outcome = {sv = "utfall", en = "outcome", place = "below"}
// lesson = {sv = "lärdom", en = "lesson", place = "below"}
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
UNION ALL
MATCH (n:Initiative)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
