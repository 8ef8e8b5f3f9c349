// title.sv = "Vilken kontaktväg når beslutsfattaren?"
// title.en = "Which route reaches the decision-maker?"
// name.sv = "kontaktväg"
// cannot_see.sv = """
// De tre bästa vägarna efter planens möda, en rad för varje led. Kontakter som ingen har skrivit upp syns inte, och inte
// om två fortfarande talar med varandra."""
// cannot_see.en = """
// The three best ways by the plan's effort, a row a contact. Contacts that nobody wrote down are not seen, nor whether two
// still talk to each other."""
// nothing.sv = "Det är ni själva, eller så säger kartan inte vilka ni är: skriv us i kartans huvud, eller vi=…"
// nothing.en = "That is yourselves, or the map does not say who you are: write us in its header, or us=…"
// answer = "find_contact_route"
// order = ["way", "step"]
//
// [parameters]
// actor = {type = "Actor", required = true, sv = "beslutsfattare", en = "decision-maker"}
// us = {type = "Actor", sv = "vi", en = "us"}
//
// [columns]
// way = {sv = "väg", en = "way"}
// effort = {sv = "möda", en = "effort"}
// cold = {sv = "utan presentation", en = "cold"}
// step = {sv = "led", en = "step"}
// from_actor = {sv = "från", en = "from", thing = true}
// from_actor_name = {sv = "från, namn", en = "from, name"}
// to_actor = {sv = "till", en = "to", thing = true}
// to_actor_name = {sv = "till, namn", en = "to, name"}
// step_effort = {sv = "ledets möda", en = "its effort", place = "data"}
// kind.sv = "genom"
// kind.en = "by"
// kind.tokens.tie = {sv = "relation", en = "tie"}
// kind.tokens.body = {sv = "samma organ", en = "same body"}
// kind.tokens.line = {sv = "linjen", en = "line"}
// kind.tokens.boss = {sv = "chefen", en = "boss"}
// kind.tokens.met = {sv = "möte", en = "meeting"}
// kind.tokens.cold = {sv = "kall kontakt", en = "cold contact"}
// through = {sv = "möte eller organ", en = "meeting or body", thing = true, empty = "not_applicable"}
// strength = {sv = "styrka", en = "strength", enum = "tie_strength", empty = "not_applicable"}
// basis = {sv = "bärs av", en = "carried by", enum = "tie_basis", empty = "not_applicable", tokens.unknown = {sv = "vi vet inte", en = "not known"}}
// last_contact = {sv = "senaste kontakt", en = "last contact", empty = "unknown"}
// hangs_on_person = {sv = "hänger på en person", en = "hangs on a person"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
