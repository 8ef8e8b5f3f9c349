// title.sv = "Vilka goda krafter används inte?"
// title.en = "Which assets are unused?"
// name.sv = "oanvända-krafter"
// cannot_see.sv = """
// Oanvänd betyder att ingen står som användare i kartan. Om den som erbjuder fortfarande vill och orkar vet
// bara den. Utan område visas hela kartan, också resurser som inte hör till något område."""
// cannot_see.en = """
// Unused means that nobody is registered as a user. Whether whoever offers it still wants and can, only they
// know. Without an area the whole map is listed, also what belongs to no area."""
// order = ["kind", "resource_name", "resource"]
//
// [parameters]
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// resource = {sv = "resurs", en = "resource"}
// resource_name = {sv = "namn", en = "name"}
// kind = {sv = "slag", en = "kind", enum = "resource_kind"}
// offered_by = {sv = "erbjuds av", en = "offered by"}
// areas = {sv = "områden", en = "areas"}
// needed_by = {sv = "behövs för", en = "needed for"}
// legal_basis = {sv = "rättslig grund", en = "legal basis"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (r:Resource)
WHERE NOT EXISTS { MATCH (u:Actor)-[:USES]->(r) WHERE u.valid_from <= $as_of AND u.valid_to > $as_of }
  AND EXISTS { MATCH (w:Actor)-[:OFFERS]->(r) WHERE w.valid_from <= $as_of AND w.valid_to > $as_of }
  AND ($area = '' OR EXISTS { MATCH (r)-[:IN_AREA]->(:Area)-[:PART_OF*0..6]->(:Area {id: $area}) })
OPTIONAL MATCH (o:Actor)-[:OFFERS]->(r)
WHERE o.valid_from <= $as_of AND o.valid_to > $as_of
OPTIONAL MATCH (r)-[:IN_AREA]->(a:Area)
OPTIONAL MATCH (n:Initiative)-[:NEEDS]->(r)
OPTIONAL MATCH (r)-[:SOURCED_BY]->(s:Source)
RETURN
  r.id AS resource,
  r.name AS resource_name,
  r.kind AS kind,
  collect(DISTINCT o.id) AS offered_by,
  collect(DISTINCT a.id) AS areas,
  collect(DISTINCT n.id) AS needed_by,
  r.legal_basis AS legal_basis,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
