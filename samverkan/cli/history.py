"""`history`, `undo` and `diff`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from samverkan.cli.document import Block, Grid, Heading, Paragraph
from samverkan.cli.grammar import argument, option
from samverkan.cli.kinds import Day, Number
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.writing import build_terms, show_preview, show_written, to_paragraph, writing
from samverkan.reports.changes import COLUMNS, tell_changes, to_rows
from samverkan.reports.revision_words import tell_revision

if TYPE_CHECKING:
    from samverkan.edits import Revision
    from samverkan.workflows.edits import History

_HEADS = ("revision", "at", "by", "command", "why", "undoes", "added", "updated", "removed")


@command("history")
@argument("id", required=False)
@option("--since", type=Day())
def history(session: Session, id: str | None, since: date | None) -> int:
    """Tell what has been changed, when and by whom."""
    from samverkan.workflows.edits import read_history
    from samverkan.workflows.told_changes import tell_history

    found, left = tell_history(read_history(session.where, id, since), for_export=session.leaves_house)
    if found.thing is None:
        heads = [_to_head(revision) for revision in found.revisions]
        flat = [{**{k: v for k, v in head.items() if k != "counts"}, **head["counts"]} for head in heads]
        return session.show(
            Shown(data=lambda: heads, blocks=lambda: _tell_all(session, found, flat), table=lambda: (_HEADS, flat))
        )
    rows = [row for revision in found.revisions for row in to_rows(revision.edit.changes, revision)]
    return session.show(
        Shown(
            data=lambda: rows,
            blocks=lambda: _tell_one(session, found),
            table=lambda: (COLUMNS, rows),
            notes=[session.texts.count("records.changes-left-out", left)] if left else [],
        )
    )


def _to_head(revision: Revision) -> dict[str, Any]:
    edit = revision.edit
    head = {"revision": revision.number, "at": revision.at.astimezone().isoformat(), "by": edit.by}
    return {**head, "command": edit.command, "why": edit.why, "undoes": edit.undoes, "counts": revision.counts}


def _say_by(revision: Revision, found: History) -> str:
    by = revision.edit.by
    node = found.content.nodes.get(by) if by else None
    return node.name if node else by or ""


def _tell_all(session: Session, found: History, rows: list[dict[str, Any]]) -> Iterator[Block]:
    texts = session.texts
    if not rows:
        yield Paragraph(texts("edits.no-history"))
        return
    heads = tuple(texts(f"edits.head-{name}") for name in ("revision", "at", "by", "command", "counts", "why"))
    yield Grid(heads, [_to_cells(session, revision, found) for revision in found.revisions], right=frozenset({0}))


def _to_cells(session: Session, revision: Revision, found: History) -> list[str]:
    texts, edit = session.texts, revision.edit
    did = tell_revision(edit.changes, found.content, texts)
    command = edit.command if edit.undoes is None else texts("edits.undoes", number=edit.undoes)
    at = f"{revision.at.astimezone():%Y-%m-%d %H:%M}"
    return [str(revision.number), at, _say_by(revision, found), command, did, edit.why or ""]


def _tell_one(session: Session, found: History) -> Iterator[Block]:
    if not found.revisions:
        yield Paragraph(session.texts("edits.no-history"))
    for revision in found.revisions:
        head = [f"{revision.number}", f"{revision.at.astimezone():%Y-%m-%d %H:%M}", _say_by(revision, found)]
        yield Heading("  ".join(part for part in (*head, revision.edit.why or "") if part))
        lines = tell_changes(revision.edit.changes, found.content, found.content, session.texts)
        yield from map(to_paragraph, lines)


@command("undo", consent=True)
@argument("revision", type=Number(whole=True), required=False)
@writing
def undo(session: Session, revision: int | None, by: str | None, why: str | None, dry_run: bool) -> int:
    """Take back a revision, as a new one."""
    from samverkan.workflows.edits import undo_revision

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    done = undo_revision(session.where, revision, terms)
    undone = done.revision.edit.undoes if done.revision else None
    return show_written(session, done, lambda made: session.texts("edits.undone", number=undone, revision=made.number))


@command("diff", revision=True)
@argument("one")
@argument("other", required=False)
def diff(session: Session, one: str, other: str | None) -> int:
    """Tell what differs between two maps."""
    from samverkan.workflows.diff import compare_maps
    from samverkan.workflows.told_changes import tell_preview

    found, left = tell_preview(compare_maps(session.where, one, other), for_export=session.leaves_house)
    if left:
        session.note(session.texts.count("records.changes-left-out", left))
    return show_preview(session, found, heading="edits.differs")
