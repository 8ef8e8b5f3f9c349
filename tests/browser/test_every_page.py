"""What every page promises, kind by kind: alone, silent, by keyboard, within its window, and no names as markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from page_figures import KINDS
from view_maps import HOSTILE, LONG, build_hostile, draw_once, plant_secrets
from visits import visit_page

from samverkan.model import Map

pytestmark = pytest.mark.browser

SIZES = [(1280, 720), (1920, 1080)]
PRESS_ALL = """() => [...document.querySelectorAll('button')]
    .filter((b) => b.offsetParent && !b.disabled && !/^(print|save-)/.test(b.id))
    .slice(0, 60).forEach((b) => b.click())"""


@pytest.fixture(scope="module")
def visit(
    request: pytest.FixtureRequest, browser: Any, havsakra: Map, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """A page that is opened once; the tests that follow look at it one after the other, in the order of this file."""
    kind, subject, more, meeting = request.param
    path = tmp_path_factory.mktemp("page") / "page.html"
    with visit_page(browser, path, draw_once(havsakra, kind, subject, meeting=meeting, **more)) as found:
        found.kind = kind
        yield found


ALONE = [pytest.param((*page, False), id=f"{page[0]}-{number}") for number, page in enumerate(KINDS)]
MEETING = [pytest.param((*page, True), id=f"{page[0]}-{number}-meeting") for number, page in enumerate(KINDS)]


@pytest.mark.parametrize("visit", ALONE, indirect=True)
def test_first_picture_is_the_final_one(visit: Any) -> None:
    first = visit.page.screenshot()
    visit.page.wait_for_timeout(300)
    assert visit.page.screenshot() == first


@pytest.mark.parametrize("visit", [*ALONE, *MEETING], indirect=True)
def test_page_stays_within_its_window_and_a_large_one(visit: Any) -> None:
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1280
    visit.resize(1920, 1080)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1920
    visit.resize(1280, 720)


@pytest.mark.parametrize("visit", [*ALONE, *MEETING], indirect=True)
def test_every_name_of_the_picture_stands_in_a_table(visit: Any) -> None:
    texts = visit.page.evaluate("[...document.querySelectorAll('table')].map(t => t.textContent).join('\\n')")
    data = read_data(visit.page)
    assert [n["label"] for n in data["nodes"] if n["label"] not in texts] == []
    if visit.kind == "network":
        assert visit.page.locator("table tbody tr").count() == len(data["nodes"])


@pytest.mark.parametrize("visit", ALONE, indirect=True)
def test_search_is_reached_early_and_focuses_by_name(visit: Any) -> None:
    assert visit.page.locator("input[type=search]").count() == 1
    for _ in range(4):  # tabs stand before it where a page has them
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.type") == "search":
            break
    assert visit.page.evaluate("document.activeElement.type") == "search"
    labels = [node["label"] for node in read_data(visit.page)["nodes"][:12]]
    visit.find(labels[0])
    assert visit.heading == labels[0]
    assert visit.find_each(labels) == []


@pytest.mark.parametrize("visit", [*ALONE, *MEETING], indirect=True)
def test_page_asks_for_nothing_and_complains_of_nothing(visit: Any) -> None:
    visit.find("Gatuchef")
    for key in ("PageDown", "Escape", "+", "-"):
        visit.page.keyboard.press(key)
    visit.page.evaluate(PRESS_ALL)
    assert visit.requests == []
    assert visit.complaints == []


@pytest.mark.parametrize(("kind", "subject"), [("decision-path", "x1"), ("network", None), ("network", "constructor")])
def test_hostile_names_run_nothing_and_fit(open_page: Any, kind: str, subject: str | None) -> None:
    visit = open_page(draw_once(build_hostile(), kind, subject))
    for name in (LONG, "<img src=x", "constructor"):
        visit.find(name)
        assert visit.heading in (HOSTILE, LONG)
        for width, height in SIZES:
            visit.resize(width, height)
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    for button in visit.page.locator("[data-list]:visible").all():
        button.click()
    assert visit.page.evaluate("window.hacked") is None
    assert visit.page.locator("img, iframe, object, embed").count() == 0
    assert visit.requests == []
    assert visit.complaints == []


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("readiness", None),
        ("situation", "toString"),
        ("influence", "x1"),
        ("interventions", "i1"),
        ("interventions", HOSTILE),
        ("delegation", "m1"),
        ("delegation", "m2"),
        ("causes", "i1"),
    ],
)
@pytest.mark.parametrize("meeting", [False, True])
def test_hostile_names_are_text_in_tables_and_diagrams(
    open_page: Any, kind: str, subject: str | None, meeting: bool
) -> None:
    visit = open_page(draw_once(build_hostile(), kind, subject, meeting=meeting))
    labels = [node["label"] for node in read_data(visit.page)["nodes"]]
    assert {HOSTILE, LONG} & set(labels)
    for width, height in reversed(SIZES):
        visit.resize(width, height)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.find_each(labels) == []
    for button in visit.page.locator("[data-list]:visible").all():
        button.click()
    visit.page.evaluate(PRESS_ALL)
    assert visit.page.evaluate("window.hacked") is None
    assert visit.page.locator("img, iframe, object, embed").count() == 0
    assert visit.requests == []
    assert visit.complaints == []


def test_only_https_becomes_a_link(open_page: Any) -> None:
    visit = open_page(draw_once(build_hostile(), "decision-path", "x1"))
    links = visit.page.evaluate("[...document.querySelectorAll('a')].map(a => [a.getAttribute('href'), a.rel])")
    assert links
    assert all(href.startswith("https://") and rel == "noreferrer" for href, rel in links)


def test_search_takes_letters_with_rings_and_dots_as_letters(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "network"))
    visit.find("Ö")
    assert visit.heading.startswith("Ö")
    visit.page.click("#panel .panel-close")
    visit.find("ostervang")
    assert visit.page.locator("#panel").is_hidden()


@pytest.mark.parametrize(("kind", "subject", "more"), KINDS)
def test_meeting_page_holds_no_secret(havsakra: Map, kind: str, subject: str | None, more: dict[str, str]) -> None:
    from view_maps import SECRETS

    html = draw_once(plant_secrets(havsakra), kind, subject, meeting=True, **more)
    assert [secret for secret in SECRETS if secret in html] == []
    assert '"kind":"tie"' not in html


def test_back_forward_and_reload_show_the_same(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "network"))
    visit.find("Gatuchef")
    visit.find("Fritidschef")
    visit.page.go_back()
    assert visit.heading == "Gatuchef"
    visit.page.go_forward()
    assert visit.heading == "Fritidschef"
    visit.page.reload()
    assert visit.heading == "Fritidschef"


def test_steps_go_forward_and_back_by_keyboard(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "decision-path", "c1"))
    steps = read_data(visit.page)["stops"]
    for step in steps:
        visit.page.keyboard.press("PageDown")
        assert visit.heading == step["name"]
    visit.page.keyboard.press("ArrowLeft")
    assert visit.heading == steps[-2]["name"]


def test_chosen_row_and_person_light_each_other(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "decision-path", "c1"))
    visit.find("Gatuchef")
    assert "Gatuchef" in visit.page.locator("tr.lit").first.inner_text()
    assert visit.page.locator("#t-requirements tr.lit").count() == 1


def test_filter_says_how_many_are_left(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "network"), address="#tab=free")
    chip = visit.page.locator("[data-filter='kind=forum']")
    chip.click()
    assert chip.get_attribute("aria-pressed") == "true"
    assert visit.page.locator("#shown").inner_text().startswith("3 av ")
    chip.click()
    assert "alla " in visit.page.locator("#shown").inner_text()


def test_a_dragged_node_stays_and_its_place_is_saved(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "network"), address="#tab=free")
    before = visit.see("Object.fromEntries(everybody.map((n) => [n.id, [n.x, n.y]]))")
    frame = visit.page.locator("#picture").bounding_box()
    at = visit.see("network.canvasToDOM(network.getPosition('n:p-gatuchef'))")
    visit.page.mouse.move(frame["x"] + at["x"], frame["y"] + at["y"])
    visit.page.mouse.down()
    visit.page.mouse.move(frame["x"] + at["x"] + 30, frame["y"] + at["y"] + 24, steps=4)
    visit.page.mouse.up()
    with visit.page.expect_download() as download:
        visit.page.evaluate("document.querySelector('#save-positions').click()")
    written = json.loads(download.value.path().read_text("utf-8"))["positions"]
    saved = {i: [place["x"], place["y"]] for i, place in written.items()}
    nodes = {node["id"]: node for node in read_data(visit.page)["nodes"]}
    assert all(
        place.get(key) == nodes[i].get(key) for i, place in written.items() for key in ("box", "column", "order")
    )
    assert saved.keys() == before.keys()
    assert saved["p-gatuchef"] != before["p-gatuchef"]
    assert {i: place for i, place in saved.items() if i != "p-gatuchef"} == {
        i: place for i, place in before.items() if i != "p-gatuchef"
    }
    assert visit.requests == [] or all(url.startswith("blob:") for url in visit.requests)


def test_panel_is_announced_and_closes(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "network"))
    assert visit.page.locator("#panel").get_attribute("aria-live") == "polite"
    visit.find("Gatuchef")
    visit.page.keyboard.press("Escape")
    visit.page.locator("#plan .entry").first.focus()
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("#panel").is_hidden()


def test_twelve_rows_are_seen_without_scrolling(open_page: Any) -> None:
    from view_maps import build_twelve

    visit = open_page(draw_once(build_twelve(), "decision-path", "x"))
    rows = visit.page.locator("#t-requirements tbody tr[data-row]")
    bar = visit.page.locator("footer").bounding_box()
    last = rows.nth(11).bounding_box()
    assert rows.count() == 12
    assert last["y"] + last["height"] <= bar["y"]


def read_data(page: Any) -> dict[str, Any]:
    return dict(json.loads(page.locator("script[type='application/json']").text_content()))
