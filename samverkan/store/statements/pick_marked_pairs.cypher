// Who has a mark in what some things are part of, and who else is, those wholes left out that are known.
MATCH (a:<label>)-[:<types>]->(g:<label>) WHERE a.id IN $ids AND NOT g.id IN $known
WITH DISTINCT g
WITH g, [(g)<-[:<types>]-(h:<label>) WHERE h[$mark] = true | h.id] AS marked
RETURN g.id AS whole, marked, CASE marked WHEN [] THEN [] ELSE [(g)<-[:<types>]-(b:<label>) | b.id] END AS others
