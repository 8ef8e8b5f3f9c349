// title.sv = "Vad går förlorat om befattningen byter innehavare?"
// title.en = "What is lost if the post changes hands?"
// name.sv = "byter-innehavare"
// cannot_see.sv = """
// Räknar som om någon ny tillträdde dagen som svaret gäller: personburna relationer upphör, möten hölls med den förra,
// och det som sagts muntligt måste frågas om. Vad den nya redan känner vet kartan inte. Möda är planens egna tal."""
// cannot_see.en = """
// Reckons as if somebody new took over on the day of the answer: person-borne ties end, meetings were with the one
// before, and what was said aloud must be asked again. Whom the new one knows already the map cannot tell. Efforts
// are the plan's own figures."""
// nothing.sv = """
// Inget i kartan hänger på den som har befattningen i dag: inga personburna relationer, inga möten som vägen går genom,
// inget som bara är sagt. Att en relation är personburen skrivs som basis: person."""
// nothing.en = """
// Nothing in the map hangs on who holds the post today: no person-borne ties, no meetings that a way goes through, nothing
// that was only said. That a tie is person-borne is written as basis: person."""
// # The whole map is read: plans and ways to everybody are reckoned with and without what hangs on the holder.
// answer = "find_losses"
// order = ["about", "-effort_before", "thing_name"]
//
// [parameters]
// actor = {type = "Actor", required = true, sv = "befattning", en = "post"}
//
// [columns]
// about.sv = "vad"
// about.en = "what"
// about.tokens.tie = {sv = "relation upphör", en = "tie ends"}
// about.tokens.way_ends = {sv = "vägen dit upphör", en = "the way there ends"}
// about.tokens.way = {sv = "vägen dit blir längre", en = "the way there is longer"}
// about.tokens.plan = {sv = "planen kostar mer", en = "the plan takes more"}
// about.tokens.plan_open = {sv = "planen kostar kanske mer", en = "the plan may take more"}
// about.tokens.position = {sv = "fråga om", en = "ask again"}
// about.tokens.promise = {sv = "löfte att ta över", en = "promise to take over"}
// thing = {sv = "vem eller vad", en = "who or what", thing = true}
// thing_name = {sv = "namn", en = "name"}
// effort_before = {sv = "möda i dag", en = "effort today", empty = "not_applicable"}
// effort_after = {sv = "möda därefter", en = "effort afterwards", empty = "not_applicable"}
// proven = {sv = "bevisat", en = "proven", empty = "not_applicable", place = "data"}
// position_kind = {sv = "slag", en = "kind", enum = "position_kind", empty = "not_applicable", place = "data"}
// value.sv = "var"
// value.en = "was"
// value.empty = "not_applicable"
// value.by = "about"
// value.enums.tie = ["tie_strength"]
// value.enums.position = ["stance", "priority", "problem_picture"]
// dated = {sv = "datum", en = "date", empty = "not_applicable"}
// basis = {sv = "grund", en = "basis", enum = "position_basis", empty = "not_applicable", place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
