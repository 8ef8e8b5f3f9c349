// title.sv = "Vad landar hos oss fast någon annan äger det?"
// title.en = "What lands on us but is owned elsewhere?"
// name.sv = "landar-hos-oss"
// cannot_see.sv = """
// Att ingen äger frågan betyder att ingen står som huvudansvarig i kartan. Hur mycket arbete frågan tar syns inte. Oss
// räknas också de enheter och organisationer som vi ingår i."""
// cannot_see.en = """
// That nobody owns an issue means that nobody is registered as its owner. How much work an issue takes is not
// seen. Us includes the units and organisations that we are part of."""
// answer = "find_landed"
// nothing.sv = """Ingen fråga står som mottagen av oss: lägg till rollen mottagare (INVOLVED_IN, role: receiver) på frågan."""
// nothing.en = """No issue is registered as received by us: add the role receiver (INVOLVED_IN, role: receiver) to the issue."""
// order = ["owned", "issue_name", "owner_name"]
//
// [parameters]
// us = {type = "Actor", required = true, sv = "vi", en = "us"}
// area = {type = "Area", sv = "område", en = "area"}
//
// [columns]
// issue = {sv = "fråga", en = "issue", thing = true}
// issue_name = {sv = "namn", en = "name"}
// domain = {sv = "sakområde", en = "domain", enum = "domain"}
// owned.sv = "ägs"
// owned.en = "owned"
// owned.tokens.by_nobody = {sv = "av ingen", en = "by nobody"}
// owned.tokens.elsewhere = {sv = "av någon annan", en = "by somebody else"}
// lands_on = {sv = "landar hos", en = "lands on", thing = true}
// owner = {sv = "huvudansvar", en = "owner", thing = true, empty = "none"}
// owner_name = {sv = "ägarens namn", en = "owner's name"}
// areas = {sv = "områden", en = "areas", thing = true}
// since = {sv = "sedan", en = "since", empty = "undated"}
// sources = {sv = "källor", en = "sources", thing = true, empty = "unknown"}
// newest_source = {sv = "nyaste källa", en = "newest source", empty = "undated", place = "data"}
MATCH (:Actor {id: $us})-[:PART_OF*0..]->(o:Actor)
RETURN o.id AS id
UNION ALL
MATCH (i:Issue)
RETURN i.id AS id
UNION ALL
MATCH (n:Area)
RETURN n.id AS id
UNION ALL
MATCH (a:Actor)-[v:INVOLVED_IN {role: 'owner'}]->(:Issue)
RETURN a.id AS id
UNION ALL
MATCH (:Issue)-[:SOURCED_BY]->(s:Source)
RETURN s.id AS id
UNION ALL
MATCH (:Actor)-[v:INVOLVED_IN]->(:Issue)
MATCH (s:Source {id: v.source})
RETURN s.id AS id
