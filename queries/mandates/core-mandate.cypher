// title.sv = "Vad har aktören för kärnuppdrag och mandat, och vad får den inte besluta?"
// title.en = "What are an actor's core mandate and powers, and what may it not decide?"
// name.sv = "kärnuppdrag"
// cannot_see.sv = """
// Det aktören inte får besluta är bara det som någon annan i dess egen organisation är registrerad för.
// En första rad utan id betyder att inget kärnuppdrag är känt. Mandat i tidigare delegationer visas inte."""
// cannot_see.en = """
// What the actor may not decide is only what somebody else in its own organisation is registered for.
// A first row without an id means that no core mandate is known. Mandates of former delegations are not listed."""
// answer = "find_powers"
// order = ["about", "kind", "thing_name", "thing", "held_by"]
//
// [parameters]
// actor = {type = "Actor", required = true, sv = "aktör", en = "actor"}
//
// [columns]
// about.sv = "vad"
// about.en = "what"
// about.tokens.core_mandate = {sv = "kärnuppdrag", en = "core mandate"}
// about.tokens.mandate = {sv = "har mandat", en = "holds a mandate"}
// about.tokens.may_not = {sv = "får inte besluta", en = "may not decide"}
// thing = {sv = "id", en = "id", place = "data"}
// thing_name = {sv = "namn", en = "name", empty = "none", empty_where.about.mandate = "unnamed"}
// kind = {sv = "mandat", en = "mandate kind", enum = "mandate_kind", empty = "not_applicable"}
// held_by = {sv = "innehavare", en = "held by", thing = true}
// subjects = {sv = "omfattar", en = "covers", thing = true, null = "not_applicable"}
// areas = {sv = "gäller i", en = "valid in", thing = true, empty = "everywhere", null = "not_applicable"}
// amount_limit = {sv = "beloppsgräns", en = "limit", empty = "unlimited", empty_where.about = {core_mandate = "not_applicable", may_not = "not_applicable"}}
// legal_basis = {sv = "rättslig grund", en = "legal basis"}
// valid_to = {sv = "gäller till", en = "valid to", empty = "no_end", empty_where.about = {core_mandate = "not_applicable", may_not = "not_applicable"}}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated"}
MATCH (:Actor {id: $actor})-[:PART_OF*0..]->(o:Actor)
RETURN o.id AS id
UNION ALL
MATCH (:Actor {id: $actor})-[:PART_OF*0..]->(:Actor)-[:HAS_CORE_MANDATE]->(c:CoreMandate)
RETURN c.id AS id
UNION ALL
MATCH (:Actor {id: $actor})-[:PART_OF*0..]->(:Actor)-[:HAS_CORE_MANDATE]->(:CoreMandate)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (:Actor {id: $actor})-[:PART_OF*0..]->(:Actor)<-[:PART_OF*0..1]-(h:Actor)
RETURN h.id AS id
UNION ALL
MATCH (:Actor {id: $actor})-[:PART_OF*0..]->(:Actor)<-[:PART_OF*0..1]-(:Actor)-[:HOLDS]->(m:Mandate)
RETURN m.id AS id
UNION ALL
MATCH (:Actor {id: $actor})-[:PART_OF*0..]->(:Actor)<-[:PART_OF*0..1]-(:Actor)-[:HOLDS]->(:Mandate)-[:COVERS]->(t:Matter|Issue)
RETURN t.id AS id
UNION ALL
MATCH (:Actor {id: $actor})-[:PART_OF*0..]->(:Actor)<-[:PART_OF*0..1]-(:Actor)-[:HOLDS]->(:Mandate)-[:IN_AREA]->(r:Area)
RETURN r.id AS id
UNION ALL
MATCH (:Actor {id: $actor})-[:PART_OF*0..]->(:Actor)<-[:PART_OF*0..1]-(:Actor)-[:HOLDS]->(:Mandate)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
