"""The plan and the steps of a network, in figures that can fail: names, crossings, lines over names, type, places."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from page_figures import OVER_NAMES, SMALLEST, UNREADABLE
from view_maps import build_town, draw_once

from samverkan.model import Map, Node, build_map

pytestmark = pytest.mark.browser
NS = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("key", "width", "height"), [("plan", 1280, 720), ("plan", 1920, 1080), ("steps", 1280, 720), ("steps", 1920, 1080)]
)
def test_every_name_is_read_few_lines_cross_and_none_runs_over_a_name(
    open_page: Any, havsakra: Map, key: str, width: int, height: int
) -> None:
    visit = open_page(draw_once(havsakra, "network"), width=width, height=height, address=f"#tab={key}")
    assert visit.page.evaluate(UNREADABLE, key) == []
    pane = visit.page.locator(f"#{key}")
    assert pane.locator(".entry").count() >= (55 if key == "plan" else 31)
    assert int(pane.get_attribute("data-crossings")) <= (20 if key == "plan" else 9)
    assert visit.page.evaluate(OVER_NAMES, key) == 0
    assert int(pane.get_attribute("data-undrawn")) == 0
    assert visit.page.evaluate(SMALLEST) >= 12
    chosen = float(
        visit.page.evaluate(f"parseFloat(document.getElementById('{key}').style.getPropertyValue('--plan'))")
    )
    assert chosen >= (12.5 if width == 1280 else 19)


def test_nothing_moves_when_a_row_is_pointed_at_or_chosen(open_page: Any, havsakra: Map) -> None:
    page = open_page(draw_once(havsakra, "network")).page
    where = "[...document.querySelectorAll('#plan .entry')].map((e) => [e.getBoundingClientRect().top, e.offsetHeight])"
    before = page.evaluate(where)
    row = page.locator("#plan .entry[data-ref=p-gatuchef]")
    row.hover()
    assert page.evaluate(where) == before
    row.click()
    assert page.evaluate(where) == before
    assert page.locator("#panel h2").inner_text() == "Gatuchef"


def test_a_chosen_row_says_how_strong_its_contacts_are(open_page: Any, havsakra: Map) -> None:
    page = open_page(draw_once(havsakra, "network"), address="#at=p-gatuchef").page
    words = page.locator("#plan .strength").all_inner_texts()
    assert sorted(words) == ["etablerad", "etablerad", "stark"]
    assert "bekant" not in words and page.locator("#plan .wire.lit").count() == 3
    covered = page.evaluate("""() => [...document.querySelectorAll('.strength')].some((word) => {
        const box = word.getBoundingClientRect(), range = document.createRange();
        range.selectNodeContents(word.parentElement.querySelector('.name'));
        return [...range.getClientRects()].some((n) => n.right > box.left && n.left < box.right
            && n.bottom > box.top + 3 && n.top < box.bottom - 3);
    })""")
    assert not covered


def test_click_one_and_shift_click_another_shows_the_way_between(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "network"))
    page = visit.page
    page.locator("#plan .entry[data-ref=p-trv-plan]").click()
    page.locator("#plan .entry[data-ref=p-samordnare]").click(modifiers=["Shift"])
    assert visit.heading == "Vägen från Samhällsplanerare till Trygghetssamordnare Norrbacken/Östervång"
    way = page.locator("#panel .way").first.inner_text()
    assert way.startswith("Starkast: Samhällsplanerare — har mötts →") and way.rstrip().endswith("Vi")
    assert "#from=p-trv-plan&to=p-samordnare" in page.evaluate("location.href")
    page.reload()
    assert visit.heading.startswith("Vägen från")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_the_way_is_picked_by_name_too(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "network"))
    visit.page.fill("#way-to", "Gatuchef")
    visit.page.press("#way-to", "Enter")
    visit.page.evaluate("document.activeElement.blur()")
    assert visit.heading == "Vägen från Trygghetssamordnare Norrbacken/Östervång till Gatuchef"
    assert visit.page.locator("#panel .way").count() >= 1


def test_rows_are_one_tab_stop_with_arrow_keys(open_page: Any, havsakra: Map) -> None:
    page = open_page(draw_once(havsakra, "network")).page
    assert page.locator("#plan .entry[tabindex='0']").count() == 1
    page.locator("#plan .entry[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.dataset.ref")
    page.keyboard.press("ArrowRight")
    third = page.evaluate("document.activeElement.dataset.ref")
    assert second != third
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()


def test_a_forum_lights_its_members_and_filters_the_table(open_page: Any, havsakra: Map) -> None:
    page = open_page(draw_once(havsakra, "network")).page
    page.locator("[data-forum=f-est]").click()
    assert page.locator("#shown").inner_text().startswith("6 av ")
    page.evaluate("document.querySelector('#open-table').click()")
    assert page.locator("#t-nodes tbody tr:visible").count() == 6
    page.evaluate("document.querySelector('#close-table').click()")
    page.click("#clear-filters")
    assert page.locator("#shown").inner_text().startswith("alla ")


def test_around_somebody_opens_on_steps_from_them(open_page: Any, havsakra: Map) -> None:
    page = open_page(draw_once(havsakra, "network", "p-gatuchef")).page
    assert page.locator("button[data-tab=steps]").get_attribute("aria-pressed") == "true"
    assert page.locator("button[data-tab=steps]").inner_text() == "Steg från Gatuchef"
    assert page.locator("#steps .column-head").first.inner_text() == "Gatuchef"
    assert page.locator("#steps .entry.us").count() == 1
    counts = [int(head.split(" · ")[1]) for head in page.locator("#steps .column-head").all_inner_texts()[1:]]
    told = [int(strong) for strong in page.locator(".finding strong").all_inner_texts()[:2]]
    assert told == [counts[0], sum(counts[1:])]  # the line of findings counts as the heads of the columns do
    assert page.locator("#shown").inner_text() == ""
    parted = page.locator("#steps .over .hyphen").count()
    assert parted > 0  # a long word above a box is parted where its language parts words


@pytest.mark.parametrize("size", [500])
def test_a_town_is_closed_boxes_and_stays_in_its_window(open_page: Any, size: int) -> None:
    visit = open_page(draw_once(build_town(size), "network"))
    assert visit.page.locator("#plan .wire").count() <= 17
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert visit.complaints == []


def test_a_page_that_opens_on_the_free_drawing_has_it_drawn(open_page: Any) -> None:
    """Two who are in no organisation, and no us: neither boxes nor steps to open on."""
    pair = [Node(i, "Actor", {"name": name, "kind": "association"}) for i, name in (("a", "Norr"), ("b", "Söder"))]
    visit = open_page(draw_once(build_map(pair, [], Map({}, (), title="Två")), "network"))
    assert visit.page.locator("button[data-tab=free]").get_attribute("aria-pressed") == "true"
    assert visit.page.locator("#picture canvas").count() == 1 and visit.see("network.getScale()") > 0
    assert visit.complaints == []


def test_on_a_phone_boxes_stand_in_one_column(open_page: Any, havsakra: Map) -> None:
    page = open_page(draw_once(havsakra, "network"), width=390, height=844).page
    lefts = page.locator("#plan .box").evaluate_all(
        "(all) => [...new Set(all.map((b) => Math.round(b.getBoundingClientRect().left)))]"
    )
    assert len(lefts) == 1
    assert page.locator("svg.wires").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_very_large_network_opens_on_its_organisations_and_each_on_everybody_in_it(open_page: Any) -> None:
    visit = open_page(draw_once(build_town(900), "network"))
    page = visit.page
    assert page.locator("#t-nodes tbody tr").count() > 90
    first = page.locator("#t-nodes tbody .ref").nth(1).inner_text()
    page.locator("#t-nodes tbody .ref").nth(1).click()
    assert visit.heading == first
    page.click(".open-group")
    assert page.locator("#t-inside tbody tr").count() > 1 and page.locator("#t-nodes").is_hidden()
    page.click("#all-groups")
    visit.find("Samordnare p7")
    assert visit.heading == "Samordnare p7"
    page.click("[data-tab=steps]")
    assert page.locator("#steps .entry").count() > 5
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert visit.complaints == [] and visit.requests == []


def test_a_closed_box_opens_between_its_neighbours_and_closes_again(open_page: Any) -> None:
    content = build_town(500)
    visit = open_page(draw_once(content, "network"))
    page = visit.page
    names = page.locator("#plan .box.closed .name").all_inner_texts()
    page.locator("#plan .box.closed [data-ref=n6]").click()
    inside = page.locator("#plan .opened-box .entry").evaluate_all("all => all.map((one) => one.dataset.ref)")
    department = {r.start for r in content.relations if r.type == "PART_OF" and r.end == "f6"}
    assert sorted(inside) == sorted({"n6", "f6", *department})
    # After a name: contacts inside, and to other boxes; together all of its ties.
    for actor in sorted(department)[:5]:
        ties = [r for r in content.relations if r.type == "TIE" and actor in (r.start, r.end)]
        within = sum({r.start, r.end} <= {"n6", "f6", *department} for r in ties)
        tail = page.locator(f"#plan .opened-box [data-ref={actor}] .tail").inner_text()
        assert tail == f"{within} · {len(ties) - within}"
    assert page.evaluate(OVER_NAMES, "plan") == 0
    assert "open=n6" in page.evaluate("location.href")
    page.reload()
    assert page.locator("#plan .opened-box").count() == 2
    page.locator(".close-box").click()
    assert page.locator("#plan .box.closed .name").all_inner_texts() == names
    assert visit.complaints == []


def test_two_days_stand_in_the_same_places_and_each_can_be_seen_alone(open_page: Any, havsakra: Map) -> None:
    from datetime import date

    from samverkan.texts import Texts
    from samverkan.views.build import build_page
    from samverkan.views.html import to_html

    made = build_page("network", havsakra, on=date(2021, 5, 10), also=date(2025, 10, 1), texts=Texts("sv"))
    visit = open_page(to_html(*made))
    page = visit.page
    where = "[...document.querySelectorAll('#plan .entry')].map((e) => e.getBoundingClientRect().top)"
    before = page.evaluate(where)
    page.click("[data-day=first]")
    assert page.evaluate(where) == before
    assert page.locator("#plan .entry.change-ended .name").evaluate("(one) => getComputedStyle(one).visibility") == (
        "visible"
    )
    assert (
        page.locator("#plan .entry.change-new .name").evaluate("(one) => getComputedStyle(one).visibility") == "hidden"
    )
    assert page.evaluate(OVER_NAMES, "plan") == 0 and page.evaluate(SMALLEST) >= 12
    assert visit.complaints == []


def test_boxes_are_arranged_anew_only_by_the_button_and_go_back_by_it(open_page: Any, havsakra: Map) -> None:
    """Every box of the outer columns was put into the first; arranged anew, they stand as if none had stood before."""
    fresh = read_nodes(draw_once(havsakra, "network"))
    outer = {n["box"]: n for n in fresh if n.get("column") in (0, 3)}
    places = {n["box"]: (n["column"], n["order"]) for n in fresh if "box" in n}
    places |= {box: (0, number) for number, box in enumerate(sorted(outer))}
    visit = open_page(draw_once(havsakra, "network", places=places))
    page = visit.page
    boxes = "[...c.querySelectorAll('.box')].map((b) => b.dataset.box)"
    where = f"[...document.querySelectorAll('#plan .column')].map((c) => {boxes})"
    stood = page.evaluate(where)
    assert set(stood[0]) == set(outer) and stood[3] == []
    page.locator(".more summary").click()
    page.locator("#arrange").click()
    anew = page.evaluate(where)
    wanted = {(n["column"], n["order"]): n["box"] for n in fresh if "box" in n}
    assert anew == [[box for (c, _), box in sorted(wanted.items()) if c == column] for column in range(4)]
    assert int(page.locator("#plan").get_attribute("data-undrawn")) == 0 and page.evaluate(OVER_NAMES, "plan") == 0
    page.locator("#arrange").click()
    assert page.evaluate(where) == stood
    assert visit.complaints == []


def read_nodes(html: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html)
    assert found
    return json.loads(found[1])["nodes"]


def test_a_saved_picture_is_whole_with_its_key_and_nothing_empty(open_page: Any, havsakra: Map) -> None:
    """Around somebody the steps scroll on a small screen; saved they stand whole, and close under them the legend."""
    visit = open_page(draw_once(havsakra, "network", "p-gatuchef"), width=1000, height=560)
    with visit.page.expect_download() as download:
        visit.page.evaluate("document.querySelector('#save-svg').click()")
    svg = ElementTree.fromstring(Path(download.value.path()).read_text("utf-8"))
    texts = [("".join(text.itertext()), float(text.get("y", 0))) for text in svg.iter(f"{NS}text")]
    said = " ".join(text for text, _ in texts)
    assert "Möts i" in said and "ingen kontakt" in said and "Räddningschef" in said
    heights = sorted(y for _, y in texts)
    assert max(after - before for before, after in pairwise(heights)) < 60
