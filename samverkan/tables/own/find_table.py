"""Find the table in a workbook or a CSV file: under titles, between section rows, with headings that come again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from samverkan.errors import UsageError
from samverkan.tables.field_words import fold
from samverkan.tables.foreign.csv_text import read_rows
from samverkan.tables.workbook.cells import Raw, tidy
from samverkan.tables.workbook.open import Grid, open_workbook

SECTION = "Avsnitt"
_LEAST = 2


@dataclass(frozen=True)
class Line:
    """A row of a table: its number in the sheet, counted from 1, and its cells by heading, as texts."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table with its headings; `sections` counts rows with one cell, which became a column of their own.

    `hidden` are the numbers of the rows that are read though nobody sees them.
    """

    path: Path
    sheet: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...] = field(default_factory=tuple)
    sections: int = 0
    hidden: tuple[int, ...] = ()


def find_table(path: Path) -> Table:
    """Return the table of a file: of a workbook the one of the sheet with most rows."""
    if path.suffix.lower() == ".xlsx":
        grids = [grid for grid in open_workbook(path) if grid.state == "visible"]
    else:
        rows = tuple(tuple(Raw(cell or None) for cell in row) for row in read_rows(path))
        grids = [Grid(path.stem, rows)]
    found = [table for grid in grids if (table := _read(path, grid)) is not None]
    if not found:
        raise UsageError("own-no-table", path=path)
    return max(found, key=lambda table: len(table.lines))


def _read(path: Path, grid: Grid) -> Table | None:
    rows = [[_to_text(raw) for raw in row] for row in grid.rows]
    head = _find_heading(rows)
    if head is None:
        return None
    headings = _name_columns(rows[head])
    lines: list[Line] = []
    section, sections = "", 0
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = (row + [""] * len(headings))[: len(headings)]
        filled = [cell for cell in cells if cell]
        if not filled or list(map(fold, _name_columns(cells))) == list(map(fold, headings)):
            continue
        if len(set(filled)) == 1 and len(headings) > _LEAST:
            section, sections = filled[0], sections + 1
            continue
        said = dict(zip(headings, cells, strict=True))
        lines.append(Line(number, {**({SECTION: section} if section and SECTION not in said else {}), **said}))
    hidden = tuple(line.number for line in lines if line.number in grid.hidden)
    return Table(path, grid.title, tuple(headings), tuple(lines), sections, hidden)


def to_heading(text: str) -> str:
    """Return a heading as it is called: in a recipe braces are what holds one, so that it has none of its own."""
    return text.replace("{", "(").replace("}", ")")


def _name_columns(cells: Sequence[str]) -> list[str]:
    """Return what each column is called: of several with one heading the later ones with a number, `Anmärkning (2)`."""
    names = [to_heading(cell) or f"{place + 1}" for place, cell in enumerate(cells)]
    while names and names[-1] == f"{len(names)}":
        names.pop()
    found: list[str] = []
    given, used = set(map(fold, names)), set[str]()
    for name in names:
        own, number = name, 1
        while fold(own) in used or (number > 1 and fold(own) in given):  # another column may be called with a number
            number += 1
            own = f"{name} ({number})"
        used.add(fold(own))
        found.append(own)
    return found


def _find_heading(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the first row that is as wide as those below it, and all words.

    A heading may come again, but not beside itself: that is how a merged one, which groups those below it, is read.
    """
    widest = max((sum(bool(cell) for cell in row) for row in rows), default=0)
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        is_words = all(not cell.replace(" ", "").isdigit() for cell in filled)
        if len(filled) >= max(_LEAST, widest - 1) and is_words and _may_head(row):
            return number
    return None


def _may_head(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    beside = any(cell and cell == other for cell, other in pairwise(row))
    return not beside and len(set(filled)) * 2 > len(filled)


def _to_text(raw: Raw) -> str:
    value = tidy(raw.value)
    if value is None:
        return raw.wrong
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
