"""What an import is told by: what it took and what it left, rows that wait, the columns of a table nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samverkan.cli import screen
from samverkan.cli.document import Block, Heading, Paragraph
from samverkan.cli.files import say_counts
from samverkan.cli.grammar import Command
from samverkan.cli.plain import to_line
from samverkan.cli.session import Session, Shown
from samverkan.cli.writing import tell_preview
from samverkan.errors import UsageError
from samverkan.reports.changes import to_rows

if TYPE_CHECKING:
    from samverkan.errors import Problem
    from samverkan.texts import Texts
    from samverkan.workflows.imports import Imported, Seen

_SEEN = ("letter", "heading", "filled", "rows", "values", "meaning")
_MOST_ROWS = 10  # that are named
_ROW = "\0row "
_YES = ("j", "ja", "y", "yes")


class RowCommand(Command):
    """A command in which fields belong to the `--row` before them: each is marked among the words that are left."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put a mark where each row begins before options are read."""
        marked: list[str] = []
        for place, word in enumerate(args):
            marked.append(word)
            number = (args[place - 1 : place] == ["--row"] and word) or word.partition("--row=")[2]
            if number:
                marked.append(f"{_ROW}{number}")
        return super().parse_args(ctx, marked)


def split_files(words: Sequence[str]) -> tuple[list[Path], tuple[tuple[int, tuple[str, ...]], ...]]:
    """Return the files among the words of a command, and the rows that are explained with their fields.

    Fields (`actor.name=…`) before any row are those of row 0, which is none.
    """
    files: list[Path] = []
    rows: dict[int, list[str]] = {}
    row = 0
    for word in words:
        if word.startswith(_ROW):
            row = int(word.removeprefix(_ROW))
            rows.setdefault(row, [])
        elif "=" in word and "." in word.partition("=")[0] and not Path(word).exists():
            rows.setdefault(row, []).append(word)
        else:
            files.append(Path(word))
    return files, tuple((number, tuple(fields)) for number, fields in rows.items())


def build_asking(session: Session) -> tuple[Callable[..., str | None], Callable[..., bool | None]]:
    """Return how an unknown name or word, and what may be done or not, are put to whoever sits there."""

    def ask(key: str, *, word: str, n: int = 1, values: str = "") -> str | None:
        said = session.texts(f"foreign.ask-{key}", word=to_line(word), n=n, values=to_line(values))
        return screen.ask(f"{said} ")

    def offers(key: str, **values: Any) -> bool | None:
        question = session.texts(f"foreign.offer-{key}", **{k: to_line(str(v)) for k, v in values.items()})
        answer = screen.ask(f"{question} {session.texts('cli.consent-choice')} ")
        return None if answer is None else answer.casefold() in _YES

    return ask, offers


def to_data(done: Imported, texts: Texts) -> dict[str, Any]:
    """Return an import as `--format json` promises it."""
    preview, revision = done.loaded.preview, done.loaded.revision
    return {
        "format": done.format,
        "taken": dict(sorted(done.report.taken.items())),
        "left_out": _list_left(done),
        "ids_made": done.report.ids_made,
        "hidden_rows": list(done.report.hidden_rows),
        "left_rows": [
            {"row": number, "cell": p.cell, "field": p.field, "message": _say(p, texts)}
            for number, problems in sorted(done.left_rows.items())
            for p in problems
        ],
        "left_file": str(done.left_file) if done.left_file else None,
        "alike": list(done.alike),
        "recipe": str(done.recipe) if done.recipe else None,
        "changes": list(to_rows(preview.changes, revision, preview.where)),
        "revision": revision.number if revision else None,
    }


def _say(problem: Problem, texts: Texts) -> str:
    from samverkan.cli.boundary import tell_problem

    return tell_problem(problem, texts)


def _list_left(done: Imported) -> list[dict[str, Any]]:
    told = done.report
    return [{"reason": k, "count": n, "example": told.examples.get(k)} for k, n in _sorted(told.left_out)]


def list_counts(done: Imported) -> list[dict[str, Any]]:
    """Return what was taken and what was left, a count a row."""
    rows: list[dict[str, Any]] = [
        {"part": "taken", "what": k, "count": n} for k, n in sorted(done.report.taken.items())
    ]
    return rows + [{"part": "left_out", "what": row["reason"], **row} for row in _list_left(done)]


