// title.sv = "Vem delar vad, på vilket stöd?"
// title.en = "Who shares what, on what legal basis?"
// name.sv = "vem-delar-vad"
// cannot_see.sv = """
// Att stödet inte är känt betyder att inget är registrerat, inte att delningen är olaglig. Vad som faktiskt delas i samtal
// syns inte. Utgångna överenskommelser visas, märkta."""
// cannot_see.en = """
// That the basis is not known means that none is registered, not that sharing is unlawful. What is in fact shared in
// conversation is not seen. Agreements that have ended are listed, and marked."""
// answer = "find_shared"
// nothing.sv = "Kartan har ingen resurs här: lägg till den, vem som erbjuder den (OFFERS) och vem som använder den (USES)."
// nothing.en = "The map has no resource here: add it, who offers it (OFFERS) and who uses it (USES)."
// order = ["resource_name", "resource", "-ended", "agreement"]
//
// [parameters]
// actor = {type = "Actor", sv = "aktör", en = "actor"}
//
// [columns]
// resource = {sv = "resurs", en = "resource", thing = true}
// resource_name = {sv = "namn", en = "name"}
// kind = {sv = "slag", en = "kind", enum = "resource_kind"}
// offered_by = {sv = "erbjuds av", en = "offered by", thing = true}
// used_by = {sv = "används av", en = "used by", thing = true}
// legal_basis = {sv = "rättslig grund", en = "legal basis"}
// secrecy = {sv = "sekretess", en = "secrecy"}
// state.sv = "avtalsläge"
// state.en = "state of the agreement"
// state.tokens.ended = {sv = "har upphört", en = "has ended"}
// state.tokens.ending = {sv = "går ut inom ett år", en = "ends within a year"}
// state.tokens.in_force = {sv = "gäller", en = "in force"}
// state.tokens.none = {sv = "ingen överenskommelse", en = "no agreement"}
// agreement = {sv = "överenskommelse", en = "agreement", thing = true, empty = "none"}
// agreement_name = {sv = "dess namn", en = "its name"}
// parties = {sv = "parter", en = "parties", thing = true}
// binding = {sv = "bindande", en = "binding", empty_where.state.none = "not_applicable"}
// valid_to = {sv = "gäller till", en = "valid to", empty = "undated", empty_where.state.none = "not_applicable"}
// ended = {sv = "har upphört", en = "has ended", place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (n:Resource)
RETURN n.id AS id
UNION ALL
MATCH (a:Actor)-[:OFFERS|USES]->(:Resource)
RETURN a.id AS id
UNION ALL
MATCH (g:Agreement)-[:COVERS]->(:Resource)
RETURN g.id AS id
UNION ALL
MATCH (a:Actor)-[:PARTY_TO]->(:Agreement)
RETURN a.id AS id
UNION ALL
MATCH (n:Resource)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (n:Agreement)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
