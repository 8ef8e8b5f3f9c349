"""The file of a page: nothing in it is markup that came from a map, and it is the same twice."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from view_maps import HOSTILE, build_hostile, build_synthetic, draw

from samverkan.model import Map
from samverkan.views import scripts
from samverkan.views.scripts import FRAGMENTS, LIBRARY, read_asset

PAGES = [("decision-path", "x1"), ("network", None), ("network", "constructor")]


class Reader(HTMLParser):
    """Collects a page's tags, its JSON and its meta tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.json = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == ("script", {"type": "application/json", "id": "data"}):
            self.json += data


@pytest.mark.parametrize(("kind", "subject"), PAGES)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_page_says_what_it_is(kind: str, subject: str | None, lang: str) -> None:
    reader = Reader(draw(build_hostile(), kind, subject, lang=lang))
    meta = {a.get("name") or a.get("http-equiv") or "": a.get("content") or "" for t, a in reader.tags if t == "meta"}
    assert ("html", lang) in [(t, a.get("lang")) for t, a in reader.tags]
    assert meta["generator"].startswith("samverkan ")
    assert meta["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in meta["Content-Security-Policy"]
    assert sum(t == "title" for t, _ in reader.tags) == 1


@pytest.mark.parametrize(("kind", "subject"), PAGES)
def test_names_are_never_markup(kind: str, subject: str | None) -> None:
    reader = Reader(draw(build_hostile(), kind, subject))
    assert not {t for t, _ in reader.tags} & {"img", "iframe", "object", "embed", "base", "form"}
    assert [a for _, a in reader.tags if any(name.startswith("on") for name in a)] == []
    scripts = [a for t, a in reader.tags if t == "script"]
    assert len(scripts) == (3 if kind == "network" else 2) and all("src" not in a for a in scripts)


def test_data_lies_plain_with_the_map_s_own_ids() -> None:
    html = draw(build_hostile(), "network")
    data = json.loads(Reader(html).json)
    assert {n["id"] for n in data["nodes"]} == {"us", "constructor", "toString", "hasOwnProperty"}
    assert next(n["label"] for n in data["nodes"] if n["id"] == "constructor") == HOSTILE
    assert all(isinstance(n["x"], int) and isinstance(n["y"], int) for n in data["nodes"])
    assert {(e["from"], e["to"]) for e in data["edges"]} >= {("us", "constructor"), ("constructor", "toString")}
    assert not re.search(r"[<>&]", Reader(html).json)


@pytest.mark.parametrize(("kind", "subject"), [("decision-path", "c1"), ("network", None)])
def test_same_map_same_page(havsakra: Map, kind: str, subject: str | None) -> None:
    assert draw(havsakra, kind, subject) == draw(havsakra, kind, subject)


def test_no_script_holds_a_text_of_several_lines_since_indents_go() -> None:
    for name in (*LIBRARY, *FRAGMENTS):
        source = (Path(scripts.__file__).with_name("assets") / name).read_text("utf-8")
        assert not [text for text in re.findall(r"`[^`]*`", source) if "\n" in text], name
        assert read_asset(name).count("\n") < source.count("\n")


def test_page_of_five_hundred_is_small_enough() -> None:
    assert len(draw(build_synthetic(500), "network").encode()) < 1_500_000


def test_overview_has_a_row_a_group_and_everybody_inside() -> None:
    content = build_synthetic(900)
    html = draw(content, "network")
    data = json.loads(Reader(html).json)
    rows = re.findall(r"<tr data-row=", html)
    assert len(rows) == len(data["nodes"]) < 100
    inside = {actor for group in data["inside"] for actor in group["ids"]}
    alone = {node["id"] for node in data["nodes"]} - {group["group"] for group in data["inside"]}
    assert not alone, "every group of these is more than one"
    assert sorted(inside) == sorted(content.nodes)
    assert '<table id="t-nodes" class="large' in html and ">Grupp<" in html
