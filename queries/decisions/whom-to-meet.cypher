// title.sv = "Vem ska vi träffa härnäst?"
// title.en = "Whom should we meet next?"
// name.sv = "vem-ska-vi-träffa"
// cannot_see.sv = """
// Räknar insatser som är föreslagna, beslutade eller pågår, och krav som ännu är öppna; idéer är inte med, och inte de
// som bara kan ta över ovanifrån. Ordningen räknas fram för det här svaret: vems ja som fattas i flest insatser, först
// dem som ingen annan på samma nivå kan svara på. Vägen till någon visar samverkan route."""
// cannot_see.en = """
// Counts initiatives that are proposed, decided or under way, and requirements still open; ideas are left out, and so
// are those who could only take over from above. The order is reckoned for this answer: whose yes is missing in most
// initiatives, those that nobody else at the same level can answer first. The way to somebody is in samverkan route."""
// nothing.sv = """
// Inga insatser som är föreslagna, beslutade eller pågår har öppna krav i kartan. Krav skrivs i insatsens kräver."""
// nothing.en = """
// No initiative that is proposed, decided or under way has open requirements in the map. They are written in its requires."""
// # The whole map is read: every open initiative's requirements are put to whoever may meet them, wherever they are.
// answer = "find_whom_to_meet"
// order = ["place", "about", "need", "initiative_name", "due"]
//
// [columns]
// place = {sv = "nr", en = "no."}
// actor = {sv = "vem", en = "who", thing = true}
// actor_name = {sv = "namn", en = "name"}
// organisation = {sv = "organisation", en = "organisation", thing = true, place = "data"}
// last_met = {sv = "senast träffad", en = "last met", empty = "none"}
// about.sv = "vad"
// about.en = "what"
// about.tokens.ask = {sv = "vi ber om", en = "we ask"}
// about.tokens.owed = {sv = "vi är skyldiga", en = "we owe"}
// about.tokens.promised = {sv = "har lovat", en = "has promised"}
// initiative = {sv = "insats", en = "initiative", thing = true, empty = "not_applicable"}
// initiative_name = {sv = "insatsens namn", en = "name of the initiative"}
// form = {sv = "att", en = "to", enum = "mandate_kind", empty = "not_applicable"}
// matter = {sv = "ärendetyp", en = "matter", thing = true, empty = "not_applicable"}
// need.sv = "behövs"
// need.en = "need"
// need.empty = "not_applicable"
// need.tokens.must = {sv = "måste med", en = "must be in"}
// need.tokens.must_unless_above = {sv = "måste med, om ingen ovanför tar över", en = "must be in unless somebody above takes over"}
// need.tokens.one_of = {sv = "en av flera", en = "one of several"}
// need.tokens.heard = {sv = "ska höras", en = "must be heard"}
// legal_basis = {sv = "rättslig grund", en = "legal basis", place = "data"}
// conditions = {sv = "villkor", en = "conditions", place = "below"}
// stance = {sv = "hållning", en = "stance", enum = "stance", empty = "not_applicable", tokens.restricted = {sv = "begränsad", en = "restricted"}}
// past_review = {sv = "hållning som är för gammal", en = "position past review", enum = "stance", place = "below"}
// said_by = {sv = "sagt av", en = "said by", thing = true, place = "data", null = "not_applicable", empty = "none"}
// stated_on = {sv = "sagt", en = "said on", empty = "none"}
// basis = {sv = "grund", en = "basis", enum = "position_basis", place = "data"}
// concern = {sv = "farhåga", en = "concern", place = "below"}
// would_help = {sv = "det skulle hjälpa", en = "would help", place = "below"}
// thing = {sv = "vad vi är skyldiga eller fått löfte om", en = "what is owed or promised", thing = true, empty = "not_applicable"}
// thing_name = {sv = "dess namn", en = "its name"}
// due = {sv = "senast", en = "due", empty = "not_applicable"}
// state.sv = "läge"
// state.en = "state"
// state.empty = "not_applicable"
// state.tokens.overdue = {sv = "försenat", en = "overdue"}
// state.tokens.soon = {sv = "inom 30 dagar", en = "within 30 days"}
// state.tokens.later = {sv = "senare", en = "later"}
// state.tokens.undated = {sv = "utan datum", en = "no date"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
