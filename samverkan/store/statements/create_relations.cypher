// Ends by the server's own keys: to look each up by its id, among what this transaction has written, takes half as
// long again. Properties by their place in a list, as most relations of a large map share them with many others.
UNWIND $rows AS row
MATCH (a) WHERE elementId(a) = row.start
MATCH (b) WHERE elementId(b) = row.end
CREATE (a)-[r:$(row.type)]->(b)
SET r = $properties[row.properties]
