"""Draw a page as one HTML file. The only place that knows pyvis: it collects the network and brings vis-network.

Its own page is never used (it loads from the net, and runs what stands in a name). Everything that a page needs
is in the file, and its content security policy lets nothing else run.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from samverkan import __version__
from samverkan.views.diagram_svg import to_svg
from samverkan.views.encode import OUTLINES, SHAPE_PATHS, SHAPES, SIGNS, to_outline, to_shape, to_size, to_stroke
from samverkan.views.fields import Field, find_fields, say_kind, to_plain
from samverkan.views.hyphens import find_hyphens
from samverkan.views.selection import NETWORK_KINDS
from samverkan.views.spec import Cell, LegendRow, Line, Link, Page, Picture, Spot, Thing
from samverkan.views.words import Words

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
_STYLES = ("tokens.css", "page.css", "table.css", "diagram.css", "signs.css", "print.css")
_LAYOUTS = {"network": "scene-first"}
_ROOM_FOR_STOPS = 88  # letters beside each other in the bottom bar at 1280 px
_SCRIPTS = (
    "state.js",
    "shapes.js",
    "labels.js",
    "picture.js",
    "diagram.js",
    "hyphens.js",
    "page.js",
    "steps.js",
    "svg_canvas.js",
    "svg.js",
    "tables.js",
    "network.js",
    "fields.js",
)


def to_html(page: Page, words: Words) -> str:
    """Return the page as one file: no request, no script but its own, every name as text."""
    from markupsafe import Markup

    style = "\n".join(_read_asset(name) for name in _STYLES)
    script = '"use strict";\n' + "\n".join(_read_asset(name) for name in _SCRIPTS)
    drawn = page.picture is not None and page.canvas
    scripts = [_read_vis(), script] if drawn else [script]
    fields = find_fields(page, words)
    values = {
        "page": page,
        "say": words.say,
        "number": words.number,
        "version": __version__,
        "layout": _LAYOUTS.get(page.kind, "sheet-first") if drawn else "sheet-only",
        "drawn": drawn,
        "network": page.kind == "network",
        "channels": _find_channels(words, *fields),
        "diagram": Markup(to_svg(page.diagram)) if page.diagram else "",
        "signs": SIGNS,
        "switches": [c for t in page.tables[:1] for c in t.columns if c.toggle],
        "stops_title": page.stops_title or words.say("order-meeting" if page.meeting else "order"),
        "picks": [row for row in page.legend if row.ids],
        "written": [stop for stop in page.stops if not stop.select],
        "short_stops": sum(len(s.name) + 7 for s in page.stops) > _ROOM_FOR_STOPS,
        "shown": _say_shown(page, words),
        "sources_title": words.count("sources", len(page.sources)),
        "gaps_title": words.count("gaps", len(page.gaps)),
        "legend_sign": _legend_sign,
        "sort_key": _sort_key,
        "data": _to_json(_page_data(page, words, *fields)),
        "style": style,
        "scripts": scripts,
        "policy": _policy(scripts, style),
    }
    return str(_environment().get_template("page.html.j2").render(values))


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


@cache
def _read_asset(name: str) -> str:
    return (files("samverkan.views") / "assets" / name).read_text(encoding="utf-8").strip()


@cache
def _read_vis() -> str:
    """Read pyvis's vis-network; another version than the one that was tried is refused."""
    content = (files("pyvis") / _VIS).read_bytes()
    if sha256(content).hexdigest() != _VIS_SHA256:
        raise RuntimeError("vis-network of this pyvis is not the one that samverkan was tried with")
    return _escape_script(content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n"))


def _escape_script(script: str) -> str:
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _policy(scripts: Iterable[str], style: str) -> str:
    """Write the content security policy: these scripts, this style, pictures drawn in the page, nothing else."""
    allowed = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'sha256-{_hash(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _to_json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign, escaped in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, escaped)
    return text


def _page_data(page: Page, words: Words, node_fields: Sequence[Field], edge_fields: Sequence[Field]) -> dict[str, Any]:
    nodes, edges = collect(page.picture) if page.picture else ([], [])
    return {
        "nodes": nodes,
        "edges": edges,
        "labels": page.picture.labels if page.picture else "",
        "rings": list(page.picture.rings) if page.picture else [],
        "strokes": _strokes(page),
        "edge_words": _edge_words(words) if page.kind == "network" else {},
        "inside": [_to_inside(group, picture) for group, picture in page.inside.items()],
        "inside_columns": [words.say(f"column-{c}") for c in ("name", "kind", "relations")] if page.inside else [],
        "kinds": {k: say_kind(k, words) for k in _find_kinds(page)},
        "fields": [asdict(f) for f in node_fields],
        "edge_fields": [asdict(f) for f in edge_fields],
        "total": page.total,
        "things": [_to_thing(t) for t in page.things],
        "stops": [asdict(stop) for stop in page.stops],
        "picks": [{"name": row.text, "text": "", "lights": list(row.ids)} for row in page.legend if row.ids],
        "hyphens": find_hyphens(_read_texts(page), page.language),
        "words": {key: words.say(key) for key in _PAGE_WORDS} | _counting_words(page, words),
    }


def _read_texts(page: Page) -> Iterator[str]:
    """Yield what stands in the columns of the page and in its panel."""
    yield page.title
    for table in page.tables:
        yield from (column.title for column in table.columns)
        yield from (line.text for row in table.rows for cell in row.cells for line in cell.lines)
    yield from (finding.strong for finding in page.findings)
    yield from (thing.name for thing in page.things)


_PAGE_WORDS = ("close", "search-none", "relations", "open-group")


def _counting_words(page: Page, words: Words) -> dict[str, str]:
    """Return the sentences whose numbers the page fills in itself."""
    counts = {"shown": "{shown}", "total": "{total}"}
    return {
        "inside-shown": words.say("inside-shown", **counts),
        "filtered": words.say("filtered", counted=page.counted, **counts),
        "more": words.say("measure-more", n="{n}"),
        "unnamed": words.say("unnamed", number="{number}"),
    }


def _edge_words(words: Words) -> dict[str, list[str]]:
    """Say what the kinds of edge of a network are called, out of a node and into it."""
    found = {kind: list(words.schema.relations[name].words[words.lang]) for name, kind in NETWORK_KINDS.items()}
    return found | {
        "between": [words.say("between")] * 2,
        "involved": list(words.schema.relations["INVOLVED_IN"].words[words.lang]),
    }


def _strokes(page: Page) -> dict[str, dict[str, Any]]:
    """Say once how each kind of edge is drawn at each weight."""
    pictures = [p for p in (page.picture, *page.inside.values()) if p]
    kinds = sorted({(link.kind, link.weight) for picture in pictures for link in picture.links})
    return {f"{kind}{weight}": asdict(to_stroke(kind, weight)) for kind, weight in kinds}


def _find_kinds(page: Page) -> list[str]:
    return sorted({spot.kind for picture in page.inside.values() for spot in picture.spots})


def _to_inside(group: str, picture: Picture) -> dict[str, Any]:
    nodes, edges = collect(picture)
    return {"group": group, "name": picture.title, "nodes": nodes, "edges": edges}


def _to_thing(thing: Thing) -> dict[str, Any]:
    facts = [[word, [_to_line(line) for line in lines]] for word, lines in thing.facts]
    return {
        "id": thing.id,
        "name": thing.name,
        "kind": thing.kind,
        "facts": facts,
        "lights": list(thing.lights),
    }


def _to_line(line: Line) -> dict[str, str]:
    plain: dict[str, str] = {key: value for key in Line.__slots__ if (value := getattr(line, key))}
    if line.look == "stance":
        plain["sign"] = SIGNS[line.tone]
    return plain


def collect(picture: Picture) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Collect a picture's nodes and edges in a pyvis network, which writes them the way vis-network reads them."""
    from pyvis.network import Network

    network = Network(directed=True)
    for spot in picture.spots:
        network.add_node(spot.id, **_node_options(spot))
    for link in picture.links:
        network.add_edge(link.start, link.end, **_edge_options(link))
    nodes, edges, *_ = network.get_network_data()
    return [_without_usual(n) for n in nodes], [{k: v for k, v in e.items() if k != "arrows"} for e in edges]


# What a node looks like when nothing else is said of it (`usual` in state.js).
_USUAL = {"size": 13.0, "color": "accent", "fill": "paper", "border": 2, "dash": "solid", "shape": "circle"}


def _without_usual(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key not in _USUAL or value != _USUAL[key]}


def _node_options(spot: Spot) -> dict[str, Any]:
    outline = to_outline(spot.need)
    options: dict[str, Any] = {
        "label": spot.label,
        "kind": spot.kind,
        "shape": to_shape(spot.kind),
        "size": to_size(spot.kind, spot.need),
        "color": outline.tone,
        "fill": outline.fill,
        "border": outline.width,
        "dash": outline.dash,
        "rank": spot.rank,
        "x": round(spot.x),
        "y": round(spot.y),
    }
    if spot.stance:
        options |= {"sign": SIGNS.get(spot.stance, spot.stance), "stance": spot.stance}
    if spot.mark:
        options["mark"] = spot.mark
    if spot.groups:
        options["groups"] = to_plain(spot.groups)
    return options


def _edge_options(link: Link) -> dict[str, Any]:
    options: dict[str, Any] = {"kind": link.kind, "weight": link.weight}
    if link.groups:
        options["groups"] = to_plain(link.groups)
    return options | ({"text": link.text} if link.text else {})


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
