"""What an answer rests on: the sources of some things and claims, and how new the newest is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samverkan.model import Map, Node, Relation


def find_sources(content: Map, ids: Iterable[str | None] = (), claims: Iterable[Relation] = ()) -> dict[str, object]:
    """Return the columns `sources` and `newest_source` of a row about some things (None: nothing) and relations."""
    found = {n.id: n for i in ids if i is not None for n in content.targets(i, "SOURCED_BY")}
    found |= {n.id: n for claim in claims if (n := _find_source(content, claim)) is not None}
    days = [day for n in found.values() if isinstance(day := n.properties.get("date"), date)]
    return {"sources": sorted(found), "newest_source": max(days, default=None)}


def _find_source(content: Map, claim: Relation) -> Node | None:
    return content.nodes.get(str(claim.properties.get("source", "")))
