"""The legend of a picture that stands alone: each sign as the page draws it, what it means, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from samverkan.views.diagram import break_lines, measure
from samverkan.views.encode import SHAPE_PATHS, SHAPES, to_stroke
from samverkan.views.spec import LegendRow, Page
from samverkan.views.svg_signs import Tones, draw_box, draw_disc, write_sign

_SIZE, _LINE, _GAP = 13.0, 24.0, 22.0
_FILLED = ("must", "must_unless_above")


def draw_legend(
    page: Page, title: str, corner: tuple[float, float], width: float, tones: Tones
) -> tuple[list[str], float]:
    """Return the legend of a page from a corner down, as wide as is told, and the height below it."""
    left, y = corner
    if not page.legend:
        return [], y
    y += _LINE
    parts, x = [_write(title, left, y, tones["ink"], bold=True)], left
    for row in page.legend:
        sign, wide = _SIGNS.get(row.group, _draw_shape)(row, tones)
        text = row.text if row.count is None else f"{row.text} · {row.count}"
        lines = break_lines(text, width - wide, _SIZE, most=3)
        needed = wide + max(measure(line, _SIZE) for line in lines)
        if x == left or x + needed > left + width:
            x, y = left, y + _LINE
        parts.append(f'<g transform="translate({x:.0f} {y - 4.5:.1f})">{sign}</g>')
        parts += [_write(line, x + wide, y + n * 17, tones["second"]) for n, line in enumerate(lines)]
        y += 17 * (len(lines) - 1)
        x += needed + _GAP
    return parts, y + 10


def _write(text: str, x: float, y: float, tone: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.0f}" y="{y:.1f}" font-size="{_SIZE:.0f}" fill="{tone}"{weight}>{escape(text)}</text>'


def _draw_pill(row: LegendRow, tones: Tones) -> tuple[str, float]:
    filled, loud = row.key in _FILLED, row.key == "unknown_authority"
    tone, wide = tones["red" if loud else "accent"], measure(row.look, 12, bold=True) + 16
    dash = {"one_of": ' stroke-dasharray="4 3"', "unknown_authority": ' stroke-dasharray="1.5 2.5"'}.get(row.key, "")
    ink, fill = tones["accent-ink"] if filled else tone, tone if filled else tones["paper"]
    box = f'<rect y="-9" width="{wide:.0f}" height="18" rx="5" fill="{fill}" stroke="{tone}" stroke-width="1.5"{dash}/>'
    return box + write_sign(row.look, wide / 2, ink), wide + 7


def _draw_disc(row: LegendRow, tones: Tones) -> tuple[str, float]:
    return f'<g class="disc {row.key}" transform="translate(9 0)">{draw_disc(row.key, 9, tones)}</g>', 25.0


def _draw_edge(row: LegendRow, tones: Tones) -> tuple[str, float]:
    stroke = to_stroke(row.key, 3)
    d = "M0 -2H26M0 2H26" if stroke.double else "M0 0H26"
    dash = {"dashed": ' stroke-dasharray="6 4"', "dotted": ' stroke-dasharray="2 3"'}.get(stroke.dash, "")
    head = "M20 -4L26 0L20 4" if stroke.head != "none" else ""
    width = 1.5 if stroke.double else stroke.width
    return f'<path d="{d}{head}" fill="none" stroke="{tones[stroke.tone]}" stroke-width="{width}"{dash}/>', 33.0


def _draw_mark(row: LegendRow, tones: Tones) -> tuple[str, float]:
    return f'<g class="box {row.key}" transform="translate(7 0)">{draw_box(row.key, 14, tones)}</g>', 21.0


def _draw_card(row: LegendRow, tones: Tones) -> tuple[str, float]:
    """Draw a card as the diagrams have it: its outline tells what became of what stands on it."""
    return f'<g class="card {row.key}"><rect class="box" y="-7" width="20" height="14" rx="4"/></g>', 27.0


def _draw_nothing(_: LegendRow, __: Tones) -> tuple[str, float]:
    return "", 0.0


def _draw_shape(row: LegendRow, tones: Tones) -> tuple[str, float]:
    path = SHAPE_PATHS[SHAPES.get(row.key, "rounded")]
    look = f'fill="{tones["paper"]}" stroke="{tones["accent"]}" stroke-width="2.4"'
    return f'<path transform="translate(9 0) scale(.8)" d="{path}" {look}/>', 23.0


_SIGNS: Mapping[str, Callable[[LegendRow, Tones], tuple[str, float]]] = {
    "need": _draw_pill,
    "stance": _draw_disc,
    "edge": _draw_edge,
    "mark": _draw_mark,
    "card": _draw_card,
    "text": _draw_nothing,
}
