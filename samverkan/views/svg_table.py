"""A table as SVG: columns of even width, text broken where the page would break it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import zip_longest

from samverkan.views.diagram import break_lines, measure
from samverkan.views.encode import SIGN_TONES, SIGNS
from samverkan.views.path_list import BETWEEN
from samverkan.views.spec import Cell, Line, Row, Table

_SIZES = {"main": 16.0, "second": 13.0, "stale": 13.0, "step": 13.0}
_BOLD = frozenset({"pill", "loud", "stance", "refuses", "tagged", "gaps", "wording", "letter"})
_MARKS = {"yes": "●", "partly": "◐", "no": "✕", "unknown": "?"}
_PAD = 8.0
_SHARES = {"path-step": 0.35, "path-need": 0.6, "path-actor": 2.2}


@dataclass(frozen=True, slots=True)
class Written:
    """A line of text as it stands in its cell: `tone` names its colour, `y` its baseline from the cell's top."""

    text: str
    size: float
    tone: str
    bold: bool
    y: float


def draw_table(
    table: Table, corner: tuple[float, float], width: float, tones: dict[str, str]
) -> tuple[list[str], float]:
    """Return the drawing of a table and the height below it."""
    x0, y = corner
    columns = _place_columns(table, x0, width)
    parts, y = _draw_key(table, x0, y, width, tones)
    drawn, y = _draw_titles(table, columns, y, tones)
    parts += drawn
    for row in table.rows:
        parts.append(f'<path d="M{x0:.0f} {y:.0f}H{x0 + width:.0f}" stroke="{tones["line"]}"/>')
        drawn, height = _draw_row(row, columns, y, tones)
        parts += drawn
        y += height
    return parts, y


def _marks(cell: Cell) -> list[Line]:
    return [line for line in cell.lines if line.look == "mark"]


def _is_marks(cell: Cell) -> bool:
    """Tell whether a cell holds signs alone, side by side, as a matrix has them."""
    return bool(_marks(cell)) and all(line.look in ("mark", "hidden") for line in cell.lines)


def _place_columns(table: Table, x: float, width: float) -> list[tuple[float, float, bool]]:
    """Return every column's left side and width, and whether it holds signs, which need no more than their room."""
    count = len(table.columns)
    signs = [any(_is_marks(row.cells[n]) for row in table.rows if n < len(row.cells)) for n in range(count)]
    shares = [1.0 if sign else 5.0 if any(signs) and n == 0 else 1.6 for n, sign in enumerate(signs)]
    shares = [_SHARES.get(column.look, share) for column, share in zip(table.columns, shares, strict=True)]
    found = []
    for share, sign in zip(shares, signs, strict=True):
        own = width * share / sum(shares)
        found.append((x, own, sign))
        x += own
    return found


def _draw_key(table: Table, x: float, y: float, width: float, tones: dict[str, str]) -> tuple[list[str], float]:
    """Say above a table what its signs mean."""
    if not table.key:
        return [], y
    parts, at, down = [], x + _PAD, y + 4
    for line in table.key:
        sign = 20.0 if line.look == "mark" else 0.0
        text = (
            line.text
            if sign or line.look == "tagged"
            else " ".join(p for p in (SIGNS.get(line.tone, ""), line.text) if p)
        )
        if at > x + _PAD and at + sign + measure(text, 13) > x + width:
            at, down = x + _PAD, down + 22
        if sign:
            parts.append(_draw_mark(Line(line.text, tone=line.tone), at, down, 12, tones))
        for n, part in enumerate(break_lines(text, width - 2 * _PAD, 13, most=99)):
            parts += _draw([Written(part, 13, "second", False, 13 + 17 * n)], at + sign - _PAD, down, tones)
        at += sign + measure(text, 13) + 18
    return parts, down + 32


def _draw_titles(
    table: Table, columns: list[tuple[float, float, bool]], y: float, tones: dict[str, str]
) -> tuple[list[str], float]:
    """Write the heads of the columns; those above signs are turned, since a name is longer than they are wide."""
    turned = [
        break_lines(c.title, 190, 13, most=2) if sign else []
        for c, (_, _, sign) in zip(table.columns, columns, strict=True)
    ]
    flat = [
        [] if sign else _write_cell(Cell((Line(c.title, "second"),)), own)
        for c, (_, own, sign) in zip(table.columns, columns, strict=True)
    ]
    height = max([200.0] * any(turned) + [lines[-1].y for lines in flat if lines], default=0.0) + _PAD
    parts = []
    for (x, own, _), lines, names in zip(columns, flat, turned, strict=True):
        lift = height - _PAD - lines[-1].y if lines else 0.0
        parts += _draw(lines, x, y + lift, tones)
        for number, name in enumerate(names):
            across = x + own / 2 + 4 + 15 * (number - (len(names) - 1) / 2)
            at = f"translate({across:.1f} {y + height - 6:.1f}) rotate(-90)"
            parts.append(f'<text transform="{at}" font-size="13" fill="{tones["second"]}">{escape(name)}</text>')
    return parts, y + height


