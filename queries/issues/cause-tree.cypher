// title.sv = "Visa orsaksträdet"
// title.en = "Show the cause tree"
// name.sv = "orsaksträd"
// cannot_see.sv = """
// Varje rad är en orsak och vad den leder till; trädet ritas av view causes. Ett tomt underlag betyder att ingen
// har skrivit vad orsaken vilar på. Avvisade insatser räknas inte som att någon tar sig an orsaken."""
// cannot_see.en = """
// Each row is a cause and what it leads to; view causes draws the tree. Empty evidence means that nobody wrote
// what the cause rests on. A rejected initiative does not count as addressing it."""
// answer = "find_tree"
// nothing.sv = """Frågan har ingen orsaksanalys i kartan: lägg till orsaker (causes) som bidrar till den (contributes_to)."""
// nothing.en = """The issue has no cause analysis in the map: add causes that contribute to it (contributes_to)."""
// order = ["addressed", "cause_name", "cause"]
//
// [parameters]
// issue = {type = "Issue", required = true, sv = "fråga", en = "issue"}
//
// [columns]
// cause = {sv = "orsak", en = "cause", thing = true}
// cause_name = {sv = "namn", en = "name"}
// category = {sv = "kategori", en = "category", enum = "cause_category"}
// status = {sv = "läge", en = "status"}
// evidence = {sv = "underlag", en = "evidence"}
// contributes_to = {sv = "bidrar till", en = "contributes to", thing = true}
// addressed = {sv = "någon insats tar sig an den", en = "an initiative addresses it"}
// initiatives = {sv = "insatser", en = "initiatives", thing = true}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (i:Issue {id: $issue})
RETURN i.id AS id
UNION ALL
MATCH (c:Cause)-[:CONTRIBUTES_TO*1..]->(:Issue {id: $issue})
RETURN c.id AS id
UNION ALL
MATCH (c:Cause)-[:CONTRIBUTES_TO*1..]->(:Issue {id: $issue})
MATCH (c)-[:CONTRIBUTES_TO]->(x:Cause|Issue)
RETURN x.id AS id
UNION ALL
MATCH (c:Cause)-[:CONTRIBUTES_TO*1..]->(:Issue {id: $issue})
MATCH (n:Initiative)-[:ADDRESSES]->(c)
RETURN n.id AS id
UNION ALL
MATCH (c:Cause)-[:CONTRIBUTES_TO*1..]->(:Issue {id: $issue})
MATCH (c)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
