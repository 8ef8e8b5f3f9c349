// Who has a mark, as some things have, and stands a step above or below them.
MATCH (a:<label>)-[:<types>]->(:<label>)-[:<types>]->(:<label>)<-[:<types>]-(b:<label>)
WHERE a.id IN $ids AND a[$mark] = true AND b[$mark] = true
RETURN a.id AS one, collect(DISTINCT b.id) AS others
UNION ALL
MATCH (a:<label>)-[:<types>]->(:<label>)<-[:<types>]-(:<label>)<-[:<types>]-(b:<label>)
WHERE a.id IN $ids AND a[$mark] = true AND b[$mark] = true
RETURN a.id AS one, collect(DISTINCT b.id) AS others
