"""Visa: one step a screen, large enough for eight metres, by the keys of a clicker, its number in the address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from page_figures import SLIDES
from view_maps import build_hostile, draw_once

from samverkan.model import Map

pytestmark = pytest.mark.browser

KINDS: list[tuple[str, str | None, dict[str, Any]]] = [
    ("decision-path", "c1", {}),
    ("decision-path", "v1", {}),
    ("network", None, {}),
    ("network", None, {"also": date(2021, 5, 10)}),
    ("readiness", None, {}),
    ("situation", "p-samordnare", {}),
    ("influence", "c1", {}),
    ("influence", "v1", {}),
    ("delegation", "d-ltf", {}),
    ("interventions", "A-taxi", {}),
    ("causes", "i04", {}),
]
SIZES = ((1280, 720), (1920, 1080), (800, 1100))


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    """One window for the slides of all pages."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("kind", "subject", "more"), KINDS)
def test_every_slide_fits_and_is_large(
    page: Any, havsakra: Map, tmp_path: Path, kind: str, subject: str | None, more: dict[str, Any]
) -> None:
    path = tmp_path / "page.html"
    for meeting, sizes in ((False, SIZES), (True, SIZES[:1])):
        path.write_text(draw_once(havsakra, kind, subject, meeting=meeting, **more), "utf-8")
        page.set_viewport_size({"width": sizes[0][0], "height": sizes[0][1]})
        page.goto(path.as_uri())
        for width, height in sizes:  # each slide is laid out anew as it is shown
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(SLIDES) == [], (meeting, width)


def test_a_clicker_leads_through_the_slides_and_the_address_says_where(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "readiness"))
    visit.page.click("#show-button")
    assert visit.page.locator(".show-left").bounding_box()["width"] == 1280  # no half of the screen is empty
    count = visit.see("screens.length")
    for number in range(2, count + 1):
        visit.page.keyboard.press("PageDown")
        assert f"visa={number}" in visit.page.evaluate("location.href")
        assert visit.page.locator("#show [aria-live]").inner_text() == f"{number} / {count}"
    assert visit.page.locator("#show h2").inner_text() == "Fråga först"
    visit.page.keyboard.press("PageDown")
    assert f"visa={count}" in visit.page.evaluate("location.href")
    visit.page.keyboard.press("Home")
    assert visit.page.evaluate("location.href").endswith("visa=1")
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("#show").count() == 0 and "visa" not in visit.page.evaluate("location.href")
    assert visit.complaints == [] and visit.requests == []


def test_an_address_opens_a_slide_and_larger_screens_have_larger_letters(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "decision-path", "c1"), width=1920, height=1080, address="#visa=2")
    assert visit.page.locator("#show .show-step").inner_text() == "1 av 4"
    size = "one => Math.round(parseFloat(getComputedStyle(one).fontSize))"
    sizes = [visit.page.locator(f"#show {part}").evaluate(size) for part in ("h2", ".show-text", ".show-step")]
    assert sizes == [84, 54, 48]


def test_hostile_names_are_text_in_a_show(open_page: Any) -> None:
    visit = open_page(draw_once(build_hostile(), "decision-path", "x1"), address="#visa=1")
    for _ in range(visit.see("screens.length")):
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1280
        visit.page.keyboard.press("ArrowRight")
    assert visit.page.evaluate("window.hacked") is None
    assert visit.complaints == []


def test_few_names_are_larger_and_a_text_that_is_cut_stands_whole_beside(
    page: Any, havsakra: Map, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(draw_once(havsakra, "decision-path", "a5"), "utf-8")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{path.as_uri()}#visa=1")
    cut, whole = page.locator("#show .show-text").inner_text(), page.locator("#show .show-whole").inner_text()
    assert cut.endswith("…") and whole.startswith(cut.rstrip(" …")) and len(whole) > 2 * len(cut)
    size = "all => [...new Set(all.map((one) => Math.round(parseFloat(getComputedStyle(one).fontSize))))]"
    sizes = [page.locator("#show .show-rows b").evaluate_all(size)]
    page.keyboard.press("End")
    sizes.append(page.locator("#show .show-rows b").evaluate_all(size))
    assert sizes == [[33], [38]] or sizes == [[33], [43]], "by the font that there is"
