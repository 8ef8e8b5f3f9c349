"""What stands in a page as JSON for its scripts: nodes, edges, texts, looks. The only place that knows pyvis.

It collects the network; its own page is never used (it loads from the net, and runs what stands in a name).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from samverkan.measures.nearness import STRENGTHS
from samverkan.views.encode import SIGNS, USUAL, to_looks, to_outline, to_shape, to_size, to_stroke
from samverkan.views.fields import Field, say_kind, to_plain
from samverkan.views.hyphens import find_hyphens
from samverkan.views.selection import NETWORK_KINDS
from samverkan.views.show import build_slides
from samverkan.views.spec import Line, Link, Page, Picture, Spot, Thing
from samverkan.views.streets import Tabs
from samverkan.views.words import Words


def to_json(value: object) -> str:
    """Write JSON that may stand in a page: nothing in it ends a script."""
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


def build_data(page: Page, words: Words, node_fields: Sequence[Field], edge_fields: Sequence[Field]) -> dict[str, Any]:
    """Build what a page knows of itself."""
    nodes, edges = collect(page.picture) if page.picture else ([], [])
    large = bool(page.inside) and not page.canvas
    if large and page.picture:
        nodes, edges = [_without_look(node) for node in nodes], [_to_bundle(link) for link in page.picture.links]
    return {
        "nodes": nodes,
        "edges": edges,
        "rests_on": _number_sources(edges),
        "labels": page.picture.labels if page.picture else "",
        "rings": list(page.picture.rings) if page.picture else [],
        "strokes": _strokes(page),
        "edge_words": _edge_words(words) if page.kind == "network" else {},
        "inside": [(_to_list if large else _to_inside)(group, picture) for group, picture in page.inside.items()],
        "inside_columns": [words.say(f"column-{c}") for c in ("name", "kind", "relations")] if page.inside else [],
        "kinds": {k: say_kind(k, words) for k in _find_kinds(page)},
        "fields": [asdict(f) for f in node_fields],
        "edge_fields": [asdict(f) for f in edge_fields],
        "total": page.total,
        "things": [_to_thing(t) for t in page.things if t.facts or not large],
        "stops": [asdict(stop) for stop in page.stops],
        "picks": [{"name": row.text, "text": "", "lights": list(row.ids)} for row in page.legend if row.ids],
        "hyphens": find_parted(page),
        "looks": to_looks(),
        "slides": build_slides(page, words),
        "working": "" if page.meeting else words.say("working"),
        "streets": _to_streets(page.tabs),
        **_to_boxes(page.tabs),
        **_to_ways(page),
        "words": {key: words.say(key) for key in _PAGE_WORDS}
        | _counting_words(page, words)
        | _plan_words(page, words)
        | _show_words(words)
        | (_large_words(words) if large and not page.meeting else {})
        | _paper_words(page, words),
    }


def _number_sources(edges: Sequence[dict[str, Any]]) -> list[str]:
    """Let every edge name what it rests on by its number, since many rest on the same; return what the numbers mean."""
    said = sorted({edge["rests_on"] for edge in edges if "rests_on" in edge})
    numbers = {text: number for number, text in enumerate(said)}
    for edge in edges:
        if "rests_on" in edge:
            edge["rests_on"] = numbers[edge["rests_on"]]
    return said


def _to_streets(tabs: Tabs | None) -> dict[str, Any]:
    """Return the lines of the plan and of the steps; their boxes and rows stand in the page itself."""
    pictures = {"plan": tabs.plan, "steps": tabs.steps} if tabs else {}
    return {
        key: [
            [w.start, w.end, w.kind, w.weight, w.ours, w.text, *([w.change] if w.change else [])] for w in streets.wires
        ]
        for key, streets in pictures.items()
        if streets
    }


def _to_ways(page: Page) -> dict[str, Any]:
    """Return with whom everybody is in touch, what that takes, and its word by its number, since few words tell all."""
    said = sorted({way.word for ways in page.ways.values() for way in ways})
    numbers = {word: number for number, word in enumerate(said)}
    found = {actor: [[w.other, w.effort, numbers[w.word]] for w in ways] for actor, ways in page.ways.items()}
    return {"ways": found, "way_words": said} if found else {}


def _to_boxes(tabs: Tabs | None) -> dict[str, Any]:
    """Return what closed boxes open on (the rows of every box), and where boxes would stand anew."""
    opens = tabs.plan.opens if tabs and tabs.plan else ()
    rows = {box.id: [[e.id, e.level, e.look, e.near, "".join(e.badges)] for e in box.rows] for box in opens}
    anew = tabs.plan.anew if tabs and tabs.plan else {}
    return ({"boxes": rows} if rows else {}) | ({"anew": dict(anew)} if anew else {})


def find_parted(page: Page) -> dict[str, str]:
    """Return the long words of a page with a hyphen wherever the map's language parts them."""
    return find_hyphens(_read_texts(page), page.map_language or page.language)


def _read_texts(page: Page) -> Iterator[str]:
    """Yield what stands in the columns of the page and in its panel."""
    yield page.title
    for table in page.tables:
        yield from (column.title for column in table.columns)
        lines = [line for row in table.rows for cell in row.cells for line in cell.lines]
        yield from (part.text for line in lines for part in (line, *line.parts))
    yield from (finding.strong for finding in page.findings)
    yield from (thing.name for thing in page.things)
    for group in page.groups:
        yield group.title
        yield from (row.name for row in group.rows)
    if page.tabs and page.tabs.steps:
        yield from (box.over for column in page.tabs.steps.columns for box in column)
    if page.tabs:
        yield from (reply.title for reply in page.tabs.replies)


