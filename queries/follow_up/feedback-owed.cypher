// title.sv = "Vilken återkoppling är vi skyldiga?"
// title.en = "Which feedback do we owe?"
// name.sv = "skyldig-återkoppling"
// cannot_see.sv = """
// Bara kontakter där någon har skrivit när återkopplingen ska vara given. Vad deltagarna själva väntar sig syns
// inte. Grupper som deltog nämns, men kan varken väljas ut eller räknas."""
// cannot_see.en = """
// Only interactions where somebody wrote when feedback is due. What those who took part expect is not seen.
// Groups that took part are named, and can be neither selected nor counted."""
// order = ["feedback_due", "interaction"]
//
// [parameters]
// area = {type = "Area", sv = "område", en = "area"}
// actor = {type = "Actor", sv = "aktör", en = "actor"}
//
// [columns]
// interaction = {sv = "kontakt", en = "interaction"}
// kind = {sv = "slag", en = "kind", enum = "interaction_kind"}
// held_on = {sv = "datum", en = "date"}
// summary = {sv = "sammanfattning", en = "summary"}
// feedback_due = {sv = "återkoppling senast", en = "feedback due"}
// overdue = {sv = "försenad", en = "overdue"}
// subjects = {sv = "handlade om", en = "was about"}
// actors = {sv = "deltog", en = "took part"}
// owed_to = {sv = "väntar på svar", en = "waiting for an answer"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (n:Interaction)
WHERE n.date <= $as_of AND n.feedback_due IS NOT NULL
  AND (n.feedback_given IS NULL OR n.feedback_given > $as_of)
  AND ($actor = '' OR EXISTS { MATCH (:Actor {id: $actor})-[:TOOK_PART_IN]->(n) })
  AND ($area = ''
    OR EXISTS { MATCH (n)-[:ABOUT]->(:Area)-[:PART_OF*0..6]->(:Area {id: $area}) }
    OR EXISTS { MATCH (n)-[:ABOUT]->(:Issue)-[:IN_AREA]->(:Area)-[:PART_OF*0..6]->(:Area {id: $area}) })
OPTIONAL MATCH (n)-[:ABOUT]->(x:Issue|Initiative|Area)
OPTIONAL MATCH (a:Actor)-[:TOOK_PART_IN]->(n)
OPTIONAL MATCH (g:AffectedGroup)-[:TOOK_PART_IN]->(n)
OPTIONAL MATCH (n)-[:SOURCED_BY]->(s:Source)
RETURN
  n.id AS interaction,
  n.kind AS kind,
  n.date AS held_on,
  n.summary AS summary,
  n.feedback_due AS feedback_due,
  n.feedback_due < $as_of AS overdue,
  collect(DISTINCT x.id) AS subjects,
  collect(DISTINCT a.id) AS actors,
  collect(DISTINCT g.id) AS owed_to,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
