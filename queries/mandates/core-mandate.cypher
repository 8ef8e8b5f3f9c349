// title.sv = "Vad har aktören för kärnuppdrag och mandat, och vad får den inte besluta?"
// title.en = "What are an actor's core mandate and powers, and what may it not decide?"
// cannot_see.sv = """
// Det aktören inte får besluta är bara det som någon annan i dess egen organisation är registrerad för.
// En första rad utan id betyder att inget kärnuppdrag är känt. Mandat i tidigare delegationer visas inte."""
// cannot_see.en = """
// What the actor may not decide is only what somebody else in its own organisation is registered for.
// A first row without an id means that no core mandate is known. Mandates of former delegations are not listed."""
// order = ["about", "kind", "thing_name", "thing", "held_by"]
//
// [parameters]
// actor = {type = "Actor", required = true, sv = "aktör", en = "actor"}
//
// [columns]
// about.sv = "raden gäller"
// about.en = "about"
// about.tokens.core_mandate = {sv = "kärnuppdrag", en = "core mandate"}
// about.tokens.mandate = {sv = "har mandat", en = "holds a mandate"}
// about.tokens.may_not = {sv = "får inte besluta", en = "may not decide"}
// thing = {sv = "id", en = "id"}
// thing_name = {sv = "namn", en = "name"}
// kind = {sv = "mandat", en = "mandate kind", enum = "mandate_kind"}
// held_by = {sv = "innehavare", en = "held by"}
// subjects = {sv = "omfattar", en = "covers"}
// areas = {sv = "gäller i", en = "valid in"}
// amount_limit = {sv = "beloppsgräns", en = "limit"}
// legal_basis = {sv = "rättslig grund", en = "legal basis"}
// valid_to = {sv = "gäller till", en = "valid to"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (me:Actor {id: $actor})-[:HOLDS]->(m:Mandate)-[:COVERS]->(t:Matter|Issue)
WHERE m.valid_from <= $as_of AND m.valid_to > $as_of
OPTIONAL MATCH (m)-[:IN_AREA]->(r:Area)
OPTIONAL MATCH (m)-[:SOURCED_BY]->(s:Source)
RETURN
  'mandate' AS about,
  m.id AS thing,
  m.name AS thing_name,
  m.kind AS kind,
  collect(DISTINCT me.id) AS held_by,
  collect(DISTINCT t.id) AS subjects,
  collect(DISTINCT r.id) AS areas,
  m.limit AS amount_limit,
  m.legal_basis AS legal_basis,
  m.valid_to AS valid_to,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
UNION ALL
MATCH (me:Actor {id: $actor})
OPTIONAL MATCH (me)-[:PART_OF*0..6]->(o:Actor)-[:HAS_CORE_MANDATE]->(c:CoreMandate)
WHERE o.valid_from <= $as_of AND o.valid_to > $as_of
OPTIONAL MATCH (c)-[:SOURCED_BY]->(s:Source)
RETURN
  'core_mandate' AS about,
  c.id AS thing,
  c.name AS thing_name,
  NULL AS kind,
  collect(DISTINCT o.id) AS held_by,
  NULL AS subjects,
  NULL AS areas,
  NULL AS amount_limit,
  c.legal_basis AS legal_basis,
  NULL AS valid_to,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
UNION ALL
MATCH (me:Actor {id: $actor})-[:PART_OF*0..6]->(o:Actor)<-[:PART_OF*0..1]-(h:Actor)-[:HOLDS]->(m:Mandate)-[:COVERS]->(t:Matter)
WHERE h.id <> $actor
  AND NOT o.kind IN ['municipality', 'region']
  AND m.kind = 'decide'
  AND m.valid_from <= $as_of AND m.valid_to > $as_of
  AND h.valid_from <= $as_of AND h.valid_to > $as_of
  AND NOT EXISTS {
    MATCH (:Actor {id: $actor})-[:HOLDS]->(k:Mandate {kind: 'decide'})-[:COVERS]->(t)
    WHERE k.valid_from <= $as_of AND k.valid_to > $as_of
  }
OPTIONAL MATCH (m)-[:IN_AREA]->(r:Area)
OPTIONAL MATCH (m)-[:SOURCED_BY]->(s:Source)
RETURN
  'may_not' AS about,
  t.id AS thing,
  t.name AS thing_name,
  'decide' AS kind,
  collect(DISTINCT h.id) AS held_by,
  collect(DISTINCT t.id) AS subjects,
  collect(DISTINCT r.id) AS areas,
  NULL AS amount_limit,
  t.legal_basis AS legal_basis,
  NULL AS valid_to,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
