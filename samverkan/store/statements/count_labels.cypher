MATCH (n:Samverkan) UNWIND labels(n) AS label
WITH label WHERE label <> 'Samverkan'
RETURN label AS name, count(*) AS number
