"""Every kind of page on both examples in Chromium and Firefox: silent, readable, no fault of a review, with Visa."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
from conftest import go_without
from firefox import Firefox
from map_pages import find_pages
from page_faults import (
    ARROWS,
    CHOSEN,
    EDGE_WORDS,
    FILTERED,
    FIND,
    HEADS,
    JOINED,
    MIDDLE,
    ON_EACH_OTHER,
    SAVED,
    SMALL_TARGETS,
    SMALL_TEXT,
    SPOT,
    STEPS_AND_ZOOM,
    UNDRAWN,
)
from page_figures import SLIDES
from view_maps import build_hostile, build_town, draw_once
from visits import TWO_FRAMES

from samverkan.model import Map
from samverkan.tables.map_file import read_map_file

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

    def click(self, x: int, y: int) -> None: ...

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

    def click(self, x: int, y: int) -> None:
        self.page.mouse.click(x, y)

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
        path.write_text(draw_once(content, kind, subject, lang=lang, **more), "utf-8")
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
    yield "run together", window.see(JOINED)
    yield "small", window.see(SMALL_TEXT)
    labels = window.see("() => [page.look().data.nodes[0].label, page.look().data.nodes.at(-1).label]")
    for label in labels:
        yield f"search {label}", window.see(f"() => ({FIND})({json.dumps(label)})")
    window.press("Escape")
    yield "panel after Escape", window.see("() => document.querySelector('#panel').checkVisibility()")
    yield "arrows", window.see(ARROWS)
    if window.see("() => !document.querySelector('.tabs')"):
        saved, empty = window.see(SAVED)
        heads = [re.sub(r"[\s\u00ad]", "", said) for said in window.see(HEADS)]
        yield "left out of the picture", [head for head in heads if head not in saved]
        yield "empty strip", empty > 90 and empty
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


def ask(window: Window, function: str, *given: object) -> Any:
    """Return what a function comes to of what it is given."""
    return window.see(f"() => ({function})({', '.join(map(json.dumps, given))})")


def test_after_a_click_the_arrow_keys_go_on_from_there(window: Window, pages: dict[int, Path]) -> None:
    """From a node of the free drawing, a row of the plan, a row of a decision path, and a card."""
    window.open(pages[1], 1280, 720, "#tab=free")
    window.see(TWO_FRAMES)
    window.click(*ask(window, SPOT, "p-gatuchef"))
    assert window.see(CHOSEN) == "p-gatuchef"
    window.press("ArrowRight")
    assert window.see(CHOSEN) not in (None, "p-gatuchef")
    window.press("Escape")
    window.see("() => { page.look().openTab('plan'); }")
    window.click(*ask(window, MIDDLE, "#plan .entry[data-ref=p-gatuchef] .name"))
    assert window.see(CHOSEN) == "p-gatuchef"
    window.press("ArrowDown")
    assert window.see("() => document.activeElement.matches('.entry:not([data-ref=p-gatuchef])')")
    window.open(pages[0], 1280, 720)
    rows = window.see("() => [...document.querySelectorAll('.path-list tr[data-row]')].map((row) => row.dataset.row)")
    window.click(*ask(window, MIDDLE, f".path-list tr[data-row='{rows[1]}'] td:nth-of-type(3)"))
    assert window.see(CHOSEN) is not None
    window.press("ArrowDown")
    assert window.see("() => document.activeElement.closest('tr').dataset.row") == rows[2]
    window.open(pages[6], 1280, 720)
    window.click(*ask(window, MIDDLE, ".card[data-ref=a2]"))
    assert window.see(CHOSEN) == "a2"
    window.press("ArrowRight")
    assert window.see(CHOSEN) == "a3" and window.see("() => document.activeElement.dataset.ref") == "a3"


def test_a_network_says_what_is_a_step_what_a_line_means_what_is_filtered_and_what_left_out(
    window: Window, pages: dict[int, Path]
) -> None:
    """− and + are steps, zoom has buttons of its own; a chosen node's lines have words; filters hold for the table."""
    window.open(pages[1], 1280, 720, "#tab=free")
    told, missing = ask(window, EDGE_WORDS, "p-gatuchef")
    assert told > 2 and missing == []
    said, first, more, nearer, back = window.see(STEPS_AND_ZOOM)
    assert said == "Steg bort färre − 2 fler +"
    assert [one[0] for one in (first, more, nearer, back)] == ["1", "2", "2", "2"]
    assert nearer[1] == pytest.approx(1.25 * more[1]) and back[1] == pytest.approx(more[1])
    found = ask(window, FILTERED, "forum", "EST-gruppen Norrbacken/Östervång")
    assert found["kept"] and 0 < found["filtered"] == found["wanted"] < found["all"] == found["everybody"]
    window.press("Escape")
    assert [ask(window, UNDRAWN, n).partition(" · ")[2] for n in (0, 1, 3)] == [
        "",
        "1 linje är inte ritad",
        "3 linjer är inte ritade",
    ]
    assert window.complaints == []


