// title.sv = "Sitter rätt personer i forumet?"
// title.en = "Do the right people sit in the forum?"
// name.sv = "rätt-personer"
// cannot_see.sv = """
// Räknar de krav som inte är klara i insatser som inte är avslutade och som rör forumet, dess frågor eller dess område.
// En plats ger aldrig beslutsrätt. Vem som brukar komma syns inte."""
// cannot_see.en = """
// Reckons with the requirements not yet met of initiatives not yet closed that concern the forum, its issues or its
// area. A seat never gives the right to decide. Who usually comes is not seen."""
// answer = "find_seats"
// nothing.sv = "Forumet har inga platser, och ingen öppen insats rör det: lägg till vilka som sitter där (MEMBER_OF) och vilka frågor det har (INVOLVED_IN)."
// nothing.en = "The forum has no seats, and no open initiative concerns it: add who sits there (MEMBER_OF) and its issues (INVOLVED_IN)."
// order = ["about", "-decides", "actor_name", "actor"]
//
// [parameters]
// forum = {type = "Actor", required = true, sv = "forum", en = "forum"}
// initiative = {type = "Initiative", sv = "insats", en = "initiative"}
//
// [columns]
// about.sv = "vad"
// about.en = "what"
// about.tokens.missing = {sv = "behövs, sitter inte själv där", en = "needed, does not sit there itself"}
// about.tokens.sits = {sv = "behövs och sitter där", en = "needed and sits there"}
// about.tokens.seat = {sv = "har en plats", en = "has a seat"}
// actor = {sv = "aktör", en = "actor", thing = true, empty = "unknown"}
// actor_name = {sv = "namn", en = "name"}
// level = {sv = "nivå", en = "level", enum = "level"}
// sits.sv = "finns med"
// sits.en = "is there"
// sits.empty = "not_applicable"
// sits.tokens.itself = {sv = "själv", en = "itself"}
// sits.tokens.by_organisation = {sv = "genom sin organisation", en = "by its organisation"}
// sits.tokens.no = {sv = "nej", en = "no"}
// seats = {sv = "plats", en = "seat", enum = "seat", null = "not_applicable"}
// represented_by = {sv = "företräds av", en = "represented by", thing = true, null = "not_applicable"}
// decides = {sv = "beslutar i (antal)", en = "decides on (number)"}
// matters = {sv = "alla ärendetyper", en = "all matters", thing = true}
// mandates = {sv = "mandat", en = "mandates", thing = true, place = "data"}
// initiatives = {sv = "behövs för", en = "needed for", thing = true}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
