"""Purge what is due, and prove that it is gone: from the map, its log, and the bytes of the file that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from samverkan.edits import Edit, Revision, find_changes
from samverkan.errors import UsageError
from samverkan.measures.due import SOON_DAYS, Due, find_blank, find_due, leave_out
from samverkan.model import Map
from samverkan.store.registry import find_kind
from samverkan.workflows.edits import Terms, find_author, preview_edit
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.reasons import refuse_private
from samverkan.workflows.traces import Trace, collect_texts, find_journal, search_beside, search_file


@dataclass(frozen=True)
class Listed:
    """What is due on a day, and what will be within a month."""

    due: tuple[Due, ...]
    soon: tuple[Due, ...]
    day: date
    content: Map


@dataclass(frozen=True)
class Purged:
    """What was purged, on what decision, and what still holds it; nothing where `revision` is None."""

    picked: tuple[Due, ...]
    day: date
    content: Map
    decision: str = ""
    reason: str = "retention"
    missing: tuple[str, ...] = ()
    revision: Revision | None = None
    address: str = ""
    searched: int = 0
    found: tuple[Trace, ...] = ()
    journal: str = ""
    beside: tuple[Trace, ...] = ()
    is_server: bool = False
    in_git: bool = False
    by: str = ""


def list_due(where: Where, on: date | None) -> Listed:
    """Find what is due, by the calendar on the wall or on a day that is asked for."""
    day = on or date.today()
    with open_store(where) as store:
        content = store.read_map()
        found = find_due(content, store.read_revisions(), day, SOON_DAYS + 1)
    due = tuple(d for d in found if d.until < day or d.rule == "source")
    return Listed(due, tuple(d for d in found if d not in due), day, content)


@dataclass(frozen=True)
class Along:
    """What is written in the same transaction as a purge: a change of the map, and what of the log goes with it."""

    command: str
    change: Callable[[Map], Map]
    find_lines: Callable[[Sequence[Revision]], frozenset[tuple[int, str]]]


def purge(
    where: Where, ids: Sequence[str], reason: str, decision: str | None, terms: Terms, along: Along | None = None
) -> Purged:
    """Purge what is due, or the things that are named, in one transaction; without a decision it is only listed."""
    refuse_private(decision)
    today = date.today()
    with open_store(where) as store:
        content, revisions = store.read_map(), store.read_revisions()
        due = [d for d in find_due(content, revisions, today) if d.until < today or d.rule == "source"]
        picked = _pick(content, due, ids, reason)
        said = decision or str((content.register or {}).get("disposal_decision", ""))
        by = find_author(content, terms.by) or ""
        plan = Purged(tuple(picked), today, content, said, reason, _find_missing(content, decision), by=by)
        if plan.missing or not picked:
            return plan
        left = leave_out(content, {d.thing for d in picked if d.revision is None})
        blank = find_blank(content, left, picked)
        if along:
            left = along.change(left)
            blank = replace(blank, changes=blank.changes | along.find_lines(revisions))
        command = along.command if along else "records purge"
        edit = Edit(find_changes(content, left), command, by or None, _say(said, reason, picked))
        preview = preview_edit(content, edit)
        if terms.dry_run:
            return plan
        if not terms.agrees("purge", preview, count=len(picked), address=store.address, title=content.title):
            raise UsageError("not-agreed")
        made = store.purge(edit, blank)
        sought = collect_texts(content, revisions, store.read_map(), store.read_revisions(), set(blank.things))
        return _prove(replace(plan, revision=made, address=store.address), where.folder, sought)


def _prove(done: Purged, folder: Path, sought: tuple[str, ...]) -> Purged:
    """Read the bytes of the store's own files, and of those beside it."""
    path = Path(done.address) if find_kind(done.address).is_file else None
    at = folder.absolute()
    return replace(
        done,
        searched=len(sought),
        found=tuple(search_file(path, sought)) if path else (),
        journal=find_journal(path) if path else "",
        beside=tuple(search_beside(path, folder, sought)),
        is_server=path is None,
        in_git=any((place / ".git").exists() for place in (at, *at.parents)),
    )


def _find_missing(content: Map, decision: str | None) -> tuple[str, ...]:
    if not content.register:
        return ("register",)
    return () if decision or content.register.get("disposal_decision") else ("register.disposal_decision",)


def _pick(content: Map, due: Sequence[Due], ids: Sequence[str], reason: str) -> list[Due]:
    """Pick what is due, of that only what is named; for another reason than retention, whatever is named."""
    if not ids:
        if reason != "retention":
            raise UsageError("records.name-what", reason=reason)
        return list(due)
    known = {d.thing for d in due}
    if reason == "retention":
        unknown = [i for i in ids if i not in known]
        if unknown:
            raise UsageError("records.not-due", id=unknown[0])
        return [d for d in due if d.thing in ids]
    return [d for i in ids for d in _pick_any(content, due, i, reason)]


def _pick_any(content: Map, due: Sequence[Due], thing: str, reason: str) -> Iterator[Due]:
    node = content.nodes.get(thing)
    if node is not None and node.label in ("Position", "Interaction", "Person", "Commitment"):
        yield Due(thing, node.label, date.today(), reason)
    elif node is None and any(d.thing == thing for d in due):
        yield from (d for d in due if d.thing == thing)
    else:
        raise UsageError("records.cannot-purge", id=thing)


def _say(decision: str, reason: str, picked: Sequence[Due]) -> str:
    """Return the line of the log: decision, reason, and how many of each kind; no ids."""
    counts: dict[str, int] = {}
    for due in picked:
        counts[due.label] = counts.get(due.label, 0) + 1
    return "; ".join([decision, reason, *(f"{label}: {n}" for label, n in sorted(counts.items()))])
