// title.sv = "Vad har ändrats sedan dagen?"
// title.en = "What changed since the day?"
// name.sv = "ändrat-sedan"
// cannot_see.sv = """
// Läses ur kartans egna datum: det som saknar datum syns inte, och inte när någon skrev in det. Lagrets ändringslogg
// är ingen del av kartan."""
// cannot_see.en = """
// Read from the dates in the map: what carries no date is not seen, nor when somebody entered it. The store's change
// log is no part of the map."""
// # Nearly the whole map is read: anything may carry a date.
// answer = "find_changes"
// nothing.sv = """Inget i kartan har ett datum sedan dess. Vad någon har skrivit in sedan dess visar samverkan history."""
// nothing.en = """Nothing in the map has a date since then. What somebody has entered since then is told by samverkan history."""
// order = ["-changed_on", "about", "thing", "other", "change"]
//
// [parameters]
// since = {type = "date", required = true, sv = "sedan", en = "since"}
//
// [columns]
// changed_on = {sv = "dag", en = "day"}
// change.sv = "händelse"
// change.en = "event"
// change.tokens.began = {sv = "började gälla", en = "began"}
// change.tokens.ended = {sv = "upphörde", en = "ended"}
// change.tokens.stated = {sv = "uttalades", en = "was stated"}
// change.tokens.happened = {sv = "ägde rum", en = "took place"}
// change.tokens.answered = {sv = "återkopplades", en = "feedback given"}
// change.tokens.measured = {sv = "mättes", en = "was measured"}
// change.tokens.seen = {sv = "iakttogs", en = "was seen"}
// change.tokens.settled = {sv = "avgjordes", en = "was settled"}
// change.tokens.kept = {sv = "gjordes", en = "was done"}
// change.tokens.dropped = {sv = "släpptes", en = "was dropped"}
// change.tokens.published = {sv = "är daterad", en = "is dated"}
// about.sv = "gäller"
// about.en = "about"
// about.tokens.actor = {sv = "aktör", en = "actor"}
// about.tokens.mandate = {sv = "mandat", en = "mandate"}
// about.tokens.agreement = {sv = "överenskommelse", en = "agreement"}
// about.tokens.part_of = {sv = "ingår i", en = "is part of"}
// about.tokens.member_of = {sv = "sitter i", en = "has a seat in"}
// about.tokens.tie = {sv = "relation", en = "tie"}
// about.tokens.leverage = {sv = "påtryckningsmedel", en = "leverage"}
// about.tokens.involved = {sv = "inblandning", en = "involvement"}
// about.tokens.position = {sv = "hållning", en = "position"}
// about.tokens.interaction = {sv = "kontakt", en = "interaction"}
// about.tokens.measurement = {sv = "mätning", en = "measurement"}
// about.tokens.stands_in = {sv = "ersätter", en = "stands in for"}
// about.tokens.initiative = {sv = "insats", en = "initiative"}
// about.tokens.requirement = {sv = "beslutskrav", en = "requirement"}
// about.tokens.effect = {sv = "följdeffekt", en = "effect"}
// about.tokens.commitment = {sv = "åtagande", en = "commitment"}
// about.tokens.source = {sv = "källa", en = "source"}
// thing = {sv = "vem eller vad", en = "who or what", thing = true}
// thing_name = {sv = "namn", en = "name"}
// other = {sv = "i förhållande till", en = "in relation to", thing = true, empty = "not_applicable"}
// other_name = {sv = "dess namn", en = "its name"}
// value.sv = "värde"
// value.en = "value"
// value.by = "about"
// value.enums.actor = ["actor_kind"]
// value.enums.mandate = ["mandate_kind"]
// value.enums.agreement = ["agreement_kind"]
// value.enums.member_of = ["seat"]
// value.enums.tie = ["tie_strength"]
// value.enums.involved = ["role"]
// value.enums.position = ["stance", "priority", "problem_picture"]
// value.enums.interaction = ["interaction_kind"]
// value.enums.initiative = ["initiative_status"]
// value.enums.requirement = ["requirement_status"]
// value.enums.effect = ["severity"]
// value.enums.source = ["source_kind"]
// basis = {sv = "grund", en = "basis", enum = "position_basis", empty = "not_applicable", place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
MATCH (n:Actor)
RETURN n.id AS id
UNION ALL
MATCH (n:Mandate)
RETURN n.id AS id
UNION ALL
MATCH (n:Agreement)
RETURN n.id AS id
UNION ALL
MATCH (n:Area)
RETURN n.id AS id
UNION ALL
MATCH (n:AffectedGroup)
RETURN n.id AS id
UNION ALL
MATCH (n:Issue)
RETURN n.id AS id
UNION ALL
MATCH (n:Initiative)
RETURN n.id AS id
UNION ALL
MATCH (n:ProblemPicture)
RETURN n.id AS id
UNION ALL
MATCH (n:Position)
RETURN n.id AS id
UNION ALL
MATCH (n:Interaction)
RETURN n.id AS id
UNION ALL
MATCH (n:Indicator)
RETURN n.id AS id
UNION ALL
MATCH (n:Measurement)
RETURN n.id AS id
UNION ALL
MATCH (n:Effect)
RETURN n.id AS id
UNION ALL
MATCH (n:Commitment)
RETURN n.id AS id
UNION ALL
MATCH (n:Requirement)
RETURN n.id AS id
UNION ALL
MATCH (n:Source)
RETURN n.id AS id
