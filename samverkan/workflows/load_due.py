"""What a file that is loaded holds of what has been kept long enough: nothing of it comes back unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from samverkan.edits import Change, Edit
from samverkan.edits.applying import apply_changes
from samverkan.errors import SamverkanError
from samverkan.measures.due import find_due, find_orphans, leave_out
from samverkan.model import Map

WithDue = Literal["stop", "with", "without"]


def weigh_due(content: Map, held: Map | None, mode: WithDue) -> tuple[Map, int]:
    """Return what is to be loaded of a map, and how many things of it are due.

    They stop a load (1) unless it was said what is to be done with them; an example or an archive (`as_of`) may go
    into an empty store as it is.
    """
    due = [d for d in find_due(content, (), date.today()) if d.until < date.today()]
    if not due or mode == "with":
        return content, len(due)
    if mode == "without":
        return leave_out(content, {d.thing for d in due}), len(due)
    if content.as_of and held is None:
        return content, len(due)
    raise SamverkanError("records.load-due", count=len(due))


def weigh_changes(there: Map, changes: Sequence[Change], mode: WithDue) -> tuple[tuple[Change, ...], int]:
    """Return which changes of a map are to be made, and how many of the things they bring or change would be due."""
    new, _ = apply_changes(there, Edit(tuple(changes)))
    due = (_find_due(new) - _find_due(there)) & {change.thing for change in changes}
    if not due or mode == "with":
        return tuple(changes), len(due)
    if mode == "stop":
        raise SamverkanError("records.load-due", count=len(due))
    lost = due | (set(find_orphans(new, due)) - there.nodes.keys())
    return tuple(c for c in changes if c.thing not in lost and lost.isdisjoint(_find_ends(c))), len(due)


def _find_due(content: Map) -> set[str]:
    today = date.today()
    return {d.thing for d in find_due(content, (), today) if d.until < today}


def _find_ends(change: Change) -> tuple[str, ...]:
    return change.key[1:3] if isinstance(change.key, tuple) else ()


def note_due(edit: Edit, count: int, mode: WithDue) -> Edit:
    """Return an edit whose reason says that what is due was loaded all the same, or left out."""
    if not count or mode == "stop":
        return edit
    said = f"{mode} due: {count}"
    return replace(edit, why=f"{edit.why}; {said}" if edit.why else said)
