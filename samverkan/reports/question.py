"""The answer to a question in words: its verdict, a table that speaks in names, what stands below, what is lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samverkan.measures.sentences import Sentence
from samverkan.queries import Column, Question
from samverkan.reports.vocabulary import say_value
from samverkan.texts import Texts

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """What is told of an answer; `lines` stand below the table, `nothing` instead of it."""

    title: str
    verdict: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    nothing: str
    cannot_see: str


def build_question_report(
    question: Question, rows: Sequence[Row], verdict: Sequence[Sentence], texts: Texts
) -> QuestionReport:
    """Tell an answer in a language."""
    beside = {f"{c.name}_name" for c in question.columns if c.thing}
    columns = [c for c in question.columns if c.name not in beside]
    shown = [c for c in columns if c.place == "table"]
    return QuestionReport(
        title=question.titles[texts.lang],
        verdict=tuple(say_sentence(sentence, texts) for sentence in verdict),
        headings=tuple(c.words[texts.lang] for c in shown),
        rows=tuple(tuple(say_cell(c, row, texts) for c in shown) for row in rows),
        lines=tuple(dict.fromkeys(_say_below(_find_below(columns), rows, _find_subject(shown), texts))),
        nothing="" if rows else question.nothing.get(texts.lang) or texts("cli.no-rows"),
        cannot_see=question.cannot_see[texts.lang],
    )


def say_sentence(sentence: Sentence, texts: Texts) -> str:
    """Return a sentence in a language; what it counts stands as one or many."""
    values = {k: _say_gap(v, texts) for k, v in sentence.values.items()}
    if sentence.count is None:
        return texts(f"answers.{sentence.key}", **values)
    return texts.count(f"answers.{sentence.key}", sentence.count, **values)


def _say_gap(value: object, texts: Texts) -> str:
    if isinstance(value, tuple):
        return ", ".join(say_sentence(part, texts) if isinstance(part, Sentence) else str(part) for part in value)
    return say_sentence(value, texts) if isinstance(value, Sentence) else say_value(value, texts)


def say_cell(column: Column, row: Row, texts: Texts) -> str:
    """Return a cell in words: names for ids, words for tokens, and for nothing what that means."""
    value = row.get(column.name)
    if value is None or value == []:
        return texts(f"answers.empty-{column.say_empty(row)}")
    shown = row.get(f"{column.name}_name", value) if column.thing else value
    values = shown if isinstance(shown, list) else [shown]
    told = [column.word(item, texts.lang, row) if isinstance(item, str) else say_value(item, texts) for item in values]
    return ", ".join(name if count == 1 else f"{name} ({count})" for name, count in Counter(told).items())


def _say_below(columns: Sequence[Column], rows: Sequence[Row], first: Column | None, texts: Texts) -> Iterator[str]:
    """Say what stands below the table, a line for each row that has anything, after what the row is about."""
    for row in rows:
        known = [c for c in columns if row.get(c.name) not in (None, [])]
        told = [f"{c.words[texts.lang]}: {say_cell(c, row, texts)}" for c in known]
        if told:
            before = f"{say_cell(first, row, texts)} – " if first and row.get(first.name) is not None else ""
            yield before + "; ".join(told)


def _find_below(columns: Sequence[Column]) -> list[Column]:
    return [c for c in columns if c.place == "below"]


def _find_subject(columns: Sequence[Column]) -> Column | None:
    """Find the column that says what a row is about: the actor, else the first thing."""
    things = [c for c in columns if c.thing]
    return next((c for c in things if c.name == "actor"), things[0] if things else None)
