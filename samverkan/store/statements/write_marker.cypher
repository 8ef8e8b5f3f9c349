MATCH (m:SamverkanMap {key: 'map'}) SET m = $marker
