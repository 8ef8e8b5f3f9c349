// title.sv = "Vilken väg kräver minst?"
// title.en = "Which path asks least?"
// name.sv = "vilken-väg"
// cannot_see.sv = """
// De tio vägar som tar minst möda, som planen räknar från er. Vägar som skiljer sig bara i kontakter är en. Att en väg är
// billig säger inte att den är klok."""
// cannot_see.en = """
// The ten ways that take least effort, as the plan reckons from you. Ways that differ in contacts alone are one. That a
// way is cheap does not make it wise."""
// nothing.sv = "Insatsen har inga beslutskrav, eller så säger kartan inte vilka ni är: skriv requires på insatsen och us i kartans huvud."
// nothing.en = "The initiative has no requirements, or the map does not say who you are: write requires and, in the header, us."
// answer = "find_ways"
// order = ["way"]
//
// [parameters]
// initiative = {type = "Initiative", required = true, sv = "insats", en = "initiative"}
//
// [columns]
// way = {sv = "väg", en = "way"}
// effort = {sv = "möda", en = "effort"}
// proven = {sv = "bevisat", en = "proven", place = "data"}
// all_tried = {sv = "alla vägar prövade", en = "all ways tried", place = "data"}
// asked = {sv = "tillfrågas", en = "asked", thing = true}
// yes_needed = {sv = "ja som behövs", en = "yes needed"}
// heard = {sv = "hörs", en = "heard", thing = true}
// against = {sv = "emot", en = "against", thing = true}
// hesitant = {sv = "tveksamma", en = "hesitant", thing = true}
// unknown = {sv = "okänd hållning", en = "stance unknown", thing = true}
// restricted = {sv = "begränsad hållning, en invändning prövas", en = "stance restricted, an objection is examined", thing = true, place = "below"}
// above = {sv = "ovanifrån", en = "from above"}
// find_holder_of = {sv = "ta reda på vem som beslutar om", en = "find out who decides on", thing = true, empty = "nothing"}
// would_help = {sv = "skulle göra den billigare", en = "would make it cheaper", empty = "nothing"}
// basis = {sv = "vilar på", en = "rests on", enum = "position_basis", empty = "none", place = "data"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown", place = "data"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
