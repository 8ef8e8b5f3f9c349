// Names, when they were in use, and since when they are known: enough to tell what somebody means.
MATCH (n:Samverkan) WHERE any(label IN labels(n) WHERE label IN $labels)
WITH
  labels(n) AS labels,
  n {
    .id,
    .name,
    .date,
    .stated_on,
    .observed,
    .observed_on,
    .expected,
    valid_from: CASE n.valid_from WHEN date('0001-01-01') THEN null ELSE n.valid_from END,
    valid_to: CASE n.valid_to WHEN date('9999-12-31') THEN null ELSE n.valid_to END
  } AS properties
RETURN labels, collect(properties) AS things
