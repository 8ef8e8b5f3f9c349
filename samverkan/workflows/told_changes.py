"""What of changes may be told: no own assessment where the answer leaves, nothing that was kept long enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from samverkan.domain.positions import OWN_ASSESSMENT
from samverkan.edits import Change
from samverkan.measures.due import find_due
from samverkan.model import Map
from samverkan.privacy import find_own_assessments
from samverkan.workflows.edits import History, Preview


def tell_history(found: History, *, for_export: bool) -> tuple[History, int]:
    """Return a history without what must not be told, and how many changes that leaves out."""
    revisions = found.revisions
    due = {
        (d.revision, d.thing)
        for d in find_due(found.content, revisions, date.today())
        if d.until < date.today() and d.revision is not None
    }
    changes = [change for revision in revisions for change in revision.edit.changes]
    own = find_own(changes, found.content) if for_export else set()
    kept, left = [], 0
    for revision in revisions:
        told = tuple(c for c in revision.edit.changes if not _is_of(c, own) and (revision.number, c.thing) not in due)
        left += len(revision.edit.changes) - len(told)
        if told or found.thing is None:
            kept.append(replace(revision, edit=replace(revision.edit, changes=told)))
    return (found, 0) if found.thing is None else (replace(found, revisions=tuple(kept)), left)


def tell_preview(preview: Preview, *, for_export: bool) -> tuple[Preview, int]:
    """Return what differs without own assessments where the answer leaves, and how many changes that leaves out."""
    if not for_export:
        return preview, 0
    own = find_own(preview.changes, preview.old, preview.new)
    told = tuple(c for c in preview.changes if not _is_of(c, own))
    return replace(preview, changes=told), len(preview.changes) - len(told)


def find_own(changes: Iterable[Change], *maps: Map) -> set[str]:
    """Find the own assessments of some maps, and those that changes speak of."""
    found = {i for content in maps for i in find_own_assessments(content)}
    for change in changes:
        sides: Sequence[object] = (change.before, change.after)
        if any(isinstance(side, dict) and side.get("basis") == OWN_ASSESSMENT for side in sides):
            found.add(change.thing)
    return found


def _is_of(change: Change, own: set[str]) -> bool:
    ends = set(change.key[1:3]) if isinstance(change.key, tuple) else {change.thing}
    return bool(own & ends)
