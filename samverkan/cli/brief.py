"""`brief`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samverkan.cli.completion import complete_ids
from samverkan.cli.grammar import argument, option
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.suffixes import require_suffix
from samverkan.cli.told import to_blocks
from samverkan.errors import UsageError

if TYPE_CHECKING:
    from samverkan.reports.report import Part, Report

BRIEFS = (".html", ".docx")


@command("brief")
@argument("id", shell_complete=complete_ids("Actor", "Initiative", "Issue", "Interaction"))
@option("--template", type=click.Path(path_type=Path))
@option("--meeting", is_flag=True)
def brief(session: Session, id: str, template: Path | None, meeting: bool) -> int:
    """Make a brief of one page."""
    from samverkan.workflows.brief import write_brief

    path = session.output
    if path is not None:
        session.keep_store(path)
        require_suffix(path, BRIEFS)
    if template is not None and (path is None or path.suffix.lower() != ".docx"):
        raise UsageError("brief.template-without-docx")
    told = write_brief(session.where, id, as_of=session.as_of, texts=session.texts, meeting=meeting)
    if path is None:
        return session.show(to_shown(told))
    _write(session, told, path, template)
    session.note(session.texts("cli.written", path=path))
    return 0


def _write(session: Session, told: Report, path: Path, template: Path | None) -> None:
    from samverkan.workflows.brief_files import write_brief_document, write_brief_page

    if path.suffix.lower() == ".docx":
        write_brief_document(told, path, texts=session.texts, template=template, replace=session.force)
    else:
        write_brief_page(told, path, texts=session.texts, replace=session.force)


def to_shown(told: Report) -> Shown:
    """Return a report in every form."""
    rows = [{"section": s.key, "text": text} for s in told.sections for part in s.parts for text in _to_texts(part)]
    return Shown(
        data=lambda: _to_json(told),
        blocks=lambda: to_blocks(told),
        table=lambda: (("section", "text"), rows),
    )


def _to_texts(part: Part) -> list[str]:
    from samverkan.reports.report import Line

    if isinstance(part, Line):
        return [part.text]
    return [" | ".join(cell if isinstance(cell, str) else cell.text for cell in row) for row in part.rows]


def _to_json(told: Report) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(told)