def _draw_row(
    row: Row, columns: list[tuple[float, float, bool]], y: float, tones: dict[str, str]
) -> tuple[list[str], float]:
    written = [
        [] if _is_marks(cell) else _write_cell(cell, own) for cell, (_, own, _) in zip(row.cells, columns, strict=False)
    ]
    height = max([30.0, *(lines[-1].y + _PAD for lines in written if lines)])
    parts = [t for (x, _, _), lines in zip(columns, written, strict=False) for t in _draw(lines, x, y, tones)]
    for cell, (x, own, _) in zip(row.cells, columns, strict=False):
        if _is_marks(cell):
            parts += _draw_marks(cell, x, own, y + 7, tones)
    return parts, height


def _draw_marks(cell: Cell, x: float, width: float, y: float, tones: dict[str, str]) -> list[str]:
    """Draw signs beside each other: full, half, struck out, or an empty dashed box that asks to be filled."""
    marks = _marks(cell)
    each = min(16.0, (width - 6) / len(marks))
    left = x + (width - each * len(marks)) / 2
    return [_draw_mark(line, left + n * each, y, each - 2, tones) for n, line in enumerate(marks)]


def _draw_mark(line: Line, x: float, y: float, w: float, tones: dict[str, str]) -> str:
    tone = tones["red" if line.tone in ("no", "unknown") else "accent"]
    fill = tones["accent"] if line.tone == "yes" else tones["paper"]
    dash = ' stroke-dasharray="3 2"' if line.tone == "unknown" else ""
    box = f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="16" fill="{fill}" stroke="{tone}"{dash}/>'
    if line.tone == "partly":
        box += f'<rect x="{x:.1f}" y="{y + 8:.1f}" width="{w:.1f}" height="8" fill="{tones["accent"]}"/>'
    if line.tone == "no":
        box += f'<path d="M{x:.1f} {y + 16:.1f}L{x + w:.1f} {y:.1f}" stroke="{tone}" stroke-width="2"/>'
    return f"<g><title>{escape(line.text)}</title>{box}</g>"


def _write_cell(cell: Cell, width: float) -> list[Written]:
    """Break a cell's lines; every sign is written before the word that it stands for."""
    found: list[Written] = []
    y = 4.0
    for line in (one for one in cell.lines if one.look != "hidden"):
        size, bold = _SIZES.get(line.look, 14.0), line.look in _BOLD or (line.look == "main" and not cell.header)
        for part in break_lines(_say(line), width - 2 * _PAD, size, bold=bold, most=99):
            y += size * 1.3
            found.append(Written(part, size, _tone(line), bold, y))
    return found


def _say(line: Line) -> str:
    if line.look in ("mark", "known"):
        return f"{_MARKS.get(line.tone, '')} {line.said}".strip()
    if line.parts:
        return line.said
    if line.look == "route":
        return _say_route(line.text.split(BETWEEN))
    if line.look == "else":
        return " ".join(line.text.split())
    sign = SIGNS.get(line.tone, "") if line.look in ("stance", "voter", "stand") else ""
    mark = f"[{line.mark}]" if line.mark else ""
    return " ".join(part for part in (sign, mark, line.text) if part)


def _say_route(parts: list[str]) -> str:
    """Say a way on one line: how we know each other stands before a dash, whom it leads to after an arrow."""
    hops, stops = parts[1::2], parts[2::2]
    led = [
        (f" \N{EN DASH} {hop}" if hop else "") + (f" \N{RIGHTWARDS ARROW} {stop}" if stop else "")
        for hop, stop in zip_longest(hops, stops)
    ]
    return parts[0] + "".join(led)


def _tone(line: Line) -> str:
    if line.look in ("loud", "asked", "gaps") or line.tone in ("unknown_authority", "halts"):
        return "red"
    if line.look == "stance":
        return SIGN_TONES.get(line.tone, "ink")
    if line.look == "pill":
        return "accent"
    return "second" if line.look in ("second", "stale", "step", "owners") else "ink"


def _draw(lines: list[Written], x: float, y: float, tones: dict[str, str]) -> list[str]:
    return [
        f'<text x="{x + _PAD:.1f}" y="{y + line.y:.1f}" font-size="{line.size:.0f}" fill="{tones[line.tone]}"'
        + (' font-weight="700"' if line.bold else "")
        + f">{escape(line.text)}</text>"
        for line in lines
    ]
