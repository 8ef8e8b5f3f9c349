"""What is taken to be so of a map of which only a part is at hand."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from samverkan.edits import Change, Edit, apply_edit
from samverkan.edits.change import HEADER
from samverkan.model import Map, relation_key


@dataclass(frozen=True, slots=True)
class Supposed:
    """Changes that are taken to have been made.

    `known` are those whom we would then be in contact with, `deciding` those who might then decide something: what
    lies around them belongs to what is read, as with us and those who decide today.
    """

    changes: tuple[Change, ...] = ()
    known: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()

    @property
    def touched(self) -> tuple[str, ...]:
        """Whom the changes speak of, but for what is new."""
        ends = {end for c in self.changes if isinstance(c.key, tuple) for end in c.key[1:3]}
        return tuple(sorted({*ends, *self.known, *self.deciding} - self._new))

    @property
    def _new(self) -> set[str]:
        return {c.key for c in self.changes if isinstance(c.key, str) and c.before is None}

    def apply(self, part: Map) -> Map:
        """Return a part of the map as it would be; what changes of things that it lacks is left out."""
        if not self.changes:
            return part
        there = part.nodes.keys() | self._new
        return apply_edit(part, Edit(tuple(c for c in self.changes if _fits(c, part, there))))


NOTHING = Supposed()


def _fits(change: Change, part: Map, there: Set[object]) -> bool:
    if isinstance(change.key, tuple):
        kind, start, end, _ = change.key
        known = not change.before or any(relation_key(r) == change.key for r in part.out(start, kind))
        return known and {start, end} <= there
    return change.key != HEADER and (change.before is None or change.key in part.nodes)
