// title.sv = "Vad har prövats, och hur gick det?"
// title.en = "What was tried, and how did it go?"
// name.sv = "vad-har-prövats"
// cannot_see.sv = """
// Utan datum står insatserna i id-ordning sist i sin kedja. Att utfallet inte är känt betyder att ingen har skrivit
// upp det, eller att insatsen pågick. Det som prövades utan att kallas insats syns inte."""
// cannot_see.en = """
// Without a date initiatives stand in order of ids at the end of their family. That an outcome is not known means
// that nobody wrote it down, or that it was still under way. What was tried without a name is not seen."""
// answer = "find_tried"
// nothing.sv = "Kartan har ingen insats som har prövats här: lägg till den med samverkan add, med läge, datum, utfall och lärdom."
// nothing.en = "The map has nothing that was tried here: add it with samverkan add, with status, dates, outcome and lesson."
// order = ["family", "tried_on", "initiative"]
//
// [parameters]
// issue = {type = "Issue", sv = "fråga", en = "issue"}
// cause = {type = "Cause", sv = "orsak", en = "cause"}
// family = {type = "text", sv = "insatskedja", en = "family"}
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// family = {sv = "insatskedja", en = "family", empty = "none"}
// initiative = {sv = "insats", en = "initiative", thing = true}
// initiative_name = {sv = "namn", en = "name"}
// status = {sv = "läge", en = "status", enum = "initiative_status"}
// tried_on = {sv = "prövades", en = "tried on", empty = "undated", place = "data"}
// started_on = {sv = "påbörjad", en = "started on", empty = "undated"}
// ended_on = {sv = "avslutad", en = "ended on", empty = "undated"}
// issues = {sv = "frågor", en = "issues", thing = true}
// outcome = {sv = "utfall", en = "outcome"}
// lesson = {sv = "lärdom", en = "lesson"}
// side_effects = {sv = "följdeffekter", en = "side effects", thing = true}
// new_issues = {sv = "blev ny fråga", en = "became a new issue", thing = true}
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
MATCH (n:Area)
RETURN n.id AS id
UNION ALL
MATCH (n:Initiative)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
