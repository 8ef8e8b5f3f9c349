"""What was changed, by whom and why; and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.part import name_thing
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.edits import Revision
from samverkan.workflows.edits import History, read_history, undo_revision
from samverkan.workflows.watch import is_there

_MOST_REVISIONS, _MOST_LINES = 100, 40


@dataclass(frozen=True, slots=True)
class Told:
    """A revision in words; `standing` tells whether it can be taken back, `latest` whether it is the next one to be."""

    number: int
    at: str
    by: str
    why: str
    what: str
    lines: tuple[tuple[str, str, tuple[str, ...]], ...]
    more: int
    standing: bool
    latest: bool


def show_history(session: Session, request: Request, thing: str = "", *, day: str = "", wrong: str = "") -> Answer:
    """Show what was changed, the latest first: of one thing or of all; `wrong` says why a day cannot be shown."""
    name = name_thing(session, thing)
    revisions = tell_history(session, thing or None, _MOST_REVISIONS)
    back = to_path("history", thing) if thing else "/history"
    log = read_log(session)
    found = bool(log) and not log[0].is_first and not thing  # it was there before anything of it was logged
    given = {
        "revisions": revisions,
        "found": found,
        "thing": thing,
        "name": name,
        "back": back,
        "day": day,
        "wrong": wrong,
    }
    return show(session, request, "history.html.j2", 422 if wrong else 200, **given)


def read_log(session: Session, thing: str | None = None) -> Sequence[Revision]:
    """Return the revisions of the store, oldest first; of a map as it stood, those until then."""
    return _read(session, thing).revisions if is_there(session.where) else ()


def _read(session: Session, thing: str | None) -> History:
    known = None if session.is_large or session.where.revision is not None else session.content
    found = read_history(replace(session.where, revision=None), thing, None, known=known)
    when = session.where.revision
    if when is None:
        return found
    until = [r for r in found.revisions if (r.day <= when if isinstance(when, date) else r.number <= when)]
    return replace(found, revisions=tuple(until))


def tell_history(session: Session, thing: str | None, most: int) -> list[Told]:
    """Return the latest revisions in words, the latest first; read once, until the map changes."""
    found: list[Told] = session.remember(f"history {most} {thing}", lambda: _tell_history(session, thing, most))
    return found


def _tell_history(session: Session, thing: str | None, most: int) -> list[Told]:
    if not is_there(session.where):
        return []
    found = _read(session, thing)
    if not found.revisions:
        return []
    from samverkan.reports.changes import tell_changes
    from samverkan.reports.revision_words import tell_revision
    from samverkan.workflows.told_changes import find_told

    may_be_told = find_told(found, for_export=False)
    content = found.content if session.where.revision is None else session.content
    undone = [r.number for r in found.revisions if r.number in found.standing and r.edit.undoes is None]
    told = []
    for revision in reversed(found.revisions[-most:]):
        edit = revision.edit
        changes = may_be_told[revision.number]
        counted = revision.is_first and not any(change.is_known for change in changes)  # the head tells as much
        lines = [] if counted else list(tell_changes(changes, content, content, session.texts, with_ids=False))
        node = content.nodes.get(edit.by or "")
        did = tell_revision(edit.changes, content, session.texts)
        told.append(
            Told(
                revision.number,
                f"{revision.at.astimezone():%Y-%m-%d %H:%M}",
                node.name if node else edit.by or "",
                edit.why or "",
                did if edit.undoes is None else session.texts("edits.undoes", number=edit.undoes),
                tuple((line.mark, line.text, line.ids) for line in lines[:_MOST_LINES]),
                max(0, len(lines) - _MOST_LINES),
                revision.number in found.standing and not revision.is_first,
                revision.number == max(undone, default=0),
            )
        )
    return told


def undo(session: Session, request: Request, number: str) -> Answer:
    """Take back a revision; what was changed since stands against what was there, in words."""
    with session.writing() as where:
        undo_revision(where, int(number), session.build_terms())
    return see_other(request.form.get("back") or "/history")
