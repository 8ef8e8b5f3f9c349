"""Readiness, situation and influence: tables in which a cell, a row and a name can be chosen."""

from __future__ import annotations

from typing import Any

import pytest
from view_maps import DAY, draw_once, find_answer

from samverkan.model import Map
from samverkan.texts import Texts
from samverkan.views.build import build_view

pytestmark = pytest.mark.browser

# Words that a column cuts in two although it could have been wider: a line that ends inside a word.
CELLS_THAT_SPILL = """() => [...document.querySelectorAll('td, th')].filter((cell) =>
    cell.offsetParent && cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent.trim())"""


def test_a_name_in_a_cell_tells_what_it_rests_on_and_an_issue_what_to_find_out(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "readiness"))
    name = visit.page.locator("tr[data-row='i05'] td[data-label='Prioritet'] [data-who='polis']")
    assert "2025-" in name.get_attribute("title") and "protokoll" in name.get_attribute("title")
    name.click()
    assert visit.heading == "Polisen, lokalpolisområde Havsåkra-Lagadal – Ungdomshäng på torget upplevs otryggt"
    visit.find("Bilbränder")
    assert "Ta reda på" in visit.page.locator("#panel").inner_text()
    visit.page.locator("#panel [data-ref='i06:rtj']").click()
    assert visit.heading.startswith("Räddningstjänsten Havsåkra")


def test_names_in_cells_are_one_tab_stop_with_arrows_and_tell_by_enter(open_page: Any, havsakra: Map) -> None:
    from playwright.sync_api import expect

    visit = open_page(draw_once(havsakra, "readiness"))
    stands = "[document.activeElement.dataset.ref || '', document.activeElement.closest('td, th').cellIndex]"
    stops = "all => all.filter((one) => one.tabIndex === 0).length"
    assert visit.page.locator(".who").evaluate_all(stops) == 1
    chip = visit.page.locator("tr[data-row='i05'] td[data-label='Prioritet'] summary")
    chip.focus()
    visit.page.keyboard.press("ArrowLeft")
    issue, column = visit.page.evaluate(stands)
    assert issue.startswith("i05:") and column == 4  # the last name before the chip, in the same cell
    visit.page.keyboard.press("ArrowDown")
    below, same = visit.page.evaluate(stands)
    assert below.split(":")[0] != "i05" and same == column
    visit.page.keyboard.press("Enter")
    assert " – " in visit.heading and visit.page.evaluate(stands) == [below, same]
    visit.page.keyboard.press("Escape")
    assert visit.page.evaluate(stands) == [below, same]
    assert visit.page.locator(".who").evaluate_all(stops) == 1
    chip.focus()
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("ArrowRight")
    assert visit.page.evaluate("document.activeElement.parentElement.matches('details.asked[open]')")
    chip.click()
    expect(visit.page.locator(".who[tabindex='0']")).to_have_count(1)
    assert visit.page.locator(".who[tabindex='0']").is_visible() and not visit.complaints


def test_pinning_somebody_marks_it_everywhere_and_puts_its_issues_first(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "readiness"))
    order = "[...document.querySelectorAll('#t-readiness tbody tr')].map((row) => row.dataset.row)"
    before = visit.page.evaluate(order)
    visit.page.get_by_role("button", name="Polisen 5").click()
    mine = [r for r in before if visit.page.locator(f"tr[data-row='{r}'] [data-who='polis']").count()]
    assert visit.page.evaluate(order) == mine + [r for r in before if r not in mine]
    assert visit.page.locator("#t-readiness [data-who='polis']:not(.pinned)").count() == 0
    assert visit.page.locator("#t-readiness .pinned:not([data-who='polis'])").count() == 0
    opened = visit.page.locator("details.asked[open]")
    assert opened.count() == 8
    assert visit.page.locator("#shown").inner_text() == "Polisen: 5 frågor, 8 saker att ta reda på"
    assert "pin=polis" in visit.page.evaluate("location.href")
    visit.page.keyboard.press("Escape")
    assert visit.page.evaluate(order) == before and opened.count() == 0


def test_readiness_is_cards_where_a_screen_is_narrow_and_opens_its_chips_on_paper(
    open_page: Any, havsakra: Map
) -> None:
    visit = open_page(draw_once(havsakra, "readiness"), width=390, height=844)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    boxes = [visit.page.locator("tr[data-row='i05'] td").nth(n).bounding_box() for n in (1, 2)]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"] + 1, "the conditions stand below each other"
    visit.page.emulate_media(media="print")
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert visit.page.locator("details.asked:not([open])").count() == 0
    assert visit.page.locator("details.asked .who").first.is_visible()


