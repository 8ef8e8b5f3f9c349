// title.sv = "Vilka relationer är personburna?"
// title.en = "Which ties hang on a person?"
// name.sv = "personburna-kontakter"
// cannot_see.sv = """
// Tom grund betyder att ingen vet om relationen bärs av funktion eller person; den visas därför också. Om en
// relation överlever ett chefsbyte vet bara de som har den."""
// cannot_see.en = """
// An empty basis means that nobody knows whether function or person carries the tie; so it is listed too.
// Whether a tie outlives a change of holder, only those who have it know."""
// order = ["-carried_by", "actor_name", "other_name", "actor", "other"]
//
// [parameters]
// actor = {type = "Actor", sv = "aktör", en = "actor"}
//
// [columns]
// actor = {sv = "aktör", en = "actor"}
// actor_name = {sv = "namn", en = "name"}
// other = {sv = "relation till", en = "tie to"}
// other_name = {sv = "dess namn", en = "its name"}
// strength = {sv = "styrka", en = "strength", enum = "tie_strength"}
// carried_by = {sv = "bärs av", en = "carried by", enum = "tie_basis"}
// vacant = {sv = "någon av posterna är vakant", en = "one of the posts is vacant"}
// also_meet_in = {sv = "möts också i", en = "also meet in"}
// last_contact = {sv = "senaste kontakt", en = "last contact"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (a:Actor)-[r:TIE]->(b:Actor)
WHERE a.id <> b.id AND (r.basis IS NULL OR r.basis <> 'function') AND ($actor = '' OR a.id = $actor OR b.id = $actor)
  AND r.valid_from <= $as_of AND r.valid_to > $as_of
  AND a.valid_from <= $as_of AND a.valid_to > $as_of AND b.valid_from <= $as_of AND b.valid_to > $as_of
OPTIONAL MATCH (a)-[x:MEMBER_OF]->(f:Actor)<-[y:MEMBER_OF]-(b)
WHERE x.valid_from <= $as_of AND x.valid_to > $as_of AND y.valid_from <= $as_of AND y.valid_to > $as_of
OPTIONAL MATCH (a)-[:TOOK_PART_IN]->(n:Interaction)<-[:TOOK_PART_IN]-(b)
WHERE n.date <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  a.id AS actor,
  a.name AS actor_name,
  b.id AS other,
  b.name AS other_name,
  r.strength AS strength,
  r.basis AS carried_by,
  coalesce(a.vacant, false) OR coalesce(b.vacant, false) AS vacant,
  collect(DISTINCT f.id) AS also_meet_in,
  max(n.date) AS last_contact,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
