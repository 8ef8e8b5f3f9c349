"""Find, read and check the questions in `queries/`.

A question is one file `<topic>/<name>.cypher`: comment lines that hold TOML, then one statement. The header knows

    title.sv, title.en          what is asked
    cannot_see.sv, .en          what an answer leaves out
    order                       columns that sort the rows, "-column" from the other end
    [parameters] <name>         {type = a label | date | int | number | text, required or default, enum, sv, en}
    [columns] <name>            {sv, en}, and enum or tokens.<token> = {sv, en}; in the order of RETURN; where another
                                column says which enums a value is of: by = that column, enums.<its value> = [enum]

Every statement asks `$as_of`. It may also use `$year_before` and `$ninety_days_before`: a position without a review
date that was stated before them is past review. A list in an answer is a set, in order. Where an engine forces
other words, `<name>.<dialect>.cypher` holds the statement for that engine alone.
"""

from __future__ import annotations

import calendar
import math
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.errors import SamverkanError, UsageError
from samverkan.question_check import check_names
from samverkan.schema import read_schema
from samverkan.shipped import find_folder

Argument = str | int | float | date
PLAIN_TYPES = ("date", "int", "number", "text")
IMPLICIT = ("as_of", "year_before", "ninety_days_before")
DIALECTS = ("neo4j", "embedded")
_EMPTY: Mapping[str, Argument] = {"text": "", "int": 0, "number": 0}


class QuestionError(SamverkanError):
    """Refuse a question file that breaks the rules of `queries/`."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `type` is a label of the model (its value an id), or date, int, number, text.

    The default of an id or a text is "" where it filters nothing; `enum` names the tokens it may be.
    """

    name: str
    type: str
    required: bool
    default: Argument | None
    enum: str | None
    words: Mapping[str, str]

    @property
    def choices(self) -> tuple[str, ...] | None:
        """The tokens it may be, or None where it is not limited."""
        return tuple(read_schema().enums[self.enum]) if self.enum else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its words. `tokens` are the words of its values where those are tokens, `enum` the tokens' name.

    Where a column `by` says of what kind a value is, `enums` names the enums of each kind.
    """

    name: str
    words: Mapping[str, str]
    enum: str | None = None
    tokens: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    by: str | None = None
    enums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def word(self, value: str, lang: str, row: Mapping[str, Any]) -> str:
        """Return the word that is shown for a value in a row; one that is no token is shown as it stands."""
        kinds = self.enums.get(str(row.get(self.by)), ()) if self.by else ()
        found = next((enum for enum in kinds if value in read_schema().enums[enum]), None)
        return read_schema().word(found, value, lang) if found else self.tokens.get(value, {}).get(lang, value)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue; `dialects` holds the statements of engines that need their own."""

    name: str
    topic: str
    titles: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    cannot_see: Mapping[str, str]
    statement: str
    dialects: Mapping[str, str] = field(default_factory=dict)

    def statement_for(self, dialect: str) -> str:
        """Return the statement in the words of an engine (`embedded` or `neo4j`)."""
        return self.dialects.get(dialect, self.statement)

    def to_json(self, lang: str) -> dict[str, Any]:
        """Return what `ask` alone prints of the question, its words in a language."""
        parameters = [
            {
                "name": p.name,
                "type": p.type,
                "required": p.required,
                "default": p.default.isoformat() if isinstance(p.default, date) else p.default,
                "choices": list(p.choices) if p.choices else None,
                "title": p.words[lang],
            }
            for p in self.parameters
        ]
        return {
            "name": self.name,
            "topic": self.topic,
            "title": self.titles[lang],
            "parameters": parameters,
            "columns": [column.name for column in self.columns],
            "cannot_see": self.cannot_see[lang],
        }


@cache
def read_questions(folder: Path | None = None) -> Mapping[str, Question]:
    """Read and check every question, by name, in order of topic and name; a broken one is a QuestionError."""
    found: dict[str, Question] = {}
    for path in _list_files(folder or find_folder("queries")):
        question = read_question(path)
        if question.name in found:
            raise QuestionError("questions.name-twice", file=path.name)
        found[question.name] = question
    return found


def _list_files(root: Path) -> list[Path]:
    return [path for path in sorted(root.glob("*/*.cypher")) if "." not in path.stem]


