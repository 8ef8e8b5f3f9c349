// title.sv = "Har vi en gemensam problembild?"
// title.en = "Do we share a problem picture?"
// name.sv = "gemensam-bild"
// cannot_see.sv = """
// En rad för varje inblandad aktör och formulering; okänd betyder att ingen har frågat eller att svaret är för
// gammalt. Att alla delar en formulering säger inte att den är sann."""
// cannot_see.en = """
// A row for every involved actor and wording; unknown means that nobody has asked or that the answer is too
// old. That all share a wording does not make it true."""
// order = ["picture", "-shares", "actor_name", "actor"]
//
// [parameters]
// issue = {type = "Issue", required = true, sv = "fråga", en = "issue"}
//
// [columns]
// picture = {sv = "problembild", en = "problem picture"}
// picture_name = {sv = "formulering", en = "wording"}
// version = {sv = "version", en = "version"}
// actor = {sv = "aktör", en = "actor"}
// actor_name = {sv = "namn", en = "name"}
// shares = {sv = "delar den", en = "shares it", enum = "problem_picture"}
// past_review = {sv = "tidigare svar, inte omprövat", en = "former answer, past review", enum = "problem_picture"}
// stated_on = {sv = "uttalad", en = "stated on"}
// review_by = {sv = "ses över senast", en = "review by"}
// basis = {sv = "grund", en = "basis", enum = "position_basis"}
// position = {sv = "hållning", en = "position"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (i:Issue {id: $issue})
OPTIONAL MATCH (w:ProblemPicture)-[:OF]->(i)
WITH i, w, coalesce(w.id, i.id) AS subject
OPTIONAL MATCH (a:Actor)
WHERE a.valid_from <= $as_of AND a.valid_to > $as_of
  AND (EXISTS {
      MATCH (a)-[r:INVOLVED_IN]->(:Issue {id: $issue})
      WHERE r.valid_from <= $as_of AND r.valid_to > $as_of
    }
    OR EXISTS {
      MATCH (a)-[:TAKES]->(:Position {kind: 'problem_picture'})-[:ABOUT]->(b:Issue|ProblemPicture)
      WHERE b.id = subject
    })
OPTIONAL MATCH (a)-[:TAKES]->(p:Position {kind: 'problem_picture'})-[:ABOUT]->(e:Issue|ProblemPicture)
WHERE e.id = subject AND p.stated_on <= $as_of
  AND NOT EXISTS {
    MATCH (a)-[:TAKES]->(y:Position {kind: 'problem_picture'})-[:ABOUT]->(e)
    WHERE y.stated_on <= $as_of AND (y.stated_on > p.stated_on OR (y.stated_on = p.stated_on AND y.id > p.id))
  }
OPTIONAL MATCH (p)-[:SOURCED_BY]->(s:Source)
OPTIONAL MATCH (w)-[:SOURCED_BY]->(c:Source)
WITH w, a, p,
  CASE WHEN p.review_by IS NOT NULL THEN p.review_by < $as_of
    WHEN p.basis = 'own_assessment' THEN p.stated_on < $ninety_days_before
    ELSE p.stated_on < $year_before END AS stale,
  collect(DISTINCT s.id) + collect(DISTINCT c.id) AS origins, max(coalesce(s.date, c.date)) AS newest
RETURN
  w.id AS picture,
  w.name AS picture_name,
  w.version AS version,
  a.id AS actor,
  a.name AS actor_name,
  CASE WHEN a.id IS NULL THEN NULL WHEN p.id IS NULL OR stale THEN 'unknown' ELSE p.value END AS shares,
  CASE WHEN stale THEN p.value END AS past_review,
  p.stated_on AS stated_on,
  p.review_by AS review_by,
  p.basis AS basis,
  p.id AS position,
  origins AS sources,
  newest AS newest_source
