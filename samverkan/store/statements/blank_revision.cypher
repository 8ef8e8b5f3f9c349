MATCH (r:SamverkanRevision {number: $number})
REMOVE r.why
WITH r
MATCH (c:SamverkanChange {revision: r.number})
DELETE c