def find_question(name: str) -> Question:
    """Return the question of a name (spaces and underscores count as hyphens), or say which come nearest.

    A question that is called by its name is read alone.
    """
    wanted = name.strip().casefold().replace("_", "-").replace(" ", "-")
    named = [path for path in _list_files(find_folder("queries")) if path.stem == wanted]
    return read_question(named[0]) if len(named) == 1 else _find_by_title(name, wanted)


def _find_by_title(name: str, wanted: str) -> Question:
    import difflib

    questions = read_questions()
    titles = {title.casefold(): q.name for q in questions.values() for title in q.titles.values()}
    if name.strip().casefold() in titles:
        return questions[titles[name.strip().casefold()]]
    near = difflib.get_close_matches(wanted, list(questions), n=3, cutoff=0.3)
    raise UsageError("questions.unknown", name=name, nearest=tuple(near))


def read_question(path: Path) -> Question:
    """Read one question file and check it against the schema and against itself."""
    header, statement = _read_parts(path)
    try:
        question = Question(
            name=path.stem,
            topic=path.parent.name,
            titles=_words(header["title"]),
            parameters=tuple(_parameter(name, entry) for name, entry in header.get("parameters", {}).items()),
            columns=tuple(_column(name, entry) for name, entry in header["columns"].items()),
            order=tuple(header.get("order", ())),
            cannot_see=_words(header["cannot_see"]),
            statement=statement,
            dialects={
                dialect: _read_parts(other)[1]
                for dialect in DIALECTS
                if (other := path.with_suffix(f".{dialect}.cypher")).exists()
            },
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise QuestionError("questions.bad-header", file=path.name, problem=str(error)) from error
    _check(question, path.name)
    return question


def to_catalogue(lang: str) -> str:
    """Return every question with its parameters, columns and blind spots as Markdown, by topic."""
    lines: list[str] = []
    topic = ""
    for question in read_questions().values():
        if question.topic != topic:
            topic = question.topic
            lines += [f"## {topic}", ""]
        lines += [f"### {question.name}", "", f"**{question.titles[lang]}** ({question.titles['sv']})", ""]
        lines += [_parameter_line(parameter, lang) for parameter in question.parameters]
        lines += ["" if question.parameters else "No parameters.\n", "Columns: " + _column_names(question), ""]
        lines += [f"Cannot see: {question.cannot_see[lang]}", ""]
    return "\n".join(lines).rstrip()


def _parameter_line(parameter: Parameter, lang: str) -> str:
    choices = f": {', '.join(parameter.choices)}" if parameter.choices else ""
    need = "required" if parameter.required else "may be left out"
    return f"- `{parameter.name}`: {parameter.words[lang]} ({parameter.type}, {need}){choices}"


def _column_names(question: Question) -> str:
    return ", ".join(f"`{column.name}`" for column in question.columns)


def _read_parts(path: Path) -> tuple[dict[str, Any], str]:
    lines = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines()
    comments = [line[2:].removeprefix(" ") for line in lines if line.startswith("//")]
    statement = "\n".join(line for line in lines if not line.startswith("//")).strip()
    try:
        return tomllib.loads("\n".join(comments)), statement
    except tomllib.TOMLDecodeError as error:
        raise QuestionError("questions.bad-header", file=path.name, problem=str(error)) from error


def _words(entry: Mapping[str, Any]) -> dict[str, str]:
    return {lang: " ".join(entry[lang].split()) for lang in read_schema().languages}


def _parameter(name: str, entry: Mapping[str, Any]) -> Parameter:
    kind, required = entry["type"], entry.get("required", False)
    default = None if required else entry.get("default", _EMPTY.get(kind, ""))
    return Parameter(name, kind, required, default, entry.get("enum"), _words(entry))


def _column(name: str, entry: Mapping[str, Any]) -> Column:
    enum = entry.get("enum")
    shown = {
        token: {lang: w[0] for lang, w in words.items()}
        for token, words in read_schema().enums.get(enum or "", {}).items()
    }
    own = {token: _words(words) for token, words in entry.get("tokens", {}).items()}
    enums = {kind: tuple(names) for kind, names in entry.get("enums", {}).items()}
    return Column(name, _words(entry), enum, shown | own, entry.get("by"), enums)


def _check(question: Question, file: str) -> None:
    for fault in _find_faults(question):
        raise QuestionError("questions.bad-header", file=file, problem=fault)
    for statement in (question.statement, *question.dialects.values()):
        problems = check_names(
            statement,
            columns=[c.name for c in question.columns],
            declared=[p.name for p in question.parameters],
            implicit=IMPLICIT,
            tokens={token for column in question.columns for token in column.tokens},
        )
        for problem in problems:
            raise QuestionError(f"questions.{problem.kind}", file=file, name=problem.name)


def _find_faults(question: Question) -> Iterator[str]:
    schema = read_schema()
    columns = {column.name for column in question.columns}
    enums = [p.enum for p in question.parameters] + [c.enum for c in question.columns]
    enums += [enum for column in question.columns for names in column.enums.values() for enum in names]
    yield from (f"by {column.by}" for column in question.columns if column.by and column.by not in columns)
    yield from (f"enum {name}" for name in enums if name and name not in schema.enums)
    yield from (f"order {name}" for name in question.order if name.removeprefix("-") not in columns)
    for parameter in question.parameters:
        if parameter.type not in (*PLAIN_TYPES, *schema.labels):
            yield f"type {parameter.type}"
        if parameter.name in IMPLICIT or (parameter.type == "date" and not parameter.required):
            yield f"parameter {parameter.name}"


Resolve = Callable[[str, str], str]


def read_parameters(
    question: Question, given: Mapping[str, str], *, as_of: date, resolve: Resolve | None = None
) -> dict[str, Argument]:
    """Return the values for a question's statement, the implicit dates that it uses included.

    `given` holds what a user wrote; `resolve(label, text)` turns a name into an id and refuses an unknown one.
    Unknown, missing and malformed parameters are UsageErrors.
    """
    known = {p.name: p for p in question.parameters}
    for name in given:
        if name not in known:
            names = ", ".join(known) or "–"
            raise UsageError("questions.unknown-parameter", name=name, question=question.name, known=names)
    values: dict[str, Argument] = {}
    for parameter in question.parameters:
        text = unicodedata.normalize("NFC", given.get(parameter.name, "")).strip()
        if text:
            values[parameter.name] = _read_value(parameter, text, resolve)
        elif parameter.required:
            raise UsageError("questions.missing-parameter", name=parameter.name, question=question.name)
        else:
            assert parameter.default is not None
            values[parameter.name] = parameter.default
    used = "".join((question.statement, *question.dialects.values()))
    return values | {name: day for name, day in find_dates(as_of).items() if f"${name}" in used}


def _read_value(parameter: Parameter, text: str, resolve: Resolve | None) -> Argument:
    if parameter.enum:
        token = read_schema().find_token(parameter.enum, text)
        if token is None:
            choices = ", ".join(parameter.choices or ())
            raise UsageError("questions.not-a-choice", name=parameter.name, value=text, choices=choices)
        return token
    if parameter.type in read_schema().labels:
        return resolve(parameter.type, text) if resolve else text
    try:
        return _READERS[parameter.type](text)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"questions.not-{parameter.type}", name=parameter.name, value=text) from error


def _number(text: str) -> float:
    number = float(text.replace(" ", "").replace(" ", "").replace(",", "."))
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _int(text: str) -> int:
    number = int(text)
    if abs(number) >= 2**63:
        raise ValueError("no engine holds it")
    return number


_READERS: Mapping[str, Callable[[str], Argument]] = {
    "date": date.fromisoformat,
    "int": _int,
    "number": _number,
    "text": str,
}


def find_dates(as_of: date) -> dict[str, date]:
    """Return the implicit dates: a position stated before one of the latter two is past its review on `as_of`.

    `year_before` is the earliest day whose same day 12 months later is not before `as_of`.
    """
    year = max(as_of.year - 1, 1)
    last = calendar.monthrange(year, as_of.month)[1]
    first_after = date(year, as_of.month, last) + timedelta(days=1)
    year_before = as_of.replace(year=year) if as_of.day <= last else first_after
    # The last day there is stands for "no end" in the stores; nothing would be valid on it.
    as_of = min(as_of, date(9999, 12, 30))
    ordinal = max(as_of.toordinal() - 90, 1)
    return {"as_of": as_of, "year_before": year_before, "ninety_days_before": date.fromordinal(ordinal)}
