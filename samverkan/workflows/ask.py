"""Ask a map: the catalogue, one of its questions, or a free one in Cypher."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samverkan.errors import UsageError
from samverkan.privacy import find_own_assessments, leave_out_own_assessments
from samverkan.queries import Argument, Question, find_question, read_questions
from samverkan.question_values import find_named, read_parameters
from samverkan.schema import read_schema
from samverkan.workflows.find_node import find_day, find_known
from samverkan.workflows.open_store import Where
from samverkan.workflows.reading import open_for_reading

if TYPE_CHECKING:
    from samverkan.measures.sentences import Sentence
    from samverkan.model import Map
    from samverkan.store.protocol import Cell, Readable, Row, Store

LARGEST_WHOLE = 2**63 - 1
_OPEN = ("Actor", "Area", "Initiative", "Issue", "Matter")  # what privacy leaves out nothing of
_NAMED_BY = ("COVERS", "CONCERNS", "ABOUT", "OF")


@dataclass(frozen=True)
class Answered:
    """A question's rows as of a day, with names beside ids; `verdict` says what they come to.

    `left_out` counts rows that rest on own assessments and were kept back.
    """

    question: Question
    on: date
    rows: tuple[Row, ...]
    left_out: int
    verdict: tuple[Sentence, ...] = ()


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
    where: Where,
    name: str,
    given: Mapping[str, str],
    *,
    unnamed: Sequence[str] = (),
    as_of: date | None,
    for_export: bool,
) -> Answered:
    """Answer a question of the catalogue; what it needs may be given by id or name.

    `unnamed` are values for what it requires, in order, without the names of the parameters.
    """
    with open_for_reading(where, as_of) as store:
        return ask_store(store, name, given, unnamed=unnamed, as_of=as_of, for_export=for_export)


def ask_store(
    store: Readable,
    name: str,
    given: Mapping[str, str],
    *,
    unnamed: Sequence[str] = (),
    as_of: date | None,
    for_export: bool = False,
) -> Answered:
    """Answer a question of the catalogue by an open store."""
    question = find_question(name)
    given, unnamed = _write_out(question, given, unnamed)
    known, resolve = _find_meant(store, question, (*given.values(), *unnamed))
    on = find_day(known, as_of)
    values = read_parameters(
        question,
        _with_us(question, known, given, unnamed),
        unnamed=unnamed,
        as_of=on,
        resolve=resolve,
    )
    found = _find_rows(store, question, values, on, for_export)
    rows = _add_names(question, found.kept, found.content or _read_names(store, question))
    return Answered(question, on, rows, _count_lost(found.rows, found.kept), _find_verdict(question, found.kept))


def _write_out(
    question: Question, given: Mapping[str, str], unnamed: Sequence[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what was given with days and amounts that are words as a file would hold them: yesterday, 12 000 kr."""
    named = find_named(question, given)
    types = {parameter.name: parameter.type for parameter in question.parameters}
    free = [p.type for p in question.parameters if p.required and p.name not in named]
    written = {name: _write_value(types[name], text) for name, text in named.items()}
    told = tuple(map(_write_value, free, unnamed))
    return written, (*told, *unnamed[len(told) :])


def _write_value(kind: str, text: str) -> str:
    if kind not in ("date", "number"):
        return text
    from samverkan.tables.item_fields import read_amount, read_day

    if kind == "number":
        return read_amount(text)
    day = read_day(text)
    return day.isoformat() if day else text


def _find_meant(store: Readable, question: Question, texts: Sequence[str]) -> tuple[Map, Callable[[str, str], str]]:
    """Return the header of a map with names in it, and what tells which thing of a label a text means.

    A server is asked for what the texts are the ids of; for all names of a label only where they are not.
    """
    if store.rows_fetched is None:
        known = store.read_names({parameter.type for parameter in question.parameters})
        return known, lambda label, text: find_known(store, known, text, label).id

    from samverkan.domain.reads import Pick

    picked = store.read((Pick(tuple(sorted({text.strip() for text in texts})), "named"),))

    def resolve(label: str, text: str) -> str:
        node = picked.nodes.get(text) if label in _OPEN else None
        if node is not None and node.label == label:
            return text
        return find_known(store, store.read_names({label}), text, label).id

    return picked, resolve


def answer_question(store: Readable, question: Question, values: Mapping[str, Argument], on: date) -> list[Row]:
    """Return a question's rows: those that its statement gives, or that its function makes of what this brings."""
    return list(_find_rows(store, question, values, on, for_export=False).rows)


@dataclass(frozen=True, slots=True)
class _Found:
    """All rows, and those that may leave the house where the answer does; the map that a function made them of."""

    rows: tuple[Row, ...]
    kept: tuple[Row, ...]
    content: Map | None = None


