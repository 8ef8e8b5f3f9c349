// title.sv = "Hur gick det?"
// title.en = "How did it turn out?"
// name.sv = "hur-gick-det"
// cannot_see.sv = """
// Att en siffra ändrades efter en insats säger inte att insatsen ändrade den. Bara mätningar sedan den började räknas,
// och insatser som inte har börjat är inte med. Följdeffekter är de som någon har iakttagit."""
// cannot_see.en = """
// That a figure changed after an initiative does not mean that the initiative changed it. Only measurements since it
// began count, and initiatives that have not begun are not listed. Side effects are those that somebody saw."""
// answer = "find_outcomes"
// nothing.sv = "Ingen insats i kartan har börjat: skriv när den började (started_on) eller dess läge."
// nothing.en = "No initiative in the map has begun: write when it began (started_on), or its status."
// order = ["initiative", "indicator_name", "indicator", "latest"]
//
// [parameters]
// initiative = {type = "Initiative", sv = "insats", en = "initiative"}
//
// [columns]
// initiative = {sv = "insats", en = "initiative", thing = true}
// initiative_name = {sv = "namn", en = "name"}
// verdict.sv = "hur det gick"
// verdict.en = "how it went"
// verdict.tokens.worse = {sv = "sämre än före", en = "worse than before"}
// verdict.tokens.not_reached = {sv = "nåddes inte", en = "not reached"}
// verdict.tokens.overdue = {sv = "mätningen är försenad", en = "measurement overdue"}
// verdict.tokens.disagree = {sv = "källorna säger olika", en = "sources disagree"}
// verdict.tokens.not_yet = {sv = "inte än", en = "not yet"}
// verdict.tokens.reached = {sv = "nådd", en = "reached"}
// verdict.tokens.cannot = {sv = "kan inte följas upp", en = "cannot be followed up"}
// verdict.tokens.untold = {sv = "sägs inte, för få", en = "not told, too few"}
// verdict.tokens.not_begun = {sv = "har inte börjat", en = "has not begun"}
// lacks.sv = "saknar"
// lacks.en = "lacks"
// lacks.empty = "nothing"
// lacks.tokens.indicator = {sv = "indikator", en = "indicator"}
// lacks.tokens.baseline = {sv = "utgångsvärde", en = "baseline"}
// lacks.tokens.target = {sv = "mål", en = "target"}
// indicator = {sv = "indikator", en = "indicator", thing = true, empty = "none"}
// indicator_name = {sv = "vad som mäts", en = "what is measured"}
// measured = {sv = "gäller", en = "of", thing = true}
// baseline = {sv = "utgångsvärde", en = "baseline", tokens.fewer_than_ten = {sv = "färre än tio", en = "fewer than ten"}}
// target = {sv = "mål", en = "target", tokens.fewer_than_ten = {sv = "färre än tio", en = "fewer than ten"}}
// latest = {sv = "senast", en = "latest", tokens.fewer_than_ten = {sv = "färre än tio", en = "fewer than ten"}}
// latest_on = {sv = "mätt", en = "measured on", empty = "undated"}
// due = {sv = "mäts senast", en = "due", empty = "undated"}
// overdue = {sv = "försenad", en = "overdue", place = "data"}
// good_effects = {sv = "goda effekter som setts", en = "good effects seen", thing = true}
// bad_effects = {sv = "dåliga effekter som setts", en = "bad effects seen", thing = true}
// side_effects = {sv = "iakttagna följdeffekter", en = "side effects observed", thing = true}
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
MATCH (n:Indicator)
RETURN n.id AS id
UNION ALL
MATCH (n:Measurement)
RETURN n.id AS id
UNION ALL
MATCH (n:AffectedGroup)
RETURN n.id AS id
UNION ALL
MATCH (n:Indicator)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (n:Measurement)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
