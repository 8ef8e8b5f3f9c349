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
// about.tokens.position = {sv = "fråga om", en = "ask again"}
// about.tokens.promise = {sv = "löfte att ta över", en = "promise to take over"}
// thing = {sv = "id", en = "id"}
// thing_name = {sv = "vem eller vad", en = "who or what"}
// effort_before = {sv = "möda i dag", en = "effort today"}
// effort_after = {sv = "möda därefter", en = "effort afterwards"}
// proven = {sv = "bevisat", en = "proven"}
// position_kind = {sv = "slag", en = "kind", enum = "position_kind"}
// value.sv = "var"
// value.en = "was"
// value.by = "about"
// value.enums.tie = ["tie_strength"]
// value.enums.position = ["stance", "priority", "problem_picture"]
// dated = {sv = "datum", en = "date"}
// basis = {sv = "grund", en = "basis", enum = "position_basis"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
