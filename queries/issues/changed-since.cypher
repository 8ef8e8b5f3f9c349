// title.sv = "Vad har ändrats sedan dagen?"
// title.en = "What changed since the day?"
// name.sv = "ändrat-sedan"
// cannot_see.sv = """
// Läses ur kartans egna datum: det som saknar datum syns inte, och inte när någon skrev in det. Lagrets ändringslogg
// är ingen del av kartan."""
// cannot_see.en = """
// Read from the dates in the map: what carries no date is not seen, nor when somebody entered it. The store's change
// log is no part of the map."""
// order = ["-changed_on", "about", "thing", "other", "change"]
//
// [parameters]
// since = {type = "date", required = true, sv = "sedan", en = "since"}
//
// [columns]
// changed_on = {sv = "dag", en = "day"}
// change.sv = "händelse"
// change.en = "event"
// change.tokens.began = {sv = "började gälla", en = "began"}
// change.tokens.ended = {sv = "upphörde", en = "ended"}
// change.tokens.stated = {sv = "uttalades", en = "was stated"}
// change.tokens.happened = {sv = "ägde rum", en = "took place"}
// change.tokens.answered = {sv = "återkopplades", en = "feedback given"}
// change.tokens.measured = {sv = "mättes", en = "was measured"}
// change.tokens.published = {sv = "daterades", en = "was dated"}
// about.sv = "gäller"
// about.en = "about"
// about.tokens.actor = {sv = "aktör", en = "actor"}
// about.tokens.mandate = {sv = "mandat", en = "mandate"}
// about.tokens.agreement = {sv = "överenskommelse", en = "agreement"}
// about.tokens.part_of = {sv = "ingår i", en = "is part of"}
// about.tokens.member_of = {sv = "sitter i", en = "has a seat in"}
// about.tokens.tie = {sv = "relation", en = "tie"}
// about.tokens.leverage = {sv = "påtryckningsmedel", en = "leverage"}
// about.tokens.involved = {sv = "inblandning", en = "involvement"}
// about.tokens.position = {sv = "hållning", en = "position"}
// about.tokens.interaction = {sv = "kontakt", en = "interaction"}
// about.tokens.measurement = {sv = "mätning", en = "measurement"}
// about.tokens.source = {sv = "källa", en = "source"}
// thing = {sv = "vem eller vad", en = "who or what"}
// thing_name = {sv = "namn", en = "name"}
// other = {sv = "mot", en = "towards"}
// other_name = {sv = "dess namn", en = "its name"}
// value.sv = "värde"
// value.en = "value"
// value.by = "about"
// value.enums.actor = ["actor_kind"]
// value.enums.mandate = ["mandate_kind"]
// value.enums.agreement = ["agreement_kind"]
// value.enums.member_of = ["seat"]
// value.enums.tie = ["tie_strength"]
// value.enums.involved = ["role"]
// value.enums.position = ["stance", "priority", "problem_picture"]
// value.enums.interaction = ["interaction_kind"]
// value.enums.source = ["source_kind"]
// basis = {sv = "grund", en = "basis", enum = "position_basis"}
// sources = {sv = "källor", en = "sources"}
MATCH (n:Actor)
WHERE (n.valid_from >= $since AND n.valid_from <= $as_of) OR (n.valid_to >= $since AND n.valid_to <= $as_of)
UNWIND ['began', 'ended'] AS turn
WITH n, turn, CASE WHEN turn = 'began' THEN n.valid_from ELSE n.valid_to END AS day
WHERE day >= $since AND day <= $as_of
OPTIONAL MATCH (n)-[:SOURCED_BY]->(s:Source)
RETURN
  day AS changed_on,
  turn AS change,
  'actor' AS about,
  n.id AS thing,
  n.name AS thing_name,
  NULL AS other,
  NULL AS other_name,
  n.kind AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (n:Mandate)
WHERE (n.valid_from >= $since AND n.valid_from <= $as_of) OR (n.valid_to >= $since AND n.valid_to <= $as_of)
UNWIND ['began', 'ended'] AS turn
WITH n, turn, CASE WHEN turn = 'began' THEN n.valid_from ELSE n.valid_to END AS day
WHERE day >= $since AND day <= $as_of
OPTIONAL MATCH (n)-[:SOURCED_BY]->(s:Source)
RETURN
  day AS changed_on,
  turn AS change,
  'mandate' AS about,
  n.id AS thing,
  n.name AS thing_name,
  NULL AS other,
  NULL AS other_name,
  n.kind AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (n:Agreement)
WHERE (n.valid_from >= $since AND n.valid_from <= $as_of) OR (n.valid_to >= $since AND n.valid_to <= $as_of)
UNWIND ['began', 'ended'] AS turn
WITH n, turn, CASE WHEN turn = 'began' THEN n.valid_from ELSE n.valid_to END AS day
WHERE day >= $since AND day <= $as_of
OPTIONAL MATCH (n)-[:SOURCED_BY]->(s:Source)
RETURN
  day AS changed_on,
  turn AS change,
  'agreement' AS about,
  n.id AS thing,
  n.name AS thing_name,
  NULL AS other,
  NULL AS other_name,
  n.kind AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (a:Actor|Area)-[r:PART_OF]->(b:Actor|Area)