def test_votes_and_cards_on_a_phone_name_what_is_there_and_nothing_that_is_not(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "influence", "v1"), width=390, height=844)
    assert visit.page.locator(".blocks-told").inner_text().split() == ["+", "3", "Kustlistan", "!", "2", "Samling"]
    assert visit.page.locator(".block-name span:visible").count() == 0
    visit = open_page(draw_once(havsakra, "causes", "i04"), width=390, height=844)
    told = "all => all.filter((one) => one.checkVisibility()).map((one) => one.textContent.trim())"
    fields = visit.page.locator("table.cards td").evaluate_all(told)
    assert fields and "" not in fields


def test_what_is_unknown_is_dotted_and_hatched(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "readiness"))
    chip = visit.page.locator("details.asked").first
    assert chip.evaluate("(one) => getComputedStyle(one).borderTopStyle") == "dotted"
    hatched = visit.page.locator("td.nobody").first
    assert "repeating-linear-gradient" in hatched.evaluate("(one) => getComputedStyle(one).backgroundImage")


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
    visit = open_page(draw_once(havsakra, kind, subject), width=width)
    assert visit.page.evaluate(CUT_WORDS) == []
    assert "lokalpolisområde" in visit.page.locator("main").inner_text()
    assert not visit.complaints


@pytest.mark.parametrize(
    ("kind", "subject", "more"),
    [
        ("readiness", None, {}),
        ("situation", "p-samordnare", {}),
        ("situation", "hbab", {}),
        ("influence", "c1", {}),
        ("influence", "d1", {}),
    ],
)
def test_nothing_spills_out_of_its_cell(
    open_page: Any, havsakra: Map, kind: str, subject: str | None, more: dict[str, str]
) -> None:
    visit = open_page(draw_once(havsakra, kind, subject, **more))
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        for width, height in ((1280, 720), (1920, 1080)):
            visit.resize(width, height)
            assert visit.page.evaluate(CELLS_THAT_SPILL) == [], (scheme, width)


def test_the_situation_says_what_is_overdue_in_its_first_line(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "situation", "p-samordnare"))
    assert visit.page.locator(".findings li").first.inner_text().startswith("93 dagar försenad")
    visit.page.locator(".findings .ref").first.click()
    assert visit.heading == "Medborgardialog på torget"


def test_my_week_shows_what_is_one_persons_alone_and_its_columns_stand_under_each_other(
    open_page: Any, havsakra: Map
) -> None:
    visit = open_page(draw_once(havsakra, "situation", "p-samordnare"))
    lefts = [
        {
            round(cell.bounding_box()["x"])
            for cell in visit.page.locator(f"table.week:not(.rest) tbody tr > :nth-child({n})").all()
        }
        for n in (1, 2, 3, 4)
    ]
    assert [len(found) for found in lefts] == [1, 1, 1, 1]
    shown = visit.page.locator("table.week tbody tr:visible")
    total = shown.count()
    chip = visit.page.locator("[data-pin='whose-strategist']")
    chip.click()
    assert 0 < shown.count() < total
    assert visit.page.locator("table.week tbody tr:visible:not(.whose-strategist)").count() == 0
    assert visit.page.locator("#shown").inner_text().startswith("4 av ")
    chip.click()
    assert shown.count() == total


def test_a_rung_is_moved_in_and_its_panel_lays_nothing_out_anew(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "delegation", "d-ltf"))
    names = [visit.page.locator(f"tr[data-row='{m}'] th .main") for m in ("md1", "md2", "md3")]
    before = [name.bounding_box() for name in names]
    assert before[0]["x"] < before[1]["x"] < before[2]["x"]
    visit.find("Trafikingenjör")
    assert visit.page.locator("#panel").is_visible()
    assert [name.bounding_box() for name in names] == before


def test_influence_shows_who_is_where_and_opens_them(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "influence", "c1"))
    row = visit.page.locator("#t-influence tr.must")
    assert "Gatuchef" in row.locator("td").nth(1).inner_text()
    row.get_by_role("button", name="Gatuchef").click()
    assert visit.heading == "Gatuchef"


def test_influence_in_a_meeting_has_no_stance(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "influence", "c1", meeting=True))
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
]
FIRST_COLUMN = "(table) => [...table.tBodies[0].rows].map((row) => row.children[0].innerText.trim().split('\\n')[0])"


