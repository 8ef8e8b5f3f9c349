"""The same view as one static SVG, made without a browser: for reports and print.

It is drawn from the same plain data by the same rules as the page. Colours are written out, since word processors
know no tokens; every name is text, and nothing in it runs or is fetched.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import escape
from importlib.resources import files

from samverkan import __version__
from samverkan.views.diagram import break_lines, measure
from samverkan.views.diagram_svg import to_svg as to_diagram
from samverkan.views.page_data import find_parted
from samverkan.views.spec import Page, Table
from samverkan.views.street_picture.picture import draw_network, find_streets
from samverkan.views.svg_legend import draw_legend
from samverkan.views.svg_picture import draw_picture
from samverkan.views.svg_table import draw_table, place_columns
from samverkan.views.words import Words

_WIDTH, _PAD = 1280.0, 24.0
_MOST_ROWS = 60  # of a table of organisations: what comes after is counted
_FONT = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', Arial, sans-serif"


def to_svg(page: Page, words: Words) -> str:
    """Return a page as an SVG document, as tall as it needs to be."""
    tones = read_tones()
    parts, y = _draw_head(page, words, tones)
    streets = find_streets(page)
    if streets is not None:
        drawn, y = draw_network(page, streets, words, (_PAD, y), _WIDTH - 2 * _PAD, tones)
        parts += drawn
    for draw in () if streets else (_draw_diagram, _draw_tables, _draw_picture):
        drawn, y = draw(page, words, y, tones)
        parts += drawn
    if streets is None:
        drawn, y = draw_legend(page, words.say("legend-title"), (_PAD, y), _WIDTH - 2 * _PAD, tones)
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
    """Read the light colours of the styles, by name."""
    styles = [_read_style(name) for name in ("tokens.css", "plan.css")]
    first = [style[style.index(":root") : style.index("}")] for style in styles]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", " ".join(first)))


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


def _draw_diagram(page: Page, _: Words, y: float, tones: dict[str, str]) -> tuple[list[str], float]:
    if page.diagram is None:
        return [], y
    style = re.sub(r"var\(--([\w-]+)\)", lambda m: tones.get(m[1], "#000"), _read_style("diagram.css"))
    scale = min(1.0, (_WIDTH - 2 * _PAD) / page.diagram.width)
    drawing = to_diagram(page.diagram, style=style)
    return [f'<g transform="translate({_PAD:.0f} {y:.0f}) scale({scale:.4f})">{drawing}</g>'], (
        y + page.diagram.height * scale + 20
    )


def _draw_tables(page: Page, words: Words, y: float, tones: dict[str, str]) -> tuple[list[str], float]:
    """Draw the tables that a page shows at once; where a diagram or network shows it all, none."""
    opens_on_table = page.tabs is not None and page.tabs.first == "table"
    if page.diagram is not None or (page.kind == "network" and page.picture is not None and not opens_on_table):
        return [], y
    tables = [table for table in page.tables if not table.fold]
    hyphens = find_parted(page)
    parts = []
    for table in tables:
        shown = replace(table, rows=table.rows[:_MOST_ROWS]) if opens_on_table else table
        if any(row.group == "mark" for row in page.legend):
            shown = replace(shown, key=())  # the legend has its signs, and says more
        columns = place_columns(_find_alike(table, tables), _PAD, _WIDTH - 2 * _PAD, hyphens)
        drawn, y = draw_table(shown, (_PAD, y), columns, tones, hyphens)
        parts += [*drawn]
        if len(shown.rows) < len(table.rows):
            y += 20
            counts = {"shown": words.number(len(shown.rows)), "total": words.number(len(table.rows))}
            said = words.say("shown", **counts, counted=page.counted)
            parts.append(_text(_PAD + 8, y, said, 13, tones["second"]))
        y += 20
    return parts, y


def _find_alike(table: Table, tables: list[Table]) -> list[Table]:
    """Return the tables with the heads of one, which stand below each other in the same columns."""
    return [other for other in tables if len(other.columns) == len(table.columns)]


def _draw_picture(page: Page, _: Words, y: float, tones: dict[str, str]) -> tuple[list[str], float]:
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
