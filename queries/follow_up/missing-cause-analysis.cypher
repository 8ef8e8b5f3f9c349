// title.sv = "Vilka insatser saknar orsaksanalys?"
// title.en = "Which initiatives lack a cause analysis?"
// name.sv = "saknar-orsaksanalys"
// cannot_see.sv = """
// En analys räknas när insatsen tar sig an en orsak, eller en fråga som en orsak bidrar till. Hur god analysen
// är syns inte. Ett skäl att hoppa över den visas i stället för ett godkännande."""
// cannot_see.en = """
// An analysis counts when the initiative addresses a cause, or an issue that a cause contributes to. How good it
// is, is not seen. A reason for skipping it is shown, not approved."""
// answer = "find_unanalysed"
// nothing.sv = "Ingen insats saknar orsaksanalys, eller så har kartan inga insatser här."
// nothing.en = "No initiative lacks a cause analysis, or the map has no initiatives here."
// order = ["has_reason", "status", "initiative_name", "initiative"]
//
// [parameters]
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// initiative = {sv = "insats", en = "initiative", thing = true}
// initiative_name = {sv = "namn", en = "name"}
// status = {sv = "läge", en = "status", enum = "initiative_status"}
// has_reason = {sv = "skäl angivet", en = "reason given"}
// reason = {sv = "skäl att hoppa över", en = "reason for skipping", empty = "nothing"}
// issues = {sv = "frågor", en = "issues", thing = true}
// due = {sv = "orsaksanalys senast", en = "cause analysis due", empty = "undated"}
// overdue = {sv = "försenad", en = "overdue"}
// pilot_until = {sv = "prövas till", en = "pilot until", empty = "undated"}
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
MATCH (n:Requirement)
RETURN n.id AS id
UNION ALL
MATCH (n:Area)
RETURN n.id AS id
UNION ALL
MATCH (n:Initiative)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
