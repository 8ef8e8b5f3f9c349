// title.sv = "Vem måste övertygas för insatsen?"
// title.en = "Who must be convinced for an initiative?"
// name.sv = "vem-måste-övertygas"
// cannot_see.sv = """
// Visar vilka som kan svara på varje krav och vad ett nej betyder, inte vilken av vägarna som är billigast och inte vilka
// kontakter som leder dit: det räknar plan ut. Utanför trädet står de som är emot eller tvekar utan att tillfrågas."""
// cannot_see.en = """
// Lists who can answer each requirement and what a no would mean, not which of the ways asks least and not the contacts
// that lead there: plan works that out. Outside the tree stand those who are against or hesitate and are asked nothing."""
// answer = "find_convincing"
// nothing.sv = "Insatsen har inga beslutskrav: skriv requires, eller samverkan edit, och ingen som har sagt något står emot den."
// nothing.en = "The initiative has no requirements: write requires, or samverkan edit, and nobody who said anything is against it."
// order = ["answers", "-stance", "actor_name", "requirement", "actor", "mandate"]
//
// [parameters]
// initiative = {type = "Initiative", required = true, sv = "insats", en = "initiative"}
//
// [columns]
// requirement = {sv = "krav", en = "requirement", thing = true, place = "data"}
// form = {sv = "ska", en = "is to", enum = "mandate_kind", empty = "not_applicable"}
// matter = {sv = "ärendetyp", en = "matter", thing = true, empty = "not_applicable"}
// amount = {sv = "belopp", en = "amount", empty = "not_applicable"}
// veto = {sv = "veto", en = "veto", empty = "not_applicable"}
// answers.sv = "svarar som"
// answers.en = "answers as"
// answers.tokens.unknown = {sv = "okänd beslutsfattare", en = "unknown authority"}
// answers.tokens.ordinary = {sv = "ordinarie", en = "ordinary"}
// answers.tokens.above = {sv = "ovanför", en = "above"}
// answers.tokens.outside = {sv = "utanför trädet", en = "outside the tree"}
// actor = {sv = "aktör", en = "actor", thing = true}
// actor_name = {sv = "namn", en = "name"}
// need.sv = "behövs"
// need.en = "needed"
// need.tokens.must = {sv = "måste säga ja", en = "must say yes"}
// need.tokens.must_unless_above = {sv = "måste säga ja, om inte någon ovanför gör det", en = "must say yes, unless somebody above does"}
// need.tokens.one_of = {sv = "en av flera räcker", en = "one of several is enough"}
// need.tokens.above = {sv = "kan ta över ovanifrån", en = "can take over from above"}
// need.tokens.heard = {sv = "ska höras", en = "is heard"}
// need.tokens.not_needed = {sv = "behövs inte", en = "not needed"}
// need.tokens.not_asked = {sv = "tillfrågas inte", en = "is not asked"}
// if_no.sv = "om nej"
// if_no.en = "if no"
// if_no.empty = "not_applicable"
// if_no.tokens.stops = {sv = "då stannar det", en = "then it stops"}
// if_no.tokens.other_way = {sv = "annan väg finns", en = "there is another way"}
// if_no.tokens.heard = {sv = "stoppar inget", en = "stops nothing"}
// voters = {sv = "röstande", en = "voting members", thing = true, empty = "not_applicable", place = "below"}
// mandate = {sv = "mandat", en = "mandate", thing = true, place = "data"}
// legal_basis = {sv = "rättslig grund", en = "legal basis"}
// stance = {sv = "hållning", en = "stance", enum = "stance", tokens.restricted = {sv = "begränsad", en = "restricted"}}
// past_review = {sv = "tidigare hållning, inte omprövad", en = "former stance, past review", enum = "stance", empty = "none", place = "below"}
// stated_by = {sv = "uttalad av", en = "stated by", thing = true, place = "data"}
// stated_on = {sv = "uttalad", en = "stated on"}
// review_by = {sv = "ses över senast", en = "review by", place = "data"}
// basis = {sv = "grund", en = "basis", enum = "position_basis", place = "data"}
// concern = {sv = "farhåga", en = "concern", empty = "unknown", place = "below"}
// would_help = {sv = "det som skulle hjälpa", en = "what would help", empty = "unknown", place = "below"}
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
