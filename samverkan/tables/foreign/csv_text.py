"""CSV of any program: its encoding and its delimiter found out, and written for others to find out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from samverkan.errors import UsageError
from samverkan.tables.foreign.registry import read_bytes

_LETTERS = "åäöÅÄÖéüÜ"


def decode(data: bytes) -> str:
    """Return text as a spreadsheet or another program wrote it: by its mark, else UTF-8, else what reads as words."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        windows, mac = data.decode("cp1252", "replace"), data.decode("mac_roman", "replace")
        return max((windows, mac), key=lambda text: sum(text.count(letter) for letter in _LETTERS))


def read_rows(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file, those that are empty left out."""
    text = decode(read_bytes(path))
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UsageError("foreign-not-read", path=path, reason=str(error)) from error


def read_records(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by its headings."""
    rows = read_rows(path)
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]] if rows else []


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[object]], *, mark: bool = True) -> bytes:
    """Return rows as UTF-8 CSV, with a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow(["" if cell is None else cell for cell in row])
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")