_NEAR = {-1: "-", -2: " "}  # no known contact; not told
_PAPER_WORDS = ("paper-more", "paper-screen")
_PAGE_WORDS = ("close", "search-none", "relations", "open-group")
_PLAN_WORDS = ("more", "strongest", "shortest", "same-way", "no-way", "undo", "panel-contacts", "us", "inside")


def _counting_words(page: Page, words: Words) -> dict[str, str]:
    """Return the sentences whose numbers the page fills in itself."""
    counts = {"shown": "{shown}", "total": "{total}"}
    return {
        "inside-shown": words.say("inside-shown", **counts),
        "filtered": words.say("filtered", counted=page.counted, **counts),
        "more": words.say("measure-more", n="{n}"),
        "unnamed": words.say("unnamed", number="{number}"),
    }


def _paper_words(page: Page, words: Words) -> dict[str, str]:
    """Return what a decision path says of what has no room on paper."""
    said = {"whole": words.texts("views_network.more")} if page.paper else {}
    if page.kind == "decision-path":
        said |= {key: words.texts(f"views_path.{key}", n="{n}") for key in _PAPER_WORDS}
    if page.kind == "influence":
        said["goes-on"] = words.texts("views_influence.goes-on")
    return said


def _show_words(words: Words) -> dict[str, str]:
    return {
        "show": words.texts("views_show.show-label"),
        "close-show": words.texts("views_show.close"),
        "previous-slide": words.say("previous"),
        "next-slide": words.say("next"),
    }


def _large_words(words: Words) -> dict[str, str]:
    """Return what is said of everybody in a very large network, where the page has only numbers."""
    near = {f"near-{i}": words.texts(f"views_network.near-said-{i}") for i in range(4)}
    strengths = {f"strength-{i}": words.token("tie_strength", strength) for i, strength in enumerate(STRENGTHS, 1)}
    return (
        near
        | strengths
        | {
            "near--": words.texts("views_network.near-said-none"),
            "outside": words.texts("views_network.outside", name="{name}"),
        }
    )


def _plan_words(page: Page, words: Words) -> dict[str, str]:
    if page.tabs is None:
        return {}
    say = words.texts
    opened = ("close-box", "open-note") if page.tabs.plan and page.tabs.plan.opens else ()
    counted = {key: say(f"views_network.{key}", n="{n}") for key in ("boxes-left", "no-contact-here") if opened}
    return (
        {key: say(f"views_network.{key}") for key in (*_PLAN_WORDS, *opened)}
        | counted
        | {
            "way-between": say("views_network.way-between", one="{one}", other="{other}"),
            "lines-left-one": say("views_network.lines-left-one"),
            "lines-left-many": say("views_network.lines-left-many", n="{n}"),
        }
    )


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


def _without_look(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key not in ("shape", "rank", "mass")}


def _to_bundle(link: Link) -> dict[str, Any]:
    """Return a bundle in few letters: its ends, and how many ties it has where they are several."""
    return {"from": link.start, "to": link.end} | ({"n": int(link.text)} if link.text != "1" else {})


def _to_list(group: str, picture: Picture) -> dict[str, Any]:
    """Return what an organisation opens on in few letters: its names, and ties between their numbers."""
    numbers = {spot.id: number for number, spot in enumerate(picture.spots)}
    kinds = {number: spot.kind for number, spot in enumerate(picture.spots) if spot.kind != "post"}
    ties = [[numbers[link.start], numbers[link.end], link.weight] for link in picture.links]
    near = "".join(_NEAR.get(spot.near, str(spot.near)) for spot in picture.spots)
    told = {"near": near, "outside": [spot.outside for spot in picture.spots]} if near.strip() else {}
    named = {"ids": [spot.id for spot in picture.spots], "names": [spot.label for spot in picture.spots]}
    return {"group": group, **named, "kinds": kinds} | ({"ties": ties} if ties else {}) | told


def _to_thing(thing: Thing) -> dict[str, Any]:
    facts = [[word, [_to_line(line) for line in lines]] for word, lines in thing.facts]
    told = {key: value for key, value in (("facts", facts), ("lights", list(thing.lights))) if value}
    return {"id": thing.id, "name": thing.name, "kind": thing.kind, **told}


def _to_line(line: Line) -> dict[str, str]:
    plain: dict[str, str] = {key: value for key in Line.__slots__ if (value := getattr(line, key))}
    if line.look == "stance":
        plain["sign"] = SIGNS[line.tone]
    return plain


def load() -> None:
    """Load what collects a picture, so that the first one need not wait for it."""
    import pyvis.network  # noqa: F401


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


def _without_usual(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key not in USUAL or value != USUAL[key]}


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
    if spot.box:
        options |= {"box": spot.box, "column": spot.column, "order": spot.order}
    if spot.mark:
        options["mark"] = spot.mark
    if spot.groups:
        options["groups"] = to_plain(spot.groups)
    return options


def _edge_options(link: Link) -> dict[str, Any]:
    options: dict[str, Any] = {"kind": link.kind, "weight": link.weight}
    if link.groups:
        options["groups"] = to_plain(link.groups)
    return options | {key: said for key, said in (("text", link.text), ("rests_on", link.source)) if said}