def _sorted(left: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted((reason, number) for reason, number in left.items() if number)


def tell_import(session: Session, done: Imported, *, dry_run: bool) -> Iterator[Block]:
    """Tell an import: what it took, what it left and why, what changed, and what is in the store now."""
    say, told = session.texts, done.report
    yield Heading(say("foreign.taken"))
    for name, number in sorted(told.taken.items()):
        yield Paragraph(f"{_name(name, say)}: {number}")
    if told.ids_made:
        yield Paragraph(say("foreign.ids-made", n=told.ids_made))
    if told.hidden_rows:
        rows = ", ".join(map(str, told.hidden_rows[:_MOST_ROWS]))
        yield Paragraph(say.count("foreign.hidden-rows", len(told.hidden_rows), rows=rows))
    if left := _sorted(told.left_out):
        yield Heading(say("foreign.left-out"))
        for reason, number in left:
            example = told.examples.get(reason)
            tail = say("foreign.example", example=example) if example else ""
            yield Paragraph(f"{say(f'foreign.reason-{reason}')}: {number}{tail}")
    yield from _tell_rows(done, say, dry_run=dry_run)
    if done.loaded.preview.old.nodes:  # all that comes to an empty store stands above
        yield from tell_preview(session, done.loaded.preview, 40)
    if dry_run:
        yield Paragraph(say("edits.only-tried"))
    else:
        size = say_counts(done.loaded.nodes, done.loaded.relations, say)
        yield Paragraph(say("cli.loaded", store=done.loaded.address, title=done.loaded.title, size=size))


def _tell_rows(done: Imported, say: Texts, *, dry_run: bool) -> Iterator[Block]:
    from samverkan.cli.boundary import place_problem, tell_problem

    if done.left_rows:
        yield Heading(say.count("foreign.left-rows", len(done.left_rows), file=done.left_file))
        for number in sorted(done.left_rows):
            for problem in done.left_rows[number]:
                yield Paragraph(f"{place_problem(problem)}: {tell_problem(problem, say)}", hang=2)
    if done.alike:
        yield Heading(say("foreign.alike"))
        for line in done.alike:
            yield Paragraph(line, hang=2)
    if done.recipe is not None and not dry_run:
        yield Paragraph(say("foreign.recipe-kept", file=done.recipe))


def show_columns(session: Session, seen: Seen) -> int:
    """Show what a table holds that nobody knows how to read, and how to say what its rows mean.

    With `-o` and the name of a workbook it is written as one in which a row can be explained.
    """
    say = session.texts
    if session.output is not None and session.output.suffix.lower() == ".xlsx":
        return _write_fill_in(session, seen)
    rows = [
        {
            "letter": column.letter,
            "heading": column.heading,
            "filled": column.filled,
            "rows": column.rows,
            "values": list(column.values),
            "meaning": column.meaning,
        }
        for column in seen.columns
    ]

    def blocks() -> Iterator[Block]:
        yield Heading(say("foreign.columns", file=seen.path))
        for column in seen.columns:
            meaning = say(f"foreign.role-{column.meaning or 'none'}")
            values = "; ".join(column.values)
            told = f"{column.letter} {column.heading}: {column.filled}/{column.rows}"
            yield Paragraph(f"{told} – {meaning}" + (f" ({values})" if values else ""), hang=2)
        yield Paragraph(say("foreign.how-to-explain", file=seen.path))

    return session.show(Shown(data=lambda: rows, blocks=blocks, table=lambda: (_SEEN, rows), code=2))


def _write_fill_in(session: Session, seen: Seen) -> int:
    from samverkan.files import write_file
    from samverkan.tables.own.fill_in import to_fill_in

    assert session.output is not None
    if session.output.resolve() == seen.path.resolve():
        raise UsageError("not-over-a-map", path=session.output)
    write_file(session.output, to_fill_in(seen.table, session.texts.lang), replace=session.force)
    session.note(session.texts("foreign.fill-in-written", file=session.output))
    return 0


def _name(name: str, say: Texts) -> str:
    from samverkan.schema import read_schema

    schema = read_schema()
    if name in schema.labels:
        return schema.labels[name].words[say.lang][1]
    return schema.relations[name].words[say.lang][0]
