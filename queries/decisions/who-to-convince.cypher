// title.sv = "Vem måste övertygas för insatsen?"
// title.en = "Who must be convinced for an initiative?"
// cannot_see.sv = """
// Visar vilka som kan svara på varje krav, inte vilken av vägarna som är billigast och inte vilka kontakter som
// leder dit: det räknar plan ut. Saknas mandat hos den som kravet riktas till är det inte registrerat."""
// cannot_see.en = """
// Lists who can answer each requirement, not which of the ways asks least and not the contacts that lead there:
// plan works that out. Where the one a requirement is directed to has no mandate, none is registered."""
// order = ["answers", "-stance", "actor_name", "requirement", "actor", "mandate"]
//
// [parameters]
// initiative = {type = "Initiative", required = true, sv = "insats", en = "initiative"}
//
// [columns]
// requirement = {sv = "krav", en = "requirement"}
// form = {sv = "ska", en = "is to", enum = "mandate_kind"}
// matter = {sv = "ärendetyp", en = "matter"}
// amount = {sv = "belopp", en = "amount"}
// veto = {sv = "veto", en = "veto"}
// answers.sv = "svarar som"
// answers.en = "answers as"
// answers.tokens.unknown = {sv = "okänd beslutsfattare", en = "unknown authority"}
// answers.tokens.ordinary = {sv = "ordinarie", en = "ordinary"}
// answers.tokens.above = {sv = "ovanför", en = "above"}
// actor = {sv = "aktör", en = "actor"}
// actor_name = {sv = "namn", en = "name"}
// voters = {sv = "röstande", en = "voting members"}
// mandate = {sv = "mandat", en = "mandate"}
// legal_basis = {sv = "rättslig grund", en = "legal basis"}
// stance = {sv = "hållning", en = "stance", enum = "stance"}
// past_review = {sv = "tidigare hållning, inte omprövad", en = "former stance, past review", enum = "stance"}
// stated_by = {sv = "uttalad av", en = "stated by"}
// stated_on = {sv = "uttalad", en = "stated on"}
// review_by = {sv = "ses över senast", en = "review by"}
// basis = {sv = "grund", en = "basis", enum = "position_basis"}
// concern = {sv = "farhåga", en = "concern"}
// would_help = {sv = "det som skulle hjälpa", en = "what would help"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (i:Initiative {id: $initiative})-[:REQUIRES*1..30]->(l:Requirement {op: 'leaf'})
OPTIONAL MATCH (l)-[:CONCERNS]->(t:Matter)
OPTIONAL MATCH (l)-[:DIRECTED_TO]->(d:Actor)
WITH i, l, t, collect(DISTINCT d.id) AS directed, coalesce(l.amount, 0) AS least
OPTIONAL MATCH (h:Actor)-[:HOLDS]->(k:Mandate)-[:COVERS]->(t)
WHERE h.kind <> 'forum' AND h.valid_from <= $as_of AND h.valid_to > $as_of
  AND k.kind = l.form AND k.valid_from <= $as_of AND k.valid_to > $as_of
  AND (k.limit IS NULL OR k.limit >= least)
  AND (NOT EXISTS { MATCH (k)-[:IN_AREA]->(:Area) }
    OR EXISTS { MATCH (l)-[:IN_AREA]->(:Area)-[:PART_OF*0..6]->(:Area)<-[:IN_AREA]-(k) })
WITH i, l, t, directed, collect(DISTINCT k.id) AS meeting, collect(DISTINCT h.id) AS holders
WITH i, l, t, directed, meeting,
  CASE WHEN size(directed) > 0 THEN directed WHEN size(holders) = 0 THEN [''] ELSE holders END AS who
