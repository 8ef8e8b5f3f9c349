"""The node in a Neo4j database that says whose it is, and what else lies there."""

from __future__ import annotations

from typing import Any

from samverkan.errors import StoreError
from samverkan.store.neo4j_link import Work


def find_marker(work: Work) -> dict[str, Any]:
    """Return what the marker says; nothing where there is none."""
    rows = work.run("read_marker")
    return dict(rows[0]["marker"]) if rows else {}


def lock_marker(work: Work) -> dict[str, Any]:
    """Wait until nobody else writes, count the revision up, and return what the marker says."""
    return dict(work.run("lock_marker")[0]["marker"])


def refuse_foreign(work: Work, address: str) -> None:
    """Refuse a database that holds what is not samverkan's."""
    found = find_foreign(work)
    if found:
        raise StoreError("neo4j.foreign", address=address, found=found)


def find_foreign(work: Work) -> str:
    """Say in one line what is in the database that is not samverkan's; nothing where nothing is."""
    counts = work.run("count_nodes")[0]
    number = counts["everything"] - counts["ours"]
    if not number:
        return ""
    labels = [row["label"] or "–" for row in work.run("find_foreign")]
    return f"{number} ({', '.join(labels)})"
