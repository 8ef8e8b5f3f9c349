// Ids of what has a text in its name, or in what else is said of it; a note is nobody else's.
MATCH (n:Samverkan)
WHERE n.id = $text OR any(word IN $words WHERE
  toLower(n.name) CONTAINS word
  OR any(key IN $texts WHERE toLower(toStringOrNull(n[key])) CONTAINS word)
  OR any(key IN $lists WHERE any(item IN n[key] WHERE toLower(toStringOrNull(item)) CONTAINS word)))
RETURN n.id AS id LIMIT $most
