"""A walk through every kind of page of both examples and of a hostile map, by keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from view_maps import HOSTILE, build_hostile, draw_once
from visits import Visit, visit_page

from samverkan.model import Map

pytestmark = pytest.mark.browser

PAGES = [
    ("havsakra", "decision-path", "c1", {}),
    ("havsakra", "network", None, {}),
    ("havsakra", "network", None, {"issue": "i05"}),
    ("havsakra", "network", "p-gatuchef", {}),
    ("havsakra", "readiness", None, {}),
    ("havsakra", "causes", "i04", {}),
    ("havsakra", "interventions", "A-taxi", {}),
    ("havsakra", "delegation", "d-ltf", {}),
    ("havsakra", "influence", "c1", {}),
    ("havsakra", "situation", "p-samordnare", {}),
    ("harbourside", "decision-path", "h4", {}),
    ("harbourside", "network", None, {}),
    ("harbourside", "network", "coordinator", {}),
    ("harbourside", "readiness", None, {}),
    ("harbourside", "causes", "q-noise", {}),
    ("harbourside", "interventions", "night-street", {}),
    ("harbourside", "delegation", "d-traffic-order", {}),
    ("harbourside", "influence", "h4", {}),
    ("harbourside", "situation", "coordinator", {}),
    ("hostile", "decision-path", "x1", {}),
    ("hostile", "network", None, {}),
    ("hostile", "network", "constructor", {}),
    ("hostile", "readiness", None, {}),
    ("hostile", "causes", "i1", {}),
    ("hostile", "interventions", HOSTILE, {}),
    ("hostile", "delegation", "m1", {}),
    ("hostile", "influence", "x1", {}),
    ("hostile", "situation", "toString", {}),
]
by_page = pytest.mark.parametrize(
    "visit", PAGES, ids=[f"{e}-{k}-{n}" for n, (e, k, _, _) in enumerate(PAGES)], indirect=True
)
# What has the focus is noted as each Tab has been pressed.
LISTEN = """() => {
    window.stops = [];
    document.addEventListener('keyup', ({ key }) => {
        if (key !== 'Tab') return;
        const one = document.activeElement, style = getComputedStyle(one);
        const name = one.id || one.getAttribute('class') || one.tagName;
        window.stops.push({ name, seen: style.outlineStyle !== 'none' || one.matches('g') });
    }, true);
}"""
DRAWN = "(() => { const out = new SvgCanvas(); drawPictureTo(out); return out.parts.join(''); })()"


def draw_one(request: pytest.FixtureRequest, example: str, kind: str, subject: str | None, more: Any) -> str:
    content: Map = build_hostile() if example == "hostile" else request.getfixturevalue(example)
    return draw_once(content, kind, subject, lang="en" if example == "harbourside" else "sv", **more)


@pytest.fixture(scope="module")
def visit(request: pytest.FixtureRequest, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """A page that is opened once; the tests that follow use it one after the other, in the order of this file."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    with visit_page(browser, path, draw_one(request, *request.param)) as found:
        yield found


@by_page
def test_every_stop_of_the_tab_key_is_seen(visit: Any) -> None:
    visit.page.evaluate(LISTEN)
    for _ in range(45):
        visit.page.keyboard.press("Tab")
    stops = visit.page.evaluate("window.stops")
    names = [stop["name"] for stop in stops]
    assert "search" in [name for name in names if name != "H1"][:4], "the search is reached early"
    assert [stop["name"] for stop in stops if not stop["seen"] and stop["name"] != "BODY"] == []
    assert len(set(names)) > 6


@by_page
def test_letters_with_rings_and_dots_are_letters(visit: Any) -> None:
    names = visit.see("names.map((one) => one.name)")
    swedish = next((name for name in names if set(name.lower()) & set("åäö")), None)
    if swedish is None:
        pytest.skip("no name on this page has such a letter")
    word = next(part for part in swedish.split() if set(part.lower()) & set("åäö"))[:60]
    visit.find(word.upper())
    assert word.lower() in visit.heading.lower()
    visit.page.fill("input[type=search]", word.lower().translate(str.maketrans("åäö", "aao")))
    assert swedish not in visit.page.locator("#hits").inner_text()


@by_page
def test_search_back_forward_and_reload_by_keyboard(visit: Any) -> None:
    visit.find("")
    visit.page.evaluate("document.activeElement.blur()")
    labels = [n["label"] for n in json.loads(visit.page.locator("#data").text_content())["nodes"]]
    first, last = labels[0], labels[-1]
    for label in (first, last):
        visit.page.locator("body").press("/")
        visit.page.keyboard.insert_text(label)
        visit.page.keyboard.press("Enter")
        assert visit.heading == label
        visit.page.evaluate("document.activeElement.blur()")
    if first != last:
        visit.page.go_back()
        visit.page.locator("#panel h2").and_(visit.page.get_by_text(first, exact=True)).wait_for()
        visit.page.go_forward()
        visit.page.locator("#panel h2").and_(visit.page.get_by_text(last, exact=True)).wait_for()
    visit.page.reload()
    assert visit.heading == last
    assert visit.complaints == [] and visit.requests == []


@pytest.mark.parametrize(
    ("example", "kind", "subject", "more"), [page for page in PAGES if page[1] == "network" and page[0] != "hostile"]
)
def test_a_network_looks_farther_filters_and_says_how_many_are_left(
    open_page: Any, request: pytest.FixtureRequest, example: str, kind: str, subject: str | None, more: dict[str, str]
) -> None:
    visit = open_page(draw_one(request, example, kind, subject, more))
    page = visit.page
    visit.see("openTab('free')")
    far = visit.see("[...neighbours].sort((a, b) => a[1].length - b[1].length).find(([, ways]) => ways.length)[0]")
    visit.see("choose(given)", far)
    page.locator("body").press("Escape")
    visit.see("choose(given)", far)
    lit = [visit.see("state.lit.size")]
    for key in ("+", "+", "-", "-"):
        page.keyboard.press(key)
        lit.append(visit.see("state.lit.size"))
    assert lit[0] < lit[1] <= lit[2] and lit[3:] == lit[1::-1]
    edge = visit.see(
        "scene.edges.filter((e) => (e.from === given || e.to === given) && e.kind === 'tie').map(sayEdge)[0]", far
    )
    drawn = visit.see(DRAWN).replace("&quot;", '"').replace("&amp;", "&")
    assert not edge or edge.split()[0] in drawn
    page.keyboard.press("Escape")
    total = visit.see("scene.nodes.length")
    chip = page.locator("[data-filter^='kind=']").first
    chip.focus()
    page.keyboard.press("Enter")
    left = visit.see("scene.nodes.filter(passes).length")
    assert 0 < left < total
    assert page.locator("#shown").inner_text().startswith(f"{left} ")
    page.reload()
    assert page.locator("#shown").inner_text().startswith(f"{left} ")
    assert page.locator("[data-filter][aria-pressed=true]").count() == 1
