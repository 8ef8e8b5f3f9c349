// title.sv = "Vad har prövats, och hur gick det?"
// title.en = "What was tried, and how did it go?"
// name.sv = "vad-har-prövats"
// cannot_see.sv = """
// Insatser har inget eget datum: inom en kedja står de i id-ordning, så som de följde på varandra. Ett tomt
// utfall betyder att ingen har skrivit upp det. Det som prövades utan att kallas insats syns inte."""
// cannot_see.en = """
// Initiatives carry no date of their own: within a family they stand in order of ids, as they followed one
// another. An empty outcome means that nobody wrote it down. What was tried without a name is not seen."""
// order = ["family", "initiative"]
//
// [parameters]
// issue = {type = "Issue", sv = "fråga", en = "issue"}
// family = {type = "text", sv = "insatskedja", en = "family"}
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// family = {sv = "insatskedja", en = "family"}
// initiative = {sv = "insats", en = "initiative"}
// initiative_name = {sv = "namn", en = "name"}
// status = {sv = "läge", en = "status", enum = "initiative_status"}
// issues = {sv = "frågor", en = "issues"}
// outcome = {sv = "utfall", en = "outcome"}
// lesson = {sv = "lärdom", en = "lesson"}
// side_effects = {sv = "följdeffekter", en = "side effects"}
// new_issues = {sv = "blev ny fråga", en = "became a new issue"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (n:Initiative)
WHERE n.status IN ['done', 'under_way', 'rejected'] AND ($family = '' OR n.family = $family)
  AND ($issue = ''
    OR EXISTS { MATCH (n)-[:ADDRESSES]->(:Issue {id: $issue}) }
    OR EXISTS { MATCH (n)-[:ADDRESSES]->(:Cause)-[:CONTRIBUTES_TO*1..12]->(:Issue {id: $issue}) })
  AND ($area = ''
    OR EXISTS { MATCH (n)-[:ADDRESSES]->(:Issue)-[:IN_AREA]->(:Area)-[:PART_OF*0..6]->(:Area {id: $area}) })
OPTIONAL MATCH (n)-[:ADDRESSES]->(i:Issue)
OPTIONAL MATCH (n)-[:LEADS_TO]->(e:Effect)
OPTIONAL MATCH (e)-[:LEADS_TO*1..6]->(j:Issue)
OPTIONAL MATCH (n)-[:SOURCED_BY]->(s:Source)
WHERE s.date IS NULL OR s.date <= $as_of
RETURN
  n.family AS family,
  n.id AS initiative,
  n.name AS initiative_name,
  n.status AS status,
  collect(DISTINCT i.id) AS issues,
  n.outcome AS outcome,
  n.lesson AS lesson,
  collect(DISTINCT CASE WHEN coalesce(e.intended, false) = false THEN e.id END) AS side_effects,
  collect(DISTINCT j.id) AS new_issues,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
