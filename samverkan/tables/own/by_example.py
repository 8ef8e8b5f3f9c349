"""A recipe from rows that somebody says the meaning of: where each value stands, and what is the same every time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.schema import Label, read_schema
from samverkan.tables.field_words import find_item_key, fold
from samverkan.tables.item_fields import Field
from samverkan.tables.own.find_table import SECTION, Line, Table
from samverkan.tables.own.parts import find_amount, split_names
from samverkan.tables.own.recipe import find_section

_NUMBERED = re.compile(r"([^\d.]+?)(\d*)\.(.+)")
_WAYS = ("same", "token", "part", "amount", "thing")  # in which a cell can hold a value, the plainest first

AskValue = Callable[[str, Sequence[str], int], str | None]


@dataclass(frozen=True)
class Example:
    """A row of a table, by its number in the sheet, and what it should become."""

    row: int
    fields: tuple[Field, ...]


def learn_recipe(
    table: Table, examples: Sequence[Example], base: Map, ask: AskValue = lambda *_: None
) -> dict[str, Any]:
    """Return the recipe that some rows and the fields that they should become stand for.

    A field is `actor.name=Gatuchef`: what is made, its field, and the value as it stands in the row (equal, a word for
    the same token, one part of a cell, an amount in a text, the name of a thing), or else the same for every row. What
    stands in two columns of one row is told apart by another row that says it too; `ask(field, columns, row)` is put
    what it is in a row where these columns differ.
    """
    work = _Learner(table, base, ask)
    said: dict[str, dict[int, str]] = {}
    for example in examples:
        for field in example.fields:
            said.setdefault(field.name, {})[example.row] = field.value
    makes: dict[str, tuple[str, dict[str, Any]]] = {}
    for written, values in said.items():
        name, section, key = read_field_name(written)
        makes.setdefault(name, (section, {}))[1][key] = work.find(section, key, written, values)
    recipe: dict[str, Any] = {"recipe": 1, "table": {"headers": list(table.headings)}}
    if work.split:
        recipe["table"]["split"] = work.split
    recipe["makes"] = [{section: _as_find(section, made)} for section, made in _complete(makes.values())]
    return recipe


def read_field_name(name: str) -> tuple[str, str, str]:
    """Return (what is made, its section, its field) of `actor.name`; a number tells two of a kind apart."""
    found = _NUMBERED.fullmatch(name)
    section = find_section(found[1].strip()) if found else None
    if found is None or section is None:
        raise UsageError("foreign.not-a-field", found=name)
    label = read_schema().sections[section]
    key = "id" if found[3] == "id" else find_item_key(label.name, found[3])
    if key is None:
        raise UsageError("foreign.not-a-field", found=name)
    return f"{section}{found[2]}", section, key


class _Learner:
    def __init__(self, table: Table, base: Map, ask: AskValue) -> None:
        self.table, self.base, self.ask = table, base, ask
        self.lines = {line.number: line for line in table.lines}
        self.split: dict[str, str] = {}

    def find(self, section: str, key: str, field: str, values: Mapping[int, str]) -> Any:
        """Return the template that gives the value of every row, the value itself where it stands nowhere in them."""
        first = next(iter(values.values()))
        if any("{" in value or not value for value in values.values()):
            return first
        label = read_schema().sections[section]
        found = self.find_columns(values, label, key)
        if len(found) > 1 and len(values) == 1:
            found = self.ask_for_more(field, found, values, label, key)
        if len(found) > 1:
            raise UsageError("foreign.two-columns", found=first, columns=", ".join(found), first=next(iter(found)))
        if found:
            ((heading, way),) = found.items()
            return self.to_template(way, heading)
        if len({fold(value) for value in values.values()}) > 1:
            raise UsageError("foreign.no-column", field=field, values=", ".join(values.values()))
        return first

    def find_columns(self, values: Mapping[int, str], label: Label, key: str) -> dict[str, str]:
        """Return the columns that hold the value of every row, those only that hold it in the plainest way."""
        rows = [self.find_ways(self.read_line(row), value, label, key) for row, value in values.items()]
        shared = [heading for heading in rows[0] if all(heading in row for row in rows)]
        ways = {heading: max((row[heading] for row in rows), key=_WAYS.index) for heading in shared}
        plainest = min((_WAYS.index(way) for way in ways.values()), default=0)
        return {heading: way for heading, way in ways.items() if way == _WAYS[plainest]}

    def read_line(self, row: int) -> Line:
        if row not in self.lines:
            raise UsageError(
                "foreign.no-row", row=row, first=min(self.lines, default=0), last=max(self.lines, default=0)
            )
        return self.lines[row]

    def find_ways(self, line: Line, value: str, label: Label, key: str) -> dict[str, str]:
        """Return the plainest way in which each column of a row holds a value."""
        found = {}
        for heading in dict.fromkeys([*self.table.headings, SECTION]):
            text = line.cells.get(heading)
            way = next((way for way in _WAYS if text and self.stands(way, text, value, label, key)), None)
            if way is not None:
                found[heading] = way
        return found

    def ask_for_more(
        self, field: str, columns: Mapping[str, str], values: Mapping[int, str], label: Label, key: str
    ) -> dict[str, str]:
        """Ask what a field is in the first row where the columns differ; the columns as they are, if nobody answers."""
        for number, line in self.lines.items():
            texts = {fold(line.cells.get(heading, "")) for heading in columns}
            if number not in values and len(texts) == len(columns):
                answer = self.ask(field, [line.cells.get(heading, "") for heading in columns], number)
                return self.find_columns({**values, number: answer}, label, key) if answer else dict(columns)
        return dict(columns)

    def stands(self, kind: str, text: str, value: str, label: Label, key: str) -> bool:
        """Tell whether a cell holds a value in one of the ways in which it can."""
        if kind == "same":
            return fold(text) == fold(value) or _is_same_number(text, value)
        if kind == "token":
            return _is_same_token(text, value, label, key)
        if kind == "part":
            return len(split_names(text)) > 1 and fold(value) in map(fold, split_names(text))
        if kind == "amount":
            return _is_number(label, key) and value.isdecimal() and find_amount(text, alone=True) == int(value)
        node = self.base.nodes.get(value) if key in read_schema().keys[label.name] else None
        return node is not None and fold(node.name) == fold(text)

    def to_template(self, kind: str, heading: str) -> Any:
        if kind == "part":
            self.split[heading] = "/;"
        hole = f"{{{heading}}}"
        return {"amount": hole} if kind == "amount" else hole


def _is_same_number(text: str, value: str) -> bool:
    try:
        return float(text.replace(",", ".")) == float(value.replace(",", "."))
    except ValueError:
        return False


def _is_same_token(text: str, value: str, label: Label, key: str) -> bool:
    prop = label.properties.get(key)
    if prop is None or not prop.enum:
        return False
    token = read_schema().find_token(prop.enum, value)
    return token is not None and read_schema().find_token(prop.enum, text) == token


def _is_number(label: Label, key: str) -> bool:
    prop = label.properties.get(key)
    return prop is not None and prop.type in ("int", "number")


def _complete(makes: Iterable[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """Return what is made in an order in which things are there when others name them.

    A relation that a thing cannot do without leads to what the same row makes, where only one thing of it fits.
    """
    order = ["sources", "areas", "actors", "issues", "causes", "matters", "initiatives"]
    sorted_makes = sorted(makes, key=lambda made: order.index(made[0]) if made[0] in order else len(order))
    sections = [section for section, _ in sorted_makes]
    for section, made in sorted_makes:
        label = read_schema().sections[section]
        for need in label.needs:
            relation, outward = read_schema().keys[label.name][need]
            ends = {end if outward else start for start, end in relation.ends}
            fitting = [other for other in sections if read_schema().sections[other].name in ends and other != section]
            if need not in made and len(fitting) == 1:
                made[need] = fitting[0]
    return sorted_makes


def _as_find(section: str, made: Mapping[str, Any]) -> dict[str, Any]:
    """Let an actor that a cell names be found by its name, and made where nobody has it."""
    if section != "actors" or "id" in made or "name" not in made:
        return dict(made)
    rest = {key: value for key, value in made.items() if key != "name"}
    return {"find": made["name"], **rest, "missing": "make"}
