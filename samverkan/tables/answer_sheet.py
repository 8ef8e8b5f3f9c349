"""An answer as a sheet of a workbook: a table with filters, real numbers and days, and texts that nothing runs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_CREATED = datetime(2000, 1, 1)
_LONGEST = 32_767
_WIDEST = 60


def to_answer_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return rows as the bytes of a workbook with one sheet; the same rows give the same bytes."""
    import xlsxwriter

    found = [[_to_plain(row.get(column)) for column in columns] for row in rows]
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"created": _CREATED})
    day, text = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("samverkan")
    for number, row in enumerate(found, 1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, day, text)
    if columns:
        heads = [{"header": column} for column in columns]
        table = {"name": "answer", "columns": heads, "style": "Table Style Light 1"}
        sheet.add_table(0, 0, max(len(found), 1), len(columns) - 1, table)
    for place, column in enumerate(columns):
        longest = max([len(column), *(len(str(row[place])) for row in found if row[place] is not None)])
        sheet.set_column(place, place, min(_WIDEST, longest + 2))
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def _to_plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | date():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case list() | tuple() | set() | frozenset():
            return " | ".join(str(_to_plain(part)) for part in value)
    return str(value)


def _write(sheet: Any, row: int, place: int, value: Any, day: Any, text: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, place, value)
        case int() | float() if abs(value) < 10**15:
            sheet.write_number(row, place, value)
        case date() if value.year >= 1901:
            sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), day)
        case _:
            said = str(value)
            sheet.write_string(row, place, said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…", text)
