// Most relations of a large map share their properties with many others: those are sent once, with all their ends.
// Ends of validity that are always open are left out.
MATCH (a:<label>)-[r:<types>]->(b:<label>)
WITH
  type(r) AS type,
  r {
    .*,
    valid_from: CASE r.valid_from WHEN date('0001-01-01') THEN null ELSE r.valid_from END,
    valid_to: CASE r.valid_to WHEN date('9999-12-31') THEN null ELSE r.valid_to END
  } AS properties,
  a.id AS start,
  b.id AS end
RETURN type, properties, collect(start) AS starts, collect(end) AS ends
