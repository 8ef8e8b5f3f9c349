"""SVG and PNG saved from a page: what is shown, as text and lines, in the colours of print, with nothing that runs."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from view_maps import HOSTILE, SECRETS, build_hostile, draw_once, plant_secrets

from samverkan.model import Map

pytestmark = pytest.mark.browser

KINDS = [
    ("decision-path", "c1", {}),
    ("network", None, {}),
    ("network", "p-gatuchef", {}),
    ("readiness", None, {}),
    ("causes", "i04", {}),
    ("interventions", "A-taxi", {}),
    ("delegation", "d-ltf", {}),
    ("influence", "c1", {}),
    ("situation", "p-samordnare", {}),
]
NS = "{http://www.w3.org/2000/svg}"


def save(visit: Any) -> tuple[str, ElementTree.Element]:
    with visit.page.expect_download() as download:
        visit.page.evaluate("document.querySelector('#save-svg').click()")
    text = Path(download.value.path()).read_text("utf-8")
    return text, ElementTree.fromstring(text)


def read_words(svg: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()) for text in svg.iter(f"{NS}text"))


@pytest.mark.parametrize(("kind", "subject", "more"), KINDS)
def test_a_saved_svg_says_what_the_page_says_with_legend_and_date(
    open_page: Any, havsakra: Map, kind: str, subject: str | None, more: dict[str, str]
) -> None:
    visit = open_page(draw_once(havsakra, kind, subject, **more), dark=True)
    title = visit.page.locator("h1").inner_text().replace("\u00ad", "")
    text, svg = save(visit)
    words = read_words(svg)
    assert title in words.replace("- ", "") or title in words
    assert "läget 2025-10-01" in words and "Teckenförklaring" in words and "samverkan" in words
    first = visit.page.locator(".finding strong").first.inner_text()
    assert first.split()[0] in words
    assert "#12171c" not in text and "rgb(18, 23, 28)" not in text, "no dark paper in print"
    assert len(words) > 300
    assert visit.page.evaluate("document.documentElement.dataset.theme") is None, "the page itself stays dark"
    assert visit.page.locator("#lists").is_hidden()
    assert visit.complaints == []


@pytest.mark.parametrize(
    ("kind", "subject"),
    [("decision-path", "x1"), ("network", None), ("readiness", None), ("causes", "i1"), ("interventions", "i1")],
)
def test_hostile_names_are_text_in_a_saved_svg(open_page: Any, kind: str, subject: str | None) -> None:
    visit = open_page(draw_once(build_hostile(), kind, subject))
    visit.find("constructor")
    _, svg = save(visit)
    tags = {part.tag.removeprefix(NS) for part in svg.iter()}
    assert not tags & {"script", "foreignObject", "image", "a", "use", "style", "iframe"}
    attributes = {(name, value) for part in svg.iter() for name, value in part.attrib.items()}
    assert not [name for name, _ in attributes if name.startswith("on") or "href" in name]
    assert not [value for _, value in attributes if "url(" in value or "javascript:" in value]
    if kind == "network":
        assert HOSTILE[:10] in "".join(svg.itertext())
    opened = open_page("<!doctype html><title>x</title>")
    opened.page.set_content(ElementTree.tostring(svg, "unicode"))
    assert opened.page.evaluate("window.hacked") is None


def test_a_saved_svg_shows_what_was_chosen_and_told_apart(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(havsakra, "network"))
    _, plain = save(visit)
    visit.find("Gatuchef")
    _, chosen = save(visit)
    assert not [p for p in plain.iter() if float(p.get("opacity") or 1) < 1]
    assert len([p for p in chosen.iter() if float(p.get("opacity") or 1) < 1]) > 40
    assert "Gatuchef" in read_words(chosen)


def test_a_meeting_s_svg_holds_no_secret(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw_once(plant_secrets(havsakra), "decision-path", "c1", meeting=True))
    text, _ = save(visit)
    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize(("kind", "subject"), [("network", None), ("readiness", None)])
def test_a_saved_png_is_a_picture_of_twice_the_size(
    open_page: Any, havsakra: Map, kind: str, subject: str | None
) -> None:
    visit = open_page(draw_once(havsakra, kind, subject))
    with visit.page.expect_download() as download:
        visit.page.evaluate("document.querySelector('#save-png').click()")
    head = Path(download.value.path()).read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(head[16:20], "big") == 2560
    assert [url for url in visit.requests if not url.startswith("blob:")] == []
