MATCH (m:SamverkanMap {key: 'map'}) RETURN properties(m) AS marker
