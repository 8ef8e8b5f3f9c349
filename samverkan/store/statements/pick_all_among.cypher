// Ends of validity that are always open are left out here: nearly all of them are, and they cost as much as the rest.
MATCH (a:<label>)-[r:<types>]->(b:<label>)
RETURN
  elementId(r) AS key,
  type(r) AS type,
  a.id AS start,
  b.id AS end,
  r {
    .*,
    valid_from: CASE r.valid_from WHEN date('0001-01-01') THEN null ELSE r.valid_from END,
    valid_to: CASE r.valid_to WHEN date('9999-12-31') THEN null ELSE r.valid_to END
  } AS properties