@pytest.mark.parametrize(("kind", "subject", "more"), ALL_TABLES)
def test_every_table_that_is_no_tree_sorts_by_keyboard(
    open_page: Any, havsakra: Map, kind: str, subject: str | None, more: dict[str, str]
) -> None:
    visit = open_page(draw_once(havsakra, kind, subject, **more))
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
    visit = open_page(draw_once(havsakra, "influence", "c1"))
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    visit.page.locator("#t-everybody").get_by_role("button", name="Behövs", exact=True).click()
    needs = visit.page.locator("#t-everybody tbody tr td:nth-child(2)").all_inner_texts()
    assert needs[0] == "måste" and needs[-1] == "behövs inte"
    assert needs.index("måste*") < needs.index("en av") < needs.index("kan ta över")
    swedish = visit.see("['Öst', 'Ärla', 'Zon', 'Åby', 'Ann'].sort(collator.compare)")
    assert swedish == ["Ann", "Zon", "Åby", "Ärla", "Öst"]


def test_on_a_large_screen_letters_grow_while_all_of_a_table_still_shows(open_page: Any, havsakra: Map) -> None:
    """A ladder of four rungs leaves most of 1920×1080 empty; a readiness of fifteen issues does not."""
    visit = open_page(draw_once(havsakra, "delegation", "d-ltf"), width=1920, height=1080)
    size = "one => parseFloat(getComputedStyle(one).getPropertyValue('--body'))"
    sheet, root = visit.page.locator(".sheet"), visit.page.locator("html")
    assert root.evaluate(size) < sheet.evaluate(size) <= 22
    assert sheet.evaluate("one => one.scrollHeight <= one.clientHeight && one.scrollWidth <= one.clientWidth")
    visit.page.emulate_media(media="print")
    assert sheet.evaluate(size) == 13
    visit.page.emulate_media(media="screen")
    visit.page.set_viewport_size({"width": 1400, "height": 1000})
    visit.page.locator(".sheet[style*='--body: 18px']").wait_for()
    assert root.evaluate(size) == 15, "which grow to 18 where a smaller one has room, too"
    full = open_page(draw_once(havsakra, "readiness"), width=1920, height=1080)
    assert full.page.locator(".sheet").evaluate(size) == full.page.locator("html").evaluate(size)
    assert not visit.complaints and not full.complaints


def test_on_a_large_screen_a_decision_path_grows_while_all_of_the_page_still_shows(
    open_page: Any, havsakra: Map
) -> None:
    """Four steps leave half of 1920×1080 empty; on paper, and on a small screen, the list is as it was."""
    visit = open_page(draw_once(havsakra, "decision-path", "c1"), width=1920, height=1080)
    size = "one => parseFloat(one.currentCSSZoom ?? getComputedStyle(one).zoom)"
    rows, sheet = visit.page.locator(".path-list"), visit.page.locator(".sheet").first
    assert 1 < rows.evaluate(size) <= 22 / 18 + 0.001, "names of 18 px grow to 22"
    assert sheet.evaluate("one => one.scrollHeight <= one.clientHeight && one.scrollWidth <= one.clientWidth")
    visit.page.emulate_media(media="print")
    assert rows.evaluate(size) == 1
    visit.page.emulate_media(media="screen")
    visit.page.set_viewport_size({"width": 1280, "height": 720})
    visit.page.locator(".path-list:not([style*='zoom'])").wait_for()
    assert not visit.complaints


def test_two_initiatives_are_cards_on_a_phone_and_go_nowhere_sideways(open_page: Any, havsakra: Map) -> None:
    one, other = find_answer(havsakra, "c1"), find_answer(havsakra, "v1")
    made = build_view("influence", havsakra, on=DAY, texts=Texts("sv"), subject="c1", answer=one, also=other)
    visit = open_page(made, width=390, height=844)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    heads = visit.page.locator("tr[data-row='p-gatuchef'] td").evaluate_all("all => all.map((o) => o.dataset.label)")
    assert heads == [one.name, other.name]
    visit.page.set_viewport_size({"width": 1280, "height": 720})
    row = visit.page.locator("tr[data-row='p-gatuchef']")
    need, stance = (row.locator(part).first.bounding_box() for part in (".pill", ".stance"))
    assert need and stance and stance["x"] > need["x"] and stance["y"] < need["y"] + need["height"]
