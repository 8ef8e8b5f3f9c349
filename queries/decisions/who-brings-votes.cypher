// title.sv = "Vem ger rösterna?"
// title.en = "Who brings the votes?"
// name.sv = "vem-ger-röster"
// cannot_see.sv = """
// Hur någon röstar är inte hur den röstade sist: bara hållningar som ännu gäller räknas, och en ledamot utan egen
// hållning räknas som sin partigrupp. Med utslagsröst kan hälften räcka. Vem som talar med vem syns bara som relation."""
// cannot_see.en = """
// How somebody votes is not how they voted last: only positions that still hold count, and a member without one of
// its own counts as its party group. With a casting vote half may do. Who talks to whom is seen only as ties."""
// answer = "find_votes"
// order = ["board_name", "about", "-brings", "actor_name"]
//
// [parameters]
// initiative = {type = "Initiative", required = true, sv = "insats", en = "initiative"}
// board = {type = "Actor", sv = "nämnd", en = "board"}
//
// [columns]
// board = {sv = "nämnd-id", en = "board id"}
// board_name = {sv = "nämnd", en = "board"}
// about.sv = "vad"
// about.en = "what"
// about.tokens.tally = {sv = "så står det", en = "how it stands"}
// about.tokens.undecided = {sv = "kan vinnas", en = "can be won"}
// about.tokens.member = {sv = "har bestämt sig", en = "has decided"}
// about.tokens.outside = {sv = "röstar inte", en = "does not vote"}
// actor = {sv = "id", en = "id"}
// actor_name = {sv = "vem", en = "who"}
// votes = {sv = "röster", en = "votes"}
// brings = {sv = "för med sig röster", en = "brings votes"}
// stance = {sv = "hållning", en = "stance", enum = "stance"}
// said_by = {sv = "sagt av", en = "said by"}
// stated_on = {sv = "sagt", en = "said on"}
// basis = {sv = "grund", en = "basis", enum = "position_basis"}
// concern = {sv = "farhåga", en = "concern"}
// would_help = {sv = "det skulle hjälpa", en = "would help"}
// by_leverage = {sv = "nås av påtryckning från", en = "reached by leverage of"}
// by_group = {sv = "nås genom gruppen", en = "reached through the group"}
// by_tie = {sv = "känner", en = "knows"}
// presses = {sv = "kan påverka ledamöterna", en = "has leverage over members"}
// needed = {sv = "behövs", en = "needed"}
// in_favour = {sv = "för", en = "in favour"}
// against = {sv = "emot", en = "against"}
// undecided = {sv = "inte bestämda", en = "undecided"}
// vacant = {sv = "vakanta", en = "vacant"}
// missing = {sv = "fattas", en = "short"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
