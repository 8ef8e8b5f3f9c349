// title.sv = "Vem prioriterar frågan?"
// title.en = "Who gives the issue priority?"
// name.sv = "vem-prioriterar"
// cannot_see.sv = """
// Okänd betyder att ingen prioritering är registrerad eller att den är för gammal, inte att frågan är
// oprioriterad. Vad en aktör faktiskt lägger tid på syns inte."""
// cannot_see.en = """
// Unknown means that no priority is registered or that it is too old, not that the issue has none. What an
// actor in fact spends its time on is not seen."""
// order = ["issue_name", "issue", "priority", "actor_name", "actor"]
//
// [parameters]
// issue = {type = "Issue", sv = "fråga", en = "issue"}
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// issue = {sv = "fråga", en = "issue"}
// issue_name = {sv = "namn", en = "name"}
// actor = {sv = "aktör", en = "actor"}
// actor_name = {sv = "aktörens namn", en = "actor's name"}
// roles = {sv = "roll", en = "role", enum = "role"}
// priority = {sv = "prioritet", en = "priority", enum = "priority"}
// past_review = {sv = "tidigare prioritet, inte omprövad", en = "former priority, past review", enum = "priority"}
// stated_on = {sv = "uttalad", en = "stated on"}
// review_by = {sv = "ses över senast", en = "review by"}
// basis = {sv = "grund", en = "basis", enum = "position_basis"}
// position = {sv = "hållning", en = "position"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (i:Issue)
WHERE ($issue = '' OR i.id = $issue)
  AND ($area = '' OR EXISTS { MATCH (i)-[:IN_AREA]->(:Area)-[:PART_OF*0..6]->(:Area {id: $area}) })
OPTIONAL MATCH (b:Actor)-[x:INVOLVED_IN]->(i)
WHERE x.valid_from <= $as_of AND x.valid_to > $as_of
WITH i, collect(DISTINCT b.id) AS involved
OPTIONAL MATCH (c:Actor)-[:TAKES]->(:Position {kind: 'priority'})-[:ABOUT]->(i)
WITH i, involved, collect(DISTINCT c.id) AS ranking
WITH i, involved + ranking AS everybody
UNWIND everybody AS one
WITH DISTINCT i, one
MATCH (a:Actor {id: one})
WHERE a.valid_from <= $as_of AND a.valid_to > $as_of
OPTIONAL MATCH (a)-[r:INVOLVED_IN]->(i)
WHERE r.valid_from <= $as_of AND r.valid_to > $as_of
OPTIONAL MATCH (a)-[:TAKES]->(p:Position {kind: 'priority'})-[:ABOUT]->(i)
WHERE p.stated_on <= $as_of
  AND NOT EXISTS {
    MATCH (a)-[:TAKES]->(y:Position {kind: 'priority'})-[:ABOUT]->(i)
    WHERE y.stated_on <= $as_of AND (y.stated_on > p.stated_on OR (y.stated_on = p.stated_on AND y.id > p.id))
  }
OPTIONAL MATCH (p)-[:SOURCED_BY]->(s:Source)
WITH i, a, p,
  CASE WHEN p.review_by IS NOT NULL THEN p.review_by < $as_of
    WHEN p.basis = 'own_assessment' THEN p.stated_on < $ninety_days_before
    ELSE p.stated_on < $year_before END AS stale,
  collect(DISTINCT r.role) AS roles, collect(DISTINCT s.id) AS origins, max(s.date) AS newest
RETURN
  i.id AS issue,
  i.name AS issue_name,
  a.id AS actor,
  a.name AS actor_name,
  roles AS roles,
  CASE WHEN p.id IS NULL OR stale THEN 'unknown' ELSE p.value END AS priority,
  CASE WHEN stale THEN p.value END AS past_review,
  p.stated_on AS stated_on,
  p.review_by AS review_by,
  p.basis AS basis,
  p.id AS position,
  origins AS sources,
  newest AS newest_source
