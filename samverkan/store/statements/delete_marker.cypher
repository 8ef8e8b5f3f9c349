MATCH (m:SamverkanMap) DETACH DELETE m
