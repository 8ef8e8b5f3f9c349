"""Steps of a presentation, by keyboard and clicker, in every kind that has something to light."""

from __future__ import annotations

import json
from typing import Any

import pytest
from view_maps import DAY, find_answer

from samverkan.model import Map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.html import to_html
from samverkan.views.spec import Stop
from samverkan.views.steps import add_steps, find_ids

pytestmark = pytest.mark.browser

KINDS = [
    ("decision-path", "c1"),
    ("network", None),
    ("network", "p-gatuchef"),
    ("readiness", None),
    ("causes", "i04"),
    ("interventions", "A-taxi"),
    ("delegation", "d-ltf"),
    ("influence", "c1"),
    ("situation", "p-samordnare"),
]


def draw_stepped(content: Map, kind: str, subject: str | None) -> tuple[str, list[Stop]]:
    """Return a page with three steps: a text alone, one thing, and two things at once."""
    day = content.as_of or DAY
    answer = find_answer(content, subject, day) if kind in ("decision-path", "influence") and subject else None
    page, words = build_page(kind, content, on=day, texts=Texts("sv"), subject=subject, answer=answer)
    things = sorted(i for i in find_ids(page) if ":" not in i)
    stops = [
        Stop("Inledning", "Ett.\n\nTvå."),
        Stop("Ett ljus", "", lights=(things[0],)),
        Stop("Två ljus", "Båda", lights=(things[0], things[-1])),
    ]
    return to_html(add_steps(page, stops, words)[0], words), stops


@pytest.mark.parametrize(("kind", "subject"), KINDS)
def test_steps_walk_forward_and_back(open_page: Any, havsakra: Map, kind: str, subject: str | None) -> None:
    html, stops = draw_stepped(havsakra, kind, subject)
    visit = open_page(html)
    lit = []
    for stop in stops:
        visit.page.keyboard.press("ArrowRight")
        assert visit.heading == stop.name
        assert visit.page.locator("[aria-current=step]").inner_text().endswith(stop.name)
        lit.append(set(visit.see("[...state.lit]")))
        assert visit.page.locator("#panel .step-text").all_inner_texts() == stop.text.split(
            "\n\n" if stop.text else None
        )
    assert lit[0] == set() and set(stops[2].lights) <= lit[2]
    for key, number in (("ArrowLeft", 1), ("PageUp", 0), ("PageDown", 1), ("PageDown", 2), ("PageUp", 1)):
        visit.page.keyboard.press(key)
        assert visit.heading == stops[number].name
        assert set(visit.see("[...state.lit]")) == lit[number]
    assert visit.complaints == [] and visit.requests == []


def test_a_step_is_in_the_address(open_page: Any, havsakra: Map) -> None:
    html, stops = draw_stepped(havsakra, "network", None)
    visit = open_page(html, address="#&stop=3")
    assert visit.heading == stops[2].name
    assert visit.see("[...state.marked].sort()") == sorted(stops[2].lights)
    visit.page.keyboard.press("PageUp")
    visit.page.go_back()
    assert visit.heading == stops[2].name
    visit.page.reload()
    assert visit.heading == stops[2].name


def test_something_else_can_be_looked_at_between_two_steps(open_page: Any, havsakra: Map) -> None:
    html, stops = draw_stepped(havsakra, "decision-path", "c1")
    visit = open_page(html)
    visit.page.keyboard.press("PageDown")
    visit.page.keyboard.press("PageDown")
    visit.find("Gatuchef")
    assert visit.heading == "Gatuchef"
    visit.page.keyboard.press("PageDown")
    assert visit.heading == stops[2].name, "the clicker works from the search field too"
    visit.page.keyboard.press("Escape")
    visit.page.locator("body").press("Escape")
    assert visit.page.locator("#panel").is_hidden()


def test_a_step_lights_its_rows_and_dims_the_other_nodes(open_page: Any, havsakra: Map) -> None:
    html, _ = draw_stepped(havsakra, "network", None)
    visit = open_page(html, address="#tab=free")
    visit.page.evaluate("document.querySelector('#open-table').click()")
    visit.page.evaluate("document.querySelector('#close-table').click()")
    visit.page.locator(".stop").nth(2).click()
    assert visit.page.locator("tr.lit").count() == 2
    dimmed = visit.see("scene.nodes.filter(isDim).length")
    assert dimmed == len(json.loads(visit.page.locator("#data").text_content())["nodes"]) - 2


def test_a_step_goes_nearer_and_the_end_of_it_shows_everything_again(open_page: Any, havsakra: Map) -> None:
    html, stops = draw_stepped(havsakra, "network", None)
    visit = open_page(html, address="#tab=free")
    whole = visit.see("network.getScale()")
    visit.page.locator(".stop").nth(1).click()
    assert whole < visit.see("network.getScale()") <= 1.81 * whole
    frame = visit.page.locator("#picture").bounding_box()
    at = visit.see("network.canvasToDOM(network.getPosition(inside(given)))", stops[1].lights[0])
    assert 0 < at["x"] < frame["width"] and 0 < at["y"] < frame["height"]
    visit.page.keyboard.press("Escape")
    assert visit.see("network.getScale()") == pytest.approx(whole, rel=0.02)


def test_written_steps_are_printed(open_page: Any, havsakra: Map) -> None:
    html, stops = draw_stepped(havsakra, "decision-path", "c1")
    visit = open_page(html)
    visit.page.emulate_media(media="print")
    assert all(stop.name in visit.page.locator("#list-steps").inner_text() for stop in stops)
