"""Find the table in a workbook or a CSV file: under titles, between section rows, with headings that come again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from samverkan.errors import UsageError
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
    headings = [cell or f"{place + 1}" for place, cell in enumerate(rows[head])]
    while headings and headings[-1] == f"{len(headings)}":
        headings.pop()
    lines: list[Line] = []
    section, sections = "", 0
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = (row + [""] * len(headings))[: len(headings)]
        filled = [cell for cell in cells if cell]
        if not filled or [c.casefold() for c in cells] == [h.casefold() for h in headings]:
            continue
        if len(set(filled)) == 1 and len(headings) > _LEAST:
            section, sections = filled[0], sections + 1
            continue
        said = dict(zip(headings, cells, strict=True))
        lines.append(Line(number, {**({SECTION: section} if section and SECTION not in said else {}), **said}))
    hidden = tuple(line.number for line in lines if line.number in grid.hidden)
    return Table(path, grid.title, tuple(headings), tuple(lines), sections, hidden)


def _find_heading(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the first row that is as wide as those below it, and all words."""
    widest = max((sum(bool(cell) for cell in row) for row in rows), default=0)
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        is_words = all(not cell.replace(" ", "").isdigit() for cell in filled)
        if len(filled) >= max(_LEAST, widest - 1) and is_words and len(set(filled)) == len(filled):
            return number
    return None


def _to_text(raw: Raw) -> str:
    value = tidy(raw.value)
    if value is None:
        return raw.wrong
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
