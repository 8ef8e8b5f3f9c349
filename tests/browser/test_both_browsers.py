"""Every kind of page on both examples in Chromium and Firefox: silent, readable, no fault of a review, with Visa."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
from conftest import go_without
from firefox import Firefox
from page_faults import ARROWS, FIND, HEADS, ON_EACH_OTHER, SAVED, SMALL_TARGETS, SMALL_TEXT
from page_figures import SLIDES
from view_maps import draw

from samverkan.model import Map

pytestmark = pytest.mark.browser

KINDS = [
    ("havsakra", "decision-path", "c1", {}),
    ("havsakra", "network", None, {}),
    ("havsakra", "network", "p-gatuchef", {}),
    ("havsakra", "readiness", None, {}),
    ("havsakra", "situation", "p-samordnare", {}),
    ("havsakra", "influence", "c1", {}),
    ("havsakra", "interventions", "A-taxi", {}),
    ("havsakra", "delegation", "d-ltf", {}),
    ("havsakra", "causes", "i04", {}),
    ("harbourside", "decision-path", "h2", {}),
    ("harbourside", "network", None, {}),
    ("harbourside", "readiness", None, {}),
    ("harbourside", "influence", "h2", {}),
]
SMALL = """() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() &&
    !one.closest(".hidden, script, style, option") &&
    [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) &&
    parseFloat(getComputedStyle(one).fontSize) < 12).map((one) => one.tagName + " " + one.textContent.slice(0, 30))"""
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
HAS_STOPS = "() => Boolean(document.querySelector('#stop-name'))"
BEGINS = "() => document.querySelector('#stop-name').textContent"
TWO_FRAMES = "() => new Promise((after) => requestAnimationFrame(() => requestAnimationFrame(() => after(true))))"
COUNT = "() => page.look().screens.length"
AT = "() => Number(new URLSearchParams(location.hash.slice(1)).get('visa'))"


class Window(Protocol):
    """What a test asks of a browser, whichever it is."""

    requests: list[str]
    complaints: list[str]

    def open(self, path: Path, width: int, height: int, address: str = "") -> None: ...

    def resize(self, width: int, height: int) -> None: ...

    def see(self, function: str) -> Any: ...

    def press(self, key: str) -> None: ...

    def close(self) -> None: ...


@dataclass
class Chromium:
    """A window of the Chromium that all tests share, asked the same way as Firefox."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda r: None if r.url.startswith("file:") else self.requests.append(r.url))
        self.page.on("console", lambda m: self.complaints.append(m.text))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def open(self, path: Path, width: int, height: int, address: str = "") -> None:
        self.resize(width, height)
        self.requests.clear()
        self.complaints.clear()
        self.page.goto(path.as_uri() + address)

    def see(self, function: str) -> Any:
        return self.page.evaluate(function)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def close(self) -> None:
        self.page.close()


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def window(request: pytest.FixtureRequest) -> Iterator[Window]:
    """One window of each browser for all pages."""
    if request.param == "chromium":
        found: Window = Chromium(request.getfixturevalue("browser").new_page())
    else:
        named = os.environ.get("SAMVERKAN_FIREFOX")
        program = named or shutil.which("firefox-esr") or shutil.which("firefox")
        found = Firefox(program or go_without("install Firefox (Debian: firefox-esr) to test the pages in it, too"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, havsakra: Map, harbourside: Map) -> dict[int, Path]:
    """Every page, drawn once for both browsers."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for number, (example, kind, subject, more) in enumerate(KINDS):
        path = folder / f"{number}.html"
        content, lang = (havsakra, "sv") if example == "havsakra" else (harbourside, "en")
        path.write_text(draw(content, kind, subject, lang=lang, **more), "utf-8")
        found[number] = path
    return found


@pytest.mark.parametrize("number", range(len(KINDS)), ids=[f"{e}-{k}-{s}" for e, k, s, _ in KINDS])
def test_page_opens_silent_readable_and_within_its_window(window: Window, pages: dict[int, Path], number: int) -> None:
    window.open(pages[number], 1280, 720)
    assert window.see(SMALL) == []
    assert window.see(WIDE) <= 0
    for key in ("/", "Escape", "PageDown", "Escape"):
        window.press(key)
    found = {name: said for name, said in _find_faults(window) if said}
    assert found == {}
    assert window.requests == [] and window.complaints == []


def _find_faults(window: Window) -> Iterator[tuple[str, Any]]:
    """Yield what the review asked of every kind of page, and what is wrong: on a screen first, then on a phone."""
    yield "on each other", window.see(ON_EACH_OTHER)
    yield "small", window.see(SMALL_TEXT)
    labels = window.see("() => [page.look().data.nodes[0].label, page.look().data.nodes.at(-1).label]")
    for label in labels:
        yield f"search {label}", window.see(f"() => ({FIND})({json.dumps(label)})")
    window.press("Escape")
    yield "panel after Escape", window.see("() => document.querySelector('#panel').checkVisibility()")
    yield "arrows", window.see(ARROWS)
    if window.see("() => !document.querySelector('.tabs')"):
        saved = window.see(SAVED)
        heads = [re.sub(r"[\s\u00ad]", "", said) for said in window.see(HEADS)]
        yield "left out of the picture", [head for head in heads if head not in saved]
    if window.see(HAS_STOPS):
        begins = window.see(BEGINS)
        window.press("PageDown")
        window.press("PageDown")
        window.press("Escape")
        yield "foot after Escape", (begins != window.see(BEGINS)) and [begins, window.see(BEGINS)]
    window.resize(390, 844)
    window.see(TWO_FRAMES)
    yield "a thumb misses", window.see(SMALL_TARGETS)
    yield "small on a phone", window.see(SMALL_TEXT)
    yield "wide on a phone", max(0, window.see(WIDE))


@pytest.mark.parametrize("number", range(len(KINDS)), ids=[f"{e}-{k}-{s}" for e, k, s, _ in KINDS])
def test_every_slide_fits_eight_metres_and_its_screen(window: Window, pages: dict[int, Path], number: int) -> None:
    window.open(pages[number], 1280, 720, "#visa=1")
    assert window.see(SLIDES) == []
    window.open(pages[number], 1280, 720, "#visa=1")
    for key, at in (("PageDown", 2), ("ArrowRight", min(3, window.see(COUNT)))):
        window.press(key)
        assert window.see(AT) == at
    window.press("Escape")
    assert window.see('() => document.querySelector("#show")') is None
    assert window.complaints == []
