// title.sv = "Vem delar vad, på vilket stöd?"
// title.en = "Who shares what, on what legal basis?"
// name.sv = "vem-delar-vad"
// cannot_see.sv = """
// Tomt stöd betyder att inget är registrerat, inte att delningen är olaglig. Vad som faktiskt delas i samtal
// syns inte. Utgångna överenskommelser visas, märkta."""
// cannot_see.en = """
// An empty basis means that none is registered, not that sharing is unlawful. What is in fact shared in
// conversation is not seen. Agreements that have ended are listed, and marked."""
// order = ["resource_name", "resource", "-ended", "agreement"]
//
// [parameters]
// actor = {type = "Actor", sv = "aktör", en = "actor"}
//
// [columns]
// resource = {sv = "resurs", en = "resource"}
// resource_name = {sv = "namn", en = "name"}
// kind = {sv = "slag", en = "kind", enum = "resource_kind"}
// offered_by = {sv = "erbjuds av", en = "offered by"}
// used_by = {sv = "används av", en = "used by"}
// legal_basis = {sv = "rättslig grund", en = "legal basis"}
// secrecy = {sv = "sekretess", en = "secrecy"}
// agreement = {sv = "överenskommelse", en = "agreement"}
// agreement_name = {sv = "dess namn", en = "its name"}
// parties = {sv = "parter", en = "parties"}
// binding = {sv = "bindande", en = "binding"}
// valid_to = {sv = "gäller till", en = "valid to"}
// ended = {sv = "har upphört", en = "has ended"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (r:Resource)
WHERE $actor = ''
  OR EXISTS { MATCH (:Actor {id: $actor})-[:OFFERS]->(r) }
  OR EXISTS { MATCH (:Actor {id: $actor})-[:USES]->(r) }
OPTIONAL MATCH (o:Actor)-[:OFFERS]->(r)
WHERE o.valid_from <= $as_of AND o.valid_to > $as_of
OPTIONAL MATCH (u:Actor)-[:USES]->(r)
WHERE u.valid_from <= $as_of AND u.valid_to > $as_of
OPTIONAL MATCH (a:Agreement)-[:COVERS]->(r)
WHERE a.valid_from <= $as_of
OPTIONAL MATCH (p:Actor)-[:PARTY_TO]->(a)
OPTIONAL MATCH (r)-[:SOURCED_BY]->(s:Source)
OPTIONAL MATCH (a)-[:SOURCED_BY]->(c:Source)
RETURN
  r.id AS resource,
  r.name AS resource_name,
  r.kind AS kind,
  collect(DISTINCT o.id) AS offered_by,
  collect(DISTINCT u.id) AS used_by,
  r.legal_basis AS legal_basis,
  r.secrecy AS secrecy,
  a.id AS agreement,
  a.name AS agreement_name,
  collect(DISTINCT p.id) AS parties,
  a.binding AS binding,
  a.valid_to AS valid_to,
  a.valid_to <= $as_of AS ended,
  collect(DISTINCT s.id) + collect(DISTINCT c.id) AS sources,
  max(coalesce(s.date, c.date)) AS newest_source
