"""Readiness, situation and influence: tables in which a cell, a row and a name can be chosen."""

from __future__ import annotations

from typing import Any

import pytest
from view_maps import draw

from samverkan.model import Map

pytestmark = pytest.mark.browser

# Words that a column cuts in two although it could have been wider: a line that ends inside a word.
CELLS_THAT_SPILL = """() => [...document.querySelectorAll('td, th')].filter((cell) =>
    cell.offsetParent && cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent.trim())"""


def test_a_cell_of_the_matrix_tells_what_is_known_and_unknown(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "readiness"))
    cell = visit.page.locator("button[data-ref='i05:polis']")
    assert cell.locator(".mark").count() == 5
    assert "prioritet: medel" in cell.inner_text()
    cell.click()
    assert visit.heading == "Polisen, lokalpolisområde Havsåkra-Lagadal – Ungdomshäng på torget upplevs otryggt"
    assert "protokoll" in visit.page.locator("#panel").inner_text()
    lit = visit.page.locator("tr.lit")
    assert lit.count() >= 1


def test_an_issue_in_the_matrix_lists_what_to_find_out(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "readiness"))
    visit.find("Bilbränder")
    assert "Ta reda på" in visit.page.locator("#panel").inner_text()
    visit.page.locator("#panel [data-ref='i06:rtj']").click()
    assert visit.heading.startswith("Räddningstjänsten Havsåkra")


def test_what_is_unknown_differs_by_shape_from_what_is_known(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "readiness"))
    style = "(look) => getComputedStyle(document.querySelector('td .mark.' + look)).borderStyle"
    assert visit.page.evaluate(style, "unknown") == "dashed"
    assert visit.page.evaluate(style, "yes") == "solid"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize(
    ("kind", "subject", "more"),
    [
        ("readiness", None, {"issue": "i05"}),
        ("situation", "p-samordnare", {}),
        ("situation", "hbab", {}),
        ("influence", "c1", {}),
        ("influence", "d1", {}),
    ],
)
def test_nothing_spills_out_of_its_cell(
    open_page: Any,
    havsakra: Map,
    kind: str,
    subject: str | None,
    more: dict[str, str],
    width: int,
    height: int,
    dark: bool,
) -> None:
    visit = open_page(draw(havsakra, kind, subject, **more), width=width, height=height, dark=dark)
    assert visit.page.evaluate(CELLS_THAT_SPILL) == []


def test_the_situation_says_what_is_overdue_in_its_first_line(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "situation", "p-samordnare"))
    assert visit.page.locator(".findings li").first.inner_text().startswith("93 dagar sen")
    visit.page.locator(".findings .ref").first.click()
    assert visit.heading == "Medborgardialog på torget"


def test_the_tables_of_the_situation_stand_beside_each_other_on_a_screen(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "situation", "p-samordnare"))
    landed, feedback = (visit.page.locator(f"#t-{name}").bounding_box() for name in ("landed", "feedback"))
    assert landed["x"] + landed["width"] <= feedback["x"]
    narrow = open_page(draw(havsakra, "situation", "p-samordnare"), width=390, height=844)
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_influence_shows_who_is_where_and_opens_them(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "influence", "c1"))
    row = visit.page.locator("#t-influence tr.must_unless_above")
    assert "Gatuchef" in row.locator("td").nth(1).inner_text()
    row.get_by_role("button", name="Gatuchef").click()
    assert visit.heading == "Gatuchef"


def test_influence_in_a_meeting_has_no_stance(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "influence", "c1", meeting=True))
    assert visit.page.locator(".disc").count() == 0
    assert "tveksam" not in visit.page.content()
    heads = visit.page.locator("#t-influence thead th").all_inner_texts()
    assert heads == ["Behövs", "Vem", "Svarar på", "Mandat"]
