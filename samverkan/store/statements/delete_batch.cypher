// A map of which something is gone is no longer what was read under its stamp, should no more of it be deleted.
OPTIONAL MATCH (m:SamverkanMap {key: 'map'}) SET m.stamp = randomUUID()
WITH count(m) AS markers
MATCH (n:Samverkan) WITH n LIMIT $number DETACH DELETE n RETURN count(n) AS deleted
