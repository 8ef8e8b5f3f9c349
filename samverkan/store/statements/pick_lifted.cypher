// Relations between things that have a mark, where the end of the one's leads on to the end of the other's.
MATCH (a:<label>)-[s:<types>]->(:<label>)-[u:<types>]->(:<label>)<-[r:<types>]-(b:<label>)
WHERE a.id IN $ids AND a[$mark] = true AND b[$mark] = true
UNWIND [s, u, r] AS x
RETURN DISTINCT elementId(x) AS key, type(x) AS type, startNode(x).id AS start, endNode(x).id AS end, properties(x) AS properties
UNION
MATCH (a:<label>)-[s:<types>]->(:<label>)<-[u:<types>]-(:<label>)<-[r:<types>]-(b:<label>)
WHERE a.id IN $ids AND a[$mark] = true AND b[$mark] = true
UNWIND [s, u, r] AS x
RETURN DISTINCT elementId(x) AS key, type(x) AS type, startNode(x).id AS start, endNode(x).id AS end, properties(x) AS properties
