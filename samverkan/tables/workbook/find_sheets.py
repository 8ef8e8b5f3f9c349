"""Which sheet of a workbook is which, and which of its columns hold what, whatever they were renamed or moved to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from samverkan.schema import read_schema
from samverkan.tables.document import Findings
from samverkan.tables.field_words import fold
from samverkan.tables.workbook.cells import Raw, tidy
from samverkan.tables.workbook.layout import MAP_TABLE, Column, Layout, find_layout, list_layouts
from samverkan.tables.workbook.open import Grid
from samverkan.tables.workbook.write import ABOUT, BASELINE, WORDS
from samverkan.texts import Texts

HIDDEN = (ABOUT, BASELINE, WORDS)


@dataclass(frozen=True)
class Found:
    """A sheet that holds a part of the map: its columns by their places, and the number of the row of headings."""

    grid: Grid
    layout: Layout
    columns: Mapping[int, Column]
    first: int

    def rows(self) -> Iterator[tuple[int, dict[str, tuple[int, Raw]]]]:
        """Yield (number, cells by the key of their column) of every row with something in it."""
        for number in range(self.first + 1, len(self.grid.rows)):
            if not self.grid.rows[number]:
                continue
            cells = {column.key: (place, self.grid.cell(number, place)) for place, column in self.columns.items()}
            if any(raw.wrong or tidy(raw.value) is not None for _, raw in cells.values()):
                yield number, cells


@dataclass
class Sheets:
    """The sheets of a workbook: the header's, those of the map, and what was passed over (sheets, columns)."""

    header: Grid | None = None
    found: list[Found] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    baseline: str = ""
    own_sheets: list[str] = field(default_factory=list)
    own_columns: list[str] = field(default_factory=list)


def find_sheets(grids: list[Grid], findings: Findings) -> Sheets:
    """Sort the sheets of a workbook."""
    sheets = Sheets()
    for grid in grids:
        if grid.title in HIDDEN:
            _take_hidden(grid, sheets)
        elif _is_header(grid):
            sheets.header = grid
        elif (table := _find_table(grid)) is not None:
            sheets.found.append(_find_columns(grid, table, sheets, findings))
        elif any(tidy(raw.value) is not None for row in grid.rows for raw in row):
            sheets.own_sheets.append(grid.title)
    return sheets


def _take_hidden(grid: Grid, sheets: Sheets) -> None:
    texts = [["" if raw.value is None else str(raw.value) for raw in row] for row in grid.rows]
    if grid.title == BASELINE:
        sheets.baseline = "".join(text.removeprefix("'") for row in texts for text in row[:1])
        try:
            json.loads(sheets.baseline)
        except ValueError:
            sheets.baseline = ""
    elif grid.title == ABOUT:
        sheets.about = {row[0]: "".join(row[1:]) for row in texts if row}


def _is_header(grid: Grid) -> bool:
    if MAP_TABLE in grid.tables:
        return True
    titles = {fold(Texts(lang)("workbook.map")) for lang in read_schema().languages}
    return not grid.tables and fold(grid.title) in titles


def _find_table(grid: Grid) -> str | None:
    """Return the table that a sheet is: by the name of its Excel table, else by its own name in either language."""
    known = {layout.table for lang in read_schema().languages for layout in list_layouts(lang)}
    for name in grid.tables:
        if name in known:
            return name
    for lang in read_schema().languages:
        for layout in list_layouts(lang):
            if fold(grid.title) in (fold(layout.title), fold(layout.table)):
                return layout.table
    return None


def _find_columns(grid: Grid, table: str, sheets: Sheets, findings: Findings) -> Found:
    layout = find_layout(table, read_schema().languages[0])
    first = grid.tables[table][0] if table in grid.tables else _find_first(grid)
    columns: dict[int, Column] = {}
    for place, raw in enumerate(grid.rows[first] if first < len(grid.rows) else ()):
        heading = tidy(raw.value)
        if heading is None:
            continue
        column = layout.find(str(heading))
        if column is None:
            sheets.own_columns.append(f"{grid.title}: {heading}")
        elif column.key in {known.key for known in columns.values()}:
            findings.error("cell-two-columns", None, None, None, sheet=grid.title, heading=heading)
        else:
            columns[place] = column
    return Found(grid, layout, columns, first)


def _find_first(grid: Grid) -> int:
    return next((n for n, row in enumerate(grid.rows) if any(tidy(raw.value) is not None for raw in row)), 0)
