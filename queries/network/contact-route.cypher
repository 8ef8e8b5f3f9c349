// title.sv = "Vilken kontaktväg når beslutsfattaren?"
// title.en = "Which route reaches the decision-maker?"
// name.sv = "kontaktväg"
// cannot_see.sv = """
// Högst en mellanhand. Inga rader betyder att bara en ny, kall kontakt eller en längre väg återstår; den räknar
// plan ut, och väger då styrka mot varandra. Kontakter som ingen har skrivit upp syns inte."""
// cannot_see.en = """
// At most one go-between. No rows mean that only a cold contact or a longer route is left; plan finds it, and
// weighs strengths against each other. Contacts that nobody wrote down are not seen."""
// order = ["steps", "through_name", "through", "first_kind", "first_body", "second_kind", "second_body"]
//
// [parameters]
// us = {type = "Actor", required = true, sv = "vi", en = "us"}
// actor = {type = "Actor", required = true, sv = "beslutsfattare", en = "decision-maker"}
//
// [columns]
// steps = {sv = "led", en = "steps"}
// through = {sv = "via", en = "through"}
// through_name = {sv = "vias namn", en = "through, name"}
// first_kind.sv = "första ledet"
// first_kind.en = "first step"
// first_kind.tokens.TIE = {sv = "relation", en = "tie"}
// first_kind.tokens.MEMBER_OF = {sv = "samma organ", en = "same body"}
// first_kind.tokens.PART_OF = {sv = "linjen", en = "line"}
// first_strength = {sv = "styrka", en = "strength", enum = "tie_strength"}
// first_body = {sv = "organ", en = "body"}
// second_kind.sv = "andra ledet"
// second_kind.en = "second step"
// second_kind.tokens.TIE = {sv = "relation", en = "tie"}
// second_kind.tokens.MEMBER_OF = {sv = "samma organ", en = "same body"}
// second_kind.tokens.PART_OF = {sv = "linjen", en = "line"}
// second_strength = {sv = "styrka i andra ledet", en = "second strength", enum = "tie_strength"}
// second_body = {sv = "organ i andra ledet", en = "second body"}
// last_contact = {sv = "senaste kontakt", en = "last contact"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (a:Actor {id: $us})-[r:TIE|PART_OF]-(t:Actor {id: $actor})
WHERE $us <> $actor AND r.valid_from <= $as_of AND r.valid_to > $as_of
  AND t.valid_from <= $as_of AND t.valid_to > $as_of
OPTIONAL MATCH (a)-[:TOOK_PART_IN]->(n:Interaction)<-[:TOOK_PART_IN]-(t)
WHERE n.date <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  1 AS steps,
  NULL AS through,
  NULL AS through_name,
  type(r) AS first_kind,
  r.strength AS first_strength,
  NULL AS first_body,
  NULL AS second_kind,
  NULL AS second_strength,
  NULL AS second_body,
  max(n.date) AS last_contact,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
UNION ALL
MATCH (a:Actor {id: $us})-[r:MEMBER_OF]->(e:Actor)<-[g:MEMBER_OF]-(t:Actor {id: $actor})
WHERE $us <> $actor AND r.valid_from <= $as_of AND r.valid_to > $as_of AND g.valid_from <= $as_of AND g.valid_to > $as_of
  AND t.valid_from <= $as_of AND t.valid_to > $as_of AND e.valid_from <= $as_of AND e.valid_to > $as_of
OPTIONAL MATCH (a)-[:TOOK_PART_IN]->(n:Interaction)<-[:TOOK_PART_IN]-(t)
WHERE n.date <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
RETURN
  1 AS steps,
  NULL AS through,
  NULL AS through_name,
  type(r) AS first_kind,
  NULL AS first_strength,
  e.id AS first_body,
  NULL AS second_kind,
  NULL AS second_strength,
  NULL AS second_body,
  max(n.date) AS last_contact,
  collect(DISTINCT s.id) AS sources,
  max(s.date) AS newest_source
UNION ALL
MATCH (a:Actor {id: $us})-[r:TIE|PART_OF]-(b:Actor)-[x:TIE|PART_OF]-(t:Actor {id: $actor})
WHERE $us <> $actor AND b.id <> $us AND b.id <> $actor
  AND r.valid_from <= $as_of AND r.valid_to > $as_of
  AND x.valid_from <= $as_of AND x.valid_to > $as_of
  AND b.valid_from <= $as_of AND b.valid_to > $as_of AND t.valid_from <= $as_of AND t.valid_to > $as_of
OPTIONAL MATCH (a)-[:TOOK_PART_IN]->(n:Interaction)<-[:TOOK_PART_IN]-(b)
WHERE n.date <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
OPTIONAL MATCH (c:Source {id: x.source})
RETURN
  2 AS steps,
  b.id AS through,
  b.name AS through_name,
  type(r) AS first_kind,
  r.strength AS first_strength,
  NULL AS first_body,
  type(x) AS second_kind,
  x.strength AS second_strength,
  NULL AS second_body,
  max(n.date) AS last_contact,
  collect(DISTINCT s.id) + collect(DISTINCT c.id) AS sources,
  max(coalesce(s.date, c.date)) AS newest_source
