"""Find, read and check the questions in `queries/`.

A question is one file `<topic>/<name>.cypher`: comment lines that hold TOML, then one statement. The header knows

    title.sv, title.en          what is asked
    name.sv                     what the question is called in Swedish; the file's own name without it
    cannot_see.sv, .en          what an answer leaves out
    nothing.sv, .en             what the map lacks where there are no rows, and how to add it (may be left out)
    answer                      the function that makes the rows, where rules are needed (workflows/answers.py)
    order                       columns that sort the rows, "-column" from the other end
    [parameters] <name>         {type = a label | date | int | number | text, required or default, enum, sv, en,
                                name_sv = its Swedish name, where that is not the word sv}
    [columns] <name>            {sv, en}, and enum or tokens.<token> = {sv, en}; in the order of RETURN; where another
                                column says which enums a value is of: by = that column, enums.<its value> = [enum]
                                thing = true: ids; names stand beside them (in a column <name>_name) and in a table
                                empty: what an empty cell means: none (of an empty list, if not written), unknown (of
                                anything else), nothing, not_applicable, undated, unlimited, everywhere, no_end,
                                unnamed or name_actor; null: the same, where a list may also be missing;
                                empty_where.<column>.<value>: the same, in rows of that value (none, true and false are
                                values too)
                                place = "below" the table, where there is anything, or "data": not in a table at all

Where a function answers, the statement brings the ids of everything that it needs, never less, and decides nothing
(there is none where the function declares its reads); else it gives the rows, and asks `$as_of`. It may also use
`$year_before` and `$ninety_days_before`: a position without a review date that was stated before them is past review.
A list in an answer is a set, in order. Where an engine forces other words, `<name>.<dialect>.cypher` holds the
statement for that engine alone.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.errors import SamverkanError, Spoken, UsageError
from samverkan.question_check import check_names
from samverkan.schema import read_schema
from samverkan.shipped import find_folder

Argument = str | int | float | date
PLAIN_TYPES = ("date", "int", "number", "text")
IMPLICIT = ("as_of", "year_before", "ninety_days_before")
DIALECTS = ("neo4j", "embedded")
EMPTIES = (
    *("unknown", "none", "nothing", "not_applicable", "undated", "unlimited", "everywhere", "no_end", "unnamed"),
    "name_actor",
)
PLACES = ("table", "below", "data")
_SWEDISH_NAME = re.compile(r'^// name\.sv = "(.*)"', re.MULTILINE)
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
    name_sv: str

    @property
    def choices(self) -> tuple[str, ...] | None:
        """The tokens it may be, or None where it is not limited."""
        return tuple(read_schema().enums[self.enum]) if self.enum else None

    @property
    def is_thing(self) -> bool:
        """Whether its value is the id of a thing in the map."""
        return self.type in read_schema().labels

    def name_in(self, lang: str) -> str:
        """Return the name that a user of a language reads and types; every name is understood in each."""
        return self.name_sv if lang == "sv" else self.name

    @property
    def spoken(self) -> Spoken:
        """Return its name in each language."""
        return Spoken(self.name_sv, self.name)

    def is_called(self, text: str) -> bool:
        """Tell whether a text is one of its names, or its word in a language."""
        return to_slug(text) in {to_slug(name) for name in (self.name, self.name_sv, *self.words.values())}


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its words. `tokens` are the words of its values where those are tokens, `enum` the tokens' name.

    Where a column `by` says of what kind a value is, `enums` names the enums of each kind. The values of a `thing` are
    ids. `empty` says what no value means (`empty_where` in rows with a value of another column), `place` where in a
    told answer the column stands: table, below or data.
    """

    name: str
    words: Mapping[str, str]
    enum: str | None = None
    tokens: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    by: str | None = None
    enums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    thing: bool = False
    empty: str = ""
    null: str = ""
    place: str = "table"
    empty_where: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def say_empty(self, row: Mapping[str, Any]) -> str:
        """Return the name of what its cell in a row means where that holds nothing."""
        given = ((meanings, str(row.get(name)).casefold()) for name, meanings in self.empty_where.items())
        found = next((meanings[value] for meanings, value in given if value in meanings), "")
        if found or (row.get(self.name) is None and self.null):
            return found or self.null
        return self.empty or ("none" if row.get(self.name) == [] else "unknown")

    def word(self, value: str, lang: str, row: Mapping[str, Any]) -> str:
        """Return the word that is shown for a value in a row; one that is no token is shown as it stands."""
        kinds = self.enums.get(str(row.get(self.by)), ()) if self.by else ()
        found = next((enum for enum in kinds if value in read_schema().enums[enum]), None)
        return read_schema().word(found, value, lang) if found else self.tokens.get(value, {}).get(lang, value)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue; `dialects` holds the statements of engines that need their own.

    `answer` names the function that makes the rows of what the statement brings ("": the statement gives the rows).
    """

    name: str
    name_sv: str
    topic: str
    titles: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    cannot_see: Mapping[str, str]
    statement: str
    dialects: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""
    nothing: Mapping[str, str] = field(default_factory=dict)

    @property
    def given_columns(self) -> tuple[Column, ...]:
        """The columns of what is given out: those declared, and after each of ids one with the names of the things."""
        declared = {column.name for column in self.columns}
        found: list[Column] = []
        for column in self.columns:
            found.append(column)
            if column.thing and f"{column.name}_name" not in declared:
                found.append(Column(f"{column.name}_name", column.words, empty=column.empty, place="data"))
        return tuple(found)

    @property
    def spoken(self) -> Spoken:
        """Return its name in each language."""
        return Spoken(self.name_sv, self.name)

    def name_in(self, lang: str) -> str:
        """Return the name that a user of a language reads and types; every name is understood in each."""
        return self.name_sv if lang == "sv" else self.name

    def statement_for(self, dialect: str) -> str:
        """Return the statement in the words of an engine (`embedded` or `neo4j`)."""
        return self.dialects.get(dialect, self.statement)

    def to_json(self, lang: str) -> dict[str, Any]:
        """Return what `ask` alone prints of the question, its words in a language."""
        parameters = [
            {
                "name": p.name,
                "name_sv": p.name_sv,
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
            "name_sv": self.name_sv,
            "topic": self.topic,
            "title": self.titles[lang],
            "parameters": parameters,
            "columns": [column.name for column in self.given_columns],
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
    """Return the question of a name, English or Swedish, or say which come nearest.

    Spaces and underscores count as hyphens. A question that is called by its name is read alone.
    """
    wanted = to_slug(name)
    named = [path for path in _list_files(find_folder("queries")) if wanted in (path.stem, _find_swedish_name(path))]
    return read_question(named[0]) if len(named) == 1 else _find_by_title(name, wanted)


def to_slug(text: str) -> str:
    """Return a name as it is compared: small letters, hyphens between the words."""
    return "-".join(unicodedata.normalize("NFC", text).casefold().replace("_", " ").replace("-", " ").split())


def _find_swedish_name(path: Path) -> str:
    found = _SWEDISH_NAME.search(path.read_text(encoding="utf-8"))
    return to_slug(found[1]) if found else ""


def _find_by_title(name: str, wanted: str) -> Question:
    import difflib

    questions = read_questions()
    titles = {title.casefold(): q.name for q in questions.values() for title in q.titles.values()}
    if name.strip().casefold() in titles:
        return questions[titles[name.strip().casefold()]]
    names = {alias: q.name for q in questions.values() for alias in (q.name, q.name_sv)}
    near = dict.fromkeys(names[alias] for alias in difflib.get_close_matches(wanted, names, n=3, cutoff=0.3))
    raise UsageError("questions.unknown", name=name, nearest=tuple(questions[one].spoken for one in near))


def read_question(path: Path) -> Question:
    """Read one question file and check it against the schema and against itself."""
    header, statement = _read_parts(path)
    try:
        question = Question(
            name=path.stem,
            name_sv=str(header.get("name", {}).get("sv", path.stem)),
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
            answer=str(header.get("answer", "")),
            nothing=_words(header["nothing"]) if "nothing" in header else {},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise QuestionError("questions.bad-header", file=path.name, problem=str(error)) from error
    _check(question, path.name)
    return question


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
    words = _words(entry)
    name_sv = entry.get("name_sv", to_slug(words["sv"]))
    return Parameter(name, kind, required, default, entry.get("enum"), words, name_sv)


def _column(name: str, entry: Mapping[str, Any]) -> Column:
    enum = entry.get("enum")
    shown = {
        token: {lang: w[0] for lang, w in words.items()}
        for token, words in read_schema().enums.get(enum or "", {}).items()
    }
    own = {token: _words(words) for token, words in entry.get("tokens", {}).items()}
    enums = {kind: tuple(names) for kind, names in entry.get("enums", {}).items()}
    return Column(
        name,
        _words(entry),
        enum,
        shown | own,
        entry.get("by"),
        enums,
        thing=entry.get("thing", False),
        empty=entry.get("empty", ""),
        null=entry.get("null", ""),
        place=entry.get("place", "table"),
        empty_where={
            other: {value: str(what) for value, what in meant.items()}
            for other, meant in entry.get("empty_where", {}).items()
        },
    )


def _check(question: Question, file: str) -> None:
    for fault in _find_faults(question):
        raise QuestionError("questions.bad-header", file=file, problem=fault)
    if question.answer and not question.statement:
        return
    for statement in (question.statement, *question.dialects.values()):
        problems = check_names(
            statement,
            columns=[c.name for c in question.columns],
            declared=[p.name for p in question.parameters],
            implicit=IMPLICIT,
            tokens={token for column in question.columns for token in column.tokens},
            answered=bool(question.answer),
        )
        for problem in problems:
            raise QuestionError(f"questions.{problem.kind}", file=file, name=problem.name)


def _find_empties(column: Column) -> set[str]:
    return {column.empty, column.null, *(what for meant in column.empty_where.values() for what in meant.values())}


def _find_faults(question: Question) -> Iterator[str]:
    schema = read_schema()
    columns = {column.name for column in question.columns}
    enums = [p.enum for p in question.parameters] + [c.enum for c in question.columns]
    enums += [enum for column in question.columns for names in column.enums.values() for enum in names]
    yield from (f"by {column.by}" for column in question.columns if column.by and column.by not in columns)
    yield from (f"enum {name}" for name in enums if name and name not in schema.enums)
    yield from (f"empty {c.empty}" for c in question.columns if not _find_empties(c) <= {"", *EMPTIES})
    yield from (f"empty_where {name}" for c in question.columns for name in c.empty_where if name not in columns)
    yield from (f"place {c.place}" for c in question.columns if c.place not in PLACES)
    yield from (f"order {name}" for name in question.order if name.removeprefix("-") not in columns)
    for parameter in question.parameters:
        if parameter.type not in (*PLAIN_TYPES, *schema.labels):
            yield f"type {parameter.type}"
        # An engine cannot compare a date with "", a function can.
        unset = parameter.type == "date" and not parameter.required and not question.answer
        if parameter.name in IMPLICIT or unset:
            yield f"parameter {parameter.name}"
