"""Open a workbook's file as plain grids of cells, within limits: it may come from anywhere."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from samverkan.errors import UsageError
from samverkan.tables.workbook.cells import EMPTY, Raw

MAX_UNPACKED = 100 * 1024 * 1024
MAX_CELLS = 1_000_000
MAX_ROWS = 200_000
_MARKUP = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_CELL, _ROW = re.compile(rb"<(?:\w+:)?c[ >/]"), re.compile(rb"<(?:\w+:)?row[ >/]")
# A merged block and a link that spans cells: the reader makes every cell of them.
_SPAN = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^<>]{0,400}?\bref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})[\"']"
)
_PIECE, _TAIL = 1 << 20, 512


@dataclass(frozen=True)
class Grid:
    """A sheet: its name, the names of its tables with their first row and column, and its rows from the first on.

    `hidden` are the numbers, counted from 1, of the rows that nobody sees.
    """

    title: str
    rows: tuple[tuple[Raw, ...], ...]
    tables: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    state: str = "visible"
    hidden: frozenset[int] = frozenset()

    def cell(self, row: int, place: int) -> Raw:
        """Return a cell by its row and column, counted from 0; an empty one outside the grid."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[place] if place < len(line) else Raw()


def open_workbook(path: Path) -> list[Grid]:
    """Return the sheets of a workbook; whatever is no workbook, or too large to be one of ours, is a UsageError."""
    _check(path)
    try:
        return list(_read(path))
    except UsageError:
        raise
    except PermissionError as error:
        raise UsageError("workbook-open-elsewhere", path=path) from error
    except Exception as error:
        raise UsageError("workbook-damaged", path=path, reason=f"{type(error).__name__}") from error


def _check(path: Path) -> None:
    """Refuse what unpacks to too much, declares entities, or has more rows and cells than a map can fill."""
    if path.is_dir():
        raise UsageError("tables.is-folder", path=path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(archive, path)
    except FileNotFoundError as error:
        raise UsageError("tables.no-file", path=path) from error
    except PermissionError as error:
        raise UsageError("workbook-open-elsewhere", path=path) from error
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise UsageError("not-a-workbook", path=path) from error


def _check_parts(archive: zipfile.ZipFile, path: Path) -> None:
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UsageError("workbook-too-big", path=path, megabytes=MAX_UNPACKED // (1024 * 1024))
    if "xl/workbook.xml" not in archive.namelist():
        raise UsageError("not-a-workbook", path=path)
    cells = rows = 0
    for part in (part for part in parts if part.filename.endswith((".xml", ".rels"))):
        with archive.open(part) as stream:
            for text, tail in _read_pieces(stream):
                if _MARKUP.search(text):
                    raise UsageError("workbook-entities", path=path)
                if part.filename.startswith("xl/worksheets/"):
                    cells += len(_CELL.findall(text)) - len(_CELL.findall(tail))
                    cells += _count_spanned(text) - _count_spanned(tail)
                    rows += len(_ROW.findall(text)) - len(_ROW.findall(tail))
            if cells > MAX_CELLS or rows > MAX_ROWS:
                raise UsageError("workbook-too-many", path=path, cells=MAX_CELLS, rows=MAX_ROWS)


def _read_pieces(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield a part piece by piece, each with the end of the one before it, and that end alone."""
    tail = b""
    while piece := stream.read(_PIECE):
        text = tail + piece
        yield text, tail
        tail = text[-_TAIL:]


def _count_spanned(text: bytes) -> int:
    """Return how many cells the merged blocks and the links in a text lie over."""
    return sum(
        (abs(int(low) - int(high)) + 1) * (abs(_to_place(left) - _to_place(right)) + 1)
        for left, low, right, high in _SPAN.findall(text)
    )


def _to_place(letters: bytes | str) -> int:
    place = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        place = place * 26 + letter - 64
    return place


def _read(path: Path) -> Iterator[Grid]:
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=False, keep_links=False)
        found = {sheet.title: _find_cells(sheet) for sheet in book.worksheets}
        has_formulas = any(cell.data_type == "f" for cells in found.values() for cell in cells.values())
        values = openpyxl.load_workbook(path, data_only=True, keep_links=False) if has_formulas else None
    for sheet in book.worksheets:
        counted = _find_cells(values[sheet.title]) if values is not None else {}
        raws = {place: _to_raw(cell, counted.get(place)) for place, cell in found[sheet.title].items()}
        _fill_merged(raws, sheet)
        tables = {table.name: _find_corner(table.ref) for table in sheet.tables.values()}
        hidden = frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden)
        yield Grid(sheet.title, _to_rows(raws, path), tables, sheet.sheet_state, hidden)


def _find_cells(sheet: Any) -> dict[tuple[int, int], Any]:
    """Return the cells that hold something, by row and column counted from 0.

    openpyxl's own rows reach as far as the last cell that has a colour, and are filled up with cells as they are read.
    """
    return {(row - 1, column - 1): cell for (row, column), cell in sheet._cells.items() if cell.value is not None}


def _fill_merged(raws: dict[tuple[int, int], Raw], sheet: Any) -> None:
    """Let every cell of a merged block say what its corner says."""
    for block in sheet.merged_cells.ranges:
        said = raws.get((block.min_row - 1, block.min_col - 1))
        if said is not None:
            raws.update(((row - 1, column - 1), said) for row, column in block.cells)


def _to_rows(raws: Mapping[tuple[int, int], Raw], path: Path) -> tuple[tuple[Raw, ...], ...]:
    widths: dict[int, int] = {}
    for row, place in raws:
        widths[row] = max(widths.get(row, 0), place + 1)
    count = max(widths, default=-1) + 1
    if count > MAX_ROWS or sum(widths.values()) > MAX_CELLS:
        raise UsageError("workbook-too-many", path=path, cells=MAX_CELLS, rows=MAX_ROWS)
    return tuple(tuple(raws.get((row, place), EMPTY) for place in range(widths.get(row, 0))) for row in range(count))


def _to_raw(cell: Any, counted: Any) -> Raw:
    value, kind = cell.value, cell.data_type
    if kind == "f":
        value, kind = (counted.value, counted.data_type) if counted is not None else (None, "")
        if value is None:
            return Raw(None, "=")
    if kind == "e":
        return Raw(None, str(value))
    return Raw(value)


def _find_corner(reference: str) -> tuple[int, int]:
    """Return the row and column, counted from 0, at which the range of a table begins."""
    match = re.match(r"\$?([A-Z]+)\$?([0-9]+)", reference)
    assert match is not None
    return int(match[2]) - 1, _to_place(match[1]) - 1
