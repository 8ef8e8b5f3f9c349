// title.sv = "Vad är utlovat?"
// title.en = "What is promised?"
// name.sv = "utlovat"
// cannot_see.sv = """
// Bara det som står som åtagande i kartan och varken är gjort eller släppt. Vad någon har sagt sig vilja göra utan
// att lova det syns inte. Vad någon lovar skrivs in med samverkan add commitments."""
// cannot_see.en = """
// Only what stands as a commitment in the map and is neither done nor dropped. What somebody has said without
// promising it is not seen. What somebody promises is written down with samverkan add commitments."""
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
// due = {sv = "senast", en = "due"}
// days = {sv = "dagar kvar", en = "days left"}
// by = {sv = "vem", en = "who"}
// commitment = {sv = "åtagande", en = "commitment"}
// commitment_name = {sv = "vad", en = "what"}
// about = {sv = "gäller", en = "about"}
// agreed_at = {sv = "överenskommet vid", en = "agreed at"}
// agreed_on = {sv = "den", en = "agreed on"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (c:Commitment)
RETURN c.id AS id
UNION ALL
MATCH (a:Actor)-[:COMMITTED_TO]->(:Commitment)
RETURN a.id AS id
UNION ALL
MATCH (:Commitment)-[:ABOUT]->(x:Issue|Initiative|Requirement|Position)
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
