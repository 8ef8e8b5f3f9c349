"""Signs that would turn the text around them are shown on a page, as on the terminal."""

from __future__ import annotations

from view_maps import DAY, draw

from samverkan.model import Map, Node, Relation, build_map
from samverkan.views.harmless import show_controls


def test_a_name_that_turns_the_text_around_turns_nothing() -> None:
    nodes = [Node("a", "Actor", {"name": "draoB\u202e", "kind": "post", "aliases": ("x\u2066y", "z")})]
    content = build_map(
        nodes, [Relation("TIE", "a", "a", {"note": "q\u2029"})], Map({}, (), title="\u2067t", as_of=DAY)
    )
    shown = show_controls(content)
    assert shown.nodes["a"].name == "draoB\ufffd"
    assert shown.nodes["a"].properties["aliases"] == ("x\ufffdy", "z")
    assert shown.relations[0].properties["note"] == "q\ufffd"
    assert shown.title == "\ufffdt"
    assert "\u202e" not in draw(content, "network")


def test_a_map_without_such_signs_is_the_same_map(havsakra: Map) -> None:
    assert show_controls(havsakra) is havsakra
