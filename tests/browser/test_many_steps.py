"""Many steps in the bar: each number on a line of its own, both arrows always in sight."""

from __future__ import annotations

from typing import Any

import pytest
from view_maps import draw_once

from samverkan.model import Map, Node, Relation, build_map

pytestmark = pytest.mark.browser


def build_many(count: int) -> Map:
    """Build an initiative of so many requirements, each with a holder of its own."""
    numbers = range(1, count + 1)
    nodes = [
        Node("us", "Actor", {"name": "Vi", "kind": "post"}),
        Node("x", "Initiative", {"name": "Många krav"}),
        Node("r0", "Requirement", {"op": "all"}),
        *(Node(f"a{n}", "Actor", {"name": f"Chef {n}", "kind": "post"}) for n in numbers),
        *(Node(f"m{n}", "Matter", {"name": f"Ärende {n}"}) for n in numbers),
        *(Node(f"md{n}", "Mandate", {"kind": "decide"}) for n in numbers),
        *(Node(f"r{n}", "Requirement", {"op": "leaf", "form": "decide"}) for n in numbers),
    ]
    relations = [Relation("REQUIRES", "x", "r0")]
    for n in numbers:
        relations += [
            Relation("HOLDS", f"a{n}", f"md{n}"),
            Relation("COVERS", f"md{n}", f"m{n}"),
            Relation("REQUIRES", "r0", f"r{n}", {"step": n}),
            Relation("CONCERNS", f"r{n}", f"m{n}"),
            Relation("TIE", "us", f"a{n}", {"strength": "strong"}),
        ]
    return build_map(nodes, relations, Map({}, (), title="Många", us=("us",)))


@pytest.mark.parametrize("count", [28, 36])
def test_numbers_keep_to_one_line_and_arrows_stay_in_sight(open_page: Any, count: int) -> None:
    page = open_page(draw_once(build_many(count), "decision-path", "x")).page
    for arrow in ("#previous", "#next"):
        box = page.locator(arrow).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 1280
    heights = page.locator(".stop").evaluate_all("(all) => all.map((one) => one.offsetHeight)")
    assert len(heights) == count and max(heights) == min(heights)
    page.keyboard.press("PageDown")
    for _ in range(count - 1):
        page.keyboard.press("ArrowRight")
    last = page.locator(".stop[aria-current]").bounding_box()
    assert last["x"] + last["width"] <= page.locator("#next").bounding_box()["x"] + 1


@pytest.mark.parametrize("steps", ["Infinity", "1e9", "NaN", "-1"])
def test_an_address_cannot_ask_for_more_steps_than_there_are_things(open_page: Any, havsakra: Map, steps: str) -> None:
    visit = open_page(draw_once(havsakra, "network"), address=f"#p-gatuchef&steps={steps}")
    assert visit.heading == "Gatuchef"
    assert 1 <= visit.see("state.degree") <= visit.see("nodes.size")
