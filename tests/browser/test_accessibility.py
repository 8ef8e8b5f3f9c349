"""Every kind of page as axe-core reads it: light in peace, dark with something chosen."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from view_maps import draw_once

from samverkan.model import Map

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
SAY = "axe.run().then((r) => r.violations.map((v) => `${v.impact} ${v.id}: ${v.nodes[0].html}`.slice(0, 300)))"


@pytest.fixture(scope="session")
def axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


STATES = {
    "light": "",
    "dark, something chosen": "document.querySelector('#theme').click(); choose(names[0].id);",
    "legend": ("document.querySelector('[data-list]').click();"),
    "show": "showSlide(1);",
    "dark, all open": (
        "document.querySelector('#theme').click();"
        "document.querySelectorAll('details').forEach((one) => { one.open = true; });"
        "document.querySelectorAll('.sort').forEach((one) => one.click());"
    ),
}


@pytest.mark.parametrize("meeting", [False, True])
@pytest.mark.parametrize(("kind", "subject"), PAGES)
def test_axe_finds_nothing(
    browser: Any, axe: str, havsakra: Map, tmp_path: Path, kind: str, subject: str | None, meeting: bool
) -> None:
    path = tmp_path / "page.html"
    path.write_text(draw_once(havsakra, kind, subject, meeting=meeting), encoding="utf-8")
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", viewport={"width": 1280, "height": 720})
    found = {}
    for name, change in STATES.items():
        page = context.new_page()
        page.goto(path.as_uri())
        page.evaluate(axe)
        page.evaluate(f"() => {{ with (page.look()) {{ {change} }} }}")
        found[name] = page.evaluate(SAY)
        page.close()
    context.close()
    assert {name: said for name, said in found.items() if said} == {}


def test_axe_finds_nothing_on_a_phone_in_the_dark(browser: Any, axe: str, havsakra: Map, tmp_path: Path) -> None:
    """The kinds whose rows become cards there."""
    size = {"width": 390, "height": 844}
    context = browser.new_context(bypass_csp=True, color_scheme="dark", has_touch=True, viewport=size)
    page, found, path = context.new_page(), {}, tmp_path / "page.html"
    for kind, subject in PAGES[4:]:
        path.write_text(draw_once(havsakra, kind, subject), encoding="utf-8")
        page.goto(path.as_uri())
        page.evaluate(axe)
        found[kind] = page.evaluate(SAY)
    context.close()
    assert {kind: said for kind, said in found.items() if said} == {}
