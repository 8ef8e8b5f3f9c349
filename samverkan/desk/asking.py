"""What a table asks about before it is read in: what its rows and columns are, and words that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.desk.session import Session
from samverkan.errors import UsageError
from samverkan.schema import Label, RelationType, read_schema
from samverkan.tables.field_words import find_item_key, fold

if TYPE_CHECKING:
    from samverkan.workflows.imports import ImportTerms, Seen

SECTIONS = ("actors", "initiatives", "matters", "areas")  # what a row of a table of one's own may be
_YES = "yes"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody has told of a table: what a row is, the field of each column, what all rows share, and answers.

    `chosen` is what was last chosen in the form for each kind of row: it stands there again whenever that is asked.
    """

    section: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a word: what it is called in the form, the question, and the words to choose an answer from."""

    name: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Asking:
    """Answers what a table asks by what has been told, and notes every question. What is not answered is left empty."""

    session: Session
    told: Told
    asked: dict[str, Asked] = field(default_factory=dict)
    waits: bool = False  # for an answer without which the table cannot be read

    def ask(self, key: str, *, word: str, n: int = 1, values: str = "") -> str:
        """Return what a word is; nothing where nobody has said it yet."""
        return self._answer(key, word, "ask", False, word=word, n=n, values=values)

    def offer(self, key: str, **values: Any) -> bool:
        """Tell whether something is to be done."""
        return self._answer(key, "", "offer", True, **values) == _YES

    def _answer(self, key: str, word: str, way: str, either: bool, /, **values: Any) -> str:
        name = _call("answer", key, word)
        question = self.session.texts(f"foreign.{way}-{key}", **values).removesuffix(":")  # it ended a prompt's line
        choices = ((_YES, self.session.say("yes")),) if either else ()
        self.asked[name] = Asked(name, question, choices)
        return self.told.answers.get(name, "").strip()

    def ask_new(self, label: Label, word: str) -> dict[str, str]:
        """Return the fields of a thing that is to be added since the table names it; none before somebody says so."""
        name, lang = _call("answer", "new", label.name, word), self.session.texts.lang
        key, choices = next(_list_required(label, lang), ("", ((_YES, self.session.say("yes")),)))
        question = self.session.say("new-kind" if key else "new-thing", name=word, label=label.words[lang][0])
        self.asked[name] = Asked(name, question, choices)
        answer = self.told.answers.get(name)
        if answer not in dict(choices):
            self.waits |= answer is None
            return {}
        return {"name": word, **({key: answer} if key else {})}


def _call(*parts: str) -> str:
    """Return what a question is called in a form: on one line, since browsers send another line break than they got."""
    return " ".join(" ".join(parts).split())


def build_terms(asking: Asking, path: Path) -> ImportTerms:
    """Return how a table is read: by the recipe that was told, which lies beside the file for as long as that does."""
    from samverkan.tables.recipe_file import to_recipe_text
    from samverkan.workflows.imports import ImportTerms

    told, recipe = asking.told, None
    if told.columns:
        made = {key: f"{{{heading}}}" for heading, key in told.columns.items()} | dict(told.shared)
        raw = {"table": {"headers": list(told.columns)}, "makes": [*_add_new(asking, path), {told.section: made}]}
        recipe = path.with_name(f"{path.name}.recipe")
        recipe.write_text(to_recipe_text(raw, path.stem), "utf-8")
    return ImportTerms(recipe=recipe, ask=asking.ask, offers=asking.offer)


def _add_new(asking: Asking, path: Path) -> list[dict[str, dict[str, str]]]:
    """Return what a recipe makes of the names in a table that neither the map nor another row of it knows."""
    from samverkan.tables.own.find_table import find_table

    told, schema = asking.told, read_schema()
    own, table = schema.sections[told.section], find_table(path)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for heading, key in told.columns.items():
        ends = _find_ends(own, *schema.keys[own.name][key]) if key in schema.keys[own.name] else set()
        if len(ends) != 1:  # it may be this or that: which, the name does not tell
            continue
        (end,) = ends
        known = {fold(text) for n in asking.session.content.labelled(end) for text in (n.id, n.name)}
        if end == own.name:
            named = [h for h, k in told.columns.items() if k in ("name", "id")]
            known |= {fold(line.cells.get(h, "")) for line in table.lines for h in named}
        for word in (line.cells.get(heading, "") for line in table.lines):
            if word and fold(word) not in known and not {"{", "}"} & set(word) and (end, fold(word)) not in found:
                found[end, fold(word)] = asking.ask_new(schema.labels[end], word)
    return [{schema.labels[end].section: fields} for (end, _), fields in found.items() if fields]


def _list_required(label: Label, lang: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield what a thing cannot do without and that is one of some words, with these."""
    schema = read_schema()
    for key, prop in label.properties.items():
        if prop.required and prop.enum:
            yield key, tuple((token, words[lang][0]) for token, words in schema.enums[prop.enum].items())


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
    shared: tuple[tuple[str, str, tuple[tuple[str, str], ...], str], ...]


