// title.sv = "Vilka har vi inte träffat?"
// title.en = "Whom have we not met?"
// name.sv = "inte-träffat"
// cannot_see.sv = """
// Bara möten, samtal, besök och dialoger som står i kartan, där någon av oss deltog; ett brev är inget möte. Den som
// träffat någon i en organisation har träffat organisationen. Att ha en relation till någon är inte att ha träffats. Ett
// möte skrivs in med samverkan meeting."""
// cannot_see.en = """
// Only meetings, calls, visits and dialogues in the map that one of us took part in; a letter is no meeting. Who has met
// somebody of an organisation has met it. To have a tie to somebody is not to have met. A meeting is written down with
// samverkan meeting."""
// nothing.sv = """
// Kartan har ingen där som ni inte har träffat. Aktörer hör till ett område genom sig själva, sina mandat och de frågor
// de rör; det skrivs med samverkan edit ID +in_area=…."""
// nothing.en = """
// The map has nobody there whom you have not met. Actors belong to an area by themselves, their mandates and the issues
// they are in; that is written with samverkan edit ID +in_area=…."""
// # The whole map is read: who has not been met is known only beside all who were.
// answer = "find_unmet"
// order = ["state", "last_met", "kind", "actor_name"]
//
// [parameters]
// area = {type = "Area", sv = "område", en = "area"}
// issue = {type = "Issue", sv = "fråga", en = "issue"}
// since = {type = "date", sv = "sedan", en = "since"}
//
// [columns]
// state.sv = "träffats"
// state.en = "met"
// state.tokens.never = {sv = "aldrig", en = "never"}
// state.tokens.before = {sv = "inte sedan dess", en = "not since then"}
// last_met = {sv = "senast", en = "last met", empty = "none"}
// at = {sv = "vid", en = "at", thing = true, empty = "not_applicable", place = "data"}
// actor = {sv = "vem", en = "who", thing = true}
// actor_name = {sv = "namn", en = "name"}
// kind = {sv = "slag", en = "kind", enum = "actor_kind"}
// organisation = {sv = "organisation", en = "organisation", thing = true, empty = "not_applicable"}
// roles = {sv = "roll", en = "role", enum = "role", empty = "none"}
// issues = {sv = "frågor", en = "issues", thing = true}
// known_by = {sv = "kan presentera oss", en = "may introduce us", thing = true}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown", place = "data"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
