// Whoever holds the marker writes; the others wait. Every write gives the map a new revision.
MERGE (m:SamverkanMap {key: 'map'})
SET m.revision = coalesce(m.revision, 0) + 1
RETURN properties(m) AS marker
