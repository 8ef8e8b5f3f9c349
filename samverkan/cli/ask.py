"""`ask` and `cypher`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from samverkan.cli.completion import complete_ids
from samverkan.cli.document import Blank, Block, Grid, Heading, Paragraph
from samverkan.cli.grammar import argument, voice_of
from samverkan.cli.pairs import read_arguments, read_pairs
from samverkan.cli.session import Session, Shown, command
from samverkan.errors import SamverkanError
from samverkan.reports.vocabulary import say_value
from samverkan.texts import Texts

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from samverkan.queries import Parameter, Question
    from samverkan.workflows.ask import Answered


def _complete_question(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from samverkan.workflows.ask import list_questions

    lang = voice_of(ctx).texts.lang
    names = ((name, q.titles[lang]) for q in list_questions() for name in dict.fromkeys((q.name_in(lang), q.name)))
    return [CompletionItem(name, help=title) for name, title in names if name.startswith(incomplete)]


def _complete_value(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a parameter, and after it (or without it, where it is required) what it may be."""
    from click.shell_completion import CompletionItem

    from samverkan.queries import find_question

    try:
        question = find_question(str(ctx.params.get("question")))
    except SamverkanError:
        return []
    lang = voice_of(ctx).texts.lang
    name, sign, begun = incomplete.partition("=")
    if sign:
        called = [p for p in question.parameters if p.is_called(name)]
        return [item for p in called for item in _complete_one(ctx, param, p, begun, f"{name}=")]
    names = [f"{p.name_in(lang)}=" for p in question.parameters]
    items = [CompletionItem(text) for text in names if text.startswith(incomplete)]
    required = [p for p in question.parameters if p.required]
    return [*items, *(item for p in required[:1] for item in _complete_one(ctx, param, p, incomplete, ""))]


def _complete_one(
    ctx: click.Context, param: click.Parameter, parameter: Parameter, begun: str, before: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    if parameter.choices:
        return [CompletionItem(f"{before}{token}") for token in parameter.choices if token.startswith(begun)]
    if parameter.is_thing:
        found = complete_ids(parameter.type)(ctx, param, begun)
        return [CompletionItem(f"{before}{item.value}", help=item.help) for item in found]
    return []


@command("ask")
@argument("question", required=False, shell_complete=_complete_question)
@argument("values", nargs=-1, shell_complete=_complete_value)
def ask(session: Session, question: str | None, values: tuple[str, ...]) -> int:
    """Answer a question of the catalogue, or list it."""
    from samverkan.workflows.ask import ask_question, list_questions

    if question is None:
        return session.show(_to_catalogue(list_questions(), session.texts))
    given, unnamed = read_arguments(values)
    found = ask_question(
        session.where, question, given, unnamed=unnamed, as_of=session.as_of, for_export=session.leaves_house
    )
    columns = [column.name for column in found.question.given_columns]
    return session.show(
        Shown(
            data=lambda: found.rows,
            blocks=lambda: _tell(found, session.texts),
            table=lambda: (columns, found.rows),
            notes=[session.texts.count("cli.own-left-out", found.left_out)] if found.left_out else [],
        )
    )


def _tell(found: Answered, texts: Texts) -> Iterator[Block]:
    """Tell the question, the day, what the rows come to, the rows, and what they cannot tell."""
    from samverkan.reports.question import build_question_report

    report = build_question_report(found.question, found.rows, found.verdict, texts)
    yield Heading(report.title)
    yield Paragraph(texts("cli.holds-for", date=found.on), "dim")
    yield from (Paragraph(sentence, "strong") for sentence in report.verdict)
    if report.rows:
        yield Grid(report.headings, report.rows)
        yield from (Paragraph(line, hang=2) for line in report.lines)
        yield Paragraph(texts.count("cli.rows", len(report.rows)), "dim")
    else:
        yield Paragraph(report.nothing, "warn")
    yield Blank()
    yield Paragraph(texts("cli.cannot-see", text=report.cannot_see), "dim")


def _to_catalogue(questions: tuple[Question, ...], texts: Texts) -> Shown:
    rows = [question.to_json(texts.lang) for question in questions]
    return Shown(
        data=lambda: rows,
        blocks=lambda: _tell_catalogue(questions, texts),
        table=lambda: (("name", "topic", "title", "cannot_see"), rows),
    )


def _tell_catalogue(questions: tuple[Question, ...], texts: Texts) -> Iterator[Block]:
    """Tell each question with what it must and may be told."""
    for question in questions:
        yield Paragraph(" · ".join(dict.fromkeys((question.name_in(texts.lang), question.name))), "strong")
        yield Paragraph(question.titles[texts.lang], indent=2)
        if question.parameters:
            needs = " ".join(_say_parameter(parameter, texts) for parameter in question.parameters)
            yield Paragraph(texts("cli.takes", parameters=needs), "dim", indent=2)
    yield Blank()
    yield Paragraph(texts("cli.how-to-ask", name=questions[0].name_in(texts.lang) if questions else ""))


def _say_parameter(parameter: Parameter, texts: Texts) -> str:
    """Return a parameter as it is typed; what may be left out stands in brackets."""
    said = f"{parameter.name_in(texts.lang)}={parameter.words[texts.lang].upper().replace(' ', '-')}"
    return said if parameter.required else f"[{said}]"


@command("cypher")
@argument("statement")
@argument("values", nargs=-1)
def cypher(session: Session, statement: str, values: tuple[str, ...]) -> int:
    """Answer a question in Cypher."""
    from samverkan.workflows.ask import run_cypher

    texts = session.texts
    found = run_cypher(session.where, statement, read_pairs(values), for_export=session.leaves_house)
    rows = [{name: row.get(name) for name in found.columns} for row in found.rows]
    notes = [texts("cli.cut", n=len(rows))] if found.cut else []
    notes += [texts.count("cli.own-left-out", found.left_out)] if found.left_out else []
    return session.show(
        Shown(
            data=lambda: rows,
            blocks=lambda: _tell_rows(found.columns, rows, texts),
            table=lambda: (found.columns, rows),
            notes=notes,
        )
    )


def _tell_rows(columns: tuple[str, ...], rows: Sequence[Mapping[str, Any]], texts: Texts) -> Iterator[Block]:
    if rows:
        yield Grid(columns, [[say_value(row[name], texts) for name in columns] for row in rows])
    yield Paragraph(texts.count("cli.rows", len(rows)), "dim")
