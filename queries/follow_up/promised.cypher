// title.sv = "Vad är utlovat?"
// title.en = "What is promised?"
// name.sv = "utlovat"
// cannot_see.sv = """
// Bara det som står som åtagande i kartan och varken är gjort eller släppt. Vad någon har sagt sig vilja göra utan
// att lova det syns inte. Vad någon lovar skrivs in med samverkan add commitments."""
// cannot_see.en = """
// Only what stands as a commitment in the map and is neither done nor dropped. What somebody has said without
// promising it is not seen. What somebody promises is written down with samverkan add commitments."""
// nothing.sv = """
// Kartan har inga åtaganden som står öppna. Vad någon lovar skrivs in med samverkan add commitments name="Räkna fram
// kostnaden" committed_by=p-gatuchef due=2026-05-01, eller i mötet med samverkan meeting."""
// nothing.en = """
// The map has no commitments that stand open. What somebody promises is written down with samverkan add commitments
// name="Work out the cost" committed_by=p-manager due=2026-05-01, or at the meeting with samverkan meeting."""
// answer = "find_promised"
// order = ["state", "due", "commitment_name"]
//
// [parameters]
// actor = {type = "Actor", sv = "aktör", en = "actor"}
//
// [columns]
// state.sv = "läge"
// state.en = "state"
// state.tokens.overdue = {sv = "försenat", en = "overdue"}
// state.tokens.soon = {sv = "inom 30 dagar", en = "within 30 days"}
// state.tokens.later = {sv = "senare", en = "later"}
// state.tokens.undated = {sv = "utan datum", en = "no date"}
// due = {sv = "senast", en = "due", empty = "undated"}
// days = {sv = "dagar kvar", en = "days left", empty = "undated"}
// by = {sv = "vem", en = "who", thing = true}
// commitment = {sv = "vad", en = "what", thing = true}
// commitment_name = {sv = "namn", en = "name"}
// about = {sv = "gäller", en = "about", thing = true, empty = "unknown"}
// agreed_at = {sv = "överenskommet vid", en = "agreed at", thing = true, empty = "unknown"}
// agreed_on = {sv = "den", en = "agreed on", empty = "undated", place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (c:Commitment)
RETURN c.id AS id
UNION ALL
MATCH (a:Actor)-[:COMMITTED_TO]->(:Commitment)
RETURN a.id AS id
UNION ALL
MATCH (:Commitment)-[:ABOUT]->(x:Issue|Initiative|Requirement|Position)
RETURN x.id AS id
UNION ALL
MATCH (:Commitment)-[:ABOUT]->(:Position)-[:ABOUT]->(x:Issue|ProblemPicture|Initiative)
RETURN x.id AS id
UNION ALL
MATCH (:Commitment)-[:ABOUT]->(:Requirement)<-[:REQUIRES*1..]-(x:Initiative|Requirement)
RETURN x.id AS id
UNION ALL
MATCH (:Commitment)-[:AGREED_AT]->(n:Interaction)
RETURN n.id AS id
UNION ALL
MATCH (:Commitment)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (:Commitment)-[:AGREED_AT]->(:Interaction)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
