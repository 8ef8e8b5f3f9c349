MATCH (n:SamverkanChange|SamverkanRevision) WITH n LIMIT $number DETACH DELETE n RETURN count(n) AS deleted
