MATCH (m:SamverkanMap {key: 'map'}) SET m.loading = $token, m.loading_at = timestamp()
