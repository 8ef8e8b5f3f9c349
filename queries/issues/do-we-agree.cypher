// title.sv = "Är vi överens?"
// title.en = "Do we agree?"
// name.sv = "är-vi-överens"
// cannot_see.sv = """
// Överens betyder att det är känt om alla som rör frågan; en enda som vi inte vet något om gör det okänt. Kärnuppdrag
// skiljer sig där en öppen insats går emot någons uppdrag, problembild där någon inte delar den som flest delar, mandat
// där den som får besluta är emot. Varför det står still visar varför-står-det-still."""
// cannot_see.en = """
// Agreed means that it is known of everybody in the issue; a single one whom nothing is known of makes it unknown. Core
// mandate differs where an open initiative goes against somebody's, problem picture where somebody does not share the
// one that most do, mandate where who may decide is against. Why it is stuck is in why-stuck."""
// nothing.sv = """
// Kartan har inga frågor där. En fråga skrivs in med samverkan add issues name="…" in_area=…, och vem som rör den med
// samverkan edit ID +involved_in=…."""
// nothing.en = """
// The map has no issues there. One is added with samverkan add issues name="…" in_area=…, and who is in it with samverkan
// edit ID +involved_in=…."""
// # The whole map is read: without an issue or area it speaks of all of them, with everybody who is in one.
// answer = "find_agreement"
// order = ["agreed", "issue_name"]
//
// [parameters]
// area = {type = "Area", sv = "område", en = "area"}
// issue = {type = "Issue", sv = "fråga", en = "issue"}
//
// [columns]
// issue = {sv = "fråga", en = "issue", thing = true}
// issue_name = {sv = "namn", en = "name"}
// agreed = {sv = "överens i", en = "agreed in"}
// core_mandate.sv = "kärnuppdrag"
// core_mandate.en = "core mandate"
// core_mandate.tokens.agreed = {sv = "överens", en = "agreed"}
// core_mandate.tokens.differs = {sv = "skiljer sig", en = "differs"}
// core_mandate.tokens.unknown = {sv = "vi vet inte", en = "unknown"}
// problem_picture.sv = "problembild"
// problem_picture.en = "problem picture"
// problem_picture.tokens.agreed = {sv = "överens", en = "agreed"}
// problem_picture.tokens.differs = {sv = "skiljer sig", en = "differs"}
// problem_picture.tokens.unknown = {sv = "vi vet inte", en = "unknown"}
// priority.sv = "prioritet"
// priority.en = "priority"
// priority.tokens.agreed = {sv = "överens", en = "agreed"}
// priority.tokens.differs = {sv = "skiljer sig", en = "differs"}
// priority.tokens.unknown = {sv = "vi vet inte", en = "unknown"}
// mandate.sv = "mandat"
// mandate.en = "mandate"
// mandate.tokens.agreed = {sv = "överens", en = "agreed"}
// mandate.tokens.differs = {sv = "skiljer sig", en = "differs"}
// mandate.tokens.unknown = {sv = "vi vet inte", en = "unknown"}
// apart = {sv = "skiljer sig från de andra", en = "stands apart", thing = true}
// not_known = {sv = "vet vi inte om", en = "nothing known of", thing = true}
// actors = {sv = "alla i frågan", en = "everybody in it", thing = true, place = "data"}
// areas = {sv = "områden", en = "areas", thing = true, empty = "unknown", place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
