"""What a table asks about before it is read in: what its rows and columns are, and words that nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.desk.session import Session
from samverkan.errors import UsageError
from samverkan.schema import Label, RelationType, read_schema
from samverkan.tables.field_words import find_item_key

if TYPE_CHECKING:
    from samverkan.workflows.imports import ImportTerms, Seen

SECTIONS = ("actors", "initiatives", "matters", "areas")  # what a row of a table of one's own may be
_YES = "yes"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody has told of a table: what a row is, the field of each column, what all rows share, and answers."""

    section: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a word: what it is called in the form, the question, and whether it is a yes or no."""

    name: str
    text: str
    either: bool


@dataclass(slots=True)
class Asking:
    """Answers what a table asks by what has been told, and notes every question. What is not answered is left empty."""

    session: Session
    told: Told
    asked: dict[str, Asked] = field(default_factory=dict)

    def ask(self, key: str, *, word: str, n: int = 1, values: str = "") -> str:
        """Return what a word is; nothing where nobody has said it yet."""
        return self._answer(key, word, "ask", False, word=word, n=n, values=values)

    def offer(self, key: str, **values: Any) -> bool:
        """Tell whether something is to be done."""
        return self._answer(key, "", "offer", True, **values) == _YES

    def _answer(self, key: str, word: str, way: str, either: bool, /, **values: Any) -> str:
        name = f"answer {key} {word}"
        question = self.session.texts(f"foreign.{way}-{key}", **values).removesuffix(":")  # it ended a prompt's line
        self.asked[name] = Asked(name, question, either)
        return self.told.answers.get(name, "").strip()


def build_terms(asking: Asking, path: Path) -> ImportTerms:
    """Return how a table is read: by the recipe that was told, which lies beside the file for as long as that does."""
    from samverkan.tables.recipe_file import to_recipe_text
    from samverkan.workflows.imports import ImportTerms

    told, recipe = asking.told, None
    if told.columns:
        made = {key: f"{{{heading}}}" for heading, key in told.columns.items()} | dict(told.shared)
        raw = {"table": {"headers": list(told.columns)}, "makes": [{told.section: made}]}
        recipe = path.with_name(f"{path.name}.recipe")
        recipe.write_text(to_recipe_text(raw, path.stem), "utf-8")
    return ImportTerms(recipe=recipe, ask=asking.ask, offers=asking.offer)


@dataclass(frozen=True, slots=True)
class Column:
    """A column to be explained: its heading, some of its values, and the field that it may be."""

    place: int
    heading: str
    values: str
    field: str
    private: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """What is asked of a table that nobody knows: what a row is, its columns, their fields, and what all rows share."""

    section: str
    sections: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    fields: tuple[tuple[str, str], ...]
    shared: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


def ask_columns(session: Session, seen: Seen, section: str, typed: Mapping[str, str]) -> Columns:
    """Return what is asked of a table that nobody knows how to read, with what was chosen in a form that is refused."""
    section, schema, lang = section if section in SECTIONS else SECTIONS[0], read_schema(), session.texts.lang
    label = schema.sections[section]
    fields = list_fields(label, lang)
    columns = tuple(
        Column(
            place,
            column.heading,
            "; ".join(column.values),
            typed.get(f"column {place}", find_item_key(label.name, column.heading) or ""),
            column.meaning == "private" or bool({"{", "}"} & set(column.heading)),
        )
        for place, column in enumerate(seen.columns)
    )
    shared = tuple(
        (key, prop.words[lang], tuple((token, words[lang][0]) for token, words in schema.enums[prop.enum].items()))
        for key, prop in label.properties.items()
        if prop.required and prop.enum
    )
    sections = tuple((name, schema.sections[name].words[lang][0]) for name in SECTIONS)
    return Columns(section, sections, columns, tuple(fields.items()), shared)


def list_fields(label: Label, lang: str) -> dict[str, str]:
    """Return the fields that a column may be, with their words: properties, and what is told by the name of another."""
    schema = read_schema()
    named = {key for key, found in schema.keys[label.name].items() if _leads_to_names(label, *found)}
    relations = {key: schema.keys[label.name][key][0].words[lang][0] for key in sorted(named)}
    return {key: prop.words[lang] for key, prop in label.properties.items() if not prop.private} | relations


def _leads_to_names(label: Label, kind: RelationType, outward: bool) -> bool:
    ends = {end for start, end in kind.ends if start == label.name}
    return outward and bool(ends) and all(read_schema().labels[end].name_required for end in ends)


def read_told(told: Told, form: Mapping[str, str]) -> Told:
    """Return what has been told with what a form tells besides; a table without any column that is told is refused."""
    answers = {**told.answers, **{key: text for key, text in form.items() if key.startswith("answer ")}}
    if "section" not in form:
        return Told(told.section, told.columns, told.shared, answers)
    columns: dict[str, str] = {}
    for name, heading in form.items():  # columns that are not used leave gaps in the numbers
        key = form.get(f"column {name.removeprefix('heading ')}", "") if name.startswith("heading ") else ""
        if key in columns.values():
            raise UsageError("desk.field-twice", text=key)
        if heading and key:
            columns[heading] = key
    if form["section"] not in SECTIONS or not columns:
        raise UsageError("desk.no-columns")
    shared = {key.removeprefix("all "): text for key, text in form.items() if key.startswith("all ") and text}
    shared = {key: text for key, text in shared.items() if key not in columns.values()}
    return Told(form["section"], columns, shared, answers)
