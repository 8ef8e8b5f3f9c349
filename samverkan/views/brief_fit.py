"""What of a brief goes on one sheet of paper: the screen shows all, paper counts what did not fit.

Heights are reckoned in lines of text on an upright sheet, with the letters of the widest common font.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from samverkan.reports.report import Cell, Line, Part, Report, Section, Table
from samverkan.views.brief_columns import share_out

_NOTES = 5  # lines to write on
_SHORTEST, _LONGEST, BETWEEN = 5, 14, 2  # letters: of a column, of a word that is not parted, between columns
_BOLD, _HEADS = 1.25, 0.6  # how much wider the letters of a heading are, and the share of a line that they may need
_KEPT = ("asks", "next-steps", "comes", "notes", "required")  # what is cut last


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper without its margins: its lines, the letters of a line, and what a heading takes of lines.

    Sections without a table stand in `columns` beside each other, of `narrow` letters; in a `document` we say how wide
    the columns of a table are, and its headings are reckoned with, too.
    """

    lines: float = 61.5
    across: int = 98
    heading: float = 1.6
    columns: int = 3
    narrow: int = 30
    document: bool = False


@dataclass(frozen=True, slots=True)
class _Room:
    """The lines that a section takes: with its heading and those of its tables, and each of its items."""

    heads: float
    items: Sequence[float]

    def reckon(self, shown: int) -> float:
        """Return the lines that the first items take, with what counts the others."""
        return self.heads + sum(self.items[:shown]) + (shown < len(self.items))


PAPER = Sheet()  # A4 in 9 pt, as a browser prints it


def is_wide(section: Section) -> bool:
    """Tell whether a section takes the whole width: it holds a table, or lines to write on."""
    return section.key == "notes" or any(isinstance(part, Table) for part in section.parts)


def find_shown(report: Report, sheet: Sheet = PAPER) -> Mapping[str, int]:
    """Return how many rows and lines of each section go on paper, by its key."""
    shown = {section.key: count_items(section) for section in report.sections}
    rooms = {section.key: _find_room(section, sheet) for section in report.sections}
    while _find_height(report, shown, rooms, sheet) > sheet.lines:
        cut = _find_longest(report, shown, rooms)
        if cut is None:
            break
        shown[cut] -= 1
    return _fill_up(report, shown, rooms, sheet)


def _fill_up(report: Report, shown: dict[str, int], rooms: Mapping[str, _Room], sheet: Sheet) -> Mapping[str, int]:
    """Take back what has room after all: the last that was cut may have been tall. What is cut last comes first."""
    for section in sorted(report.sections, key=lambda s: s.key not in _KEPT):
        for _ in range(shown[section.key], count_items(section)):
            more = shown | {section.key: shown[section.key] + 1}
            if _find_height(report, more, rooms, sheet) > sheet.lines:
                break
            shown = more
    return shown


def count_items(section: Section) -> int:
    """Return how many lines and rows a section has."""
    return sum(len(part.rows) if isinstance(part, Table) else 1 for part in section.parts)


def _find_longest(report: Report, shown: Mapping[str, int], rooms: Mapping[str, _Room]) -> str | None:
    """Find the section to shorten: of those that may be cut first, the one that takes most room."""
    for kept, least in ((False, 1), (True, 1), (False, 0)):
        found = [s for s in report.sections if (s.key in _KEPT) is kept and shown[s.key] > least]
        if found:
            return max(found, key=lambda s: (rooms[s.key].reckon(shown[s.key]), s.key)).key
    return None


def _find_height(report: Report, shown: Mapping[str, int], rooms: Mapping[str, _Room], sheet: Sheet) -> float:
    lead = 2.5 + sum(ceil(len(line.text) / sheet.across) for line in (*report.lead, *report.foot))
    wide = sum(rooms[s.key].reckon(shown[s.key]) for s in report.sections if is_wide(s))
    narrow = [rooms[s.key].reckon(shown[s.key]) for s in report.sections if not is_wide(s)]
    return lead + wide + max(sum(narrow) / sheet.columns, max(narrow, default=0.0))


def _find_room(section: Section, sheet: Sheet) -> _Room:
    if section.key == "notes":
        return _Room(sheet.heading + _NOTES, ())
    width = sheet.across if is_wide(section) else sheet.narrow
    share = share_out if sheet.document else find_widths
    heights = [height for part in section.parts for height in _find_heights(part, width, share)]
    heads = sum(_find_head(p, width) for p in section.parts if isinstance(p, Table) and sheet.document)
    return _Room(sheet.heading + heads, heights)


def _find_head(table: Table, width: int) -> float:
    return max(ceil(len(h) / w) for h, w in zip(table.headings, share_out(table, width), strict=True)) + 0.4


def _find_heights(part: Part, width: int, share: Callable[[Table, int], Sequence[float]]) -> list[float]:
    if isinstance(part, Line):
        return [ceil((len(part.text) + 2) / width)]
    widths = share(part, width)
    return [max(ceil(len(_text(c)) / w) for c, w in zip(row, widths, strict=True)) + 0.4 for row in part.rows]


def find_widths(table: Table, width: int) -> Sequence[float]:
    """Return the letters that each column has room for, shared out as a browser does it.

    The words of a heading, which are bold, are never parted where that leaves the texts below them some room.
    """
    columns = [[heading, *(_text(row[i]) for row in table.rows)] for i, heading in enumerate(table.headings)]
    least: list[float] = [
        max(_SHORTEST, *(min(_LONGEST, len(word)) for text in c for word in text.split() or ("",))) for c in columns
    ]
    heads = [max(_BOLD * len(word) for word in heading.split() or ("",)) for heading in table.headings]
    if sum(heads) <= _HEADS * (width - BETWEEN * len(columns)):
        least = [max(low, head) for low, head in zip(least, heads, strict=True)]
    most = [max(low, *(len(text) for text in column)) for low, column in zip(least, columns, strict=True)]
    room = max(1, width - BETWEEN * len(columns))
    if sum(least) > room:  # on a narrow sheet even long words are parted, so that long texts have some room
        shares = [(low / sum(least) + high / sum(most)) / 2 for low, high in zip(least, most, strict=True)]
        widths = [room * share for share in shares]
        lacking = [max(0.0, head - width) for head, width in zip(heads, widths, strict=True)]
        if not sum(lacking) or sum(heads) > _HEADS * room:
            return widths
        spare = [max(0.0, width - head) for head, width in zip(heads, widths, strict=True)]
        taken = sum(lacking) / sum(spare)
        return [w + lack - taken * more for w, lack, more in zip(widths, lacking, spare, strict=True)]
    wished = sum(most) - sum(least)
    share = min(1.0, (room - sum(least)) / wished) if wished else 0.0
    return [low + share * (high - low) for low, high in zip(least, most, strict=True)]


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
