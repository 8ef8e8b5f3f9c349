// Whoever holds the marker decides who loads; `now` is the server's own clock, in milliseconds.
MERGE (m:SamverkanMap {key: 'map'})
SET m.revision = coalesce(m.revision, 0)
RETURN properties(m) AS marker, timestamp() AS now
