"""Every kind of page as axe-core reads it: light in peace, dark with something chosen."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from view_maps import draw

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


@pytest.mark.parametrize(("kind", "subject"), PAGES)
def test_axe_finds_nothing(
    browser: Any, axe: str, havsakra: Map, tmp_path: Path, kind: str, subject: str | None
) -> None:
    path = tmp_path / "page.html"
    path.write_text(draw(havsakra, kind, subject), encoding="utf-8")
    for scheme, chosen in (("light", False), ("dark", True)):
        context = browser.new_context(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
        page = context.new_page()
        page.goto(path.as_uri())
        if chosen:
            page.fill("input[type=search]", "e")
            page.press("input[type=search]", "Enter")
        page.evaluate(axe)
        assert page.evaluate(SAY) == []
        context.close()
