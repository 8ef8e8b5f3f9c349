CREATE (r:SamverkanRevision) SET r = $revision