UNWIND who AS one
OPTIONAL MATCH (a:Actor)
WHERE a.id = one AND a.kind <> 'forum' AND a.valid_from <= $as_of AND a.valid_to > $as_of
OPTIONAL MATCH (a)-[:HOLDS]->(m:Mandate)
WHERE m.id IN meeting
OPTIONAL MATCH (b:Mandate)-[:DELEGATED_FROM]->(m)
WHERE b.id IN meeting AND size(directed) = 0
WITH i, l, t, a, m, count(DISTINCT b.id) AS below
OPTIONAL MATCH (a)-[:TAKES]->(p:Position {kind: 'stance'})-[:ABOUT]->(i)
WHERE p.stated_on <= $as_of
  AND NOT EXISTS {
    MATCH (a)-[:TAKES]->(y:Position {kind: 'stance'})-[:ABOUT]->(i)
    WHERE y.stated_on <= $as_of AND (y.stated_on > p.stated_on OR (y.stated_on = p.stated_on AND y.id > p.id))
  }
WITH i, l, t, a, m, below, coalesce(p.id, '') AS own
OPTIONAL MATCH (a)-[g:PART_OF]->(o:Actor)-[:TAKES]->(q:Position {kind: 'stance'})-[:ABOUT]->(i)
WHERE own = '' AND a.kind = 'post' AND o.kind <> 'forum' AND q.stated_on <= $as_of
  AND g.valid_from <= $as_of AND g.valid_to > $as_of AND o.valid_from <= $as_of AND o.valid_to > $as_of
  AND NOT EXISTS {
    MATCH (o)-[:TAKES]->(z:Position {kind: 'stance'})-[:ABOUT]->(i)
    WHERE z.stated_on <= $as_of AND (z.stated_on > q.stated_on OR (z.stated_on = q.stated_on AND z.id > q.id))
  }
WITH l, t, a, m, below, CASE WHEN own = '' THEN coalesce(q.id, '') ELSE own END AS latest
OPTIONAL MATCH (v:Position {id: latest})
OPTIONAL MATCH (e:Actor)-[:TAKES]->(v)
OPTIONAL MATCH (n:Actor)-[u:MEMBER_OF]->(a)
WHERE a.decides_by = 'vote' AND u.seat IN ['voting', 'chair'] AND u.valid_from <= $as_of AND u.valid_to > $as_of
OPTIONAL MATCH (m)-[:SOURCED_BY]->(s:Source)
OPTIONAL MATCH (v)-[:SOURCED_BY]->(c:Source)
WITH l, t, a, m, v, below,
  CASE WHEN v.review_by IS NOT NULL THEN v.review_by < $as_of
    WHEN v.basis = 'own_assessment' THEN v.stated_on < $ninety_days_before
    ELSE v.stated_on < $year_before END AS stale,
  collect(DISTINCT e.id) AS speakers, collect(DISTINCT n.id) AS members,
  collect(DISTINCT s.id) + collect(DISTINCT c.id) AS origins, max(s.date) AS first_date, max(c.date) AS second_date
RETURN
  l.id AS requirement,
  l.form AS form,
  t.id AS matter,
  l.amount AS amount,
  coalesce(l.veto, false) AS veto,
  CASE WHEN a.id IS NULL THEN 'unknown' WHEN below = 0 THEN 'ordinary' ELSE 'above' END AS answers,
  a.id AS actor,
  a.name AS actor_name,
  members AS voters,
  m.id AS mandate,
  coalesce(m.legal_basis, t.legal_basis) AS legal_basis,
  CASE WHEN a.id IS NULL THEN NULL WHEN v.id IS NULL OR stale THEN 'unknown' ELSE v.value END AS stance,
  CASE WHEN stale THEN v.value END AS past_review,
  speakers AS stated_by,
  v.stated_on AS stated_on,
  v.review_by AS review_by,
  v.basis AS basis,
  v.concern AS concern,
  v.would_help AS would_help,
  origins AS sources,
  CASE WHEN first_date IS NULL OR second_date > first_date THEN second_date ELSE first_date END AS newest_source
