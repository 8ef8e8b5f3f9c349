"""The map as it stood: after a revision, or at the end of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

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
    return content, blanked


def find_revision(revisions: Sequence[Revision], when: int | date) -> int:
    """Return the number of a revision that there is, or of the last one by the end of a day (0: none yet)."""
    if isinstance(when, date):
        return max((r.number for r in revisions if r.day <= when), default=0)
    if all(r.number != when for r in revisions):
        raise UsageError("edits.unknown-revision", number=when)
    return when
