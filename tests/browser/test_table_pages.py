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


# Lines that end inside a word without a hyphen there, by the first letters of the word.
CUT_WORDS = """() => [...document.querySelectorAll('td .main, td .ref')].flatMap((e) => {
    if (!e.checkVisibility()) return [];
    const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), cut = [];
    while (walker.nextNode()) {
        const text = walker.currentNode, range = document.createRange();
        for (const word of text.data.matchAll(/[\\p{L}]+/gu)) {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
            if (new Set(boxes.map((box) => Math.round(box.top))).size > 1) cut.push(word[0]);
        }
    }
    return cut;
})"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("kind", "subject"), [("situation", "p-samordnare"), ("influence", "c1"), ("decision-path", "c1")]
)
def test_a_long_word_is_parted_with_a_hyphen_and_stays_letter_for_letter(
    open_page: Any, havsakra: Map, kind: str, subject: str, width: int
) -> None:
    visit = open_page(draw(havsakra, kind, subject), width=width)
    assert visit.page.evaluate(CUT_WORDS) == []
    assert "lokalpolisområde" in visit.page.locator("main").inner_text()
    assert not visit.complaints


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
    assert visit.page.locator(".findings li").first.inner_text().startswith("93 dagar försenad")
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


ALL_TABLES = [
    ("decision-path", "c1", {}),
    ("network", None, {}),
    ("readiness", None, {}),
    ("readiness", None, {"issue": "i05"}),
    ("causes", "i04", {}),
    ("interventions", "A-taxi", {}),
    ("delegation", "d-ltf", {}),
    ("influence", "c1", {}),
    ("situation", "p-samordnare", {}),
]
FIRST_COLUMN = "(table) => [...table.tBodies[0].rows].map((row) => row.children[0].innerText.trim().split('\\n')[0])"


@pytest.mark.parametrize(("kind", "subject", "more"), ALL_TABLES)
def test_every_table_that_is_no_tree_sorts_by_keyboard(
    open_page: Any, havsakra: Map, kind: str, subject: str | None, more: dict[str, str]
) -> None:
    visit = open_page(draw(havsakra, kind, subject, **more))
    visit.page.evaluate("document.querySelector('#open-table')?.click()")
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    tables = visit.page.locator("table:has(button.sort)")
    assert tables.count() > 0
    for table in tables.all():
        head = table.locator("th:has(> button.sort)").first
        before = set(table.locator("tbody tr").all_inner_texts())
        head.locator("button").focus()
        visit.page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "ascending"
        up = table.evaluate(FIRST_COLUMN)
        visit.page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        assert set(table.locator("tbody tr").all_inner_texts()) == before
        if all(up) and len(set(up)) == len(up):
            assert table.evaluate(FIRST_COLUMN) == up[::-1]
        assert table.locator("[aria-sort]").count() == 1
    assert visit.complaints == []


def test_tables_sort_by_the_letters_of_the_language_and_needs_by_how_strong_they_are(
    open_page: Any, havsakra: Map
) -> None:
    visit = open_page(draw(havsakra, "influence", "c1"))
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    visit.page.locator("#t-everybody").get_by_role("button", name="Behövs", exact=True).click()
    needs = visit.page.locator("#t-everybody tbody tr td:nth-child(2)").all_inner_texts()
    assert needs[0] == "måste" and needs[-1] == "behövs inte"
    assert needs.index("måste*") < needs.index("en av") < needs.index("kan ta över")
    swedish = visit.see("['Öst', 'Ärla', 'Zon', 'Åby', 'Ann'].sort(collator.compare)")
    assert swedish == ["Ann", "Zon", "Åby", "Ärla", "Öst"]
