// title.sv = "Vad landar hos oss fast någon annan äger det?"
// title.en = "What lands on us but is owned elsewhere?"
// name.sv = "landar-hos-oss"
// cannot_see.sv = """
// En rad utan ägare betyder att ingen står som huvudansvarig. Hur mycket arbete frågan tar syns inte. Oss
// räknas också de enheter och organisationer som vi ingår i."""
// cannot_see.en = """
// A row without an owner means that nobody is registered as owner. How much work an issue takes is not
// seen. Us includes the units and organisations that we are part of."""
// order = ["issue_name", "owner_name"]
//
// [parameters]
// us = {type = "Actor", required = true, sv = "vi", en = "us"}
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// issue = {sv = "fråga", en = "issue"}
// issue_name = {sv = "namn", en = "name"}
// domain = {sv = "sakområde", en = "domain", enum = "domain"}
// lands_on = {sv = "landar hos", en = "lands on"}
// owner = {sv = "huvudansvar", en = "owner"}
// owner_name = {sv = "ägarens namn", en = "owner's name"}
// areas = {sv = "områden", en = "areas"}
// since = {sv = "sedan", en = "since"}
// sources = {sv = "källor", en = "sources"}
// newest_source = {sv = "nyaste källa", en = "newest source"}
MATCH (me:Actor {id: $us})-[:PART_OF*0..6]->(o:Actor)-[v:INVOLVED_IN {role: 'receiver'}]->(i:Issue)
WHERE o.valid_from <= $as_of AND o.valid_to > $as_of
  AND v.valid_from <= $as_of AND v.valid_to > $as_of
  AND ($area = ''
    OR EXISTS { MATCH (i)-[:IN_AREA]->(:Area)-[:PART_OF*0..6]->(:Area {id: $area}) }
    OR EXISTS { MATCH (i)-[:IN_AREA]->(:Area)<-[:PART_OF*0..6]-(:Area {id: $area}) })
  AND NOT EXISTS {
    MATCH (me)-[:PART_OF*0..6]->(e:Actor)-[w:INVOLVED_IN {role: 'owner'}]->(i)
    WHERE w.valid_from <= $as_of AND w.valid_to > $as_of
  }
OPTIONAL MATCH (p:Actor)-[x:INVOLVED_IN {role: 'owner'}]->(i)
WHERE x.valid_from <= $as_of AND x.valid_to > $as_of AND p.valid_from <= $as_of AND p.valid_to > $as_of
OPTIONAL MATCH (i)-[:IN_AREA]->(r:Area)
OPTIONAL MATCH (i)-[:SOURCED_BY]->(s:Source)
OPTIONAL MATCH (c:Source {id: v.source})
RETURN
  i.id AS issue,
  i.name AS issue_name,
  i.domain AS domain,
  collect(DISTINCT o.id) AS lands_on,
  p.id AS owner,
  p.name AS owner_name,
  collect(DISTINCT r.id) AS areas,
  min(v.valid_from) AS since,
  collect(DISTINCT s.id) + collect(DISTINCT c.id) AS sources,
  max(coalesce(s.date, c.date)) AS newest_source
