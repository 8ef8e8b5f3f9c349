// title.sv = "Vilken väg kräver minst?"
// title.en = "Which path asks least?"
// name.sv = "vilken-väg"
// cannot_see.sv = """
// Vägarna jämförs i antal, en rad för varje val i beslutsträdet och en för helheten. Var och en som kan svara
// räknas, också den som en annan kan ersätta. Kontakter och bästa sammanlagda väg räknar plan ut."""
// cannot_see.en = """
// The paths are compared by counts, a row for every choice in the requirement tree and one for the whole.
// Everybody who can answer is counted, also where another could. Contacts and the best path in all: see plan."""
// answer = "count_ways"
// order = ["choice", "without_holder", "opposed", "hesitant", "unknown", "answers_needed", "path"]
//
// [parameters]
// initiative = {type = "Initiative", required = true, sv = "insats", en = "initiative"}
//
// [columns]
// choice = {sv = "val", en = "choice", thing = true, empty = "not_applicable"}
// choice_kind = {sv = "villkor", en = "condition", enum = "requirement_op", empty = "not_applicable"}
// needed = {sv = "så många av dem", en = "how many of them", empty = "not_applicable"}
// path = {sv = "väg", en = "path", thing = true}
// answers_needed = {sv = "krav på vägen", en = "requirements on it"}
// without_holder = {sv = "utan känd beslutsfattare", en = "without known authority"}
// opposed = {sv = "emot", en = "opposed"}
// hesitant = {sv = "tveksamma", en = "hesitant"}
// unknown = {sv = "okänd hållning", en = "stance unknown"}
// willing = {sv = "för eller neutrala", en = "for it or neutral"}
// find_holder_of = {sv = "ta reda på vem som beslutar om", en = "find out who decides on", thing = true, place = "below"}
// holders = {sv = "kan svara", en = "can answer", thing = true}
// would_help = {sv = "det som skulle hjälpa", en = "what would help", place = "below"}
// basis = {sv = "vilar på", en = "rests on", enum = "position_basis", empty = "none", place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (i:Initiative {id: $initiative})
RETURN i.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(k:Requirement)
RETURN k.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:CONCERNS]->(t:Matter)
RETURN t.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:IN_AREA]->(:Area)-[:PART_OF*0..]->(w:Area)
RETURN w.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:DIRECTED_TO|ANSWERED_BY]->(d:Actor)
RETURN d.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:DIRECTED_TO]->(:Actor)<-[:MEMBER_OF|STANDS_IN_FOR*1..2]-(b:Actor)
RETURN b.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:CONCERNS]->(:Matter)<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(m:Mandate)
RETURN m.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:CONCERNS]->(:Matter)<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)<-[:HOLDS]-(a:Actor)
RETURN a.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:CONCERNS]->(:Matter)<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)<-[:HOLDS]-(:Actor)<-[:MEMBER_OF|STANDS_IN_FOR*1..2]-(b:Actor)
RETURN b.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:CONCERNS]->(:Matter)<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)-[:IN_AREA]->(:Area)-[:PART_OF*0..]->(r:Area)
RETURN r.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:CONCERNS]->(:Matter)<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)-[:AFTER_HEARING]->(h:Actor)
RETURN h.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:CONCERNS]->(:Matter)<-[:COVERS]-(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:DIRECTED_TO]->(:Actor)-[:HOLDS]->(:Mandate)-[:DELEGATED_FROM*0..]->(m:Mandate)
RETURN m.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:DIRECTED_TO]->(:Actor)-[:HOLDS]->(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)<-[:HOLDS]-(a:Actor)
RETURN a.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:DIRECTED_TO]->(:Actor)-[:HOLDS]->(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)<-[:HOLDS]-(:Actor)<-[:MEMBER_OF|STANDS_IN_FOR*1..2]-(b:Actor)
RETURN b.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:DIRECTED_TO]->(:Actor)-[:HOLDS]->(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)-[:IN_AREA]->(:Area)-[:PART_OF*0..]->(r:Area)
RETURN r.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:DIRECTED_TO]->(:Actor)-[:HOLDS]->(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)-[:AFTER_HEARING]->(h:Actor)
RETURN h.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})-[:REQUIRES*1..]->(:Requirement)-[:DIRECTED_TO]->(:Actor)-[:HOLDS]->(:Mandate)-[:DELEGATED_FROM*0..]->(:Mandate)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})<-[:ABOUT]-(p:Position)<-[:TAKES]-(a:Actor)
RETURN a.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})<-[:ABOUT]-(p:Position)
RETURN p.id AS id
UNION ALL
MATCH (:Initiative {id: $initiative})<-[:ABOUT]-(:Position)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
