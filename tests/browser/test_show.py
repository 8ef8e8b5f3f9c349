"""Visa: one step a screen, large enough for eight metres, by the keys of a clicker, its number in the address."""

from __future__ import annotations

from typing import Any

import pytest
from page_figures import SIZES, SPILLS
from view_maps import build_hostile, draw

from samverkan.model import Map

pytestmark = pytest.mark.browser

KINDS = [
    ("decision-path", "c1"),
    ("network", None),
    ("readiness", None),
    ("situation", "p-samordnare"),
    ("influence", "c1"),
]


@pytest.mark.parametrize(("kind", "subject"), KINDS)
def test_every_slide_fits_and_is_large(open_page: Any, havsakra: Map, kind: str, subject: str | None) -> None:
    visit = open_page(draw(havsakra, kind, subject))
    visit.page.click("#show-button")
    count = visit.see("screens.length")
    assert count > 1
    if not visit.page.locator(".show-right > *").count():
        assert visit.page.locator(".show-left").bounding_box()["width"] == 1280  # no half of the screen is empty
    for number in range(count):
        assert visit.page.evaluate(SPILLS) == [], number
        broken = "all => all.filter((one) => one.getClientRects().length > 1).map((one) => one.textContent)"
        assert visit.page.locator("#show .date").evaluate_all(broken) == []
        head, text, step, name = visit.page.evaluate(SIZES)
        assert head >= 55.9 and (text or 36) >= 35.9 and (step or 32) >= 31.9 and (name or 33) >= 31.9
        visit.page.keyboard.press("PageDown")
    assert f"visa={count}" in visit.page.url
    visit.page.keyboard.press("Home")
    assert visit.page.url.endswith("visa=1")
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("#show").count() == 0 and "visa" not in visit.page.url
    assert visit.complaints == [] and visit.requests == []


def test_an_address_opens_a_slide_and_larger_screens_have_larger_letters(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "decision-path", "c1"), width=1920, height=1080, address="#visa=2")
    assert visit.page.locator("#show .show-step").inner_text() == "1 av 4"
    head, text, step, _ = visit.page.evaluate(SIZES)
    assert (round(head), round(text), round(step)) == (84, 54, 48)


def test_hostile_names_are_text_in_a_show(open_page: Any) -> None:
    visit = open_page(draw(build_hostile(), "decision-path", "x1"), address="#visa=1")
    for _ in range(visit.see("screens.length")):
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1280
        visit.page.keyboard.press("ArrowRight")
    assert visit.page.evaluate("window.hacked") is None
    assert visit.complaints == []