def _find_rows(
    store: Readable, question: Question, values: Mapping[str, Argument], on: date, for_export: bool
) -> _Found:
    if question.answer:
        from samverkan.workflows.answer_rows import Asking

        asking = Asking(store, question, on, values)
        made = asking.make()
        kept = asking.make_for_export(made) if for_export else made
        return _Found(made.rows, kept.rows, kept.content)
    rows = tuple(store.ask(question, values))
    apart = _open_for_export(store, question.statement_for("embedded")) if for_export else None
    return _Found(rows, rows if apart is None else tuple(apart.store.ask(question, values)))


def _read_names(store: Readable, question: Question) -> Map | None:
    """Read the names of things where a question that is plain retrieval answers with ids."""
    return store.read_names(read_schema().labels) if any(c.thing for c in question.columns) else None


def _add_names(question: Question, rows: Sequence[Row], content: Map | None) -> tuple[Row, ...]:
    """Return rows in which the names of things stand beside their ids, in the order of these."""

    def say(value: Cell) -> Cell:
        if isinstance(value, list):
            return [say(item) for item in value]
        return _find_name(content, value) if content and isinstance(value, str) else value

    beside = {f"{c.name}_name": c.name for c in question.columns if c.thing}
    names = [column.name for column in question.given_columns]
    return tuple({n: row[n] if n in row else say(row[beside[n]]) for n in names} for row in rows)


def _find_name(content: Map, thing: str) -> str:
    """Return the name of a thing; of one without a name (a mandate, a requirement) what it covers or is about."""
    node = content.nodes.get(thing)
    if node is None or node.name != thing:
        return node.name if node else thing
    about = (n.name for kind in _NAMED_BY for n in content.targets(thing, kind))
    return " / ".join(dict.fromkeys(about)) or thing


def _find_verdict(question: Question, rows: Sequence[Row]) -> tuple[Sentence, ...]:
    if not question.answer or not rows:
        return ()
    from samverkan.workflows.answers import find_answer

    find = find_answer(question).find_verdict
    return tuple(find(rows)) if find else ()


def _with_us(question: Question, known: Map, given: Mapping[str, str], unnamed: Sequence[str]) -> Mapping[str, str]:
    """Return what was given, and the map's own `us` where a question asks for it, nobody gave it, and there is one."""
    named = find_named(question, given)
    left = [p.name for p in question.parameters if p.required and p.name not in named]
    asks = any(parameter.name == "us" for parameter in question.parameters)
    is_given = "us" in named or ("us" in left and len(unnamed) >= len(left))
    return {"us": known.us[0], **named} if asks and not is_given and len(known.us) == 1 else named


def run_cypher(where: Where, statement: str, given: Mapping[str, str], *, for_export: bool) -> Rows:
    """Answer a free question; it is checked, and stopped when it takes too much."""
    values = {name: read_value(text) for name, text in given.items()}
    with open_for_reading(where, None, of_all_times=True) as store:
        columns, rows, cut = store.run_cypher(statement, values)
        found = _open_for_export(store, statement) if for_export else None
        kept = rows if found is None else found.store.run_cypher(statement, values)[1]
    return Rows(tuple(columns), tuple(kept), cut, _count_own(rows, kept, found))


@dataclass(frozen=True, slots=True)
class _ForExport:
    """What a statement touches, without own assessments, of which `own` were left out."""

    store: Store
    own: int


def _count_own(rows: Sequence[Row], kept: Sequence[Row], found: _ForExport | None) -> int:
    """Count the own assessments that rows were kept back for: one a row, all where rows are made of many."""
    lost = _count_lost(rows, kept)
    if found is None or lost == len(rows) - len(kept):
        return lost
    return max(lost, found.own)


def _open_for_export(store: Readable, statement: str) -> _ForExport | None:
    """Return what a statement touches, without own assessments, to be asked instead; None where there are none."""
    from samverkan.store.in_memory import open_map
    from samverkan.store.part import find_part

    part = find_part(statement)
    if not {"Person", "Position"} & set(part.labels):
        return None
    whole = store.read_part(part.labels, part.types)
    house = leave_out_own_assessments(whole)
    return None if house is None else _ForExport(open_map(house, store.address), len(find_own_assessments(whole)))


def _count_lost(rows: Iterable[Row], kept: Iterable[Row]) -> int:
    """Count the rows that are not kept; of equal ones those that are fewer."""
    left = list(kept)
    lost = 0
    for row in rows:
        if row in left:
            left.remove(row)
        else:
            lost += 1
    return lost


def read_value(text: str) -> str | int | float | bool | date:
    """Return what a typed value means: a truth, a whole number, a number, a date, else text.

    What stands in quotes is text, whatever it looks like; a whole number that no engine holds is a UsageError.
    """
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if text in ("true", "false"):
        return text == "true"
    for read in (int, float, date.fromisoformat):
        try:
            found = read(text)
        except ValueError:
            continue
        if str(found) == text:
            if isinstance(found, int) and abs(found) > LARGEST_WHOLE:
                raise UsageError("questions.too-large", value=text, most=LARGEST_WHOLE)
            return found
    return text
