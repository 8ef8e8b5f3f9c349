"""What reading the rows of a workbook collects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samverkan.model import Relation
from samverkan.tables.fields import Item
from samverkan.tables.workbook.cells import Plain, Raw, tidy
from samverkan.tables.workbook.references import References

Cells = Mapping[str, tuple[int, Raw]]
Made = tuple[Relation, int, str]


@dataclass
class Collected:
    """The items of a workbook, and what is to be told of how they came about."""

    items: list[Item] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    new_ids: list[tuple[str, str]] = field(default_factory=list)
    references: References = field(default_factory=References)


def says_yes(raw: Raw) -> bool:
    """Tell whether a cell says yes."""
    value = tidy(raw.value)
    return value is True or (isinstance(value, str) and value.casefold() in ("ja", "yes", "x", "j", "y"))


def text_of(cells: Cells, key: str) -> str | None:
    """Return what a row says under a key, as text."""
    value: Plain = tidy(cells[key][1].value) if key in cells else None
    return None if value is None else str(value)
