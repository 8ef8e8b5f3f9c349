// title.sv = "Visa orsaksträdet"
// title.en = "Show the cause tree"
// name.sv = "orsaksträd"
// cannot_see.sv = """
// Varje rad är en orsak och vad den leder till; trädet ritas av view causes. Ett tomt underlag betyder att ingen
// har skrivit vad orsaken vilar på. Avvisade insatser räknas inte som att någon tar sig an orsaken."""
// cannot_see.en = """
// Each row is a cause and what it leads to; view causes draws the tree. Empty evidence means that nobody wrote
// what the cause rests on. A rejected initiative does not count as addressing it."""
// order = ["addressed", "cause_name", "cause"]
//
// [parameters]
// issue = {type = "Issue", required = true, sv = "fråga", en = "issue"}
//
// [columns]
// cause = {sv = "orsak", en = "cause"}
// cause_name = {sv = "namn", en = "name"}
// category = {sv = "kategori", en = "category", enum = "cause_category"}
// status = {sv = "läge", en = "status"}
// evidence = {sv = "underlag", en = "evidence"}
// contributes_to = {sv = "bidrar till", en = "contributes to"}
// addressed = {sv = "någon insats tar sig an den", en = "an initiative addresses it"}
// initiatives = {sv = "insatser", en = "initiatives"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (c:Cause)-[:CONTRIBUTES_TO*1..12]->(:Issue {id: $issue})
WITH DISTINCT c
OPTIONAL MATCH (c)-[:CONTRIBUTES_TO]->(x:Cause|Issue)
OPTIONAL MATCH (n:Initiative)-[:ADDRESSES]->(c)
WHERE coalesce(n.status, '') <> 'rejected'
OPTIONAL MATCH (c)-[:SOURCED_BY]->(s:Source)
WHERE s.date IS NULL OR s.date <= $as_of
RETURN
  c.id AS cause,
  c.name AS cause_name,
  c.category AS category,
  c.status AS status,
  c.evidence AS evidence,
  collect(DISTINCT x.id) AS contributes_to,
  count(DISTINCT n.id) > 0 AS addressed,
  collect(DISTINCT n.id) AS initiatives,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
