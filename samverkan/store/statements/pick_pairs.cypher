// Where the relations of some things lead, whichever way they point, by the value that tells what a step takes.
MATCH (a:<label>)-[r:<types>]-(b:<label>) WHERE a.id IN $ids
RETURN a.id AS one, type(r) AS type, r[$by[type(r)]] AS value, collect(b.id) AS others
