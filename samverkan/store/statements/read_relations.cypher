// Most relations of a large map share their properties with many others: those are sent once, with the server's own
// numbers of all their ends, which cost it least to find. A large map comes in parts, by the numbers of the starts.
MATCH (a:Samverkan)-[r]->(b:Samverkan) WHERE id(a) % $parts = $part
RETURN type(r) AS type, properties(r) AS properties, collect(id(a)) AS starts, collect(id(b)) AS ends
