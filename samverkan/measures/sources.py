"""What an answer rests on: the sources of some things, and how new the newest is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samverkan.model import Map


def find_sources(content: Map, ids: Iterable[str | None]) -> dict[str, object]:
    """Return the columns `sources` and `newest_source` of a row about some things (None: nothing)."""
    found = {n.id: n for i in ids if i is not None for n in content.targets(i, "SOURCED_BY")}
    days = [day for n in found.values() if isinstance(day := n.properties.get("date"), date)]
    return {"sources": sorted(found), "newest_source": max(days, default=None)}
