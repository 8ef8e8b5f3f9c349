// Ends of validity that are always open are left out here: a town has thousands of them. Relations name their ends by
// the server's own numbers.
MATCH (n:Samverkan)
WITH
  labels(n) AS labels,
  n {
    .*,
    valid_from: CASE n.valid_from WHEN date('0001-01-01') THEN null ELSE n.valid_from END,
    valid_to: CASE n.valid_to WHEN date('9999-12-31') THEN null ELSE n.valid_to END
  } AS properties,
  id(n) AS number
RETURN labels, collect(properties) AS things, collect(number) AS numbers
