"""What a review of 138 pages found wrong, each fault tried in every kind of page that could have it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from page_faults import HEADS, ON_EACH_OTHER, SMALL_TARGETS, SMALL_TEXT, STANDS
from view_maps import build_town, draw_once
from visits import resize

from samverkan.model import Map

pytestmark = pytest.mark.browser

KINDS = [
    ("decision-path", "c1", {}),
    ("network", None, {}),
    ("network", None, {"issue": "i05"}),
    ("network", None, {"area": "norrbacken"}),
    ("network", "p-gatuchef", {}),
    ("readiness", None, {}),
    ("situation", "p-samordnare", {}),
    ("influence", "v1", {}),
    ("delegation", "d-ltf", {}),
    ("interventions", "A-taxi", {}),
    ("causes", "i04", {}),
    ("network", None, {"also": date(2021, 5, 10)}),
]
DRAWN = ("causes", "interventions")
Go = Callable[..., Any]


@pytest.fixture(scope="module")
def go(browser: Any, havsakra: Map, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Go]:
    """Return a function that shows a kind of page in the one window of this module."""
    folder = tmp_path_factory.mktemp("pages")
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    drawn: dict[str, Path] = {}

    def show(
        kind: str, subject: str | None = None, *, width: int = 1280, height: int = 720, address: str = "", **more: Any
    ) -> Any:
        content = more.pop("content", havsakra)
        key = f"{kind} {subject} {sorted(more.items())} {content.title}"
        if key not in drawn:
            drawn[key] = folder / f"{len(drawn)}.html"
            drawn[key].write_text(draw_once(content, kind, subject, **more), "utf-8")
        page.set_viewport_size({"width": width, "height": height})
        page.goto("about:blank")
        page.goto(drawn[key].as_uri() + address)
        return page

    yield show
    context.close()


def find(page: Any, name: str) -> None:
    page.fill("#search", name)
    page.press("#search", "Enter")


def see(page: Any, expression: str) -> Any:
    return page.evaluate(f"() => {{ with (page.look()) {{ return ({expression}); }} }}")


def heading(page: Any) -> str:
    return str(page.locator("#panel h2").inner_text())


def test_after_a_click_the_arrow_keys_go_on_from_there(go: Go) -> None:
    page = go("network", address="#tab=free")
    frame = page.locator("#picture").bounding_box()
    at = see(page, "network.canvasToDOM(network.getPosition('n:p-gatuchef'))")
    page.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])
    page.keyboard.press("ArrowRight")
    assert heading(page) != "Gatuchef" and see(page, "neighbours.has(state.chosen)")
    page = go("network")
    page.locator("#plan .entry[data-ref=p-gatuchef]").click()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.entry:not([data-ref=p-gatuchef])')")
    page = go("decision-path", "c1")
    rows = page.locator("table.path-list tr[data-row]")
    rows.nth(1).locator("td").nth(2).click()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').dataset.row") == rows.nth(2).get_attribute("data-row")
    rows.nth(1).locator("td").nth(2).click()
    page.keyboard.press("ArrowRight")
    assert heading(page) == see(page, "data.stops[2].name")
    page = go("interventions", "A-taxi")
    page.locator(".card[data-ref=a2]").click()
    page.keyboard.press("ArrowRight")
    assert heading(page) == "Samtal med chaufförerna"
    assert page.evaluate("document.activeElement.dataset.ref") == "a3"


@pytest.mark.parametrize(("kind", "subject", "more"), KINDS)
def test_after_a_search_the_focus_stands_on_what_was_found(
    go: Go, kind: str, subject: str | None, more: dict[str, str]
) -> None:
    page = go(kind, subject, **more)
    nodes = see(page, "data.nodes.map((one) => [one.id, one.label])")
    for node, label in (nodes[0], nodes[-1]):
        find(page, label)
        assert heading(page).startswith(label) or see(page, "state.chosen") != node
        assert page.evaluate(STANDS, see(page, "state.chosen"))
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_minus_and_plus_say_that_they_are_steps_and_zoom_has_buttons_of_its_own(go: Go) -> None:
    page = go("network", address="#tab=free&at=p-gatuchef")
    assert page.locator("#degree").inner_text().split() == ["Steg", "bort", "färre", "−", "1", "fler", "+"]
    page.click("#more")
    assert page.locator("#degree-now").inner_text() == "2"
    scale = see(page, "network.getScale()")
    page.click("#zoom-in")
    assert see(page, "network.getScale()") > scale
    page.click("#zoom-out")
    assert see(page, "network.getScale()") == pytest.approx(scale)
    assert page.locator("#degree-now").inner_text() == "2"


def test_a_filter_holds_for_the_table_and_is_seen_while_somebody_is_chosen(go: Go) -> None:
    page = go("network", address="#tab=free")
    chip = page.locator("[data-filter='kind=forum']")
    chip.click()
    find(page, "EST-gruppen Norrbacken/Östervång")
    assert chip.is_visible() and chip.get_attribute("aria-pressed") == "true"
    assert page.locator("#clear-filters").is_visible()
    page.evaluate("document.querySelector('#open-table').click()")
    assert page.locator("#t-nodes tbody tr:visible").count() == see(page, "scene.nodes.filter(passes).length")


@pytest.mark.parametrize("meeting", [False, True])
def test_no_text_lies_on_another_none_is_small_and_a_thumb_hits_everything(go: Go, meeting: bool) -> None:
    found = {}
    for kind, subject, more in (
        KINDS if not meeting else [one for one in KINDS if not one[2] and one[1] != "p-gatuchef"]
    ):
        page = go(kind, subject, meeting=meeting, **more)
        found[kind, subject, "on each other"] = page.evaluate(ON_EACH_OTHER)
        found[kind, subject, "small"] = page.evaluate(SMALL_TEXT)
        resize(page, 390, 844)
        found[kind, subject, "thumb"] = page.evaluate(SMALL_TARGETS)
        found[kind, subject, "small on a phone"] = page.evaluate(SMALL_TEXT)
        found[kind, subject, "wide"] = ["wide"] * (page.evaluate("document.documentElement.scrollWidth") > 390)
    assert {key: said for key, said in found.items() if said} == {}


def test_ties_and_positions_tell_what_they_rest_on_and_when(go: Go, havsakra: Map) -> None:
    page = go("network", address="#at=p-gatuchef")
    told = page.locator("#panel").inner_text()
    tie = next(r for r in havsakra.out("p-gatuchef", "TIE"))
    source = havsakra.nodes[str(tie.properties["source"])]
    assert f"{source.name} {source.text('date')}" in told
    assert "tveksam: Sommartorg – mötesplats varje torsdag – uttalat i möte 2025-09-12" in told
    assert source.name not in draw_once(havsakra, "network", meeting=True)


def test_everybody_of_a_very_large_network_has_a_panel_with_contacts_and_their_strength(go: Go) -> None:
    content = build_town(900)
    page = go("network", content=content)
    home = {r.start: r.end for r in content.relations if r.type == "PART_OF"}
    tie = next(r for r in content.relations if r.type == "TIE" and home[r.start] == home[r.end])
    find(page, content.nodes[tie.start].name)
    told = page.locator("#panel").inner_text()
    words = {"new": "ny", "acquainted": "bekant", "established": "etablerad", "strong": "stark"}
    assert f"{content.nodes[tie.end].name} – {words[str(tie.properties['strength'])]}" in told


@pytest.mark.parametrize(("kind", "subject"), [one[:2] for one in KINDS if one[0] != "network"])
def test_a_saved_picture_holds_heads_signs_and_no_empty_strips(go: Go, kind: str, subject: str | None) -> None:
    page = go(kind, subject)
    with page.expect_download() as download:
        page.evaluate("document.querySelector('#save-svg').click()")
    svg = ElementTree.fromstring(Path(download.value.path()).read_text("utf-8"))
    words = re.sub(r"\s", "", "".join("".join(one.itertext()) for one in svg.iter("{http://www.w3.org/2000/svg}text")))
    wanted = [re.sub(r"[\s\u00ad]", "", said) for said in page.evaluate(HEADS)]
    assert [said for said in wanted if said and said not in words] == []
    legend = next(
        e for e in svg.iter("{http://www.w3.org/2000/svg}text") if "".join(e.itertext()) == "Teckenförklaring"
    )
    ends = [float(e.get("y", 0)) for e in svg.iter("{http://www.w3.org/2000/svg}text") if float(e.get("y", 0)) > 0]
    above = max(y for y in ends if y < float(legend.get("y", 0)))
    assert kind in DRAWN or float(legend.get("y", 0)) - above < 90


@pytest.mark.parametrize(("kind", "subject"), [("influence", "v1"), ("delegation", "d-ltf"), ("causes", "i04")])
def test_after_escape_the_foot_says_again_where_to_begin(go: Go, kind: str, subject: str) -> None:
    page = go(kind, subject)
    said = page.locator("#stop-name").inner_text()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    assert page.locator("#stop-name").inner_text() != said
    page.keyboard.press("Escape")
    assert page.locator("#stop-name").inner_text() == said


def test_an_arrow_up_stands_where_what_is_least_stands_first(go: Go) -> None:
    page = go("readiness")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    head = page.locator("th:has(> .sort)").first
    head.locator(".sort").click()
    assert head.get_attribute("aria-sort") == "ascending"
    arrow = "(one) => getComputedStyle(one, '::after').content"
    assert "↑" in head.locator(".sort").evaluate(arrow)
    head.locator(".sort").click()
    assert "↓" in head.locator(".sort").evaluate(arrow)