def ask_columns(session: Session, seen: Seen, section: str, told: Told, typed: Mapping[str, str]) -> Columns:
    """Return what is asked of a table that nobody knows how to read, with what was chosen in it before."""
    section, schema, lang = section if section in SECTIONS else SECTIONS[0], read_schema(), session.texts.lang
    label = schema.sections[section]
    fields = list_fields(label, lang)
    chosen = {**_carry(told, fields), **told.chosen.get(section, {}), **typed}
    columns = tuple(
        Column(
            place,
            column.heading,
            "; ".join(column.values),
            chosen.get(f"column {place}", find_item_key(label.name, column.heading) or ""),
            column.meaning == "private",
        )
        for place, column in enumerate(seen.columns)
    )
    shared = tuple(
        (key, label.properties[key].words[lang], choices, chosen.get(f"all {key}", ""))
        for key, choices in _list_required(label, lang)
    )
    sections = tuple((name, schema.sections[name].words[lang][0]) for name in SECTIONS)
    return Columns(section, sections, columns, tuple(fields.items()), shared)


def _carry(told: Told, fields: Mapping[str, str]) -> dict[str, str]:
    """Return what was chosen for another kind of row and may be here, too: a name stays a name."""
    before = [item for chosen in told.chosen.values() for item in chosen.items()]
    return {name: key for name, key in before if name.startswith("column ") and (key in fields or not key)}


def list_fields(label: Label, lang: str) -> dict[str, str]:
    """Return the fields that a column may be, with their words: properties, and what is told by the name of another."""
    schema = read_schema()
    named = {key for key, found in schema.keys[label.name].items() if _leads_to_names(label, *found)}
    relations = {key: schema.keys[label.name][key][0].words[lang][0] for key in sorted(named)}
    return {key: prop.words[lang] for key, prop in label.properties.items() if not prop.private} | relations


def _leads_to_names(label: Label, kind: RelationType, outward: bool) -> bool:
    ends = _find_ends(label, kind, outward)
    return bool(ends) and all(read_schema().labels[end].name_required for end in ends)


def _find_ends(label: Label, kind: RelationType, outward: bool) -> set[str]:
    return {end for start, end in kind.ends if start == label.name} if outward else set()


def change_rows(told: Told, form: Mapping[str, str]) -> Told:
    """Keep what was chosen for one kind of row while it is asked what the columns are of another."""
    picked = {key: text for key, text in form.items() if key.startswith(("column ", "all "))}
    section = form.get("section", "")
    return replace(told, chosen={**told.chosen, section: picked}) if section in SECTIONS else told


def read_told(told: Told, form: Mapping[str, str]) -> Told:
    """Return what has been told with what a form tells besides; a table without any column that is told is refused."""
    answers = {**told.answers, **{key: text for key, text in form.items() if key.startswith("answer ")}}
    if "section" not in form:
        return replace(told, answers=answers)
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
    return replace(change_rows(told, form), section=form["section"], columns=columns, shared=shared, answers=answers)
