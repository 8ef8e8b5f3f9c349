"""Causes, interventions and delegations: cards that mouse and keyboard choose, and a drawing that can be read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from view_maps import build_hostile, draw_once

from samverkan.model import Map, Node, Relation, build_map

pytestmark = pytest.mark.browser

PAGES = [
    ("causes", "i04"),
    ("causes", "i06"),
    ("interventions", "A-taxi"),
    ("interventions", "i05"),
]
SIZES = [(1280, 720), (1920, 1080)]
TEXT_BEYOND_CARD = """() => [...document.querySelectorAll('.card')].filter((card) => {
    const box = card.querySelector('.box').getBoundingClientRect();
    return [...card.querySelectorAll('text')].some((t) => {
        const b = t.getBoundingClientRect();
        return b.right > box.right + 1 || b.bottom > box.bottom + 1 || b.left < box.left - 1;
    });
}).map((card) => card.dataset.ref)"""
SMALLEST_TEXT = """() => {
    const svg = document.querySelector('.diagram-svg');
    const sizes = [...svg.querySelectorAll('.card text')].map((t) => parseFloat(getComputedStyle(t).fontSize));
    return svg.getScreenCTM().a * Math.min(...sizes);
}"""

# Drawings that a sheet has no room for, or whose letters are too small on it.
ON_SHEETS = """() => [...document.querySelectorAll('.paper-sheet')].map((one) => {
    const svg = one.querySelector('svg'), box = svg.getBoundingClientRect();
    const sizes = [...svg.querySelectorAll('text')].map((t) => parseFloat(getComputedStyle(t).fontSize));
    return [box.right, box.height, svg.getScreenCTM().a * Math.min(...sizes)];
}).filter(([right, height, size]) => right > 1032 || height > 703 || size < 11.99)"""


@pytest.mark.parametrize(("kind", "subject"), PAGES)
def test_every_text_stays_on_its_card(open_page: Any, havsakra: Map, kind: str, subject: str) -> None:
    visit = open_page(draw_once(havsakra, kind, subject))
    assert visit.page.evaluate(TEXT_BEYOND_CARD) == []


@pytest.mark.parametrize(("kind", "subject"), [("causes", "i1"), ("interventions", "i1")])
def test_names_without_a_break_stay_on_their_cards_too(open_page: Any, kind: str, subject: str) -> None:
    visit = open_page(draw_once(build_hostile(), kind, subject))
    assert visit.page.evaluate(TEXT_BEYOND_CARD) == []


@pytest.mark.parametrize(("kind", "subject"), PAGES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_whole_drawing_is_seen_without_scrolling(
    open_page: Any, havsakra: Map, kind: str, subject: str, width: int, height: int
) -> None:
    visit = open_page(draw_once(havsakra, kind, subject), width=width, height=height)
    frame = visit.page.locator(".diagram").bounding_box()
    names = visit.page.locator(".diagram .card text.main").all_text_contents()
    assert not [name for name in names if name.endswith("…")], "a name stands whole"
    for card in visit.page.locator(".diagram .card .box").all():
        box = card.bounding_box()
        assert box["x"] >= frame["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert box["y"] >= frame["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]


@pytest.mark.parametrize(("kind", "subject"), PAGES)
def test_no_text_is_too_small_to_read(open_page: Any, havsakra: Map, kind: str, subject: str) -> None:
    assert open_page(draw_once(havsakra, kind, subject)).page.evaluate(SMALLEST_TEXT) >= 11.99
    assert open_page(draw_once(havsakra, kind, subject), width=1920, height=1080).page.evaluate(SMALLEST_TEXT) >= 14


def test_a_card_is_chosen_by_keyboard_and_the_rest_is_dimmed(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "causes", "i04"))
    card = visit.page.locator(".card[data-ref='k-moped-trimning']")
    card.focus()
    visit.page.keyboard.press("Enter")
    assert visit.heading == "Trimning"
    assert "chosen" in card.get_attribute("class")
    dimmed = visit.page.evaluate("[...document.querySelectorAll('.card.dim')].map((c) => c.dataset.ref).sort()")
    assert "k-moped-helhet" in dimmed
    assert not {"k-moped-inskaffning", "k-moped-trimning", "k-moped-forvaring"} & set(dimmed)
    visit.page.keyboard.press("Escape")
    assert visit.page.locator(".card.dim").count() == 0


def test_steps_walk_along_the_chain(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "interventions", "A-taxi"))
    headings = []
    for _ in range(5):
        visit.page.keyboard.press("PageDown")
        headings.append(visit.heading)
    assert headings[0] == "Tydligare skyltning" and headings[-1].startswith("Hämtplatser")
    visit.page.keyboard.press("PageUp")
    assert visit.heading == headings[3]


def test_the_panel_of_a_mandate_names_who_gave_it(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "delegation", "d-ltf"))
    visit.find("Trafikingenjör")
    panel = visit.page.locator("#panel")
    panel.get_by_role("button", name="Förvaltningschef teknik och fritid").click()
    assert visit.heading == "Förvaltningschef teknik och fritid"
    assert "Teknik- och fritidsnämnden" in panel.inner_text()


def test_many_steps_do_not_widen_the_page(open_page: Any) -> None:
    numbers = range(60)
    nodes = [Node("m", "Matter", {"name": "Ärende"})]
    relations = [Relation("DELEGATED_FROM", f"md{n}", f"md{n // 4}") for n in numbers if n]
    for n in numbers:
        nodes += [
            Node(f"a{n}", "Actor", {"name": f"Enhet {n}", "kind": "unit"}),
            Node(f"md{n}", "Mandate", {"kind": "decide"}),
        ]
        relations += [Relation("HOLDS", f"a{n}", f"md{n}"), Relation("COVERS", f"md{n}", "m")]
    visit = open_page(draw_once(build_map(nodes, relations), "delegation", "m"))
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1280
    visit.find("Enhet 59")
    assert visit.heading == "Enhet 59"
    box = visit.page.locator("tr[data-row='md59']").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 720, "the chosen rung is brought into view"


def test_the_table_opens_and_selects(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "causes", "i06"))
    visit.page.locator("#d-causes summary").click()
    visit.page.locator("#t-causes tr[data-row='k-brand-register']").click()
    assert visit.heading == "Tre register över bränderna som ingen jämför"


def test_on_a_phone_the_table_stands_instead_of_the_drawing_a_card_a_row(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "interventions", "A-taxi"), width=390, height=844)
    assert visit.page.locator(".diagram").is_hidden()
    row = visit.page.locator("#t-measures tr[data-row='a4']")
    assert row.is_visible() and row.bounding_box()["width"] <= 390
    assert "2021-05-10 – 2021-06-07" in row.inner_text()


@pytest.mark.parametrize(("kind", "subject", "sheets"), [("causes", "i04", 1), ("interventions", "A-taxi", 2)])
def test_on_paper_the_drawing_is_laid_out_for_its_sheets(
    open_page: Any, havsakra: Map, kind: str, subject: str, sheets: int
) -> None:
    """A4 on its side is 1032 by 703 px between its margins; sources follow the table, on no sheet of their own."""
    visit = open_page(draw_once(havsakra, kind, subject), width=1032, height=720)
    shown = set(visit.page.locator(".diagram .card text.main").all_text_contents())
    visit.page.locator(".diagram .card").first.click()
    assert visit.page.locator(".diagram .dim").count() > 0 and visit.page.locator(".paper-sheet .dim").count() == 0
    printed = visit.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= sheets + 1
    visit.page.emulate_media(media="print")
    assert visit.page.locator(".diagram").is_hidden()
    assert visit.page.evaluate(ON_SHEETS) == []
    assert visit.page.locator(".paper-sheet").count() == sheets
    told = " ".join(visit.page.locator(".paper-sheet .card text.main").all_text_contents())
    assert all(word in told for name in shown for word in name.split())
