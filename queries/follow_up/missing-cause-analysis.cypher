// title.sv = "Vilka insatser saknar orsaksanalys?"
// title.en = "Which initiatives lack a cause analysis?"
// name.sv = "saknar-orsaksanalys"
// cannot_see.sv = """
// En analys räknas när insatsen tar sig an en orsak, eller en fråga som en orsak bidrar till. Hur god analysen
// är syns inte. Ett skäl att hoppa över den visas i stället för ett godkännande."""
// cannot_see.en = """
// An analysis counts when the initiative addresses a cause, or an issue that a cause contributes to. How good it
// is, is not seen. A reason for skipping it is shown, not approved."""
// order = ["has_reason", "status", "initiative_name", "initiative"]
//
// [parameters]
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// initiative = {sv = "insats", en = "initiative"}
// initiative_name = {sv = "namn", en = "name"}
// status = {sv = "läge", en = "status", enum = "initiative_status"}
// has_reason = {sv = "skäl angivet", en = "reason given"}
// reason = {sv = "skäl att hoppa över", en = "reason for skipping"}
// issues = {sv = "frågor", en = "issues"}
// due = {sv = "ska följas upp senast", en = "to be followed up by"}
// overdue = {sv = "försenad", en = "overdue"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (n:Initiative)
WHERE NOT EXISTS { MATCH (n)-[:ADDRESSES]->(:Cause) }
  AND NOT EXISTS { MATCH (n)-[:ADDRESSES]->(:Issue)<-[:CONTRIBUTES_TO]-(:Cause) }
  AND ($area = ''
    OR EXISTS { MATCH (n)-[:ADDRESSES]->(:Issue)-[:IN_AREA]->(:Area)-[:PART_OF*0..6]->(:Area {id: $area}) })
OPTIONAL MATCH (n)-[:ADDRESSES]->(i:Issue)
OPTIONAL MATCH (n)-[:SOURCED_BY]->(s:Source)
RETURN
  n.id AS initiative,
  n.name AS initiative_name,
  n.status AS status,
  n.skipped_analysis_reason IS NOT NULL AS has_reason,
  n.skipped_analysis_reason AS reason,
  collect(DISTINCT i.id) AS issues,
  n.pilot_until AS due,
  coalesce(n.pilot_until < $as_of, false) AS overdue,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
