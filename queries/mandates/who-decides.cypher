// title.sv = "Vem beslutar om ärendetypen i området?"
// title.en = "Who decides on a matter in an area?"
// cannot_see.sv = """
// En rad utan innehavare betyder att kartan inte vet vem som beslutar. Utan område visas alla områdens
// mandat. Om ett område bytt tillhörighet räknas dagens. Hur en nämnd röstar visar plan."""
// cannot_see.en = """
// A row without a holder means that the map does not know who decides. Without an area, the mandates of
// every area are listed. An area that has moved counts where it is now. How a board votes is in plan."""
// order = ["kind", "-lowest", "actor_name", "mandate"]
//
// [parameters]
// matter = {type = "Matter", required = true, sv = "ärendetyp", en = "matter"}
// area = {type = "Area", sv = "område", en = "area"}
// kind = {type = "text", enum = "mandate_kind", sv = "slag av mandat", en = "kind of mandate"}
// amount = {type = "number", sv = "belopp", en = "amount"}
//
// [columns]
// matter = {sv = "ärendetyp", en = "matter"}
// kind = {sv = "mandat", en = "mandate kind", enum = "mandate_kind"}
// lowest = {sv = "lägsta nivå", en = "lowest level"}
// actor = {sv = "innehavare", en = "holder"}
// actor_name = {sv = "namn", en = "name"}
// mandate = {sv = "mandat-id", en = "mandate"}
// delegated_from = {sv = "delegerat från", en = "delegated from"}
// above = {sv = "ovanför i kedjan", en = "above in the chain"}
// areas = {sv = "gäller i", en = "valid in"}
// amount_limit = {sv = "beloppsgräns", en = "limit"}
// legal_basis = {sv = "rättslig grund", en = "legal basis"}
// conditions = {sv = "villkor", en = "conditions"}
// valid_from = {sv = "gäller från", en = "valid from"}
// valid_to = {sv = "gäller till", en = "valid to"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (t:Matter {id: $matter})
OPTIONAL MATCH (h:Actor)-[:HOLDS]->(k:Mandate)-[:COVERS]->(t)
WHERE h.kind <> 'forum'
  AND h.valid_from <= $as_of AND h.valid_to > $as_of
  AND k.valid_from <= $as_of AND k.valid_to > $as_of
  AND ($kind = '' OR k.kind = $kind)
  AND (k.limit IS NULL OR k.limit >= $amount)
  AND ($area = ''
    OR NOT EXISTS { MATCH (k)-[:IN_AREA]->(:Area) }
    OR EXISTS { MATCH (:Area {id: $area})-[:PART_OF*0..6]->(w:Area)<-[:IN_AREA]-(k) })
WITH t, collect(DISTINCT k.id) AS meeting
OPTIONAL MATCH (a:Actor)-[:HOLDS]->(m:Mandate)
WHERE m.id IN meeting AND a.kind <> 'forum' AND a.valid_from <= $as_of AND a.valid_to > $as_of
OPTIONAL MATCH (l:Mandate)-[:DELEGATED_FROM]->(m)
WHERE l.id IN meeting
OPTIONAL MATCH (m)-[:DELEGATED_FROM]->(f:Mandate)
OPTIONAL MATCH (m)-[:DELEGATED_FROM*1..6]->(:Mandate)<-[:HOLDS]-(u:Actor)
OPTIONAL MATCH (m)-[:IN_AREA]->(r:Area)
OPTIONAL MATCH (m)-[:SOURCED_BY]->(s:Source)
RETURN
  t.id AS matter,
  m.kind AS kind,
  CASE WHEN m.id IS NULL THEN NULL ELSE count(DISTINCT l.id) = 0 END AS lowest,
  a.id AS actor,
  a.name AS actor_name,
  m.id AS mandate,
  collect(DISTINCT f.id) AS delegated_from,
  collect(DISTINCT u.id) AS above,
  collect(DISTINCT r.id) AS areas,
  m.limit AS amount_limit,
  coalesce(m.legal_basis, t.legal_basis) AS legal_basis,
  m.conditions AS conditions,
  m.valid_from AS valid_from,
  m.valid_to AS valid_to,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
