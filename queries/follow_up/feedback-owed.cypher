// title.sv = "Vilken återkoppling är vi skyldiga?"
// title.en = "Which feedback do we owe?"
// name.sv = "skyldig-återkoppling"
// cannot_see.sv = """
// Bara kontakter där någon har skrivit när återkopplingen ska vara given. Vad deltagarna själva väntar sig syns
// inte. Grupper som deltog nämns, men kan varken väljas ut eller räknas."""
// cannot_see.en = """
// Only interactions where somebody wrote when feedback is due. What those who took part expect is not seen.
// Groups that took part are named, and can be neither selected nor counted."""
// answer = "find_owed"
// nothing.sv = "Kartan har ingen återkoppling som vi är skyldiga: skriv feedback_due på kontakten när en sådan lovas."
// nothing.en = "The map has no feedback that we owe: write feedback_due on the contact when it is promised."
// order = ["feedback_due", "interaction"]
//
// [parameters]
// area = {type = "Area", sv = "område", en = "area"}
// actor = {type = "Actor", sv = "aktör", en = "actor"}
//
// [columns]
// interaction = {sv = "kontakt", en = "interaction", thing = true}
// state.sv = "läget"
// state.en = "state"
// state.tokens.overdue = {sv = "försenad", en = "overdue"}
// state.tokens.due = {sv = "ska ges", en = "due"}
// kind = {sv = "slag", en = "kind", enum = "interaction_kind"}
// held_on = {sv = "datum", en = "date"}
// summary = {sv = "sammanfattning", en = "summary", empty = "none"}
// feedback_due = {sv = "återkoppling senast", en = "feedback due"}
// overdue = {sv = "försenad", en = "overdue", place = "data"}
// subjects = {sv = "handlade om", en = "was about", thing = true}
// actors = {sv = "deltog", en = "took part", thing = true}
// owed_to = {sv = "väntar på svar", en = "waiting for an answer", thing = true}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (n:Interaction)
RETURN n.id AS id
UNION ALL
MATCH (n:Area)
RETURN n.id AS id
UNION ALL
MATCH (n:AffectedGroup)
RETURN n.id AS id
UNION ALL
MATCH (:Interaction)-[:ABOUT]->(n:Issue|Initiative|Area)
RETURN n.id AS id
UNION ALL
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
MATCH (a:Actor)-[:TOOK_PART_IN]->(:Interaction)
RETURN a.id AS id
UNION ALL
MATCH (n:Interaction)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
