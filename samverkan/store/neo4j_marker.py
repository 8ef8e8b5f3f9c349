"""The node in a Neo4j database that says whose it is, and what else lies there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from weakref import ref

from samverkan.errors import StoreError
from samverkan.store.neo4j_link import Work

if TYPE_CHECKING:
    from samverkan.model import Map


class Held:
    """The map that was read whole the last time, as long as somebody uses it, by the stamp that its marker had."""

    def __init__(self) -> None:
        """Begin with none."""
        self._latest: tuple[object, ref[Map]] | None = None

    def keep(self, marker: Mapping[str, Any], content: Map) -> None:
        """Keep a map that was read after its marker: a write in between has given that another stamp."""
        self._latest = marker.get("stamp"), ref(content)  # at once: another thread may look meanwhile

    def find(self, marker: Mapping[str, Any]) -> Map | None:
        """Return the map that lies under a marker, where nothing was written since it was read."""
        stamp, content = self._latest or (None, None)
        return content() if content and stamp is not None and marker.get("stamp") == stamp else None


def find_marker(work: Work) -> dict[str, Any]:
    """Return what the marker says; nothing where there is none."""
    rows = work.run("read_marker")
    return dict(rows[0]["marker"]) if rows else {}


def to_state(marker: Mapping[str, Any]) -> tuple[object, object]:
    """Return what is another after each write: by the revision alone a wipe, and a load after it, are not seen."""
    return marker.get("revision"), marker.get("stamp")


def lock_marker(work: Work) -> dict[str, Any]:
    """Wait a moment until nobody else writes, count the revision up, and return what the marker says."""
    return dict(work.run_alone("lock_marker")[0]["marker"])


def refuse_foreign(work: Work, address: str) -> None:
    """Refuse a database that holds what is not samverkan's."""
    found = find_foreign(work)
    if found:
        raise StoreError("neo4j.foreign", address=address, found=found)


def find_foreign(work: Work) -> str:
    """Say in one line what is in the database that is not samverkan's; nothing where nothing is."""
    counts = work.run("count_nodes")[0]
    number = counts["everything"] - counts["ours"]
    if number <= 0:
        return ""
    labels = [row["label"] or "–" for row in work.run("find_foreign")]
    return f"{number} ({', '.join(labels)})" if labels else ""  # counted while somebody else was writing
