"""A map as a workbook, which a spreadsheet opens: a sheet for each kind of thing, with what it was made of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from samverkan.errors import Problem
from samverkan.model import Map
from samverkan.tables.map_formats.form import MapFormat


def read(path: Path, on: date | None, around: Map | None) -> tuple[Map | None, list[Problem]]:
    """Read what the sheets say now."""
    from samverkan.tables.workbook.read import read_workbook

    book = read_workbook(path, on, around=around)
    return book.content, book.problems


def to_bytes(content: Map) -> bytes:
    """Return a map as a workbook."""
    from samverkan.tables.workbook import write

    return write.to_bytes(content)


FORMAT = MapFormat(to_bytes, read=read)
