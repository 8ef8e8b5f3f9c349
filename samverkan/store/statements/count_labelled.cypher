MATCH (a:<label>) RETURN count(a) AS number
