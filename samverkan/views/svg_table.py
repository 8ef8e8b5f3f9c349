"""A table as SVG: every column as wide as its words need, and the room that is left where most is to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import sqrt

from samverkan.views.encode import SIGNS
from samverkan.views.spec import Cell, Line, Row, Table
from samverkan.views.street_picture.wrap import measure_text, wrap
from samverkan.views.svg_cells import PAD, draw_lines, find_room, write_cell
from samverkan.views.svg_signs import draw_box

Columns = list[tuple[float, float]]
_KEY = 13.0
_MOST = 0.45  # of the width that one column may ask for: a name without an end is cut there into pieces


def draw_table(
    table: Table, corner: tuple[float, float], columns: Columns, tones: dict[str, str], hyphens: Mapping[str, str]
) -> tuple[list[str], float]:
    """Return the drawing of a table and the height below it; `columns` are those of `place_columns`."""
    x0, y = corner
    width = sum(own for _, own in columns)
    parts, y = _draw_key(table, x0, y, width, tones)
    titles = tuple(Cell((Line(column.title, "second"),)) for column in table.columns)
    drawn, height = _draw_row(Row(titles), columns, y, tones, hyphens)
    parts, y = [*parts, *drawn], y + height
    for row in table.rows:
        parts.append(f'<path d="M{x0:.0f} {y:.0f}H{x0 + width:.0f}" stroke="{tones["line"]}"/>')
        drawn, height = _draw_row(row, columns, y, tones, hyphens)
        parts, y = [*parts, *drawn], y + height
    return parts, y


def place_columns(tables: Sequence[Table], x: float, width: float, hyphens: Mapping[str, str]) -> Columns:
    """Return left side and width of the columns that tables with the same heads share.

    Each has room for its longest word, parted where the language parts it; the rest goes by the root of how much
    there is to read in the fullest cell, so that rows become low.
    """
    cells = [
        [Cell((Line(table.columns[n].title, "second"),)) for table in tables]
        + [row.cells[n] for table in tables for row in table.rows if n < len(row.cells)]
        for n in range(len(tables[0].columns))
    ]
    rooms = [[find_room(cell, hyphens) for cell in column] for column in cells]
    least = [min(max(wide for wide, _ in column), width * _MOST) for column in rooms]
    scale = min(1.0, width / sum(least))
    least = [own * scale for own in least]
    more = [
        max(0.0, sqrt(max(length for _, length in column)) - sqrt(own))
        for column, own in zip(rooms, least, strict=True)
    ]
    spare = width - sum(least)
    found = []
    for own, share in zip(least, more, strict=True):
        own += spare * (share / sum(more) if sum(more) else 1 / len(more))
        found.append((x, own))
        x += own
    return found


def _draw_key(table: Table, x: float, y: float, width: float, tones: dict[str, str]) -> tuple[list[str], float]:
    """Say above a table what its signs mean."""
    if not table.key:
        return [], y
    parts, at, down = [], x + PAD, y + 4
    for line in table.key:
        sign = 20.0 if line.look == "mark" else 0.0
        said = line.text if sign or line.look == "tagged" else f"{SIGNS.get(line.tone, '')} {line.text}".strip()
        lines = wrap(said, width - 2 * PAD - sign, _KEY, hyphens={})
        wide = sign + max(measure_text(part, _KEY) for part in lines)
        if at > x + PAD and at + wide > x + width:
            at, down = x + PAD, down + 22
        if sign:
            parts.append(
                f'<g transform="translate({at + 7:.1f} {down + 8.5:.1f})">{draw_box(line.tone, 12, tones)}</g>'
            )
        parts += [_write(part, at + sign, down + 13 + 17 * n, tones) for n, part in enumerate(lines)]
        down += 17 * (len(lines) - 1)
        at += wide + 18
    return parts, down + 26


def _write(text: str, x: float, y: float, tones: dict[str, str]) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{_KEY:.0f}" fill="{tones["second"]}">{escape(text)}</text>'


def _draw_row(
    row: Row, columns: Columns, y: float, tones: dict[str, str], hyphens: Mapping[str, str]
) -> tuple[list[str], float]:
    written = [write_cell(cell, own, hyphens) for cell, (_, own) in zip(row.cells, columns, strict=False)]
    height = max([30.0, *(lines[-1].y + PAD for lines in written if lines)])
    return [t for (x, _), lines in zip(columns, written, strict=False) for t in draw_lines(lines, x, y, tones)], height
