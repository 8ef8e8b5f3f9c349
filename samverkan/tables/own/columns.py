"""What the columns of a table hold: shown to whoever is to say what its rows mean."""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.tables.field_words import fold
from samverkan.tables.own.find_table import Table
from samverkan.tables.own.roles import KINDS, is_private
from samverkan.tables.workbook.places import to_address

_SHOWN = 3


@dataclass(frozen=True)
class ColumnSeen:
    """A column: its letter, its heading, in how many of the rows it says something, three of its values.

    `meaning` is the role that its heading suggests (`delegate`), `private` for names and addresses, empty where nothing
    can be said.
    """

    letter: str
    heading: str
    filled: int
    rows: int
    values: tuple[str, ...]
    meaning: str


def list_columns(table: Table) -> list[ColumnSeen]:
    """Return the columns of a table in their order; the values of private ones are not repeated."""
    found = []
    for place, heading in enumerate(table.headings):
        values = [line.cells[heading] for line in table.lines if line.cells.get(heading)]
        meaning = _suggest(heading)
        shown = () if meaning == "private" else tuple(dict.fromkeys(values))[:_SHOWN]
        letter = to_address(0, place).rstrip("1")
        found.append(ColumnSeen(letter, heading, len(values), len(table.lines), shown, meaning))
    return found


def _suggest(heading: str) -> str:
    if is_private(heading):
        return "private"
    word = fold(heading)
    return next((role.lstrip("!") for roles in KINDS.values() for role, words in roles.items() if word in words), "")
