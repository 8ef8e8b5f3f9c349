// The relations of some things to the ends that they share with others, where one of the two has a mark.
MATCH (a:<label>)-[s:<types>]->(:<label>)<-[r:<types>]-(b:<label>)
WHERE a.id IN $ids AND (a[$mark] = true OR b[$mark] = true)
UNWIND [s, r] AS x
RETURN DISTINCT elementId(x) AS key, type(x) AS type, startNode(x).id AS start, endNode(x).id AS end, properties(x) AS properties
