"""What comes out of the printer: the picture as lines and letters, the tables as tables, and nothing to press."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from view_maps import DAY, build_twelve, draw_once

from samverkan.decisions.plan import build_answer
from samverkan.model import Map
from samverkan.tables.map_file import read_map_file
from samverkan.texts import Texts
from samverkan.views.build import build_view

pytestmark = pytest.mark.browser
STORIES = Path(__file__).parent.parent / "stories"
PAPER = 720  # px: a sheet held upright, narrower than where the screen becomes that of a phone


@pytest.mark.parametrize(("kind", "subject"), [("network", None)])
@pytest.mark.parametrize("dark", [False, True])
def test_the_picture_is_drawn_anew_for_the_paper_and_put_away_afterwards(
    open_page: Any, havsakra: Map, kind: str, subject: str | None, dark: bool
) -> None:
    visit = open_page(draw_once(havsakra, kind, subject), dark=dark, address="#tab=free" if kind == "network" else "")
    size = visit.see("[frame.clientWidth, frame.clientHeight]")
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = visit.page.locator("#printed")
    assert printed.get_attribute("viewBox") == f"0 0 {size[0]} {size[1]}"
    assert "Gatuchef" in printed.locator("text").all_text_contents()
    assert set(printed.locator("text").evaluate_all("all => all.map((one) => one.getAttribute('fill'))")) & {"#1b1f24"}
    visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert printed.count() == 0
    assert visit.page.evaluate("document.querySelectorAll('details[open]').length") == 0
    assert not visit.complaints


@pytest.mark.parametrize(("subject", "pane"), [(None, "plan"), ("p-gatuchef", "steps")])
def test_a_network_is_one_sheet_on_its_side_with_nothing_scrolled_or_small(
    open_page: Any, havsakra: Map, subject: str | None, pane: str
) -> None:
    """A4 on its side has 1032 × 703 px between its margins; drawn at 0.804, 15 px are 12 on the sheet."""
    visit = open_page(draw_once(havsakra, "network", subject), width=1032, height=720)
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    visit.page.emulate_media(media="print")
    box = visit.page.locator(".network-main").bounding_box()
    room = (box["x"] + box["width"], box["y"] + visit.page.locator(".network-main").evaluate("one => one.offsetHeight"))
    assert room[0] <= 1032 and room[1] <= 700, "what the printer reckons with is the height before it is drawn smaller"
    tall = f"document.getElementById('{pane}').scrollHeight - document.getElementById('{pane}').clientHeight"
    assert visit.page.evaluate(tall) <= 1
    size = f"parseFloat(getComputedStyle(document.getElementById('{pane}')).getPropertyValue('--plan'))"
    assert visit.page.evaluate(size) >= 15
    visit.page.emulate_media(media="screen")
    visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert visit.page.locator(".network-main").get_attribute("style") in (None, "")


@pytest.mark.parametrize(
    ("only", "sheets"), [({"issue": "i04"}, 2), ({"area": "norrbacka-torg"}, 2), ({"issue": "i01"}, 1)]
)
def test_the_plan_of_an_issue_or_area_stands_on_the_sheet_of_its_head(
    open_page: Any, havsakra: Map, only: dict[str, str], sheets: int
) -> None:
    """Where the plan is a little too tall, the printer puts all of it on a sheet of its own: three, with the back.

    Where it leaves half a sheet empty, the back stands below it.
    """
    visit = open_page(draw_once(havsakra, "network", None, **only), width=1280)
    assert len(re.findall(rb"/Type\s*/Page\b", visit.page.pdf(prefer_css_page_size=True, format="A4"))) == sheets


@pytest.mark.parametrize(("name", "initiative"), [("havsakra", "c1"), ("bill", "bill"), ("forty", "x")])
def test_a_decision_path_is_three_sheets_at_most_whatever_its_length_and_letters(
    open_page: Any, havsakra: Map, name: str, initiative: str
) -> None:
    """Four requirements with arguments; a bill with seventeen votes, be its plan proven or not; forty requirements."""
    content = {"havsakra": havsakra, "forty": build_twelve(40)}.get(name) or read_map_file(STORIES / "bill.yaml")[0]
    assert content
    day = content.as_of or DAY
    answer = build_answer(content, initiative, on=day, start=content.us, seconds=0 if name == "bill" else None)
    assert answer.plan
    for bound, spacing in ((answer.plan.effort, "0"), (0, ".03em"), (answer.plan.effort, ".2em")):
        told = replace(answer, plan=replace(answer.plan, bound=bound))
        page = build_view("decision-path", content, on=day, texts=Texts("sv"), subject=initiative, answer=told)
        visit = open_page(page, width=PAPER)
        visit.page.evaluate("(wide) => { document.documentElement.style.letterSpacing = wide; }", spacing)
        printed = visit.page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 3
        assert visit.page.locator(".off-paper, .paper-count, .flows, .long").count() == 0  # the screen keeps all
    assert not visit.complaints


def test_what_has_no_room_on_paper_is_counted_at_the_end_of_its_list(open_page: Any) -> None:
    """Eighty steps are more than three sheets hold: the last of them are counted, and nothing stands opened."""
    visit = open_page(draw_once(build_twelve(80), "decision-path", "x"), width=PAPER)
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    visit.page.emulate_media(media="print")
    rows = visit.page.locator(".path-list > tbody > tr[data-row]")
    left_out = visit.page.locator(".path-list > tbody > tr[data-row].off-paper").count()
    assert 0 < left_out < 80 == rows.count()
    assert f"och {left_out} till, på skärmen" in visit.page.locator("main .paper-count").all_inner_texts()
    assert "Skäl, ordning och underlag för 80 av raderna står på skärmen." in visit.page.locator("main").inner_text()
    visit.page.emulate_media(media="screen")
    visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert visit.page.locator(".path-list > tbody > tr[data-row]:visible").count() == 80


@pytest.mark.parametrize("spacing", ["0", ".3em"])
def test_a_first_sheet_without_reasons_says_where_they_stand(open_page: Any, havsakra: Map, spacing: str) -> None:
    visit = open_page(draw_once(havsakra, "decision-path", "c1"), width=PAPER)
    visit.page.evaluate("(wide) => { document.documentElement.style.letterSpacing = wide; }", spacing)
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    visit.page.emulate_media(media="print")
    reasons = visit.page.locator(".paper-first tbody td:nth-child(3) .second")
    told = visit.page.get_by_text("Skälen står vid raderna.")
    assert reasons.count() > 0
    assert told.is_visible() is not reasons.first.is_visible()
    assert reasons.first.is_visible() is (spacing == "0")


@pytest.mark.parametrize("name", ["havsakra", "twelve"])
def test_the_first_sheet_of_a_decision_path_is_the_summary_and_nothing_in_it_is_cut_off(
    open_page: Any, havsakra: Map, name: str
) -> None:
    content, initiative = {"havsakra": (havsakra, "c1"), "twelve": (build_twelve(), "x")}[name]
    visit = open_page(draw_once(content, "decision-path", initiative), width=PAPER)
    visit.page.emulate_media(media="print")
    table = visit.page.locator(".path-list").bounding_box()
    summary = visit.page.locator(".paper-first").bounding_box()
    assert table and summary and summary["y"] + summary["height"] <= table["y"]
    assert visit.page.locator(".findings").evaluate("one => one.scrollHeight - one.clientHeight") <= 1
    cut = "one => { one.textContent = 'mycket att säga '.repeat(90); return one.scrollHeight - one.clientHeight; }"
    assert visit.page.locator(".strip").first.evaluate(cut) <= 1
    words = visit.page.locator(".path-list .refuses").all_inner_texts()
    assert not any(re.search(r"\w\n\w", word) for word in words if " " not in word)


@pytest.mark.parametrize("meeting", [False, True])
def test_readiness_is_a_few_sheets_with_every_unknown_named_and_a_head_on_each(
    open_page: Any, havsakra: Map, meeting: bool
) -> None:
    """Fifteen issues with 95 unknowns: three sheets with what they rest on; the rest is counted."""
    visit = open_page(draw_once(havsakra, "readiness", meeting=meeting))
    printed = visit.page.pdf(prefer_css_page_size=True, format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 3
    visit.page.emulate_media(media="print")
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert visit.page.locator("details.asked .who:visible").count() == visit.page.locator("details.asked .who").count()
    assert not visit.page.locator("#d-actors").is_visible()
    assert re.search(r"\d+ rader", visit.page.locator(".instead").inner_text())
    # Chromium repeats no head in which a button has a box of its own.
    assert visit.page.locator("thead button").first.evaluate("one => getComputedStyle(one).display") == "contents"
    sizes = "all => all.filter((o) => o.checkVisibility()).map((o) => parseFloat(getComputedStyle(o).fontSize))"
    assert min(visit.page.locator("main :is(td, th, span, div), .back li").evaluate_all(sizes)) >= 12


def test_a_table_stays_a_table_on_a_narrow_paper(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "decision-path", "c1", meeting=True), width=PAPER)
    assert visit.page.evaluate("getComputedStyle(document.querySelector('table.path-list')).display") == "block"
    visit.page.emulate_media(media="print")
    assert visit.page.evaluate("getComputedStyle(document.querySelector('table.path-list')).display") == "table"


@pytest.mark.parametrize("kind", ["network", "readiness"])
def test_nothing_that_is_pressed_is_printed_and_no_empty_heading(open_page: Any, havsakra: Map, kind: str) -> None:
    visit = open_page(draw_once(havsakra, kind))
    visit.page.emulate_media(media="print")
    shown = "all => all.filter((one) => one.checkVisibility()).map((one) => one.textContent)"
    assert visit.page.locator("select, input, .tools button, .chip").evaluate_all(shown) == []
    heads = visit.page.locator(".back h2").evaluate_all(shown)
    assert heads
    assert visit.page.locator(".back > div:not(:has(li))").count() == 0
    assert visit.page.locator(".colophon").is_visible()


@pytest.mark.parametrize("initiative", ["c1", "v1"])
def test_influence_is_three_sheets_whose_first_has_every_lane(open_page: Any, havsakra: Map, initiative: str) -> None:
    """A4 on its side between its margins is 1046 by 732 px."""
    visit = open_page(draw_once(havsakra, "influence", initiative), width=1046)
    assert len(re.findall(rb"/Type\s*/Page\b", visit.page.pdf(prefer_css_page_size=True))) <= 3
    visit.page.emulate_media(media="print")
    lanes = visit.page.locator("#t-influence").bounding_box()
    assert lanes and lanes["y"] + lanes["height"] <= 732
    assert not visit.page.locator(".bottom").is_visible()
    out = "all => all.filter((o) => o.scrollWidth > o.clientWidth + 1).map((o) => o.textContent.trim())"
    assert visit.page.locator("#d-everybody td").evaluate_all(out) == []


def test_a_lane_that_goes_on_to_another_sheet_says_there_which_it_is(open_page: Any) -> None:
    """A committee of seventeen: some of them stand on the second sheet, below the name of their lane."""
    content = read_map_file(STORIES / "bill.yaml")[0]
    assert content
    visit = open_page(draw_once(content, "influence", "bill", lang="en"), width=1046)
    names = visit.page.locator("#t-influence .stand").all_inner_texts()
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    rest = visit.page.locator("#t-influence tr.goes-on")
    assert rest.locator("th .main").all_inner_texts() == ["One of several (cont.)"]
    visit.page.emulate_media(media="print")
    above = "one => one.previousElementSibling.getBoundingClientRect().bottom + scrollY"
    assert rest.evaluate(above) <= 732
    assert rest.locator(".stand").count() > 0
    assert sorted(visit.page.locator("#t-influence .stand").all_inner_texts()) == sorted(names)
    visit.page.emulate_media(media="screen")
    visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert rest.count() == 0 and visit.page.locator("#t-influence .on-next-sheet").count() == 0
    assert visit.page.locator("#t-influence .stand").all_inner_texts() == names
    lane = visit.page.locator("#t-influence tbody th").first
    lane.evaluate("one => { one.style.height = '690px'; }")  # taller than a sheet, though all of its names fit above
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rest.evaluate_all("all => all.filter((one) => !one.querySelector('.stand')).length") == 0
    visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert visit.page.locator("#t-influence .stand").all_inner_texts() == names
    assert not visit.complaints
