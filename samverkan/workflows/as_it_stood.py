"""The map as it stood: after a revision, or at the end of a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from samverkan.domain.requests import is_open
from samverkan.edits import Revision, fold_back
from samverkan.errors import UsageError
from samverkan.model import Map

if TYPE_CHECKING:
    from samverkan.store.protocol import Store


def read_as_it_stood(store: Store, when: int | date) -> tuple[Map, int]:
    """Return the map after a revision, or at the end of a day, and how many blanked changes are left out.

    Where nothing stood yet it is a UsageError.
    """
    revisions = store.read_revisions()
    number = find_revision(revisions, when)
    now = store.read_map() if any(store.read_info().nodes.values()) else Map({}, ())
    content, blanked = fold_back(now, revisions, number)
    if not content.nodes and not content.title:
        raise UsageError("edits.nothing-stood", when=when)
    return replace(content, requests=tuple(_carry_objections(content, now))), blanked


def _carry_objections(content: Map, now: Map) -> Iterator[Mapping[str, Any]]:
    """Yield the requests of a map as it stood, and objections that are open now: it must not be used then, either."""
    open_now = {r["number"]: r for r in now.requests if r.get("kind") == "object" and is_open(r)}
    open_now = {number: r for number, r in open_now.items() if r.get("actor") in content.nodes}
    yield from (open_now.pop(r["number"], r) for r in content.requests)
    yield from open_now.values()


def find_revision(revisions: Sequence[Revision], when: int | date) -> int:
    """Return the number of a revision that there is, or of the last one by the end of a day (0: before the first)."""
    if isinstance(when, date):
        return max((r.number for r in revisions if r.day <= when), default=0)
    if when and all(r.number != when for r in revisions):
        raise UsageError("edits.unknown-revision", number=when)
    return when
