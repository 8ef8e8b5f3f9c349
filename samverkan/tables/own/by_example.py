"""A recipe from one row that somebody says the meaning of: where each value stands, and what is the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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


def learn_recipe(table: Table, row: int, fields: Sequence[Field], base: Map) -> dict[str, Any]:
    """Return the recipe that a row (its number in the sheet) and the fields that it should become stand for.

    A field is `actor.name=Gatuchef`: what is made, its field, and the value as it stands in the row (equal, a word for
    the same token, one part of a cell, an amount in a text, the name of a thing), or else the same for every row.
    """
    line = next((line for line in table.lines if line.number == row), None)
    if line is None:
        rows = [line.number for line in table.lines]
        raise UsageError("foreign.no-row", row=row, first=min(rows, default=0), last=max(rows, default=0))
    work = _Learner(table, line, base)
    makes: dict[str, tuple[str, dict[str, Any]]] = {}
    for field in fields:
        name, section, key = _read_name(field.name)
        made = makes.setdefault(name, (section, {}))[1]
        made[key] = work.find(section, key, field.value)
    recipe: dict[str, Any] = {"recipe": 1, "table": {"headers": list(table.headings)}}
    if work.split:
        recipe["table"]["split"] = work.split
    recipe["makes"] = [{section: _as_find(section, made)} for section, made in _complete(makes.values())]
    return recipe


def _read_name(name: str) -> tuple[str, str, str]:
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
    def __init__(self, table: Table, line: Line, base: Map) -> None:
        self.table, self.line, self.base = table, line, base
        self.split: dict[str, str] = {}

    def find(self, section: str, key: str, value: str) -> Any:
        """Return the template that gives a value in this row, the value itself where it stands nowhere in it."""
        if "{" in value or not value:
            return value
        label = read_schema().sections[section]
        for kind in ("same", "token", "part", "amount", "thing"):
            found = [heading for heading, text in self.cells() if self.stands(kind, text, value, label, key)]
            if len(found) > 1:
                raise UsageError("foreign.two-columns", found=value, columns=", ".join(found), first=found[0])
            if found:
                return self.to_template(kind, found[0])
        return value

    def cells(self) -> Iterable[tuple[str, str]]:
        headings = dict.fromkeys([*self.table.headings, SECTION])
        return [(heading, self.line.cells[heading]) for heading in headings if self.line.cells.get(heading)]

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
