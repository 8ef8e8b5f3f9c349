// title.sv = "Hur stark är områdets kollektiva förmåga?"
// title.en = "How strong is the area's collective efficacy?"
// name.sv = "kollektiv-förmåga"
// cannot_see.sv = """
// Kollektiv förmåga är att grannar håller ihop och är villiga att ingripa. Mått räknas hit när de mäter området, en fråga
// om det sociala eller om samverkan, eller en följd av en insats i en sådan. Vad som finns utan att stå i kartan syns
// inte: lokaler och engagemang skrivs in som resurser, dialoger som kontakter."""
// cannot_see.en = """
// Collective efficacy is that neighbours hold together and are willing to intervene. Figures count here when they measure
// the area, an issue on social life or collaboration, or an effect of an initiative in one. What there is and is not in
// the map is not seen: premises and engagement are written down as resources, dialogues as interactions."""
// answer = "find_efficacy"
// order = ["what", "thing_name", "dated", "thing"]
//
// [parameters]
// area = {type = "Area", required = true, sv = "område", en = "area"}
//
// [columns]
// what.sv = "vad"
// what.en = "what"
// what.tokens.indicator = {sv = "mått", en = "indicator"}
// what.tokens.meeting_place = {sv = "mötesplats", en = "meeting place"}
// what.tokens.goodwill = {sv = "god kraft", en = "goodwill"}
// what.tokens.dialogue = {sv = "dialog", en = "dialogue"}
// thing = {sv = "id", en = "id"}
// thing_name = {sv = "namn", en = "name"}
// dated = {sv = "datum", en = "date"}
// value = {sv = "värde", en = "value"}
// baseline = {sv = "utgångsvärde", en = "baseline"}
// target = {sv = "mål", en = "target"}
// unit = {sv = "enhet", en = "unit", enum = "indicator_unit"}
// state.sv = "läge"
// state.en = "state"
// state.tokens.measured = {sv = "mätt", en = "measured"}
// state.tokens.not_measured = {sv = "aldrig mätt", en = "never measured"}
// state.tokens.unused = {sv = "används inte", en = "unused"}
// state.tokens.needed = {sv = "behövs av en insats", en = "needed by an initiative"}
// state.tokens.used = {sv = "används", en = "used"}
// state.tokens.answered = {sv = "återkopplat", en = "feedback given"}
// state.tokens.overdue = {sv = "återkoppling försenad", en = "feedback overdue"}
// state.tokens.soon = {sv = "återkoppling inom 30 dagar", en = "feedback within 30 days"}
// state.tokens.later = {sv = "återkoppling senare", en = "feedback later"}
// state.tokens.not_promised = {sv = "ingen återkoppling lovad", en = "no feedback promised"}
// due = {sv = "återkoppling senast", en = "feedback due"}
// who = {sv = "vem", en = "who"}
// about = {sv = "gäller eller används av", en = "about or used by"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
