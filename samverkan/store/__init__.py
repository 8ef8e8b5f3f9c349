"""Where a map lies: one embedded file, or a shared Neo4j database; the same questions on both."""
