// title.sv = "Vad har jag på mitt bord den här veckan?"
// title.en = "What is on my table this week?"
// name.sv = "min-vecka"
// cannot_see.sv = """
// Det som är försenat, faller inom 30 dagar, saknas eller står öppet visas; resten räknas. Mitt är det jag åtagit mig
// eller deltog i, annars det som ligger i mina områden; strategens är det som ligger utanför dem eller som lagen kräver
// av kommunen. Lagen (2023:196) gäller i kartor med svensk profil. Vad som inte har datum i kartan syns inte."""
// cannot_see.en = """
// What is overdue, due within 30 days, missing or open is shown; the rest is counted. Mine is what I undertook or took
// part in, else what lies in my areas; the strategist's is what lies beyond them or what the law asks of the
// municipality. The Swedish law (2023:196) applies to maps with the Swedish profile. What has no date is not seen."""
// nothing.sv = """
// Inget ligger på bordet i kartan. Frågor, möten, åtaganden och dagar som något faller ut skrivs in med samverkan add,
// meeting och note."""
// nothing.en = """
// Nothing is on the table in the map. Issues, meetings, commitments and days when something falls due are written down
// with samverkan add, meeting and note."""
// # The whole map is read: what is on a table may be anything that has a day, and whose it is is climbed from there.
// answer = "find_week_rows"
// order = ["whose", "state", "due", "kind", "thing_name"]
//
// [parameters]
// us = {type = "Actor", required = true, sv = "befattning", en = "post"}
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// whose.sv = "vems"
// whose.en = "whose"
// whose.tokens.mine = {sv = "min", en = "mine"}
// whose.tokens.both = {sv = "min och strategens", en = "mine and the strategist's"}
// whose.tokens.strategist = {sv = "strategens", en = "the strategist's"}
// whose.tokens.nobody = {sv = "ingens", en = "nobody's"}
// state.sv = "läge"
// state.en = "state"
// state.tokens.overdue = {sv = "försenat", en = "overdue"}
// state.tokens.missing = {sv = "saknas", en = "missing"}
// state.tokens.soon = {sv = "inom 30 dagar", en = "within 30 days"}
// state.tokens.open = {sv = "öppet", en = "open"}
// state.tokens.later = {sv = "senare", en = "later"}
// state.tokens.undated = {sv = "utan datum", en = "no date"}
// kind.sv = "vad"
// kind.en = "what"
// kind.tokens.issue_owned = {sv = "fråga vi äger", en = "issue we own"}
// kind.tokens.issue_received = {sv = "fråga som landar hos oss", en = "issue that lands on us"}
// kind.tokens.issue_unowned = {sv = "fråga som ingen äger", en = "issue nobody owns"}
// kind.tokens.situation_picture = {sv = "lägesbild enligt lagen", en = "situation picture under the law"}
// kind.tokens.action_plan = {sv = "åtgärdsplan enligt lagen", en = "action plan under the law"}
// kind.tokens.collaboration = {sv = "överenskommelse enligt lagen", en = "agreement under the law"}
// kind.tokens.commitment = {sv = "åtagande", en = "commitment"}
// kind.tokens.feedback = {sv = "återkoppling", en = "feedback owed"}
// kind.tokens.meeting = {sv = "möte", en = "meeting"}
// kind.tokens.pilot = {sv = "prövotid tar slut", en = "trial ends"}
// kind.tokens.measurement = {sv = "mätning", en = "measurement due"}
// kind.tokens.analysis = {sv = "orsaksanalys", en = "cause analysis due"}
// kind.tokens.position = {sv = "fråga igen", en = "ask again"}
// kind.tokens.agreement = {sv = "överenskommelse löper ut", en = "agreement ends"}
// due = {sv = "senast", en = "due", empty = "undated"}
// days = {sv = "dagar kvar", en = "days left", empty = "not_applicable", place = "data"}
// thing = {sv = "vilket", en = "which", thing = true, empty = "not_applicable"}
// thing_name = {sv = "namn", en = "name"}
// who = {sv = "vem", en = "who", thing = true, empty = "none"}
// about = {sv = "gäller", en = "about", thing = true, empty = "not_applicable"}
// count = {sv = "antal", en = "number"}
// basis = {sv = "grund", en = "basis", enum = "position_basis", empty = "not_applicable", place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
