// title.sv = "Har vi en gemensam problembild?"
// title.en = "Do we share a problem picture?"
// name.sv = "gemensam-bild"
// cannot_see.sv = """
// En rad för varje inblandad aktör och formulering; okänd betyder att ingen har frågat eller att svaret är för
// gammalt. Att alla delar en formulering säger inte att den är sann."""
// cannot_see.en = """
// A row for every involved actor and wording; unknown means that nobody has asked or that the answer is too
// old. That all share a wording does not make it true."""
// answer = "find_pictures"
// order = ["picture", "-shares", "actor_name", "actor"]
//
// [parameters]
// issue = {type = "Issue", required = true, sv = "fråga", en = "issue"}
//
// [columns]
// picture = {sv = "problembild", en = "problem picture", thing = true, empty = "not_applicable"}
// picture_name = {sv = "formulering", en = "wording"}
// version = {sv = "version", en = "version", empty = "none"}
// actor = {sv = "aktör", en = "actor", thing = true, empty = "none"}
// actor_name = {sv = "namn", en = "name"}
// shares = {sv = "delar den", en = "shares it", enum = "problem_picture", empty = "not_applicable", tokens.restricted = {sv = "begränsat", en = "restricted"}}
// past_review = {sv = "tidigare svar, inte omprövat", en = "former answer, past review", enum = "problem_picture", empty = "none"}
// stated_on = {sv = "uttalad", en = "stated on"}
// review_by = {sv = "ses över senast", en = "review by", place = "data"}
// basis = {sv = "grund", en = "basis", enum = "position_basis"}
// position = {sv = "hållning", en = "position", thing = true, place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (i:Issue {id: $issue})
RETURN i.id AS id
UNION ALL
MATCH (w:ProblemPicture)-[:OF]->(:Issue {id: $issue})
RETURN w.id AS id
UNION ALL
MATCH (w:ProblemPicture)-[:OF]->(:Issue {id: $issue})
MATCH (w)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (a:Actor)-[:INVOLVED_IN]->(:Issue {id: $issue})
RETURN a.id AS id
UNION ALL
MATCH (a:Actor)-[:TAKES]->(:Position)-[:ABOUT]->(:Issue {id: $issue})
RETURN a.id AS id
UNION ALL
MATCH (p:Position)-[:ABOUT]->(:Issue {id: $issue})
RETURN p.id AS id
UNION ALL
MATCH (:Issue {id: $issue})<-[:ABOUT]-(p:Position)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (a:Actor)-[:TAKES]->(:Position)-[:ABOUT]->(:ProblemPicture)-[:OF]->(:Issue {id: $issue})
RETURN a.id AS id
UNION ALL
MATCH (p:Position)-[:ABOUT]->(:ProblemPicture)-[:OF]->(:Issue {id: $issue})
RETURN p.id AS id
UNION ALL
MATCH (:Issue {id: $issue})<-[:OF]-(:ProblemPicture)<-[:ABOUT]-(p:Position)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
