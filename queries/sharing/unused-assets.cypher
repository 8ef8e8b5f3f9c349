// title.sv = "Vilka goda krafter används inte?"
// title.en = "Which assets are unused?"
// name.sv = "oanvända-krafter"
// cannot_see.sv = """
// Oanvänd betyder att ingen står som användare i kartan. Om den som erbjuder fortfarande vill och orkar vet
// bara den. Utan område visas hela kartan, också resurser som inte hör till något område."""
// cannot_see.en = """
// Unused means that nobody is registered as a user. Whether whoever offers it still wants and can, only they
// know. Without an area the whole map is listed, also what belongs to no area."""
// answer = "find_unused"
// nothing.sv = "Allt som erbjuds här används, eller så är inget erbjudet: lägg till resurser och vem som erbjuder dem (OFFERS)."
// nothing.en = "All that is offered here is used, or nothing is: add resources and who offers them (OFFERS)."
// order = ["kind", "resource_name", "resource"]
//
// [parameters]
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// resource = {sv = "resurs", en = "resource", thing = true}
// resource_name = {sv = "namn", en = "name"}
// kind = {sv = "slag", en = "kind", enum = "resource_kind"}
// offered_by = {sv = "erbjuds av", en = "offered by", thing = true}
// areas = {sv = "områden", en = "areas", thing = true}
// needed_by = {sv = "behövs för", en = "needed for", thing = true}
// legal_basis = {sv = "rättslig grund", en = "legal basis"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (n:Resource)
RETURN n.id AS id
UNION ALL
MATCH (n:Area)
RETURN n.id AS id
UNION ALL
MATCH (a:Actor)-[:OFFERS|USES]->(:Resource)
RETURN a.id AS id
UNION ALL
MATCH (n:Initiative)-[:NEEDS]->(:Resource)
RETURN n.id AS id
UNION ALL
MATCH (n:Resource)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
