"""`import` and `export`: networks and tables of other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samverkan.cli.document import Block, Heading, Paragraph
from samverkan.cli.files import report, say_counts
from samverkan.cli.grammar import argument, option
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.writing import build_terms, tell_preview, writing
from samverkan.reports.changes import to_rows

if TYPE_CHECKING:
    from samverkan.texts import Texts
    from samverkan.workflows.foreign import Imported

_COLUMNS = ("part", "what", "count", "example")


@command("import", consent=True)
@argument("files", nargs=-1, required=True)
@option("--as", "form")
@option("--recipe", type=click.Path(path_type=Path))
@writing
def import_(
    session: Session,
    files: tuple[str, ...],
    form: str | None,
    recipe: Path | None,
    by: str | None,
    why: str | None,
    dry_run: bool,
) -> int:
    """Take a network of another program into a store."""
    from samverkan.workflows.foreign import import_files

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    done = import_files(session.where, [Path(file) for file in files], form, recipe, terms, session.texts.lang)
    told = done.report
    left = [{"reason": k, "count": n, "example": told.examples.get(k)} for k, n in _sorted(told.left_out)]
    rows = [{"part": "taken", "what": k, "count": n} for k, n in sorted(told.taken.items())]
    rows += [{"part": "left_out", "what": row["reason"], **row} for row in left]
    preview, revision = done.loaded.preview, done.loaded.revision
    data = {
        "format": done.format,
        "taken": dict(sorted(told.taken.items())),
        "left_out": left,
        "ids_made": told.ids_made,
        "changes": list(to_rows(preview.changes, revision, preview.where)),
        "revision": revision.number if revision else None,
    }
    blocks = lambda: _tell(session, done, dry_run=dry_run)  # noqa: E731
    return session.show(Shown(data=lambda: data, blocks=blocks, table=lambda: (_COLUMNS, rows)))


def _sorted(left: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted((reason, number) for reason, number in left.items() if number)


def _tell(session: Session, done: Imported, *, dry_run: bool) -> Iterator[Block]:
    say, told = session.texts, done.report
    yield Heading(say("foreign.taken"))
    for name, number in sorted(told.taken.items()):
        yield Paragraph(f"{_name(name, say)}: {number}")
    if told.ids_made:
        yield Paragraph(say("foreign.ids-made", n=told.ids_made))
    if left := _sorted(told.left_out):
        yield Heading(say("foreign.left-out"))
        for reason, number in left:
            example = told.examples.get(reason)
            tail = say("foreign.example", example=example) if example else ""
            yield Paragraph(f"{say(f'foreign.reason-{reason}')}: {number}{tail}")
    yield from tell_preview(session, done.loaded.preview, 40)
    if dry_run:
        yield Paragraph(say("edits.only-tried"))
    else:
        size = say_counts(done.loaded.nodes, done.loaded.relations, say)
        yield Paragraph(say("cli.loaded", store=done.loaded.address, title=done.loaded.title, size=size))


def _name(name: str, say: Texts) -> str:
    from samverkan.schema import read_schema

    schema = read_schema()
    if name in schema.labels:
        return schema.labels[name].words[say.lang][1]
    return schema.relations[name].words[say.lang][0]


@command("export")
@argument("file")
@option("--as", "form")
def export(session: Session, file: str, form: str | None) -> int:
    """Write a map for another program."""
    from samverkan.workflows.foreign import export_map

    done = export_map(session.where, Path(file), form, replace=session.force)
    names = [str(path) for path in done.files]
    lost: dict[str, Any] = dict(sorted(done.lost.items()))
    said = [session.texts("foreign.exported", files=", ".join(names), format=done.format)]
    said += [f"{session.texts(f'foreign.lost-{reason}')}: {number}" for reason, number in lost.items()]
    return session.show(report({"files": names, "format": done.format, "left_out": lost}, said))
