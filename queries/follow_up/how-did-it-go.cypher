// title.sv = "Hur gick det?"
// title.en = "How did it turn out?"
// name.sv = "hur-gick-det"
// cannot_see.sv = """
// Att en siffra ändrades efter en insats säger inte att insatsen ändrade den. Utan mätning står senaste tomt, och
// insatser utan indikator syns inte alls. Följdeffekter är de som någon har iakttagit."""
// cannot_see.en = """
// That a figure changed after an initiative does not mean that the initiative changed it. Without a measurement
// the latest is empty, and initiatives without an indicator are not listed. Side effects are those observed."""
// order = ["initiative", "indicator_name", "indicator"]
//
// [parameters]
// initiative = {type = "Initiative", sv = "insats", en = "initiative"}
//
// [columns]
// initiative = {sv = "insats", en = "initiative"}
// initiative_name = {sv = "namn", en = "name"}
// indicator = {sv = "indikator", en = "indicator"}
// indicator_name = {sv = "vad som mäts", en = "what is measured"}
// measured = {sv = "gäller", en = "of"}
// baseline = {sv = "utgångsvärde", en = "baseline"}
// target = {sv = "mål", en = "target"}
// latest = {sv = "senast", en = "latest"}
// latest_on = {sv = "mätt", en = "measured on"}
// due = {sv = "mäts senast", en = "due"}
// overdue = {sv = "försenad", en = "overdue"}
// side_effects = {sv = "iakttagna följdeffekter", en = "side effects observed"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (n:Initiative)-[:LEADS_TO|ADDRESSES]->(x:Effect|Issue)<-[:MEASURES]-(k:Indicator)
WHERE $initiative = '' OR n.id = $initiative
OPTIONAL MATCH (m:Measurement)-[:OF]->(k)
WHERE m.date <= $as_of
  AND NOT EXISTS {
    MATCH (l:Measurement)-[:OF]->(k)
    WHERE l.date <= $as_of AND (l.date > m.date OR (l.date = m.date AND l.id > m.id))
  }
OPTIONAL MATCH (n)-[:LEADS_TO]->(e:Effect {observed: true})
WHERE coalesce(e.intended, false) = false
OPTIONAL MATCH (m)-[:SOURCED_BY]->(s:Source)
OPTIONAL MATCH (k)-[:SOURCED_BY]->(c:Source)
RETURN
  n.id AS initiative,
  n.name AS initiative_name,
  k.id AS indicator,
  k.name AS indicator_name,
  collect(DISTINCT x.id) AS measured,
  k.baseline AS baseline,
  k.target AS target,
  m.value AS latest,
  m.date AS latest_on,
  k.due AS due,
  m.id IS NULL AND coalesce(k.due < $as_of, false) AS overdue,
  collect(DISTINCT e.id) AS side_effects,
  collect(DISTINCT s.id) + collect(DISTINCT c.id) AS sources,
  max(coalesce(s.date, c.date)) AS newest_source
