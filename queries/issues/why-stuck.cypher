// title.sv = "Varför står frågan still?"
// title.en = "Why is the issue stuck?"
// name.sv = "varför-står-det-still"
// cannot_see.sv = """
// Bara de visas som står som inblandade i frågan, har sagt något om den, eller tvekar inför eller är emot en insats
// som tar sig an den. Ett mandat räknas hos den som har det och hos den organisation som den ingår i."""
// cannot_see.en = """
// Listed are only those registered as involved in the issue, who said something of it, or who hesitate or are
// against an initiative that addresses it. A mandate counts for its holder and for what the holder is part of."""
// # Nearly the whole map is read: a mandate counts for all that its holder is part of, an area for what lies inside.
// answer = "find_stuck"
// order = ["-gaps", "actor_name", "actor"]
//
// [parameters]
// issue = {type = "Issue", required = true, sv = "fråga", en = "issue"}
//
// [columns]
// actor = {sv = "aktör", en = "actor", thing = true}
// actor_name = {sv = "namn", en = "name"}
// roles = {sv = "roll", en = "role", enum = "role", empty = "none"}
// gaps = {sv = "luckor av fyra", en = "gaps of four"}
// lacks.sv = "saknar"
// lacks.en = "lacks"
// lacks.empty = "none"
// lacks.tokens.core = {sv = "kärnuppdrag", en = "core mandate"}
// lacks.tokens.picture = {sv = "gemensam bild", en = "shared picture"}
// lacks.tokens.priority = {sv = "prioritet", en = "priority"}
// lacks.tokens.mandate = {sv = "mandat", en = "mandate"}
// core_mandates = {sv = "kärnuppdrag", en = "core mandates", thing = true, empty = "unknown"}
// problem_picture.sv = "problembild"
// problem_picture.en = "problem picture"
// problem_picture.tokens.shares = {sv = "delar den som flest delar", en = "shares the one most share"}
// problem_picture.tokens.partly = {sv = "delar delvis", en = "shares partly"}
// problem_picture.tokens.another = {sv = "delar en annan än de flesta", en = "shares another than most"}
// problem_picture.tokens.none = {sv = "delar ingen", en = "shares none"}
// problem_picture.tokens.outdated = {sv = "svaret är för gammalt", en = "answer too old"}
// problem_picture.tokens.restricted = {sv = "begränsat, en invändning prövas", en = "restricted, an objection is examined"}
// problem_picture.tokens.not_asked = {sv = "inte tillfrågad", en = "not asked"}
// pictures = {sv = "delar", en = "shares", thing = true, place = "data"}
// priority = {sv = "prioritet", en = "priority", enum = "priority", tokens.restricted = {sv = "begränsad", en = "restricted"}}
// drive = {sv = "mandat att driva", en = "mandate to drive", thing = true, empty = "unknown", null = "not_applicable"}
// decide = {sv = "mandat att besluta", en = "mandate to decide", thing = true, empty = "unknown", null = "not_applicable"}
// fund = {sv = "mandat att finansiera", en = "mandate to fund", thing = true, empty = "unknown", null = "not_applicable"}
// mandates = {sv = "mandat", en = "mandates", thing = true, place = "data"}
// resources = {sv = "resurser", en = "resources", thing = true, empty = "unknown"}
// concern = {sv = "farhåga", en = "concern", place = "below"}
// would_help = {sv = "det som skulle hjälpa", en = "what would help", place = "below"}
// past_review = {sv = "inte omprövade uttalanden", en = "statements past review", thing = true, place = "data"}
// basis = {sv = "grund", en = "basis", enum = "position_basis", place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (n:Actor)
RETURN n.id AS id
UNION ALL
MATCH (n:Area)
RETURN n.id AS id
UNION ALL
MATCH (n:Initiative)
RETURN n.id AS id
UNION ALL
MATCH (n:Cause)
RETURN n.id AS id
UNION ALL
MATCH (n:Requirement)
RETURN n.id AS id
UNION ALL
MATCH (n:Matter)
RETURN n.id AS id
UNION ALL
MATCH (i:Issue {id: $issue})
RETURN i.id AS id
UNION ALL
MATCH (w:ProblemPicture)-[:OF]->(:Issue {id: $issue})
RETURN w.id AS id
UNION ALL
MATCH (p:Position)-[:ABOUT]->(:Issue {id: $issue})
RETURN p.id AS id
UNION ALL
MATCH (p:Position)-[:ABOUT]->(:ProblemPicture)-[:OF]->(:Issue {id: $issue})
RETURN p.id AS id
UNION ALL
MATCH (p:Position)-[:ABOUT]->(:Initiative)
RETURN p.id AS id
UNION ALL
MATCH (p:Position)-[:ABOUT]->(:Issue|ProblemPicture|Initiative)
MATCH (p)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (n:CoreMandate)
RETURN n.id AS id
UNION ALL
MATCH (n:Mandate)
RETURN n.id AS id
UNION ALL
MATCH (n:Resource)
RETURN n.id AS id
UNION ALL
MATCH (:Mandate)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
