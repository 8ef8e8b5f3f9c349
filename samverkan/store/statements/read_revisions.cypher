MATCH (r:SamverkanRevision)
RETURN r.number AS number, r.at AS at, r.by AS by, r.why AS why, r.command AS command, r.undoes AS undoes
ORDER BY number
