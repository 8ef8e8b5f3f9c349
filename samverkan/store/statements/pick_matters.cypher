// The matters with the same legal basis as some matters: where to look when nobody is known to decide.
MATCH (m:Matter) WHERE m.id IN $ids AND m.legal_basis IS NOT NULL
WITH collect(DISTINCT m.legal_basis) AS bases
MATCH (m:Matter) WHERE m.legal_basis IN bases
RETURN m.id AS id
