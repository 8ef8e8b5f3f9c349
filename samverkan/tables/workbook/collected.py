"""What reading the rows of a workbook collects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samverkan.model import Relation
from samverkan.tables.fields import Item
from samverkan.tables.workbook.cells import Plain, Raw, is_same, tidy
from samverkan.tables.workbook.find_sheets import Found
from samverkan.tables.workbook.layout import ID
from samverkan.tables.workbook.references import References
from samverkan.tables.workbook.rows import Row

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
    renamed: dict[str, str] = field(default_factory=dict)
    references: References = field(default_factory=References)


def is_twin(found: Found, cells: Cells, row: Row, lang: str) -> bool:
    """Tell whether a row says all that another said beside its id."""
    keys = [c.key for c in found.columns.values() if c.holds != ID and c.key != "remove"]
    return any(row.cells.get(key) for key in keys) and all(
        is_same(row.cells.get(key), cells[key][1].value, lang) for key in keys
    )


def says_yes(raw: Raw) -> bool:
    """Tell whether a cell says yes."""
    value = tidy(raw.value)
    return value is True or (isinstance(value, str) and value.casefold() in ("ja", "yes", "x", "j", "y"))


def text_of(cells: Cells, key: str) -> str | None:
    """Return what a row says under a key, as text."""
    value: Plain = tidy(cells[key][1].value) if key in cells else None
    return None if value is None else str(value)