UNION ALL
MATCH (a:Actor {id: $us})-[r:TIE|PART_OF]-(b:Actor)-[x:MEMBER_OF]->(f:Actor)<-[y:MEMBER_OF]-(t:Actor {id: $actor})
WHERE $us <> $actor AND b.id <> $us AND b.id <> $actor
  AND r.valid_from <= $as_of AND r.valid_to > $as_of
  AND x.valid_from <= $as_of AND x.valid_to > $as_of AND y.valid_from <= $as_of AND y.valid_to > $as_of
  AND b.valid_from <= $as_of AND b.valid_to > $as_of AND t.valid_from <= $as_of AND t.valid_to > $as_of AND f.valid_from <= $as_of AND f.valid_to > $as_of
OPTIONAL MATCH (a)-[:TOOK_PART_IN]->(n:Interaction)<-[:TOOK_PART_IN]-(b)
WHERE n.date <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
OPTIONAL MATCH (c:Source {id: x.source})
RETURN
  2 AS steps,
  b.id AS through,
  b.name AS through_name,
  type(r) AS first_kind,
  r.strength AS first_strength,
  NULL AS first_body,
  type(x) AS second_kind,
  NULL AS second_strength,
  f.id AS second_body,
  max(n.date) AS last_contact,
  collect(DISTINCT s.id) + collect(DISTINCT c.id) AS sources,
  max(coalesce(s.date, c.date)) AS newest_source
UNION ALL
MATCH (a:Actor {id: $us})-[r:MEMBER_OF]->(e:Actor)<-[g:MEMBER_OF]-(b:Actor)-[x:TIE|PART_OF]-(t:Actor {id: $actor})
WHERE $us <> $actor AND b.id <> $us AND b.id <> $actor
  AND r.valid_from <= $as_of AND r.valid_to > $as_of AND g.valid_from <= $as_of AND g.valid_to > $as_of
  AND x.valid_from <= $as_of AND x.valid_to > $as_of
  AND b.valid_from <= $as_of AND b.valid_to > $as_of AND t.valid_from <= $as_of AND t.valid_to > $as_of AND e.valid_from <= $as_of AND e.valid_to > $as_of
OPTIONAL MATCH (a)-[:TOOK_PART_IN]->(n:Interaction)<-[:TOOK_PART_IN]-(b)
WHERE n.date <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
OPTIONAL MATCH (c:Source {id: x.source})
RETURN
  2 AS steps,
  b.id AS through,
  b.name AS through_name,
  type(r) AS first_kind,
  NULL AS first_strength,
  e.id AS first_body,
  type(x) AS second_kind,
  x.strength AS second_strength,
  NULL AS second_body,
  max(n.date) AS last_contact,
  collect(DISTINCT s.id) + collect(DISTINCT c.id) AS sources,
  max(coalesce(s.date, c.date)) AS newest_source
UNION ALL
MATCH (a:Actor {id: $us})-[r:MEMBER_OF]->(e:Actor)<-[g:MEMBER_OF]-(b:Actor)-[x:MEMBER_OF]->(f:Actor)<-[y:MEMBER_OF]-(t:Actor {id: $actor})
WHERE $us <> $actor AND e.id <> f.id AND b.id <> $us AND b.id <> $actor
  AND r.valid_from <= $as_of AND r.valid_to > $as_of AND g.valid_from <= $as_of AND g.valid_to > $as_of
  AND x.valid_from <= $as_of AND x.valid_to > $as_of AND y.valid_from <= $as_of AND y.valid_to > $as_of
  AND b.valid_from <= $as_of AND b.valid_to > $as_of AND t.valid_from <= $as_of AND t.valid_to > $as_of AND e.valid_from <= $as_of AND e.valid_to > $as_of AND f.valid_from <= $as_of AND f.valid_to > $as_of
OPTIONAL MATCH (a)-[:TOOK_PART_IN]->(n:Interaction)<-[:TOOK_PART_IN]-(b)
WHERE n.date <= $as_of
OPTIONAL MATCH (s:Source {id: r.source})
OPTIONAL MATCH (c:Source {id: x.source})
RETURN
  2 AS steps,
  b.id AS through,
  b.name AS through_name,
  type(r) AS first_kind,
  NULL AS first_strength,
  e.id AS first_body,
  type(x) AS second_kind,
  NULL AS second_strength,
  f.id AS second_body,
  max(n.date) AS last_contact,
  collect(DISTINCT s.id) + collect(DISTINCT c.id) AS sources,
  max(coalesce(s.date, c.date)) AS newest_source
