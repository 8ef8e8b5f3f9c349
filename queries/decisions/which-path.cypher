// title.sv = "Vilken väg kräver minst?"
// title.en = "Which path asks least?"
// cannot_see.sv = """
// Vägarna jämförs i antal, en rad för varje val i beslutsträdet och en för helheten. Var och en som kan svara
// räknas, också den som en annan kan ersätta. Kontakter och bästa sammanlagda väg räknar plan ut."""
// cannot_see.en = """
// The paths are compared by counts, a row for every choice in the requirement tree and one for the whole.
// Everybody who can answer is counted, also where another could. Contacts and the best path in all: see plan."""
// order = ["choice", "without_holder", "opposed", "hesitant", "unknown", "answers_needed", "path"]
//
// [parameters]
// initiative = {type = "Initiative", required = true, sv = "insats", en = "initiative"}
//
// [columns]
// choice = {sv = "val", en = "choice"}
// choice_kind = {sv = "villkor", en = "condition", enum = "requirement_op"}
// needed = {sv = "så många av dem", en = "how many of them"}
// path = {sv = "väg", en = "path"}
// answers_needed = {sv = "krav på vägen", en = "requirements on it"}
// without_holder = {sv = "utan känd beslutsfattare", en = "without known authority"}
// opposed = {sv = "emot", en = "opposed"}
// hesitant = {sv = "tveksamma", en = "hesitant"}
// unknown = {sv = "okänd hållning", en = "stance unknown"}
// willing = {sv = "för eller neutrala", en = "for it or neutral"}
// find_holder_of = {sv = "ta reda på vem som beslutar om", en = "find out who decides on"}
// holders = {sv = "kan svara", en = "can answer"}
// would_help = {sv = "det som skulle hjälpa", en = "what would help"}
// basis = {sv = "vilar på", en = "rests on", enum = "position_basis"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (i:Initiative {id: $initiative})-[:REQUIRES*1..30]->(k:Requirement)
OPTIONAL MATCH (c:Requirement)-[:REQUIRES]->(k)
WITH i, k, c
WHERE c.id IS NULL OR c.op IN ['any', 'at_least']
MATCH (k)-[:REQUIRES*0..30]->(l:Requirement {op: 'leaf'})
OPTIONAL MATCH (l)-[:CONCERNS]->(t:Matter)
OPTIONAL MATCH (l)-[:DIRECTED_TO]->(d:Actor)
WITH i, k, c, l, t, collect(DISTINCT d.id) AS directed, coalesce(l.amount, 0) AS least
OPTIONAL MATCH (h:Actor)-[:HOLDS]->(m:Mandate)-[:COVERS]->(t)
WHERE h.kind <> 'forum' AND h.valid_from <= $as_of AND h.valid_to > $as_of
  AND m.kind = l.form AND m.valid_from <= $as_of AND m.valid_to > $as_of
  AND (m.limit IS NULL OR m.limit >= least)
  AND (NOT EXISTS { MATCH (m)-[:IN_AREA]->(:Area) }
    OR EXISTS { MATCH (l)-[:IN_AREA]->(:Area)-[:PART_OF*0..6]->(:Area)<-[:IN_AREA]-(m) })
WITH i, k, c, l, t, directed, collect(DISTINCT m.id) AS meeting
OPTIONAL MATCH (e:Actor)-[:HOLDS]->(x:Mandate)-[:COVERS]->(t)
WHERE x.id IN meeting AND e.kind <> 'forum' AND e.valid_from <= $as_of AND e.valid_to > $as_of
  AND NOT EXISTS { MATCH (b:Mandate)-[:DELEGATED_FROM]->(x) WHERE b.id IN meeting }
WITH i, k, c, l, t, directed, collect(DISTINCT e.id) AS ordinary
WITH i, k, c, l, t,
  CASE WHEN size(directed) > 0 THEN directed WHEN size(ordinary) = 0 THEN [''] ELSE ordinary END AS who
UNWIND who AS one
OPTIONAL MATCH (a:Actor)
WHERE a.id = one AND a.kind <> 'forum' AND a.valid_from <= $as_of AND a.valid_to > $as_of
OPTIONAL MATCH (a)-[:TAKES]->(p:Position {kind: 'stance'})-[:ABOUT]->(i)
WHERE p.stated_on <= $as_of
  AND NOT EXISTS {
    MATCH (a)-[:TAKES]->(y:Position {kind: 'stance'})-[:ABOUT]->(i)
    WHERE y.stated_on <= $as_of AND (y.stated_on > p.stated_on OR (y.stated_on = p.stated_on AND y.id > p.id))
  }
WITH i, k, c, l, t, a, coalesce(p.id, '') AS own
OPTIONAL MATCH (a)-[g:PART_OF]->(o:Actor)-[:TAKES]->(q:Position {kind: 'stance'})-[:ABOUT]->(i)
WHERE own = '' AND a.kind = 'post' AND o.kind <> 'forum' AND q.stated_on <= $as_of
  AND g.valid_from <= $as_of AND g.valid_to > $as_of AND o.valid_from <= $as_of AND o.valid_to > $as_of
  AND NOT EXISTS {
    MATCH (o)-[:TAKES]->(z:Position {kind: 'stance'})-[:ABOUT]->(i)
    WHERE z.stated_on <= $as_of AND (z.stated_on > q.stated_on OR (z.stated_on = q.stated_on AND z.id > q.id))
  }
WITH k, c, l, t, a, CASE WHEN own = '' THEN coalesce(q.id, '') ELSE own END AS latest
OPTIONAL MATCH (v:Position {id: latest})
OPTIONAL MATCH (v)-[:SOURCED_BY]->(s:Source)
WITH k, c, l, t, a, v, s,
  CASE WHEN a.id IS NULL THEN NULL
    WHEN v.id IS NULL THEN 'unknown'
    WHEN v.review_by < $as_of THEN 'unknown'
    WHEN v.review_by IS NULL AND v.basis = 'own_assessment' AND v.stated_on < $ninety_days_before THEN 'unknown'
    WHEN v.review_by IS NULL AND v.stated_on < $year_before AND (v.basis IS NULL OR v.basis <> 'own_assessment')
    THEN 'unknown'
    ELSE v.value END AS stance
RETURN
  c.id AS choice,
  c.op AS choice_kind,
  CASE WHEN c.op = 'any' THEN 1 ELSE c.n END AS needed,
  k.id AS path,
  count(DISTINCT l.id) AS answers_needed,
  count(DISTINCT CASE WHEN a.id IS NULL THEN l.id END) AS without_holder,
  count(DISTINCT CASE WHEN stance = 'opposes' THEN a.id END) AS opposed,
  count(DISTINCT CASE WHEN stance = 'hesitant' THEN a.id END) AS hesitant,
  count(DISTINCT CASE WHEN stance = 'unknown' THEN a.id END) AS unknown,
  count(DISTINCT CASE WHEN stance IN ['champions', 'supports', 'neutral'] THEN a.id END) AS willing,
  collect(DISTINCT CASE WHEN a.id IS NULL THEN coalesce(t.id, l.id) END) AS find_holder_of,
  collect(DISTINCT a.id) AS holders,
  collect(DISTINCT CASE WHEN stance IN ['hesitant', 'opposes'] THEN v.would_help END) AS would_help,
  max(CASE WHEN v.basis = 'own_assessment' AND stance <> 'unknown' THEN v.basis END) AS basis,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
