"""What of a brief goes on one sheet of paper: the screen shows all, paper counts what did not fit.

Heights are reckoned in lines of 9 pt on an upright A4, with the letters of the widest common font.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from samverkan.reports.report import Cell, Line, Part, Report, Section, Table

_LINES = 61.5  # of a sheet, without its margins
_ACROSS, _NARROW, _COLUMNS = 98, 30, 3  # letters of a line over the whole sheet and in a column; columns
_NOTES = 5  # lines to write on
_HEADING = 1.6
_SHORTEST, _LONGEST, _BETWEEN = 5, 14, 2  # letters: of a column, of a word that is not parted, between columns
_KEPT = ("asks", "next-steps", "comes", "notes", "required")  # what is cut last


def is_wide(section: Section) -> bool:
    """Tell whether a section takes the whole width: it holds a table, or lines to write on."""
    return section.key == "notes" or any(isinstance(part, Table) for part in section.parts)


def find_shown(report: Report) -> Mapping[str, int]:
    """Return how many rows and lines of each section go on paper, by its key."""
    shown = {section.key: count_items(section) for section in report.sections}
    while _find_height(report, shown) > _LINES:
        cut = _find_longest(report, shown)
        if cut is None:
            break
        shown[cut] -= 1
    return shown


def count_items(section: Section) -> int:
    """Return how many lines and rows a section has."""
    return sum(len(part.rows) if isinstance(part, Table) else 1 for part in section.parts)


def _find_longest(report: Report, shown: Mapping[str, int]) -> str | None:
    """Find the section to shorten: of those that may be cut first, the one that takes most room."""
    for kept in (False, True):
        found = [s for s in report.sections if (s.key in _KEPT) is kept and shown[s.key] > 1]
        if found:
            return max(found, key=lambda s: (_find_room(s, shown[s.key]), s.key)).key
    return None


def _find_height(report: Report, shown: Mapping[str, int]) -> float:
    lead = 2.5 + sum(ceil(len(line.text) / _ACROSS) for line in (*report.lead, *report.foot))
    wide = sum(_find_room(s, shown[s.key]) for s in report.sections if is_wide(s))
    narrow = [_find_room(s, shown[s.key]) for s in report.sections if not is_wide(s)]
    return lead + wide + max(sum(narrow) / _COLUMNS, max(narrow, default=0.0))


def _find_room(section: Section, items: int) -> float:
    """Return the lines that the first items of a section take, with its heading."""
    if section.key == "notes":
        return _HEADING + _NOTES
    width = _ACROSS if is_wide(section) else _NARROW
    heights = [height for part in section.parts for height in _find_heights(part, width)]
    return _HEADING + sum(heights[:items]) + (items < len(heights))


def _find_heights(part: Part, width: int) -> list[float]:
    if isinstance(part, Line):
        return [ceil((len(part.text) + 2) / width)]
    widths = _find_widths(part, width)
    return [max(ceil(len(_text(c)) / w) for c, w in zip(row, widths, strict=True)) + 0.4 for row in part.rows]


def _find_widths(table: Table, width: int) -> list[float]:
    """Return the letters that each column has room for, shared out as a browser does it."""
    columns = [[heading, *(_text(row[i]) for row in table.rows)] for i, heading in enumerate(table.headings)]
    least = [
        max(_SHORTEST, *(min(_LONGEST, len(word)) for text in c for word in text.split() or ("",))) for c in columns
    ]
    most = [max(low, *(len(text) for text in column)) for low, column in zip(least, columns, strict=True)]
    rest = width - _BETWEEN * len(columns) - sum(least)
    wished = sum(most) - sum(least)
    share = max(0.0, min(1.0, rest / wished)) if wished else 0.0
    return [low + share * (high - low) for low, high in zip(least, most, strict=True)]


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
