"""What of changes may be told: nothing that was kept long enough, is objected to or may single somebody out.

No own assessment where the answer leaves, and no value that a map itself would not tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from samverkan.domain.positions import OWN_ASSESSMENT
from samverkan.domain.requests import find_objected, find_objecting
from samverkan.edits import Change
from samverkan.measures.due import find_due
from samverkan.model import Map
from samverkan.privacy import find_counted, find_own_assessments, leave_out_small_values
from samverkan.workflows.edits import History, Preview

_COUNTING = ("Indicator", "Measurement")


def tell_history(found: History, *, for_export: bool) -> tuple[History, int]:
    """Return the history of a thing without what must not be told, and how many changes that leaves out."""
    if found.thing is None:
        return found, 0
    told = find_told(found, for_export=for_export)
    left = sum(len(r.edit.changes) - len(told[r.number]) for r in found.revisions)
    kept = (replace(r, edit=replace(r.edit, changes=told[r.number])) for r in found.revisions if told[r.number])
    return replace(found, revisions=tuple(kept)), left


def find_told(found: History, *, for_export: bool) -> dict[int, tuple[Change, ...]]:
    """Return for each revision, by its number, the changes that may be told."""
    changes = [change for revision in found.revisions for change in revision.edit.changes]
    if not changes:
        return {revision.number: () for revision in found.revisions}
    untold = _find_untold((found.content,), changes, for_export=for_export)
    today = date.today()
    due = {(d.revision, d.thing) for d in find_due(found.content, found.revisions, today) if d.until < today}
    return {
        r.number: _keep([c for c in r.edit.changes if (r.number, c.thing) not in due], untold, (found.content,))
        for r in found.revisions
    }


def tell_preview(preview: Preview, *, for_export: bool) -> tuple[Preview, int]:
    """Return what differs without what must not be told, and how many changes that leaves out."""
    maps = (preview.old, preview.new)
    untold = _find_untold(maps, preview.changes, for_export=for_export)
    told = _keep(preview.changes, untold, maps)
    return replace(preview, changes=told), len(preview.changes) - len(told)


def _find_untold(maps: Sequence[Map], changes: Sequence[Change], *, for_export: bool) -> set[str]:
    """Find the positions that are not told: what is objected to, what has expired, own assessments that would leave."""
    found = find_own(changes, *maps) if for_export else set()
    for content in maps:
        day = content.as_of or date.today()
        found |= {d.thing for d in find_due(content, (), day) if d.label == "Position" and d.until < day}
        found |= find_objected(content)
        objecting = find_objecting(content)  # what they have taken is told by the log alone, once it is gone
        found |= {
            c.key[2] for c in changes if isinstance(c.key, tuple) and c.key[0] == "TAKES" and c.key[1] in objecting
        }
    return found


def _keep(changes: Iterable[Change], untold: set[str], maps: Sequence[Map]) -> tuple[Change, ...]:
    """Return the changes of what may be told, without figures below ten that count people of a special group."""
    kept = [change for change in changes if not _is_of(change, untold)]
    if not any(change.label in _COUNTING for change in kept):
        return tuple(kept)
    counted = {i for content in maps for i in find_counted(content)}
    known = {i for content in maps for i in content.nodes}
    special = any(n.properties.get("special_category") is True for m in maps for n in m.labelled("AffectedGroup"))
    # Of what is gone nobody knows any more whom it counted.
    return tuple(
        shown
        for c in kept
        if (shown := _hide(c) if c.thing in counted or (special and c.thing not in known) else c) is not None
    )


def _hide(change: Change) -> Change | None:
    if change.label not in _COUNTING:
        return change
    before, after = (_without_small(side) for side in (change.before, change.after))
    if before == after:
        return None
    return replace(change, before=before, after=after)


def _without_small(side: Any) -> Any:
    return leave_out_small_values(side) if isinstance(side, Mapping) else side


def find_own(changes: Iterable[Change], *maps: Map) -> set[str]:
    """Find the own assessments of some maps, and those that changes speak of."""
    found = {i for content in maps for i in find_own_assessments(content)}
    for change in changes:
        sides: Sequence[object] = (change.before, change.after)
        if any(isinstance(side, dict) and side.get("basis") == OWN_ASSESSMENT for side in sides):
            found.add(change.thing)
    return found


def _is_of(change: Change, ids: set[str]) -> bool:
    ends = set(change.key[1:3]) if isinstance(change.key, tuple) else {change.thing}
    return bool(ids & ends)
