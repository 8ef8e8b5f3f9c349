"""Turn revisions around, find those that stand, and go back to a map as it stood."""

from __future__ import annotations

from collections.abc import Sequence

from samverkan.edits.applying import apply_changes
from samverkan.edits.change import HEADER, Change, Edit, Key, Revision
from samverkan.errors import UsageError
from samverkan.model import Map


def invert(revision: Revision, command: str = "undo", by: str | None = None, why: str | None = None) -> Edit:
    """Return the edit that takes a revision back; one whose values are not (all) known is a UsageError."""
    if not revision.is_known:
        raise UsageError("edits.not-known", number=revision.number)
    return Edit(turn_around(revision.edit.changes), command, by, why, revision.number)


def turn_around(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return changes backwards."""
    return tuple(Change(c.key, c.label, before=c.after, after=c.before) for c in reversed(changes))


def fold_back(content: Map, revisions: Sequence[Revision], number: int) -> tuple[Map, int]:
    """Return the map as it stood after a revision, and how many changes are left out since their values are blanked.

    `revisions` are all there are, oldest first. Where nothing stood yet, the map is empty. Revisions of which no
    values were ever kept are a UsageError, unless they filled an empty store.
    """
    blanked = 0
    for revision in reversed(revisions):
        if revision.number <= number:
            break
        if revision.is_first:
            return Map({}, ()), blanked
        known = tuple(change for change in revision.edit.changes if change.is_known)
        lost = sum(change.number for change in revision.edit.changes if not change.is_known)
        if lost and any(c.key is not None and not c.is_known for c in revision.edit.changes):
            raise UsageError("edits.not-kept", number=revision.number)
        blanked += lost
        content = apply_changes(content, Edit(_find_possible(content, turn_around(known))))[0]
    return content, blanked


def _find_possible(content: Map, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Leave out changes to what is not there, since the values that made it have been blanked."""
    coming = {c.key for c in changes if c.before is None}
    return tuple(c for c in changes if c.before is None or c.key in coming or _is_there(content, c.key))


def _is_there(content: Map, key: Key | None) -> bool:
    if isinstance(key, tuple):
        return any(r.end == key[2] for r in content.out(key[1], key[0]))
    return key in (None, HEADER) or key in content.nodes


def find_standing(revisions: Sequence[Revision]) -> list[Revision]:
    """Return the revisions that change something and have not been taken back, oldest first."""
    undone: set[int] = set()
    standing = []
    for revision in reversed(revisions):
        if revision.number not in undone and revision.edit.changes:
            standing.append(revision)
            if revision.edit.undoes is not None:
                undone.add(revision.edit.undoes)
    return standing[::-1]


def find_last_standing(revisions: Sequence[Revision]) -> Revision | None:
    """Return the last edit that is no undo and still stands, and can be taken back at all."""
    able = [r for r in find_standing(revisions) if r.edit.undoes is None and (r.is_known or r.is_first)]
    return able[-1] if able else None
