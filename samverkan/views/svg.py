"""The same view as one static SVG, made without a browser: for reports and print.

It is drawn from the same plain data by the same rules as the page. Colours are written out, since word processors
know no tokens; every name is text, and nothing in it runs or is fetched.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files

from samverkan import __version__
from samverkan.views.diagram import break_lines, measure
from samverkan.views.diagram_svg import to_svg as to_diagram
from samverkan.views.spec import Page
from samverkan.views.svg_picture import draw_picture
from samverkan.views.svg_table import draw_table
from samverkan.views.words import Words

_WIDTH, _PAD = 1280.0, 24.0
_FONT = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', Arial, sans-serif"


def to_svg(page: Page, words: Words) -> str:
    """Return a page as an SVG document, as tall as it needs to be."""
    tones = read_tones()
    parts, y = _draw_head(page, words, tones)
    for draw in (_draw_diagram, _draw_tables, _draw_picture):
        drawn, y = draw(page, y, tones)
        parts += drawn
    parts.append(_text(_PAD, y + 18, _say_foot(page, words), 13, tones["second"]))
    height = y + 40
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {_WIDTH:.0f} {height:.0f}" font-family="{_FONT}" lang="{page.language}" role="img">'
    )
    made = f"<title>{escape(page.title)} – {escape(page.question)}</title><desc>samverkan {__version__}</desc>"
    paper = f'<rect width="100%" height="100%" fill="{tones["paper"]}"/>'
    return "\n".join([head, made, paper, *parts, "</svg>", ""])


@cache
def read_tones() -> dict[str, str]:
    """Read the light colours of the style, by name."""
    style = _read_style("tokens.css")
    first = style[style.index(":root") : style.index("}")]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", first))


def _read_style(name: str) -> str:
    return (files("samverkan.views") / "assets" / name).read_text(encoding="utf-8")


def _draw_head(page: Page, words: Words, tones: dict[str, str]) -> tuple[list[str], float]:
    parts, y = [], 14.0
    for line in break_lines(page.title, _WIDTH - 2 * _PAD, 20, bold=True, most=3):
        y += 25
        parts.append(_text(_PAD, y, line, 20, tones["ink"], bold=True))
    y += 22
    said = f"{page.question} · {words.say('on-date', date=page.on.isoformat())}"
    said += f" · {words.say('meeting-page' if page.meeting else 'working')}"
    parts.append(_text(_PAD, y, said, 15, tones["second"]))
    findings = [f.said for f in (*page.findings, *([page.aside] if page.aside else []))]
    for line in break_lines("  ·  ".join(findings), _WIDTH - 2 * _PAD, 15, bold=True, most=4):
        y += 24
        parts.append(_text(_PAD, y, line, 15, tones["ink"], bold=True))
    parts.append(f'<path d="M0 {y + 14:.0f}H{_WIDTH:.0f}" stroke="{tones["line"]}"/>')
    return parts, y + 28


def _text(x: float, y: float, text: str, size: float, tone: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:.0f}" fill="{tone}"{weight}>{escape(text)}</text>'


def _draw_diagram(page: Page, y: float, tones: dict[str, str]) -> tuple[list[str], float]:
    if page.diagram is None:
        return [], y
    style = re.sub(r"var\(--([\w-]+)\)", lambda m: tones.get(m[1], "#000"), _read_style("diagram.css"))
    scale = min(1.0, (_WIDTH - 2 * _PAD) / page.diagram.width)
    drawing = to_diagram(page.diagram, style=style)
    return [f'<g transform="translate({_PAD:.0f} {y:.0f}) scale({scale:.4f})">{drawing}</g>'], (
        y + page.diagram.height * scale + 20
    )


def _draw_tables(page: Page, y: float, tones: dict[str, str]) -> tuple[list[str], float]:
    """Draw the tables that a page shows at once; where a diagram or network shows it all, none."""
    if page.diagram is not None or (page.kind == "network" and page.picture is not None):
        return [], y
    parts = []
    for table in (t for t in page.tables if not t.fold):
        drawn, y = draw_table(table, (_PAD, y), _WIDTH - 2 * _PAD, tones)
        parts += [*drawn]
        y += 20
    return parts, y


def _draw_picture(page: Page, y: float, tones: dict[str, str]) -> tuple[list[str], float]:
    if page.picture is None or not page.canvas or not page.picture.spots:
        return [], y
    title = _text(_PAD, y + 14, page.picture.title, 15, tones["ink"], bold=True)
    drawn, height = draw_picture(page.picture, (_PAD, y + 24), _WIDTH - 2 * _PAD, tones)
    return [title, *drawn], y + 24 + height


def _say_foot(page: Page, words: Words) -> str:
    said = words.say("made-by", version=__version__, title=page.map_title, date=page.on.isoformat())
    counted = words.count("sources", len(page.sources)), words.count("gaps", len(page.gaps))
    text = " · ".join([said, *counted])
    room = _WIDTH - 2 * _PAD
    return text if measure(text, 13) <= room else break_lines(text, room, 13, most=1)[0]
