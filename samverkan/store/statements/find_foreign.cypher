// Which labels the nodes have that are not samverkan's, from the first thousand of them.
MATCH (n) WHERE NOT n:Samverkan|SamverkanMap|SamverkanRevision|SamverkanChange
WITH n LIMIT 1000
WITH CASE labels(n) WHEN [] THEN '' ELSE labels(n)[0] END AS label, count(*) AS number
RETURN label, number ORDER BY number DESC, label LIMIT 5