WHERE (r.valid_from >= $since AND r.valid_from <= $as_of) OR (r.valid_to >= $since AND r.valid_to <= $as_of)
UNWIND ['began', 'ended'] AS turn
WITH a, r, b, turn, CASE WHEN turn = 'began' THEN r.valid_from ELSE r.valid_to END AS day
WHERE day >= $since AND day <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  day AS changed_on,
  turn AS change,
  'part_of' AS about,
  a.id AS thing,
  a.name AS thing_name,
  b.id AS other,
  b.name AS other_name,
  NULL AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (a:Actor)-[r:MEMBER_OF]->(b:Actor)
WHERE (r.valid_from >= $since AND r.valid_from <= $as_of) OR (r.valid_to >= $since AND r.valid_to <= $as_of)
UNWIND ['began', 'ended'] AS turn
WITH a, r, b, turn, CASE WHEN turn = 'began' THEN r.valid_from ELSE r.valid_to END AS day
WHERE day >= $since AND day <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  day AS changed_on,
  turn AS change,
  'member_of' AS about,
  a.id AS thing,
  a.name AS thing_name,
  b.id AS other,
  b.name AS other_name,
  r.seat AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (a:Actor)-[r:TIE]->(b:Actor)
WHERE (r.valid_from >= $since AND r.valid_from <= $as_of) OR (r.valid_to >= $since AND r.valid_to <= $as_of)
UNWIND ['began', 'ended'] AS turn
WITH a, r, b, turn, CASE WHEN turn = 'began' THEN r.valid_from ELSE r.valid_to END AS day
WHERE day >= $since AND day <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  day AS changed_on,
  turn AS change,
  'tie' AS about,
  a.id AS thing,
  a.name AS thing_name,
  b.id AS other,
  b.name AS other_name,
  r.strength AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (a:Actor)-[r:HAS_LEVERAGE_OVER]->(b:Actor|AffectedGroup)
WHERE (r.valid_from >= $since AND r.valid_from <= $as_of) OR (r.valid_to >= $since AND r.valid_to <= $as_of)
UNWIND ['began', 'ended'] AS turn
WITH a, r, b, turn, CASE WHEN turn = 'began' THEN r.valid_from ELSE r.valid_to END AS day
WHERE day >= $since AND day <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  day AS changed_on,
  turn AS change,
  'leverage' AS about,
  a.id AS thing,
  a.name AS thing_name,
  b.id AS other,
  b.name AS other_name,
  r.instrument AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (a:Actor)-[r:INVOLVED_IN]->(b:Issue|Initiative)
WHERE (r.valid_from >= $since AND r.valid_from <= $as_of) OR (r.valid_to >= $since AND r.valid_to <= $as_of)
UNWIND ['began', 'ended'] AS turn
WITH a, r, b, turn, CASE WHEN turn = 'began' THEN r.valid_from ELSE r.valid_to END AS day
WHERE day >= $since AND day <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  day AS changed_on,
  turn AS change,
  'involved' AS about,
  a.id AS thing,
  a.name AS thing_name,
  b.id AS other,
  b.name AS other_name,
  r.role AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (a:Actor)-[:TAKES]->(p:Position)-[:ABOUT]->(x:Issue|ProblemPicture|Initiative)
WHERE p.stated_on >= $since AND p.stated_on <= $as_of
OPTIONAL MATCH (p)-[:SOURCED_BY]->(s:Source)
RETURN
  p.stated_on AS changed_on,
  'stated' AS change,
  'position' AS about,
  a.id AS thing,
  a.name AS thing_name,
  x.id AS other,
  x.name AS other_name,
  p.value AS value,
  p.basis AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (n:Interaction)
WHERE n.date >= $since AND n.date <= $as_of
OPTIONAL MATCH (n)-[:SOURCED_BY]->(s:Source)
RETURN
  n.date AS changed_on,
  'happened' AS change,
  'interaction' AS about,
  n.id AS thing,
  n.summary AS thing_name,
  NULL AS other,
  NULL AS other_name,
  n.kind AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (n:Interaction)
WHERE n.feedback_given >= $since AND n.feedback_given <= $as_of
OPTIONAL MATCH (n)-[:SOURCED_BY]->(s:Source)
RETURN
  n.feedback_given AS changed_on,
  'answered' AS change,
  'interaction' AS about,
  n.id AS thing,
  n.summary AS thing_name,
  NULL AS other,
  NULL AS other_name,
  n.kind AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (m:Measurement)-[:OF]->(k:Indicator)
WHERE m.date >= $since AND m.date <= $as_of
OPTIONAL MATCH (m)-[:SOURCED_BY]->(s:Source)
RETURN
  m.date AS changed_on,
  'measured' AS change,
  'measurement' AS about,
  m.id AS thing,
  k.name AS thing_name,
  k.id AS other,
  NULL AS other_name,
  m.value AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
UNION ALL
MATCH (s:Source)
WHERE s.date >= $since AND s.date <= $as_of
RETURN
  s.date AS changed_on,
  'published' AS change,
  'source' AS about,
  s.id AS thing,
  s.name AS thing_name,
  NULL AS other,
  NULL AS other_name,
  s.kind AS value,
  NULL AS basis,
  collect(DISTINCT s.id) AS sources
