"""What commands that write have in common: by whom and why, a preview, and the question whether it is meant."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from samverkan.cli import screen
from samverkan.cli.document import Block, Heading, Paragraph, to_text
from samverkan.cli.grammar import option
from samverkan.cli.session import Session, Shown
from samverkan.reports.changes import COLUMNS, count_sections, tell_replaced, tell_written, to_rows
from samverkan.reports.report import Line
from samverkan.workflows.edits import Preview, Terms, Written
from samverkan.workflows.find_node import describe

if TYPE_CHECKING:
    from samverkan.edits import Revision

SHOWN_CHANGES = 40


def writing(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of everything that writes; it gets them as `terms`, to be called with the session."""
    for name, settings in (("--dry-run", {"is_flag": True}), ("--why", {}), ("--by", {"envvar": "SAMVERKAN_BY"})):
        function = option(name, **settings)(function)
    return function


def build_terms(session: Session, progress: str = "load", *, by: str | None, why: str | None, dry_run: bool) -> Terms:
    """Return how an edit is made; who is asked for consent sees a preview first."""

    def agrees(key: str, preview: Preview | None, **values: Any) -> bool:
        if preview is not None and not session.yes:
            width = screen.find_width(sys.stderr)
            told = to_text(tell_preview(session, preview, SHOWN_CHANGES), width=width)
            screen.write(told, sys.stderr)
        return session.agrees(key, **values)

    return Terms(by, why, dry_run, agrees, session.progress(progress))


def tell_preview(
    session: Session, preview: Preview, most: int | None = None, heading: str = "edits.preview"
) -> Iterator[Block]:
    """Tell what would change: counts a section, then each change in words, at most so many, then new warnings."""
    texts = session.texts
    if not preview.changes:
        yield Paragraph(texts("edits.no-difference" if heading == "edits.differs" else "edits.no-change"))
        return
    yield Heading(texts(heading))
    yield from map(to_paragraph, count_sections(preview.changes, texts))
    lines = list(tell_written(preview.changes, preview.old, preview.new, texts, short=("added",)))
    yield from map(to_paragraph, lines[:most])
    if most is not None and len(lines) > most:
        yield Paragraph(texts("edits.more-changes", n=len(lines) - most))
    yield from tell_warnings(session, preview)


def tell_warnings(session: Session, preview: Preview) -> Iterator[Block]:
    """Tell the warnings that a map gets, each once; the ids of what is changed stand with the changes."""
    from samverkan.cli.boundary import tell_placed

    changed = {change.key for change in preview.changes}
    told: dict[str, None] = {}
    for problem in (p for p in preview.warnings if p.severity == "warning"):
        said = tell_placed(problem, session.texts, preview.new)
        told[said.replace(f" ({problem.item})", "", 1) if problem.item in changed else said] = None
    yield from (Paragraph(said, hang=2) for said in told)


def to_paragraph(line: Line) -> Paragraph:
    """Return a line of a report as a paragraph."""
    return Paragraph(f"{line.mark} {line.text}".strip(), hang=2)


def show_preview(session: Session, preview: Preview, heading: str = "edits.preview") -> int:
    """Show what an edit would change, or how two maps differ."""
    on_screen = session.output is None and screen.is_terminal(sys.stdout)
    most = SHOWN_CHANGES if on_screen else None
    rows = list(to_rows(preview.changes, None, preview.where))
    return session.show(
        Shown(
            data=lambda: rows,
            blocks=lambda: tell_preview(session, preview, most, heading),
            table=lambda: (COLUMNS, rows),
        )
    )


def show_written(session: Session, written: Written, said: Callable[[Revision], str] | None = None) -> int:
    """Show a small edit: its changes, its number and the new warnings; nothing else was asked.

    Beside it stands what was there already under the name of something new.
    """
    texts, preview, revision = session.texts, written.preview, written.revision

    def blocks() -> Iterator[Block]:
        if not preview.changes:
            yield Paragraph(texts("edits.no-change"))
            return
        yield from map(to_paragraph, tell_written(preview.changes, preview.old, preview.new, texts))
        yield from tell_warnings(session, preview)
        if revision is not None and revision.edit.command == "edit":
            yield from map(to_paragraph, tell_replaced(preview.changes, texts))
        if revision is None:
            yield Paragraph(texts("edits.only-tried"))
        else:
            yield Paragraph(said(revision) if said else texts("edits.done", number=revision.number))

    rows = list(to_rows(preview.changes, revision, preview.where))
    key = "edits.namesake-tried" if revision is None else "edits.namesake"
    notes = [texts(key, thing=describe(node), id=node.id) for node in written.namesakes]
    return session.show(Shown(data=lambda: rows, blocks=blocks, table=lambda: (COLUMNS, rows), notes=notes))
