"""Every kind of page as axe-core reads it: light in peace, dark with something chosen."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from view_maps import DAY, draw_once, find_answer

from samverkan.model import Map
from samverkan.texts import Texts
from samverkan.views.brief import to_brief_html
from samverkan.workflows.brief import build_brief

pytestmark = pytest.mark.browser

PAGES = [
    ("decision-path", "c1"),
    ("decision-path", "t1"),
    ("network", None),
    ("network", "p-gatuchef"),
    ("readiness", None),
    ("causes", "i04"),
    ("interventions", "A-taxi"),
    ("delegation", "d-ltf"),
    ("influence", "c1"),
    ("situation", "p-samordnare"),
]
# What axe finds wrong with a part of the page.
SAY = """(where) => axe.run(where).then((r) => r.violations.map((v) =>
    `${v.impact} ${v.id}: ${v.nodes[0].html}`.slice(0, 300)))"""


@pytest.fixture(scope="session")
def axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


# One after the other on one page: its name, what is done for it, and the part that is looked at.
STATES = (
    ("light", "", "html"),
    ("legend", "document.querySelector('[data-list]').click();", "#panel"),
    ("show", "choose(null); showSlide(1);", "html"),
    (
        "dark, something chosen",
        "document.querySelector('#close-show').click(); document.querySelector('#theme').click(); choose(names[0].id);",
        "html",
    ),
    (
        "dark, all open",
        "choose(null); document.querySelectorAll('details').forEach((one) => { one.open = true; });"
        "document.querySelectorAll('.sort').forEach((one) => one.click());",
        "html",
    ),
)


@pytest.mark.parametrize("meeting", [False, True])
@pytest.mark.parametrize(("kind", "subject"), PAGES)
def test_axe_finds_nothing(
    browser: Any, axe: str, havsakra: Map, tmp_path: Path, kind: str, subject: str | None, meeting: bool
) -> None:
    path = tmp_path / "page.html"
    path.write_text(draw_once(havsakra, kind, subject, meeting=meeting), encoding="utf-8")
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", viewport={"width": 1280, "height": 720})
    page, found = context.new_page(), {}
    page.goto(path.as_uri())
    page.evaluate(axe)
    for name, change, where in STATES:
        page.evaluate(f"() => {{ with (page.look()) {{ {change} }} }}")
        found[name] = page.evaluate(SAY, where)
    context.close()
    assert {name: said for name, said in found.items() if said} == {}


@pytest.fixture(scope="module")
def phone_pages(havsakra: Map) -> dict[str, str]:
    """Every kind of page, with those that compare two days or two initiatives, and briefs."""
    found = {f"{kind} {subject}": draw_once(havsakra, kind, subject) for kind, subject in PAGES}
    other = find_answer(havsakra, "t1", DAY)
    found["two days"] = draw_once(havsakra, "network", also=date(2021, 5, 10))
    for kind in ("decision-path", "influence"):
        found[f"{kind}, two initiatives"] = draw_once(havsakra, kind, "c1", also=other)
    for subject in ("c1", "p-gatuchef", "i05", "x-torg-2025-09"):
        report = build_brief(havsakra, subject, as_of=None, texts=Texts("sv"))
        found[f"brief {subject}"] = to_brief_html(report, Texts("sv"))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 720)])
def test_axe_finds_nothing_on_a_phone_nor_in_what_compares_and_briefs(
    browser: Any, axe: str, phone_pages: dict[str, str], tmp_path: Path, width: int, height: int, scheme: str
) -> None:
    """On a phone of every kind in the dark; in the light, and on a screen, those that are not tried above."""
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, has_touch=width < 900, viewport={"width": width, "height": height}
    )
    page, found, path = context.new_page(), {}, tmp_path / "page.html"
    tried = {f"{kind} {subject}" for kind, subject in PAGES}
    for name, html in phone_pages.items():
        if name in tried and (width > 900 or scheme == "light"):
            continue
        path.write_text(html, encoding="utf-8")
        page.goto(path.as_uri())
        page.evaluate(axe)
        found[name] = page.evaluate(SAY, "html")
    context.close()
    assert {name: said for name, said in found.items() if said} == {}
