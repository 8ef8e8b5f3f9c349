// title.sv = "Vem prioriterar frågan?"
// title.en = "Who gives the issue priority?"
// name.sv = "vem-prioriterar"
// cannot_see.sv = """
// Okänd betyder att ingen prioritering är registrerad eller att den är för gammal, inte att frågan är
// oprioriterad. Vad en aktör faktiskt lägger tid på syns inte."""
// cannot_see.en = """
// Unknown means that no priority is registered or that it is too old, not that the issue has none. What an
// actor in fact spends its time on is not seen."""
// answer = "find_priorities"
// nothing.sv = """Kartan har ingen sådan fråga: lägg till den med samverkan add, och vilka den rör (INVOLVED_IN)."""
// nothing.en = """The map has no such issue: add it with samverkan add, and whom it involves (INVOLVED_IN)."""
// order = ["issue_name", "issue", "priority", "actor_name", "actor"]
//
// [parameters]
// issue = {type = "Issue", sv = "fråga", en = "issue"}
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// issue = {sv = "fråga", en = "issue", thing = true}
// issue_name = {sv = "namn", en = "name"}
// actor = {sv = "aktör", en = "actor", thing = true, empty = "none"}
// actor_name = {sv = "aktörens namn", en = "actor's name"}
// roles = {sv = "roll", en = "role", enum = "role", empty = "none"}
// priority = {sv = "prioritet", en = "priority", enum = "priority", tokens.restricted = {sv = "begränsad", en = "restricted"}}
// past_review = {sv = "tidigare prioritet, inte omprövad", en = "former priority, past review", enum = "priority", empty = "none"}
// stated_on = {sv = "uttalad", en = "stated on"}
// review_by = {sv = "ses över senast", en = "review by", place = "data"}
// basis = {sv = "grund", en = "basis", enum = "position_basis"}
// position = {sv = "hållning", en = "position", thing = true, place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (i:Issue)
WHERE $issue = '' OR i.id = $issue
RETURN i.id AS id
UNION ALL
MATCH (n:Area)
RETURN n.id AS id
UNION ALL
MATCH (a:Actor)-[:INVOLVED_IN]->(:Issue)
RETURN a.id AS id
UNION ALL
MATCH (a:Actor)-[:TAKES]->(p:Position)-[:ABOUT]->(i:Issue)
WHERE $issue = '' OR i.id = $issue
RETURN a.id AS id
UNION ALL
MATCH (p:Position)-[:ABOUT]->(i:Issue)
WHERE $issue = '' OR i.id = $issue
RETURN p.id AS id
UNION ALL
MATCH (i:Issue)<-[:ABOUT]-(p:Position)-[:SOURCED_BY]->(s:Source)
WHERE $issue = '' OR i.id = $issue
RETURN s.id AS id
