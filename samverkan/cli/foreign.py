"""`import` and `export`: networks and tables of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from samverkan.cli.files import report
from samverkan.cli.grammar import argument, option
from samverkan.cli.imported import (
    RowCommand,
    build_asking,
    list_counts,
    show_columns,
    split_files,
    tell_import,
    to_data,
)
from samverkan.cli.kinds import OneOf
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.writing import build_terms, writing

_COLUMNS = ("part", "what", "count", "example")


@command("import", consent=True, cls=RowCommand)
@argument("files", nargs=-1, required=True)
@option("--as", "form")
@option("--recipe", type=click.Path(path_type=Path))
@option("--row", type=int, multiple=True)
@option("--skip-bad-rows", is_flag=True)
@option("--partial-dates", type=OneOf("first", "leave_out"))
@writing
def import_(
    session: Session,
    files: tuple[str, ...],
    form: str | None,
    recipe: Path | None,
    row: tuple[int, ...],
    skip_bad_rows: bool,
    partial_dates: str | None,
    by: str | None,
    why: str | None,
    dry_run: bool,
) -> int:
    """Take a table of one's own, or a network of another program, into a store."""
    from samverkan.workflows.imports import ImportTerms, Seen, import_files

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    paths, examples = split_files(files)
    ask, offers = build_asking(session)
    how = ImportTerms(form, recipe, examples, skip_bad_rows, partial_dates, ask, offers)
    done = import_files(session.where, paths, how, terms, session.texts.lang)
    if isinstance(done, Seen):
        return show_columns(session, done)
    return session.show(
        Shown(
            data=lambda: to_data(done, session.texts),
            blocks=lambda: tell_import(session, done, dry_run=dry_run),
            table=lambda: (_COLUMNS, list_counts(done)),
            code=1 if done.left_rows else 0,
        )
    )


@command("export")
@argument("file")
@option("--as", "form")
def export(session: Session, file: str, form: str | None) -> int:
    """Write a map for another program."""
    from samverkan.workflows.export import export_map

    done = export_map(session.where, Path(file), form, replace=session.force)
    names = [str(path) for path in done.files]
    lost: dict[str, Any] = dict(sorted(done.lost.items()))
    said = [session.texts("foreign.exported", files=", ".join(names), format=done.format)]
    said += [f"{session.texts(f'foreign.lost-{reason}')}: {number}" for reason, number in lost.items()]
    return session.show(report({"files": names, "format": done.format, "left_out": lost}, said))
