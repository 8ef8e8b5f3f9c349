"""How wide the columns of a table in a document are: no word is parted while there is room, and rows are low."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from samverkan.reports.report import Cell, Table

MARGIN = 2  # letters: what a cell keeps free at its sides
_SHORTEST, _LONGEST, _TO_WRITE = 4.0, 11.5, 7.0  # letters: a column at least, a word not parted, a cell to write in
_BOLD = 1.25  # how much wider bold letters are
_FIXED, _HEADS = 0.85, 0.6  # the share of the width that words, and only headings, may fix
_STEEP = 3  # how much more the tallest cell of a row weighs than the others
BOLD_TONES = ("strong", "bad")


def measure_bold(tone: str) -> float:
    """Return how much wider the letters of a cell are for being bold."""
    return _BOLD if tone in BOLD_TONES else 1.0


class _Column(NamedTuple):
    """The letters of a column's cells, from its heading down, and of its longest word."""

    cells: Sequence[float]
    longest: float


def share_out(table: Table, width: float) -> Sequence[float]:
    """Return the letters that each column has room for, of a width in letters."""
    columns = [_measure(heading, [row[i] for row in table.rows]) for i, heading in enumerate(table.headings)]
    room = max(1.0, width - MARGIN * len(columns))
    widths = _find_least(table, columns, room)
    step = 0.5
    while sum(widths) + step <= room:
        gains = [_reckon(c, w) - _reckon(c, w + step) for c, w in zip(columns, widths, strict=True)]
        widths[gains.index(max(gains))] += step
    return widths


def _find_least(table: Table, columns: Sequence[_Column], room: float) -> list[float]:
    """Return what the longest words of the columns need; on a narrow sheet only the headings, of it a part."""
    heads = [max(_SHORTEST, *(_BOLD * len(word) for word in heading.split())) for heading in table.headings]
    least = [max(head, min(_LONGEST, c.longest)) for head, c in zip(heads, columns, strict=True)]
    if sum(least) <= room * _FIXED:
        return least
    share = min(1.0, room * _HEADS / sum(heads))
    return [share * head for head in heads]


def _measure(heading: str, cells: Sequence[str | Cell]) -> _Column:
    told = [(cell, "") if isinstance(cell, str) else (cell.text, cell.tone) for cell in cells]
    scaled = [(text, measure_bold(tone)) for text, tone in told]
    letters = [_BOLD * len(heading), *(len(text) * scale for text, scale in scaled)]
    words = [len(word) * scale for text, scale in scaled for word in text.split()]
    return _Column(letters, max(words, default=_TO_WRITE))


def _reckon(column: _Column, width: float) -> float:
    return sum((letters / width) ** _STEEP for letters in column.cells)
