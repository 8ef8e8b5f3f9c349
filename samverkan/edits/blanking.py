"""Take values out of a log: what is purged from a map goes from its past too, and what is left counts it.

A blanked change keeps its action, its label and which fields it concerned; the thing and all values are gone, and the
reason that was given for the edit with them. It cannot be taken back, and folding back leaves it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from samverkan.edits.change import Change, Fields, Group, Revision


@dataclass(frozen=True, slots=True)
class Blank:
    """What is taken out of a log: every change that speaks of some things, and single changes.

    `changes` are named by the number of their revision and their thing as one line ("" for the header of the map).
    """

    things: frozenset[str] = frozenset()
    changes: frozenset[tuple[int, str]] = frozenset()

    def covers(self, number: int, change: Change) -> bool:
        """Tell whether a change of a revision is to be blanked; one that is already has nothing left."""
        if change.key is None:
            return False
        named = change.thing in self.things or (number, change.thing) in self.changes
        return named or self._has_end(change) or _mentions((change.before, change.after), self.things)

    def _has_end(self, change: Change) -> bool:
        return isinstance(change.key, tuple) and not self.things.isdisjoint(change.key[1:3])


def blank_revisions(revisions: Sequence[Revision], blank: Blank) -> dict[int, Revision]:
    """Return the revisions that lose something, by their numbers, as they are without it."""
    found: dict[int, Revision] = {}
    for revision in revisions:
        changes = [_blank(c) if blank.covers(revision.number, c) else c for c in revision.edit.changes]
        if any(new is not old for new, old in zip(changes, revision.edit.changes, strict=True)):
            edit = replace(revision.edit, changes=tuple(changes), why=None)
            found[revision.number] = replace(revision, edit=edit)
    return found


def count_purged(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return what a purge changes, as its log may hold it: how many of each kind, and nothing by which to know them."""
    counts = Counter((change.label, change.action) for change in changes)
    return tuple(Change(None, label, past=action, number=n) for (label, action), n in sorted(counts.items()))


def _blank(change: Change) -> Change:
    """Return a change without thing and values; of one that is an update the names of its fields are left."""
    sides = (change.before, change.after) if change.action == "updated" else (None, None)
    before, after = map(_without_values, sides)
    return Change(None, change.label, before, after, past=change.action, number=change.number)


def _without_values(side: Fields | Group | None) -> Fields | Group | None:
    if isinstance(side, tuple):
        return tuple(dict.fromkeys(fields) for fields in side)
    return None if side is None else dict.fromkeys(side)


def _mentions(value: Any, ids: frozenset[str]) -> bool:
    """Tell whether an id stands among values: as the source of a claim, or in the header."""
    if isinstance(value, Mapping):
        return any(_mentions(part, ids) for part in value.values())
    if isinstance(value, (tuple, list)):
        return any(_mentions(part, ids) for part in value)
    return isinstance(value, str) and value in ids
