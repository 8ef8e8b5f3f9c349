"""Give a workbook back with what is wrong in it: red cells, each with the sentence as a note."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from samverkan.errors import Problem
from samverkan.tables.workbook.cells import LONGEST, Raw
from samverkan.tables.workbook.open import Grid
from samverkan.tables.workbook.places import to_address
from samverkan.tables.workbook.write import BASELINE

_CREATED = datetime(2000, 1, 1)
_COLOURS = {"error": "#F4B6B0", "warning": "#FFD98A"}


def to_marked_bytes(grids: Sequence[Grid], problems: Sequence[Problem], say: Callable[[Problem], str]) -> bytes:
    """Return the workbook anew, never the user's own file, with every problem that has a cell marked there."""
    import xlsxwriter

    told: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.cell:
            sheet, _, address = problem.cell.rpartition("!")
            told[sheet, address].append(problem)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"created": _CREATED})
    painter = _Painter(book)
    for grid in grids:
        sheet = book.add_worksheet(grid.title)
        for number, row in enumerate(grid.rows):
            for place, raw in enumerate(row):
                painter.paint(sheet, number, place, raw, told.get((grid.title, to_address(number, place)), []), say)
        _finish(sheet, grid)
    book.close()
    return stream.getvalue()


class _Painter:
    def __init__(self, book: Any) -> None:
        self.formats = {
            (severity, is_date): book.add_format(
                {"num_format": "yyyy-mm-dd" if is_date else "@", **({"bg_color": colour} if colour else {})}
            )
            for severity, colour in {**_COLOURS, "": ""}.items()
            for is_date in (False, True)
        }

    def paint(
        self, sheet: Any, row: int, place: int, raw: Raw, problems: list[Problem], say: Callable[[Problem], str]
    ) -> None:
        worst = min((p.severity for p in problems), default="")
        value = raw.value if raw.value is not None else raw.wrong or None
        style = self.formats[worst, isinstance(value, date)]
        if problems:
            sheet.write_comment(row, place, "\n".join(map(say, problems))[:LONGEST], {"x_scale": 2, "y_scale": 1.5})
        if value is None:
            if problems:
                sheet.write_blank(row, place, None, style)
        elif isinstance(value, (datetime, date)):
            moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
            sheet.write_datetime(row, place, moment, style)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            sheet.write_number(row, place, value, style if problems else None)
        else:
            sheet.write_string(row, place, str(value), style)


def _finish(sheet: Any, grid: Grid) -> None:
    """Keep a sheet's table, so that it is found again under whatever name it has, and hidden sheets hidden."""
    for name, (row, place) in grid.tables.items():
        heads = [str(raw.value or "") for raw in (grid.rows[row][place:] if row < len(grid.rows) else ())]
        while heads and not heads[-1]:
            heads.pop()
        if heads and len(set(heads)) == len(heads) and all(heads):
            last = max(len(grid.rows) - 1, row + 1)
            columns = [{"header": head} for head in heads]
            corner = (row, place, last, place + len(heads) - 1)
            sheet.add_table(*corner, {"name": name, "columns": columns, "style": "Table Style Light 1"})
    if grid.title == BASELINE or grid.state == "veryHidden":
        sheet.very_hidden()
    elif grid.state == "hidden":
        sheet.hide()