def test_everybody_above_eight_hundred_has_a_panel_and_no_picture_an_empty_strip(
    window: Window, pages: dict[int, Path], tmp_path: Path
) -> None:
    content = build_town(900)
    town = tmp_path / "town.html"
    town.write_text(draw_once(content, "network"), "utf-8")
    home = {r.start: r.end for r in content.relations if r.type == "PART_OF"}
    tie = next(r for r in content.relations if r.type == "TIE" and home[r.start] == home[r.end])
    words = {"new": "ny", "acquainted": "bekant", "established": "etablerad", "strong": "stark"}
    window.open(town, 1280, 720)
    assert ask(window, FIND, content.nodes[tie.start].name) == ""
    told = window.see("() => document.querySelector('#panel').innerText")
    assert f"{content.nodes[tie.end].name} – {words[str(tie.properties['strength'])]}" in told
    window.open(pages[2], 1000, 560)
    assert window.see(SAVED)[1] < 90


# What the loops above try already, of each example.
TRIED = {
    "havsakra": ["decision-path", "readiness", "situation", "influence", "interventions", "delegation", "causes"],
    "harbourside": ["decision-path", "readiness", "influence"],
}
OTHERS = {"sandvinge": "practice", "csp": "practice", "bill": "stories"}


@pytest.fixture(scope="module")
def pages_of(havsakra: Map, harbourside: Map) -> Callable[[str], list[tuple[str, str]]]:
    """Return a function that draws a page of every kind of a map, once for both browsers."""
    drawn: dict[str, list[tuple[str, str]]] = {}

    def find(name: str) -> list[tuple[str, str]]:
        if name not in drawn:
            examples = {"havsakra": havsakra, "harbourside": harbourside}
            content = examples.get(name) or (build_hostile() if name == "hostile" else read_story(name))
            without = [*TRIED.get(name, ()), *(["network", "network around"] if name in TRIED else [])]
            drawn[name] = list(find_pages(content, "en" if content.language == "en" else "sv", without))
        return drawn[name]

    return find


def read_story(name: str) -> Map:
    content, problems = read_map_file(Path(__file__).parents[1] / OTHERS[name] / f"{name}.yaml")
    assert content is not None, problems
    return content


@pytest.mark.parametrize("name", [*TRIED, *OTHERS, "hostile"])
def test_every_kind_of_every_map_is_silent_readable_and_fit_for_thumbs(
    window: Window, pages_of: Callable[[str], list[tuple[str, str]]], tmp_path: Path, name: str
) -> None:
    """Both examples (what is not tried above), the practice maps and a hostile one: compared pages and briefs, too."""
    found = {}
    told = pages_of(name)
    assert len(told) >= 8
    for number, (page, html) in enumerate(told):
        path = tmp_path / f"{number}.html"
        path.write_text(html, "utf-8")
        window.open(path, 1280, 720)
        said = [window.see(SMALL), max(0, window.see(WIDE)), window.see(ON_EACH_OTHER)]
        window.resize(390, 844)
        window.see(TWO_FRAMES)
        said += [window.see(SMALL_TARGETS), window.see(SMALL), max(0, window.see(WIDE))]
        said += [window.see("() => window.hacked || 0"), list(window.requests), list(window.complaints)]
        if any(said):
            found[page] = said
    assert found == {}
