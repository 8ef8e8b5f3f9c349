// The marker is held while a part of the map is written, so that nobody else takes over in between.
MATCH (m:SamverkanMap {key: 'map'}) SET m.loading_at = timestamp() RETURN m.loading AS token
