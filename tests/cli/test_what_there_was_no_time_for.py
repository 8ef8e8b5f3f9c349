"""Whatever part of an answer the time runs out in, everything that tells of it says so in words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import HAVSAKRA, run_program
from desk_requests import Desk, open_session

from samverkan.decisions import deadline, plan
from samverkan.decisions.deadline import Deadline, Listener
from samverkan.decisions.scenario import Scenario
from samverkan.decisions.solutions import Way, find_way

FOUND = "Det är den bästa väg som hann hittas"
SKIPPED = "hann inte prövas"
NO_TIME = "Det fanns inte tid att leta efter"
TRIED = "siffror som hann prövas"

# What each telling says of each part in which the time ran out; what it does not tell of, it need not.
LATE = {
    "plan": {
        "short": "; minst 20 går åt",
        "full": FOUND,
        "why": "Den bästa andra som hann hittas",
        "page": FOUND,
        "slides": FOUND,
        "brief": FOUND,
        "workspace": FOUND,
        "paths": "Den bästa väg som hann hittas behöver",
    },
    "refusals": {
        "short": SKIPPED,
        "full": "fanns inte tid att räkna på den",
        "why": "(vad som gäller annars hann inte prövas)",
        "page": SKIPPED,
        "slides": SKIPPED,
        "workspace": SKIPPED,
    },
    "alternatives": {"full": NO_TIME, "why": NO_TIME, "paths": "Alla vägar hann inte prövas", "others": NO_TIME},
    "ask_first": {
        "short": "Allt som inte är känt hann inte prövas",
        "full": "Allt som inte är känt hann inte prövas",
        "page": "Allt som inte är känt hann inte prövas",
        "brief": "Allt som inte är känt hann inte prövas",
        "workspace": "Allt som inte är känt hann inte prövas",
    },
    "robustness": {"figures": TRIED, "full": TRIED},
}
ENGLISH = {
    "plan": ("at least 20", "best way that there was time to find"),
    "refusals": ("no time to try", "there was no time to work it out"),
    "alternatives": ("", "There was no time to look for"),
    "ask_first": ("no time to try", "no time to try"),
    "robustness": ("", "figures that there was time to try"),
}
GIVEN = ("--as-of", "2026-11-30")


def run_out(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no time be left for one part of every answer; what a no leads to would tell of other plans, too."""
    late = {part, "refusals"} if part == "alternatives" else {part}
    set_deadlines = deadline.set_deadlines

    def set_late(
        _seconds: float | None, parts: Collection[str], listener: Listener | None = None, *_rest: Deadline
    ) -> Mapping[str, Deadline]:
        ends = set_deadlines(None, parts, listener)
        return {each: replace(end, end=0.0 if each in late else None) for each, end in ends.items()}

    def find_unproven(scenario: Scenario, given: Deadline, **_known: object) -> Way | None:
        way = find_way(scenario.graph, refusing=scenario.without)
        return way and replace(way, least=way.least - 3 * scenario.scale.unit if given.part == part else way.least)

    monkeypatch.setattr(plan, "set_deadlines", set_late)
    if part == "plan":
        monkeypatch.setattr(Scenario, "find_way", find_unproven)


def run(*given: object, lang: str = "sv") -> str:
    return run_program(*given, *GIVEN, "--lang", lang, SAMVERKAN_STORE=str(HAVSAKRA)).out


def read_page(folder: Path) -> str:
    path = folder / "c1.html"
    run("view", "decision-path", "c1", "-o", path)
    return html.unescape(re.sub(r"<[^>]*>", " ", path.read_text("utf-8")))


def read_slides(folder: Path) -> str:
    import pptx

    path = folder / "c1.pptx"
    run("view", "decision-path", "c1", "-o", path)
    shapes = [shape for slide in pptx.Presentation(str(path)).slides for shape in slide.shapes]
    return " ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def read_brief(folder: Path) -> str:
    import docx

    path = folder / "c1.docx"
    run("brief", "c1", "-o", path)
    document = docx.Document(str(path))
    return " ".join(paragraph.text for paragraph in document.paragraphs)


def read_data() -> dict[str, Any]:
    told: dict[str, Any] = run_program("plan", "c1", "--format", "json", *GIVEN, on=HAVSAKRA).data
    return told


def say_in_data(told: Mapping[str, Any], part: str) -> bool:
    """Tell whether the JSON says that a part is not proven, or cut off."""
    return {
        "plan": lambda: not told["plan"]["proven"] and told["plan"]["bound"] < told["plan"]["effort"],
        "refusals": lambda: (
            any(a["refuses"] == "unknown" and not a["refuses_proven"] for a in told["actors"])
            and any(c["otherwise"] is None and not c["proven"] for c in told["why"]["rests_on"])
        ),
        "alternatives": lambda: not told["why"]["next_best_complete"] and told["why"]["next_best"] is None,
        "ask_first": lambda: not told["ask_first_complete"],
    }[part]()


def list_tellings(folder: Path) -> Mapping[str, Callable[[], str]]:
    return {
        "short": lambda: run("plan", "c1"),
        "full": lambda: run("plan", "c1", "--full", "--robustness"),
        "others": lambda: run("plan", "c1", "--alternatives", 2),
        "figures": lambda: run("plan", "c1", "--robustness"),
        "why": lambda: " ".join(read_data()["why"]["text"]),
        "page": lambda: read_page(folder),
        "slides": lambda: read_slides(folder),
        "brief": lambda: read_brief(folder),
        "workspace": lambda: Desk(open_session(HAVSAKRA)).read("/plan/c1"),
        "paths": lambda: run("ask", "which-path", "c1"),
    }


@pytest.mark.parametrize("part", LATE)
def test_each_part_that_is_cut_off_says_so_wherever_it_is_told(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_out(part, monkeypatch)
    tellings = list_tellings(tmp_path)
    for telling, said in LATE[part].items():
        if telling in tellings:
            assert said in " ".join(tellings[telling]().split()), telling
    if part != "robustness":
        assert say_in_data(read_data(), part)
    short, full = ENGLISH[part]
    assert short in " ".join(run("plan", "c1", lang="en").split())
    assert full in " ".join(run("plan", "c1", "--full", "--robustness", lang="en").split())
