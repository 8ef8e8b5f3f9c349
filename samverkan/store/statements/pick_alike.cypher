// The things of a label that have the same value of a property as one of some things.
MATCH (m:Samverkan) WHERE m.id IN $ids AND m[$property] IS NOT NULL
WITH collect(DISTINCT m[$property]) AS values
MATCH (m:<label>) WHERE m[$property] IN values
RETURN m.id AS id
