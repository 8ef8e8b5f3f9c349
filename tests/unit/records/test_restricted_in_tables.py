"""What an objection restricts stands as its own word in the cells of answers and pages, and never as its value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from oracle.sketch import DAY, GOAL, US, Sketch, leaf
from view_maps import draw

from samverkan.model import Map, build_map
from samverkan.privacy import leave_out_restricted
from samverkan.queries import find_question
from samverkan.question_values import read_parameters
from samverkan.reports.question import build_question_report
from samverkan.store.protocol import Row
from samverkan.texts import Texts
from samverkan.workflows.answers import build_rows
from samverkan.workflows.answers import find_answer as find_function
from samverkan.workflows.ask import _add_names

SAID = date(2025, 6, 1)
WORDS = {"sv": "begränsa", "en": "restricted"}


@pytest.fixture(scope="module")
def content() -> Map:
    """A map in which x has said no, gives the issue a low priority and does not share its picture, and objects."""
    sketch = Sketch()
    sketch.actor("x", "y")
    sketch.body("n", "x", "y", decides_by="vote")
    sketch.tie(US, "x")
    sketch.mandate("d", "x")
    sketch.requires(leaf("decide"))
    sketch.add("Issue", "q")
    sketch.link("ADDRESSES", GOAL, "q")
    sketch.link("INVOLVED_IN", "y", "q", role="owner")
    for position, about, kind, value in (
        ("p1", GOAL, "stance", "opposes"),
        ("p2", "q", "priority", "low"),
        ("p3", "q", "problem_picture", "does_not_share"),
    ):
        sketch.add("Position", position, kind=kind, value=value, stated_on=SAID, basis="written", concern="SENTINEL")
        sketch.link("TAKES", "x", position)
        sketch.link("ABOUT", position, about)
    request = {"number": 1, "actor": "x", "kind": "object", "received": SAID}
    header = Map({}, (), us=(US,), requests=(request,))
    return leave_out_restricted(build_map(sketch.nodes, sketch.relations, header))


def ask(content: Map, name: str, **given: str) -> list[Row]:
    question = find_question(name)
    return build_rows(question, content, DAY, read_parameters(question, given, as_of=DAY))


@pytest.mark.parametrize(
    ("name", "column", "given"),
    [
        ("who-to-convince", "stance", {"initiative": GOAL}),
        ("which-path", "restricted", {"initiative": GOAL}),
        ("who-brings-votes", "stance", {"initiative": GOAL, "board": "n"}),
        ("who-prioritises", "priority", {"issue": "q"}),
        ("shared-picture", "shares", {"issue": "q"}),
        ("why-stuck", "problem_picture", {"issue": "q"}),
        ("why-stuck", "priority", {"issue": "q"}),
    ],
)
def test_the_cell_says_restricted(content: Map, name: str, column: str, given: dict[str, str]) -> None:
    rows, question = ask(content, name, **given), find_question(name)
    if name == "which-path":
        assert [(row["restricted"], row["against"], row["unknown"]) for row in rows] == [(["x"], [], [])]
    else:
        assert {row["actor"]: row[column] for row in rows if row["actor"] == "x"} == {"x": "restricted"}
    find_verdict = find_function(question).find_verdict
    for lang, word in WORDS.items():
        verdict = list(find_verdict(rows)) if find_verdict else []
        report = build_question_report(question, _add_names(question, rows, content), verdict, Texts(lang))
        told = repr((report.rows, report.lines, report.verdict)).casefold()
        assert word in told and "sentinel" not in told
    assert not {"opposes", "low", "does_not_share"} & {str(value) for row in rows for value in row.values()}


def test_the_verdict_counts_who_is_restricted_apart_from_who_was_not_asked(content: Map) -> None:
    find_verdict: Any = find_function(find_question("shared-picture")).find_verdict
    (sentence,) = find_verdict(ask(content, "shared-picture", issue="q"))
    parts = [(part.key, part.count) for part in sentence.values["parts"]]
    assert parts == [("picture-restricted", 1), ("picture-not-asked", 1)]
    assert sentence.key == "picture-not-told"  # nobody's answer may be used: that is not a no


@pytest.mark.parametrize("kind", ["influence", "decision-path", "readiness"])
def test_pages_say_restricted(content: Map, kind: str) -> None:
    page = draw(content, kind, "q" if kind == "readiness" else GOAL)
    assert "en invändning prövas" in page and "SENTINEL" not in page


def test_what_is_restricted_is_not_known_to_differ(content: Map) -> None:
    (row,) = ask(content, "do-we-agree", issue="q")
    assert (row["problem_picture"], row["priority"]) == ("unknown", "unknown")
    assert "x" in row["not_known"] and "x" not in row["apart"]
