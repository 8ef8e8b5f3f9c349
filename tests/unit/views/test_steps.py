"""Written steps: read whole or not at all, fitted to a page, and nothing in a meeting that a meeting leaves out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from view_maps import find_answer, plant_secrets

from samverkan.errors import StepsProblemsError
from samverkan.model import Map
from samverkan.shipped import find_folder
from samverkan.tables.sentences import to_sentence
from samverkan.tables.steps_file import read_steps
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.html import to_html
from samverkan.views.spec import Page, Stop
from samverkan.views.steps import add_steps
from samverkan.views.words import Words

KNOWN = {"polis": "Polisen", "p-gatuchef": "Gatuchef"}
GOOD = """
steps:
  - header: Först
    text: |
      Ett stycke.

      Ett till.
    lit: [polis, p-gatuchef]
  - header: Sedan
    lit: polis
  - {header: Sist}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "steg.yaml"
    path.write_text(text, "utf-8")
    return path


def test_steps_are_read_in_order_with_what_they_light(tmp_path: Path) -> None:
    steps = read_steps(write(tmp_path, GOOD), KNOWN)
    assert [s.header for s in steps] == ["Först", "Sedan", "Sist"]
    assert steps[0].text == "Ett stycke.\n\nEtt till."
    assert [[i for i, _ in s.lit] for s in steps] == [["polis", "p-gatuchef"], ["polis"], []]


@pytest.mark.parametrize(
    ("text", "line", "place", "word"),
    [
        ("steps:\n  - header: A\n    lit: [polisn]\n", 3, "1: lit", "Menade du polis?"),
        ("steps:\n  - header: A\n    lit: [gatuchef]\n", 3, "1: lit", "Menade du p-gatuchef?"),
        ("steps:\n  - header: A\n  - hedaer: B\n", 3, "2: hedaer", "Menade du header?"),
        ("steps:\n  - text: B\n", 2, "1: header", "saknas"),
        ("steps:\n  - header: [A]\n", 2, "1: header", "lista"),
        ("steps:\n  - header: A\n    lit: [{a: b}]\n", 3, "1: lit", "fält"),
        ("steps:\n  - A\n", 2, "1", "header: …"),
        ("steps: []\n", 1, "steps", "inget steg"),
        ("steg: []\n", 1, "", "steps:"),
        ("- header: A\n", 1, "", "steps:"),
        ("steps:\n  - header: Född 811218-9876\n", 2, "", "personnummer"),
        ("steps: [\n", 2, "", "parentes"),
    ],
)
def test_a_problem_is_told_with_its_place(tmp_path: Path, text: str, line: int | None, place: str, word: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(StepsProblemsError) as caught:
        read_steps(path, KNOWN)
    said = "\n".join(to_sentence(p, Texts("sv")) for p in caught.value.problems)
    assert word in said
    assert f"{path}:{line}: {place}" in said if line else str(path) in said


def test_an_address_or_a_number_in_a_step_is_read_and_told_of(tmp_path: Path) -> None:
    path = write(tmp_path, "steps:\n  - header: Ring 070-174 06 58\n  - header: B\n    text: a.b@ort.se, Torget 1\n")
    steps = read_steps(path, KNOWN)
    said = [to_sentence(doubt, Texts("sv")) for step in steps for doubt in step.doubts]
    assert [s.header for s in steps] == ["Ring 070-174 06 58", "B"]
    assert [line.removeprefix(str(path)).split(" kan vara ")[0] for line in said] == [
        ':2: 1: header: "070-174 06 58"',
        ':4: 2: text: "a.b@ort.se"',
    ]


def build(content: Map, *, meeting: bool) -> tuple[Page, Words]:
    answer = find_answer(content, "c1", content.as_of)
    return build_page(
        "decision-path",
        content,
        on=content.as_of,
        texts=Texts("sv"),
        subject="c1",
        answer=answer,
        meeting=meeting,
    )


def test_what_a_page_does_not_show_is_told_and_not_lit(havsakra: Map) -> None:
    page, words = build(havsakra, meeting=False)
    stepped, untold = add_steps(page, [Stop("A", "", lights=("polis", "taxi-a"))], words)
    assert stepped.stops[0].lights == ("polis",)
    assert [(u.number, u.ids, u.whole) for u in untold] == [(1, ("taxi-a",), False)]


def test_a_meeting_drops_the_step_that_lights_what_it_leaves_out(havsakra: Map) -> None:
    content = plant_secrets(havsakra)
    page, words = build(content, meeting=True)
    stops = [
        Stop("Öppet", "Alla får se", lights=("polis",)),
        Stop("Hemlig rubrik", "hemligt om hållningen", lights=("pos-hemlig",)),
        Stop("Hemlig väg", "hemligt om vägen", lights=("p-kommunpolis", "polis")),
    ]
    stepped, untold = add_steps(page, stops, words)
    html = to_html(stepped, words)
    assert [s.name for s in stepped.stops] == ["Öppet"]
    assert [(u.number, u.whole) for u in untold] == [(2, True), (3, True)]
    assert "emlig" not in html and "pos-hemlig" not in html


def test_hostile_steps_are_text(havsakra: Map) -> None:
    page, words = build(havsakra, meeting=False)
    evil = "</script><script>window.hacked=1</script><img src=x onerror=alert(1)>"
    html = to_html(add_steps(page, [Stop(evil, evil)], words)[0], words)
    assert "<img" not in html and "window.hacked=1</script>" not in html
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert data and json.loads(data[1])["stops"][0]["text"] == evil


def test_the_example_s_steps_fit_its_page(havsakra: Map) -> None:
    known = {n.id: n.name for n in havsakra.nodes.values()}
    steps = read_steps(find_folder("examples") / "havsakra" / "steg-sommartorg.yaml", known)
    page, words = build(havsakra, meeting=False)
    stops = [Stop(s.header, s.text, lights=tuple(i for i, _ in s.lit)) for s in steps]
    assert add_steps(page, stops, words)[1] == ()
