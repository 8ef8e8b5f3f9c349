"""`view`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samverkan.cli.boundary import place_problem, tell_problem
from samverkan.cli.completion import complete_ids
from samverkan.cli.files import report
from samverkan.cli.grammar import argument, option
from samverkan.cli.session import Session, command
from samverkan.cli.suffixes import PAGES, require_suffix
from samverkan.errors import UsageError

if TYPE_CHECKING:
    from samverkan.views.steps import Untold


@command("view", revision=True)
@argument("kind", metavar="view-kind")
@argument("subject", required=False, shell_complete=complete_ids())
@option("--meeting", is_flag=True)
@option("--issue", shell_complete=complete_ids("Issue"))
@option("--area", shell_complete=complete_ids("Area"))
@option("--around", shell_complete=complete_ids("Actor"))
@option("--and", "also")
@option("--steps", type=click.Path(path_type=Path))
@option("--positions", type=click.Path(path_type=Path))
def view(
    session: Session,
    kind: str,
    subject: str | None,
    meeting: bool,
    also: str | None,
    steps: Path | None,
    positions: Path | None,
    **filters: str | None,
) -> int:
    """Make a page."""
    from dataclasses import replace

    from samverkan.workflows.view import Page, write_view

    if session.output is None:
        raise UsageError("output-needed", kind=kind)
    session.keep_store(session.output)
    require_suffix(session.output, PAGES)
    chosen = {name: value for name, value in filters.items() if value}
    page = Page(kind, subject, meeting, positions, steps, chosen, also)
    path = session.output
    made = write_view(session.where, page, path, as_of=session.as_of, texts=session.texts, replace=session.force)
    notes = [_tell(session, one) for one in made.untold]
    notes += [f"{place_problem(doubt)}: {tell_problem(doubt, session.texts)}" for doubt in made.doubts]
    if made.own:
        key = "cli.own-left-out" if path.suffix.lower() in (".svg", ".pptx") else "cli.own-on-page"
        notes.append(session.texts.count(key, made.own))
    done = report({"page": str(path), "kind": kind}, [session.texts("cli.written", path=path)], notes)
    return replace(session, output=None).show(done)


def _tell(session: Session, untold: Untold) -> str:
    """Say what a step could not light, and whether it is therefore left out."""
    key = "cli.step-left-out" if untold.whole else "cli.step-not-shown"
    return session.texts(key, number=untold.number, header=untold.header, names=", ".join(untold.ids))
