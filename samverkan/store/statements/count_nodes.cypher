// What is in the database, and how much of it is samverkan's: both from the server's counters.
RETURN
  COUNT { (n) } AS everything,
  COUNT { (n:Samverkan) } + COUNT { (n:SamverkanMap) } + COUNT { (n:SamverkanRevision) } + COUNT { (n:SamverkanChange) } AS ours
