// title.sv = "Vem kan påverka aktörens eller gruppens beteende?"
// title.en = "Who has leverage over an actor's or a group's behaviour?"
// name.sv = "vem-kan-påverka"
// cannot_see.sv = """
// Högst tre led, och bara påtryckningsmedel som är registrerade. Att någon kan är inte att den vill: det visar
// who-to-convince. En grupp i känslig kategori kan inte väljas ut."""
// cannot_see.en = """
// At most three links, and only leverage that is registered. That somebody could does not mean that it would:
// see who-to-convince. A group of a special category cannot be selected."""
// answer = "find_leverage"
// nothing.sv = "Inget påtryckningsmedel är infört mot den: lägg till det (HAS_LEVERAGE_OVER) med medel och påföljd."
// nothing.en = "No leverage over it is entered: add it (HAS_LEVERAGE_OVER) with instrument and sanction."
// order = ["target_name", "steps", "actor_name", "over_name", "instrument"]
//
// [parameters]
// actor = {type = "Actor", sv = "aktör", en = "actor"}
// affected = {type = "AffectedGroup", sv = "berörd grupp", en = "affected group"}
//
// [columns]
// steps = {sv = "led", en = "links"}
// actor = {sv = "kan påverka", en = "has leverage", thing = true}
// actor_name = {sv = "namn", en = "name"}
// instrument = {sv = "medel", en = "instrument"}
// sanction = {sv = "påföljd", en = "sanction"}
// over = {sv = "mot", en = "over", thing = true}
// over_name = {sv = "mots namn", en = "whose name"}
// target = {sv = "når", en = "reaches", thing = true}
// target_name = {sv = "nås namn", en = "reached one's name"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (a:Actor)-[:HAS_LEVERAGE_OVER]->(:Actor|AffectedGroup)
RETURN a.id AS id
UNION ALL
MATCH (:Actor)-[:HAS_LEVERAGE_OVER]->(b:Actor|AffectedGroup)
RETURN b.id AS id
UNION ALL
MATCH (:Actor)-[r:HAS_LEVERAGE_OVER]->(:Actor|AffectedGroup)
MATCH (s:Source {id: r.source})
RETURN s.id AS id
UNION ALL
MATCH (g:AffectedGroup)
RETURN g.id AS id
