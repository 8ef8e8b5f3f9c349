MATCH (n:Samverkan) WHERE any(label IN labels(n) WHERE label IN $labels)
WITH
  labels(n) AS labels,
  n {
    .*,
    valid_from: CASE n.valid_from WHEN date('0001-01-01') THEN null ELSE n.valid_from END,
    valid_to: CASE n.valid_to WHEN date('9999-12-31') THEN null ELSE n.valid_to END
  } AS properties
RETURN labels, collect(properties) AS things
