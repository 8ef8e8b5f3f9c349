"""Ask a map: the catalogue, one of its questions, or a free one in Cypher."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from samverkan.queries import Question, find_question, read_parameters, read_questions
from samverkan.workflows.find_node import find_day, find_node
from samverkan.workflows.open_store import Where, open_store

if TYPE_CHECKING:
    from samverkan.store.protocol import Row

_OWN = "own_assessment"


@dataclass(frozen=True)
class Answered:
    """A question's rows as of a day; `left_out` counts rows that rest on own assessments and were kept back."""

    question: Question
    on: date
    rows: tuple[Row, ...]
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What a free question returned; `cut` when there was more than is fetched."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: bool
    left_out: int


def list_questions() -> tuple[Question, ...]:
    """Return the catalogue, in order of topic and name."""
    return tuple(read_questions().values())


def ask_question(
    where: Where, name: str, given: Mapping[str, str], *, as_of: date | None, for_export: bool
) -> Answered:
    """Answer a question of the catalogue; what it needs may be given by id or name."""
    question = find_question(name)
    with open_store(where) as store:
        content = store.read_map()
        on = find_day(content, as_of)
        values = read_parameters(
            question, given, as_of=on, resolve=lambda label, text: find_node(content, text, {label}).id
        )
        rows = store.ask(question, values)
    kept = keep_exportable(rows) if for_export else tuple(rows)
    return Answered(question, on, kept, len(rows) - len(kept))


def run_cypher(where: Where, statement: str, given: Mapping[str, str], *, for_export: bool) -> Rows:
    """Answer a free question; it is checked, and stopped when it takes too much."""
    with open_store(where) as store:
        columns, rows, cut = store.run_cypher(statement, {name: read_value(text) for name, text in given.items()})
    kept = keep_exportable(rows) if for_export else tuple(rows)
    return Rows(tuple(columns), kept, cut, len(rows) - len(kept))


def keep_exportable(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that do not rest on an own assessment."""
    return tuple(row for row in rows if not any(_is_own(value) for value in row.values()))


def _is_own(value: Any) -> bool:
    return value == _OWN or (isinstance(value, list) and any(_is_own(item) for item in value))


def read_value(text: str) -> str | int | float | bool | date:
    """Return what a typed value means: a truth, a whole number, a number, a date, else text."""
    if text in ("true", "false"):
        return text == "true"
    for read in (int, float, date.fromisoformat):
        try:
            found = read(text)
        except ValueError:
            continue
        if str(found) == text:
            return found
    return text
