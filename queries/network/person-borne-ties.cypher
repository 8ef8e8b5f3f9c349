// title.sv = "Vilka relationer är personburna?"
// title.en = "Which ties hang on a person?"
// name.sv = "personburna-kontakter"
// cannot_see.sv = """
// Där ingen vet om relationen bärs av funktion eller person visas den också. Om en relation överlever ett chefsbyte vet
// bara de som har den. I en stor karta räknas planer som då kostar mer bara när en aktör är given; byter-innehavare
// berättar allt."""
// cannot_see.en = """
// Where nobody knows whether function or person carries a tie it is listed too. Whether a tie outlives a change of
// holder, only those who have it know. In a large map plans that then take more are reckoned only when an actor is
// given; changes-hands tells all."""
// # The whole map is read: plans and ways to everybody are reckoned with and without each tie.
// answer = "find_personal_ties"
// nothing.sv = "Ingen relation står som personburen, och på alla står vad som bär dem. Skriv basis: person där en relation hänger på någon."
// nothing.en = "No tie is registered as person-borne, and of all it stands what carries them. Write basis: person where a tie hangs on somebody."
// order = ["-carried_by", "actor_name", "other_name", "actor", "other"]
//
// [parameters]
// actor = {type = "Actor", sv = "aktör", en = "actor"}
//
// [columns]
// actor = {sv = "aktör", en = "actor", thing = true}
// actor_name = {sv = "namn", en = "name"}
// other = {sv = "relation till", en = "tie to", thing = true}
// other_name = {sv = "dess namn", en = "its name"}
// strength = {sv = "styrka", en = "strength", enum = "tie_strength"}
// carried_by = {sv = "bärs av", en = "carried by", enum = "tie_basis"}
// vacant = {sv = "någon av posterna är vakant", en = "one of the posts is vacant"}
// also_meet_in = {sv = "möts också i", en = "also meet in", thing = true, empty = "nothing"}
// last_contact = {sv = "senaste kontakt", en = "last contact"}
// ways_end = {sv = "vägar som upphör", en = "ways that end", thing = true, null = "not_applicable"}
// ask_again = {sv = "fråga om igen", en = "ask again about", thing = true, empty = "nothing", null = "not_applicable"}
// plans = {sv = "planer som kostar mer", en = "plans that take more", thing = true, null = "name_actor", empty_where.carried_by = {both = "not_applicable", none = "not_applicable"}}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
