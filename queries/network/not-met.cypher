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
// last_met = {sv = "senast", en = "last met"}
// at = {sv = "vid", en = "at"}
// actor = {sv = "id", en = "id"}
// actor_name = {sv = "vem", en = "who"}
// kind = {sv = "slag", en = "kind", enum = "actor_kind"}
// organisation = {sv = "organisation", en = "organisation"}
// roles = {sv = "roll", en = "role", enum = "role"}
// issues = {sv = "frågor", en = "issues"}
// known_by = {sv = "kan presentera oss", en = "may introduce us"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
