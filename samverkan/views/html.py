"""Draw a page as one HTML file: everything that it needs is in it, and its policy lets nothing else run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from samverkan import __version__
from samverkan.views.diagram_fit import to_paper_size
from samverkan.views.diagram_svg import to_sheet, to_svg
from samverkan.views.encode import OUTLINES, SHAPE_PATHS, SHAPES, SIGNS, to_shape, to_stroke
from samverkan.views.fields import Field, find_fields
from samverkan.views.page_data import build_data, to_json
from samverkan.views.scripts import DRAWN, PLAN, read_scripts, read_style, write_policy
from samverkan.views.spec import Cell, LegendRow, Page
from samverkan.views.words import Words

_LAYOUTS = {"network": "scene-first"}
_NEAR = {-1: "none"}
_ROOM_FOR_STOPS = 88  # letters beside each other in the bottom bar at 1280 px


_SHAPES_OF: Mapping[str, Any] = {
    "shapes": SHAPE_PATHS,
    "shape_id": lambda kind: f"s-{to_shape(kind)}",
    "shape_path": lambda kind: SHAPE_PATHS[to_shape(kind)],
}


def to_html(page: Page, words: Words) -> str:
    """Return the page as one file: no request, no script but its own, every name as text."""
    style, scripts = read_style(page.kind), read_scripts(_find_parts(page), page.kind)
    frame = {"style": style, "scripts": scripts, "policy": write_policy(scripts, style), "version": __version__}
    return str(_environment().get_template("page.html.j2").render(fill_view(page, words) | frame))


def to_view(page: Page, words: Words) -> str:
    """Return what stands in the body of a page, with its data: what another page can hold."""
    return str(_environment().get_template("view.html.j2").render(fill_view(page, words)))


def is_drawn(page: Page) -> bool:
    """Tell whether a page draws, so that it needs vis-network."""
    return page.picture is not None and page.canvas


def _find_parts(page: Page) -> list[str]:
    """Say which scripts a page needs beside those that every one has."""
    planned = page.tabs is not None and page.tabs.plan is not None
    return [part for part, there in ((DRAWN, is_drawn(page)), (PLAN, planned)) if there]


def fill_view(page: Page, words: Words) -> dict[str, Any]:
    """Return what the templates of a page ask for."""
    from markupsafe import Markup

    drawn, fields = is_drawn(page), find_fields(page, words)
    return {
        "page": page,
        "say": words.say,
        "number": words.number,
        "version": __version__,
        "layout": _LAYOUTS.get(page.kind, "sheet-first") if drawn else "sheet-only",
        "drawn": drawn,
        "network": page.kind == "network",
        "channels": _find_channels(words, *fields),
        "diagram": Markup(to_svg(page.diagram)) if page.diagram else "",
        "sheets": [Markup(to_sheet(sheet, to_paper_size(sheet))) for sheet in page.sheets],
        "signs": SIGNS,
        "switches": [c for t in page.tables[:1] for c in t.columns if c.toggle],
        "stops_title": page.stops_title
        or words.say("order-meeting" if page.meeting and page.kind == "decision-path" else "order"),
        "picks": [row for row in page.legend if row.ids],
        "written": [stop for stop in page.stops if not stop.select],
        "short_stops": sum(len(s.name) + 7 for s in page.stops) > _ROOM_FOR_STOPS,
        "shown": _say_shown(page, words),
        "sources_title": words.count("sources", len(page.sources)),
        "gaps_title": words.count("gaps", len(page.gaps)),
        "legend_sign": _legend_sign,
        "tell": lambda key, **values: words.texts(f"views_network.{key}", **values),
        "tell_path": lambda key, **values: words.texts(f"views_path.{key}", **values),
        "near_class": _near_class,
        "say_near": lambda near: words.texts(f"views_network.near-said-{_NEAR.get(near, near)}"),
        **_SHAPES_OF,
        "bands_title": words.texts("views_path.bands"),
        "show_title": words.texts("views_show.show"),
        "show_label": words.texts("views_show.show-label"),
        "pin_title": page.pins_title,
        "say_working": words.say("working"),
        "sort_key": _sort_key,
        "data": to_json(build_data(page, words, *fields)),
    }


def _find_channels(words: Words, nodes: Sequence[Field], edges: Sequence[Field]) -> list[dict[str, Any]]:
    """Say what a reader may tell fields by: colour, size and shape of nodes, width of edges."""
    chosen = {
        "colour": nodes,
        "size": [f for f in nodes if f.ordered],
        "shape": [f for f in nodes if not f.ordered and f.key != "kind"],
        "width": [f for f in edges if f.ordered],
    }
    return [
        {"key": key, "title": words.say(key), "none": words.say(f"{key}-none"), "fields": found}
        for key, found in chosen.items()
        if found
    ]


def _near_class(near: int) -> str:
    """Name the fill of a sign by how near somebody is; nothing where that is not told."""
    return "" if near == -2 else f"near-{_NEAR.get(near, near)}"


_TONE_ORDER = (*OUTLINES, *SIGNS)


def _sort_key(cell: Cell) -> str:
    """Return what orders a cell in its column where that is not its text: a need or stance by how strong it is."""
    if cell.sort != "":
        return str(cell.sort)
    tones = [line.tone for line in cell.lines[:1] if line.look in ("pill", "stance")]
    return str(_TONE_ORDER.index(tones[0])) if tones and tones[0] in _TONE_ORDER else ""


def _say_shown(page: Page, words: Words) -> str:
    values = {"total": words.number(page.total), "counted": page.counted}
    if page.shown == page.total:
        return words.count("all-shown", page.total, **values)
    return words.say("shown", shown=words.number(page.shown), **values)


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("samverkan.views", "assets")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters["soft"] = _soften
    return environment


_WHOLE = re.compile(r"(\d{4}-\d\d-\d\d|\b\d{1,3}(?: \d{3})+\b(?: kr\b)?)")


def _soften(text: str) -> Any:
    """Let a line break after a slash between letters, where browsers would rather cut a word.

    It never breaks in a date, nor at the space that parts thousands.
    """
    from markupsafe import Markup, escape

    broken = re.sub(r"(?<=\w/)(?=\w)", "<wbr>", str(escape(text)))
    return Markup(_WHOLE.sub(r'<span class="date">\1</span>', broken))


def _legend_sign(row: LegendRow) -> Any:
    """Return the sign of a row of the legend, drawn the way the page draws it."""
    from markupsafe import Markup

    if row.group == "need":
        return Markup('<span class="pill {}">{}</span>').format(row.key, row.look)
    if row.group == "text":
        return ""
    if row.group == "card":
        return Markup(
            '<svg class="sample" viewBox="0 0 24 24" aria-hidden="true"><g class="card {}">{}</g></svg>'
        ).format(row.key, Markup('<rect class="box" x="2" y="5" width="20" height="14" rx="4"/>'))
    if row.group == "mark":
        return Markup('<span class="mark {}"></span>').format(row.key)
    if row.group == "stance":
        return Markup('<span class="disc {}">{}</span>').format(row.key, SIGNS[row.key])
    if row.group == "edge":
        return _edge_sign(row.key)
    shape = SHAPES.get(row.key, "rounded")
    return Markup('<svg class="sample" viewBox="-12 -12 24 24" aria-hidden="true"><path d="{}"/></svg>').format(
        SHAPE_PATHS[shape]
    )


def _edge_sign(kind: str) -> Any:
    """Return a short piece of an edge, drawn the way the picture draws it."""
    from markupsafe import Markup

    stroke = to_stroke(kind, 3)
    d = "M1 4H27M1 8H27" if stroke.double else "M1 6H27"
    width = 1.5 if stroke.double else stroke.width
    head = "M21 2L27 6L21 10" if stroke.head != "none" else ""
    return Markup(
        '<svg class="sample edge {} {}" viewBox="0 0 30 12" aria-hidden="true"><path d="{}" stroke-width="{}"/>{}</svg>'
    ).format(f"tone-{stroke.tone}", stroke.dash, d, width, Markup('<path d="{}" stroke-width="1.5"/>').format(head))
