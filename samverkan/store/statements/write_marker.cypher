// Every write gives the map another stamp: what was read under the one that is there still holds.
MATCH (m:SamverkanMap {key: 'map'}) SET m = $marker, m.stamp = randomUUID()
