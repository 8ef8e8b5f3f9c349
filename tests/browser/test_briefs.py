"""A brief is one sheet of paper, whatever it is about, with nothing cut off; the screen shows all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from samverkan.model import Map
from samverkan.reports.report import Line
from samverkan.texts import Texts
from samverkan.views.brief import to_brief_html
from samverkan.workflows.brief import build_brief

pytestmark = pytest.mark.browser
FULLEST = ["c1", "v1", "s1", "tfn", "kommun", "p-gatuchef", "tff", "i05", "i01", "x-torg-2025-09", "x-est-2025-03"]


def make(content: Map, id: str, lang: str = "sv", **wanted: Any) -> str:
    return to_brief_html(build_brief(content, id, as_of=None, texts=Texts(lang), **wanted), Texts(lang))


@pytest.mark.parametrize("meeting", [False, True])
@pytest.mark.parametrize("id", FULLEST)
def test_it_is_one_sheet_of_paper(open_page: Any, havsakra: Map, id: str, meeting: bool) -> None:
    visit = open_page(make(havsakra, id, meeting=meeting))
    printed = visit.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert not visit.complaints and not visit.requests


@pytest.mark.parametrize("width", [360, 1280, 1920])
@pytest.mark.parametrize("id", ["c1", "tfn", "x-torg-2025-09"])
def test_nothing_scrolls_sideways_and_the_screen_shows_all(open_page: Any, havsakra: Map, id: str, width: int) -> None:
    visit = open_page(make(havsakra, id), width=width)
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    hidden = "all => all.filter((one) => !one.checkVisibility()).length"
    assert visit.page.locator(".screen").evaluate_all(hidden) == 0
    assert visit.page.locator(".paper").evaluate_all("all => all.filter((one) => one.checkVisibility()).length") == 0


def test_what_does_not_fit_is_counted_and_nothing_printed_is_smaller_than_nine_points(
    open_page: Any, havsakra: Map
) -> None:
    visit = open_page(make(havsakra, "v1"), width=703)
    visit.page.emulate_media(media="print")
    counted = visit.page.locator(".paper").all_text_contents()
    assert counted and all(re.fullmatch(r"och \d+ till, på skärmen", text) for text in counted)
    sizes = "all => all.filter((o) => o.checkVisibility()).map((o) => parseFloat(getComputedStyle(o).fontSize))"
    assert min(visit.page.locator("p, td, th, h1, h2").evaluate_all(sizes)) >= 12


def test_a_very_long_word_stays_within_the_page(open_page: Any, havsakra: Map) -> None:
    report = build_brief(havsakra, "c1", as_of=None, texts=Texts("sv"))
    long = to_brief_html(replace(report, title="x" * 250, lead=(Line("ö" * 250),)), Texts("sv"))
    visit = open_page(long, width=1280)
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_is_dark_where_pages_are_and_its_paper_is_white(open_page: Any, havsakra: Map) -> None:
    visit = open_page(make(havsakra, "c1"), dark=True)
    colours = "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]"
    body = visit.page.locator("body")
    assert body.evaluate(colours) == ["rgb(18, 23, 28)", "rgb(233, 237, 241)"]
    visit.page.emulate_media(media="print", color_scheme="dark")
    assert body.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(27, 31, 36)"]
