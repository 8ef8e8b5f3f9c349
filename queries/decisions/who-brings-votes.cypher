// title.sv = "Vem ger rösterna?"
// title.en = "Who brings the votes?"
// name.sv = "vem-ger-röster"
// cannot_see.sv = """
// Hur någon röstar är inte hur den röstade sist: bara hållningar som ännu gäller räknas, och en ledamot utan egen
// hållning räknas som sin partigrupp. Med utslagsröst kan hälften räcka. Vem som talar med vem syns bara som relation."""
// cannot_see.en = """
// How somebody votes is not how they voted last: only positions that still hold count, and a member without one of
// its own counts as its party group. With a casting vote half may do. Who talks to whom is seen only as ties."""
// nothing.sv = """
// Ingen nämnd röstar om insatsen i kartan. En nämnd röstar när den har beslutar genom: omröstning och ledamöter med
// plats: röstande, och när ett krav i insatsen gäller dess mandat."""
// nothing.en = """
// No board votes on the initiative in the map. A board votes when it has decides_by: vote and members with seat: voting,
// and when a requirement of the initiative is for a mandate of its."""
// answer = "find_votes"
// order = ["board_name", "about", "-brings", "actor_name"]
//
// [parameters]
// initiative = {type = "Initiative", required = true, sv = "insats", en = "initiative"}
// board = {type = "Actor", sv = "nämnd", en = "board"}
//
// [columns]
// board = {sv = "nämnd", en = "board", thing = true}
// board_name = {sv = "nämndens namn", en = "name of the board"}
// about.sv = "vad"
// about.en = "what"
// about.tokens.tally = {sv = "så står det", en = "how it stands"}
// about.tokens.undecided = {sv = "kan vinnas", en = "can be won"}
// about.tokens.member = {sv = "har bestämt sig", en = "has decided"}
// about.tokens.outside = {sv = "röstar inte", en = "does not vote"}
// actor = {sv = "vem", en = "who", thing = true, empty = "not_applicable"}
// actor_name = {sv = "namn", en = "name"}
// votes = {sv = "röster", en = "votes", empty = "not_applicable"}
// brings = {sv = "för med sig röster", en = "brings votes", empty = "not_applicable"}
// stance = {sv = "hållning", en = "stance", enum = "stance", empty = "not_applicable", tokens.restricted = {sv = "begränsad", en = "restricted"}}
// said_by = {sv = "sagt av", en = "said by", thing = true, place = "data", empty = "none", null = "not_applicable"}
// stated_on = {sv = "sagt", en = "said on", empty = "none"}
// basis = {sv = "grund", en = "basis", enum = "position_basis", place = "data"}
// concern = {sv = "farhåga", en = "concern", place = "below"}
// would_help = {sv = "det skulle hjälpa", en = "would help", place = "below"}
// by_leverage = {sv = "nås av påtryckning från", en = "reached by leverage of", thing = true, null = "not_applicable", empty = "none"}
// by_group = {sv = "nås genom gruppen", en = "reached through the group", thing = true, null = "not_applicable", empty = "none"}
// by_tie = {sv = "känner", en = "knows", thing = true, null = "not_applicable", empty = "none"}
// presses = {sv = "kan påverka ledamöterna", en = "has leverage over members", thing = true, null = "not_applicable", place = "below"}
// needed = {sv = "behövs", en = "needed", empty = "not_applicable", place = "below"}
// in_favour = {sv = "för", en = "in favour", empty = "not_applicable", place = "below"}
// against = {sv = "emot", en = "against", empty = "not_applicable", place = "below"}
// undecided = {sv = "inte bestämda", en = "undecided", empty = "not_applicable", place = "below"}
// vacant = {sv = "vakanta", en = "vacant", empty = "not_applicable", place = "below"}
// missing = {sv = "fattas", en = "short", empty = "not_applicable", place = "below"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
