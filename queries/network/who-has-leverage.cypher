// title.sv = "Vem kan påverka aktörens eller gruppens beteende?"
// title.en = "Who has leverage over an actor's or a group's behaviour?"
// name.sv = "vem-kan-påverka"
// cannot_see.sv = """
// Högst tre led, och bara påtryckningsmedel som är registrerade. Att någon kan är inte att den vill: det visar
// who-to-convince. En grupp i känslig kategori kan inte väljas ut."""
// cannot_see.en = """
// At most three links, and only leverage that is registered. That somebody could does not mean that it would:
// see who-to-convince. A group of a special category cannot be selected."""
// order = ["target_name", "steps", "actor_name", "over_name", "instrument"]
//
// [parameters]
// actor = {type = "Actor", sv = "aktör", en = "actor"}
// affected = {type = "AffectedGroup", sv = "berörd grupp", en = "affected group"}
//
// [columns]
// steps = {sv = "led", en = "links"}
// actor = {sv = "kan påverka", en = "has leverage"}
// actor_name = {sv = "namn", en = "name"}
// instrument = {sv = "medel", en = "instrument"}
// sanction = {sv = "påföljd", en = "sanction"}
// over = {sv = "mot", en = "over"}
// over_name = {sv = "mots namn", en = "whose name"}
// target = {sv = "når", en = "reaches"}
// target_name = {sv = "nås namn", en = "reached one's name"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (a:Actor)-[r:HAS_LEVERAGE_OVER]->(t:Actor|AffectedGroup)
WHERE ($actor = '' AND $affected = '' OR t.id = $actor OR t.id = $affected)
  AND ($affected = '' OR coalesce(t.special_category, false) = false)
  AND a.valid_from <= $as_of AND a.valid_to > $as_of
  AND r.valid_from <= $as_of AND r.valid_to > $as_of
  AND (t.valid_from IS NULL OR (t.valid_from <= $as_of AND t.valid_to > $as_of))
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  1 AS steps,
  a.id AS actor,
  a.name AS actor_name,
  r.instrument AS instrument,
  r.sanction AS sanction,
  t.id AS over,
  t.name AS over_name,
  t.id AS target,
  t.name AS target_name,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
UNION ALL
MATCH (a:Actor)-[r:HAS_LEVERAGE_OVER]->(b:Actor)-[x:HAS_LEVERAGE_OVER]->(t:Actor|AffectedGroup)
WHERE ($actor = '' AND $affected = '' OR t.id = $actor OR t.id = $affected)
  AND ($affected = '' OR coalesce(t.special_category, false) = false)
  AND a.id <> b.id AND b.id <> t.id AND a.id <> t.id
  AND a.valid_from <= $as_of AND a.valid_to > $as_of
  AND r.valid_from <= $as_of AND r.valid_to > $as_of
  AND b.valid_from <= $as_of AND b.valid_to > $as_of
  AND x.valid_from <= $as_of AND x.valid_to > $as_of
  AND (t.valid_from IS NULL OR (t.valid_from <= $as_of AND t.valid_to > $as_of))
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  2 AS steps,
  a.id AS actor,
  a.name AS actor_name,
  r.instrument AS instrument,
  r.sanction AS sanction,
  b.id AS over,
  b.name AS over_name,
  t.id AS target,
  t.name AS target_name,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
UNION ALL
MATCH (a:Actor)-[r:HAS_LEVERAGE_OVER]->(b:Actor)-[x:HAS_LEVERAGE_OVER]->(c:Actor)-[y:HAS_LEVERAGE_OVER]->(t:Actor|AffectedGroup)
WHERE ($actor = '' AND $affected = '' OR t.id = $actor OR t.id = $affected)
  AND ($affected = '' OR coalesce(t.special_category, false) = false)
  AND a.id <> b.id AND b.id <> t.id AND a.id <> t.id
  AND b.id <> c.id AND c.id <> t.id AND a.id <> c.id
  AND a.valid_from <= $as_of AND a.valid_to > $as_of
  AND r.valid_from <= $as_of AND r.valid_to > $as_of
  AND b.valid_from <= $as_of AND b.valid_to > $as_of
  AND x.valid_from <= $as_of AND x.valid_to > $as_of
  AND c.valid_from <= $as_of AND c.valid_to > $as_of
  AND y.valid_from <= $as_of AND y.valid_to > $as_of
  AND (t.valid_from IS NULL OR (t.valid_from <= $as_of AND t.valid_to > $as_of))
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  3 AS steps,
  a.id AS actor,
  a.name AS actor_name,
  r.instrument AS instrument,
  r.sanction AS sanction,
  b.id AS over,
  b.name AS over_name,
  t.id AS target,
  t.name AS target_name,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
