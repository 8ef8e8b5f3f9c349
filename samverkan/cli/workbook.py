"""What `save`, `load` and `check` do with a workbook."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.cli import screen
from samverkan.cli.boundary import place_problem, tell_error, tell_problem
from samverkan.cli.plain import to_line
from samverkan.cli.session import Session
from samverkan.cli.writing import show_preview, show_written
from samverkan.errors import SamverkanError, UsageError

if TYPE_CHECKING:
    from samverkan.errors import Problem
    from samverkan.tables.workbook.read import Workbook
    from samverkan.workflows.edits import Terms
    from samverkan.workflows.workbook import LoadTerms

SUFFIX = ".xlsx"


def is_workbook(file: str) -> bool:
    """Tell by its name whether a file is a workbook."""
    return Path(file).suffix.lower() == SUFFIX


def split_words(only: str | None) -> tuple[str, ...]:
    """Return the words of `--only`."""
    return tuple(word.strip() for word in (only or "").split(",") if word.strip())


def build_renaming(session: Session) -> Callable[[str, str, str], bool]:
    """Return how it is asked whether a thing is to get another id: where nobody sits there, it is not."""

    def renames(cell: str, old: str, new: str) -> bool:
        question = session.texts("workbook.ask-rename", cell=to_line(cell), old=to_line(old), new=to_line(new))
        answer = screen.ask(f"{question} {session.texts('cli.consent-choice')} ")
        return (answer or "").casefold() in ("j", "ja", "y", "yes")

    return renames


def load(session: Session, file: str, how: LoadTerms, terms: Terms) -> int | None:
    """Take in a workbook and show what it changed; None where it is to be loaded as any map file."""
    from samverkan.workflows.workbook import load_workbook

    taken = load_workbook(Path(file), session.where, replace(how, renames=build_renaming(session)), terms)
    if taken is None:
        return None
    session.note(*tell_book(session, taken.book))
    if taken.due and not terms.dry_run:
        session.note(session.texts.count(f"records.load-{how.due}", taken.due))
    return show_preview(session, taken.written.preview) if terms.dry_run else show_written(session, taken.written)


def edit(session: Session, terms: Terms) -> int:
    """Open the whole map as a workbook, and take in what was changed when it is closed."""
    from samverkan.cli.spreadsheet import open_and_wait
    from samverkan.workflows.edit_workbook import edit_in_workbook

    def again(error: SamverkanError) -> bool:
        question = session.texts("workbook.open-again")
        if not screen.is_terminal(sys.stdin):
            return False
        screen.write(tell_error(error, session.texts), sys.stderr)
        answer = screen.ask(f"{question} {session.texts('cli.consent-choice')} ")
        return (answer or "").casefold() in ("j", "ja", "y", "yes")

    taken = edit_in_workbook(
        session.where, terms, lambda path: open_and_wait(session, path), again, build_renaming(session)
    )
    session.note(*tell_book(session, taken.book))
    return show_preview(session, taken.written.preview) if terms.dry_run else show_written(session, taken.written)


def tell_book(session: Session, book: Workbook) -> list[str]:
    """Say what was noticed in a workbook beside its changes."""
    say = session.texts
    told = []
    for name, node_id in book.new_ids:
        told.append(say("workbook.told-new-id", name=name, id=node_id))
    for key in ("missing", "emptied", "passed_over"):
        found = getattr(book, key)
        if found:
            told.append(say.count(f"workbook.told-{key.replace('_', '-')}", len(found), names=", ".join(found[:10])))
    return told


def write_marks(session: Session, file: str, problems: tuple[Problem, ...]) -> None:
    """Write a workbook anew with its problems marked in it."""
    from samverkan.files import write_file
    from samverkan.tables.workbook.marks import to_marked_bytes
    from samverkan.tables.workbook.open import open_workbook

    assert session.output is not None
    if session.output.resolve() == Path(file).resolve():
        raise UsageError("not-over-a-map", path=session.output)

    def say(problem: Problem) -> str:
        return tell_problem(problem, session.texts)

    data = to_marked_bytes(open_workbook(Path(file)), problems, say)
    write_file(session.output, data, replace=session.force)
    totals = [(kind, sum(p.severity == kind for p in problems)) for kind in ("error", "warning")]
    said = ", ".join(session.texts.count(f"cli.check-{kind}", total) for kind, total in totals if total)
    session.note(" ".join([session.texts("cli.written", path=session.output), *([f"{said}."] if said else [])]))
    unplaced = [p for p in problems if not p.cell]
    session.note(*(f"{place_problem(p)}: {say(p)}" for p in unplaced[:10]))
