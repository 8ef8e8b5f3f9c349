// title.sv = "Vem beslutar om ärendetypen i området?"
// title.en = "Who decides on a matter in an area?"
// name.sv = "vem-beslutar"
// cannot_see.sv = """
// En rad utan innehavare betyder att kartan inte vet vem som beslutar. Utan område visas också de mandat som bara gäller
// i något område; ingen av dem är lägst då. Om ett område bytt tillhörighet räknas dagens. Hur en nämnd röstar visar plan."""
// cannot_see.en = """
// A row without a holder means that the map does not know who decides. Without an area, mandates that hold in some area
// only are listed too; none of them is the lowest then. An area that has moved counts where it is now. How a board votes
// is in plan."""
// answer = "find_deciders"
// order = ["kind", "-lowest", "actor_name", "mandate"]
//
// [parameters]
// matter = {type = "Matter", required = true, sv = "ärendetyp", en = "matter", name_sv = "ärende"}
// area = {type = "Area", sv = "område", en = "area"}
// kind = {type = "text", enum = "mandate_kind", sv = "slag av mandat", en = "kind of mandate", name_sv = "slag"}
// amount = {type = "number", sv = "belopp", en = "amount"}
//
// [columns]
// matter = {sv = "ärendetyp", en = "matter", thing = true}
// kind = {sv = "mandat", en = "mandate kind", enum = "mandate_kind"}
// lowest = {sv = "lägsta nivå", en = "lowest level"}
// actor = {sv = "innehavare", en = "holder", thing = true}
// actor_name = {sv = "namn", en = "name"}
// mandate = {sv = "mandat-id", en = "mandate", thing = true, place = "data"}
// delegated_from = {sv = "delegerat från", en = "delegated from", thing = true, empty = "none", place = "data"}
// above = {sv = "ovanför i kedjan", en = "above in the chain", thing = true}
// areas = {sv = "gäller i", en = "valid in", thing = true, empty = "everywhere"}
// amount_limit = {sv = "beloppsgräns", en = "limit", empty = "unlimited"}
// legal_basis = {sv = "rättslig grund", en = "legal basis", empty = "unknown"}
// conditions = {sv = "villkor", en = "conditions", empty = "none"}
// after_hearing = {sv = "efter samråd med", en = "after hearing", thing = true}
// jointly = {sv = "bara tillsammans", en = "only jointly"}
// stands_in_for = {sv = "ersätter", en = "stands in for", thing = true, empty = "none"}
// vacant = {sv = "vakant", en = "vacant"}
// valid_from = {sv = "gäller från", en = "valid from", empty = "undated"}
// valid_to = {sv = "gäller till", en = "valid to", empty = "no_end"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (t:Matter {id: $matter})
RETURN t.id AS id
UNION ALL
MATCH (:Area {id: $area})-[:PART_OF*0..]->(w:Area)
RETURN w.id AS id
UNION ALL
MATCH (:Matter {id: $matter})<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(m:Mandate)
RETURN m.id AS id
UNION ALL
MATCH (:Matter {id: $matter})<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)<-[:HOLDS]-(a:Actor)
RETURN a.id AS id
UNION ALL
MATCH (:Matter {id: $matter})<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)<-[:HOLDS]-(:Actor)<-[:MEMBER_OF|STANDS_IN_FOR*1..2]-(b:Actor)
RETURN b.id AS id
UNION ALL
MATCH (:Matter {id: $matter})<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)-[:IN_AREA]->(:Area)-[:PART_OF*0..]->(r:Area)
RETURN r.id AS id
UNION ALL
MATCH (:Matter {id: $matter})<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)-[:AFTER_HEARING]->(h:Actor)
RETURN h.id AS id
UNION ALL
MATCH (:Matter {id: $matter})<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
