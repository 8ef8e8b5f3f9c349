"""Open a workbook's file as plain grids of cells, within limits: it may come from anywhere."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from samverkan.errors import UsageError
from samverkan.tables.workbook.cells import Raw

MAX_UNPACKED = 100 * 1024 * 1024
MAX_CELLS = 1_000_000
MAX_ROWS = 200_000
_MARKUP = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_CELL, _ROW = re.compile(rb"<(?:\w+:)?c[ >/]"), re.compile(rb"<(?:\w+:)?row[ >/]")
_PIECE = 1 << 20


@dataclass(frozen=True)
class Grid:
    """A sheet: its name, the names of its tables with their first row and column, and its rows from the first on."""

    title: str
    rows: tuple[tuple[Raw, ...], ...]
    tables: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    state: str = "visible"

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
                    rows += len(_ROW.findall(text)) - len(_ROW.findall(tail))
            if cells > MAX_CELLS or rows > MAX_ROWS:
                raise UsageError("workbook-too-many", path=path, cells=MAX_CELLS, rows=MAX_ROWS)


def _read_pieces(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield a part piece by piece, each with the end of the one before it, and that end alone."""
    tail = b""
    while piece := stream.read(_PIECE):
        text = tail + piece
        yield text, tail
        tail = text[-12:]


def _read(path: Path) -> Iterator[Grid]:
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=False, keep_links=False)
        formulas = {sheet.title for sheet in book.worksheets if _has_formula(sheet)}
        values = openpyxl.load_workbook(path, data_only=True, keep_links=False) if formulas else None
    for sheet in book.worksheets:
        known = values[sheet.title] if values is not None and sheet.title in formulas else None
        tables = {table.name: _find_corner(table.ref) for table in sheet.tables.values()}
        yield Grid(sheet.title, tuple(_read_rows(sheet, known)), tables, sheet.sheet_state)


def _has_formula(sheet: Any) -> bool:
    return any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def _read_rows(sheet: Any, known: Any) -> Iterator[tuple[Raw, ...]]:
    merged = {corner: block for block in sheet.merged_cells.ranges for corner in [(block.min_row, block.min_col)]}
    filled = {place: corner for corner, block in merged.items() for place in block.cells}
    for row in sheet.iter_rows():
        line = tuple(_to_raw(cell, known) for cell in row)
        if filled:
            line = tuple(
                _to_raw(sheet.cell(*filled[cell.row, cell.column]), known) if (cell.row, cell.column) in filled else raw
                for cell, raw in zip(row, line, strict=True)
            )
        yield line


def _to_raw(cell: Any, known: Any) -> Raw:
    value, kind = cell.value, cell.data_type
    if kind == "f" and known is not None:
        counted = known.cell(cell.row, cell.column)
        value, kind = counted.value, counted.data_type
        if value is None:
            return Raw(None, "=")
    if kind == "e":
        return Raw(None, str(value))
    return Raw(value)


def _find_corner(reference: str) -> tuple[int, int]:
    """Return the row and column, counted from 0, at which the range of a table begins."""
    match = re.match(r"\$?([A-Z]+)\$?([0-9]+)", reference)
    assert match is not None
    place = 0
    for letter in match[1]:
        place = place * 26 + ord(letter) - 64
    return int(match[2]) - 1, place - 1
