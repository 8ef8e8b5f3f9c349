"""Turn a result into table, JSON or CSV text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.cli.document import to_text
from samverkan.cli.plain import escape_json, to_cell

if TYPE_CHECKING:
    from samverkan.cli.session import Shown


def to_form(
    shown: Shown, form: str, *, width: int | None = None, colour: bool = False, ascii_only: bool = False
) -> str:
    """Return a result as text in the form asked for."""
    if form == "json":
        return to_json(shown.data(), ascii_only=ascii_only)
    if form == "csv":
        return to_csv(*shown.table())
    return to_text(shown.blocks(), width=width, colour=colour)


def to_file(shown: Shown, form: str, lang: str) -> str | bytes:
    """Return a result as the content of a file: one that a spreadsheet of the language opens, where it is a table.

    CSV has a byte order mark then, by which Excel knows å from Ã¥, and in Swedish semicolons between its cells.
    """
    if form == "xlsx":
        from samverkan.tables.answer_sheet import to_answer_bytes

        return to_answer_bytes(*shown.table())
    if form == "csv":
        return "\ufeff" + to_csv(*shown.table(), delimiter=";" if lang == "sv" else ",")
    return to_form(shown, form)


def to_json(data: Any, *, ascii_only: bool = False) -> str:
    """Return JSON for people and machines: indented, dates as ISO text, control characters as escapes."""
    return escape_json(json.dumps(data, ensure_ascii=ascii_only, indent=2, default=_to_plain)) + "\n"


def _to_plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case tuple() | set() | frozenset():
            return list(value)
        case Mapping():
            return dict(value)
        case Path():
            return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], delimiter: str = ",") -> str:
    """Return CSV with a heading line; lists are joined by `; `, nothing known is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", delimiter=delimiter)
    writer.writerow([to_cell(column) for column in columns])
    for row in rows:
        writer.writerow([_to_csv_cell(row.get(column)) for column in columns])
    return text.getvalue()


def _to_csv_cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            return str(_to_plain(value) if isinstance(value, Decimal) else value)
        case list() | tuple():
            return to_cell("; ".join(_to_csv_cell(item) for item in value))
        case date():
            return value.isoformat()
    return to_cell(str(value))
