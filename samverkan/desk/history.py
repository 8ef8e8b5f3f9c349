"""What was changed, by whom and why; and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.screen import show, to_path
from samverkan.desk.session import Session
from samverkan.reports.changes import tell_changes
from samverkan.workflows.edits import read_history, undo_revision
from samverkan.workflows.told_changes import find_told
from samverkan.workflows.watch import is_there

_MOST_REVISIONS, _MOST_LINES = 100, 40


@dataclass(frozen=True, slots=True)
class Told:
    """A revision in words; `standing` tells whether it can be taken back."""

    number: int
    at: str
    by: str
    why: str
    what: str
    lines: tuple[tuple[str, str, tuple[str, ...]], ...]
    more: int
    standing: bool


def show_history(session: Session, request: Request, thing: str = "") -> Answer:
    """Show what was changed, the latest first: of one thing or of all."""
    name = session.content.nodes[thing].name if thing in session.content.nodes else thing
    revisions = tell_history(session, thing or None, _MOST_REVISIONS)
    back = to_path("history", thing) if thing else "/history"
    return show(session, request, "history.html.j2", revisions=revisions, thing=thing, name=name, back=back)


def tell_history(session: Session, thing: str | None, most: int) -> list[Told]:
    """Return the latest revisions in words, the latest first; read once, until the map changes."""
    found: list[Told] = session.remember(f"history {most} {thing}", lambda: _tell_history(session, thing, most))
    return found


def _tell_history(session: Session, thing: str | None, most: int) -> list[Told]:
    if not is_there(session.where):
        return []
    found = read_history(session.where, thing, None)
    may_be_told = find_told(found, for_export=False)
    told = []
    for revision in reversed(found.revisions[-most:]):
        edit = revision.edit
        lines = list(tell_changes(may_be_told[revision.number], found.content, found.content, session.texts))
        node = found.content.nodes.get(edit.by or "")
        counts = ", ".join(session.texts.count(f"edits.count-{k}", n) for k, n in revision.counts.items() if n)
        told.append(
            Told(
                revision.number,
                f"{revision.at.astimezone():%Y-%m-%d %H:%M}",
                node.name if node else edit.by or "",
                edit.why or "",
                counts if edit.undoes is None else session.texts("edits.undoes", number=edit.undoes),
                tuple((line.mark, line.text, line.ids) for line in lines[:_MOST_LINES]),
                max(0, len(lines) - _MOST_LINES),
                revision.number in found.standing and not revision.is_first,
            )
        )
    return told


def undo(session: Session, request: Request, number: str) -> Answer:
    """Take back a revision; what was changed since stands against what was there, in words."""
    with session.writing() as where:
        undo_revision(where, int(number), session.build_terms())
    return see_other(request.form.get("back") or "/history")
