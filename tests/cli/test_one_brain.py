"""One rule, one answer: the plan, the questions, the mandates and the checks say the same of the same map."""

from __future__ import annotations

import pytest
from command_line import write_map

DEEP = """
actors: [{id: us, name: Us, kind: post}, {id: chief, name: Chief, kind: post}]
matters: [{id: m, name: Matter}]
issues: [{id: i1, name: Issue}]
areas:
  - {id: ar0, name: Area 0}
  - {id: ar1, name: Area 1, part_of: ar0}
  - {id: ar2, name: Area 2, part_of: ar1}
  - {id: ar3, name: Area 3, part_of: ar2}
  - {id: ar4, name: Area 4, part_of: ar3}
  - {id: ar5, name: Area 5, part_of: ar4}
  - {id: ar6, name: Area 6, part_of: ar5}
  - {id: ar7, name: Area 7, part_of: ar6}
  - {id: ar8, name: Area 8, part_of: ar7}
mandates: [{id: md, kind: decide, covers: m, held_by: chief, in_area: ar0}]
initiatives: [{id: x, name: X, addresses: i1, requires: {decide: m, in: ar8}}]
"""
BOTH = """
actors: [{id: us, name: Us, kind: post}, {id: c, name: Chief, kind: post}]
matters: [{id: m, name: Matter}]
issues: [{id: i1, name: Issue}]
mandates: [{id: m1, kind: decide, covers: m, held_by: c},
  {id: m2, kind: decide, covers: m, held_by: c, delegated_from: m1}]
initiatives: [{id: x, name: X, addresses: i1, requires: {decide: m}}]
"""
CAUSE = """
actors:
  - {id: org, name: Org, kind: department, involved_in: [{to: i1, role: owner}]}
  - {id: us, name: Us, kind: post, part_of: org}
  - {id: chief, name: Chief, kind: post, part_of: org}
issues: [{id: i1, name: Issue}]
causes: [{id: c1, name: Cause, contributes_to: c2}, {id: c2, name: Deeper, contributes_to: i1}]
matters: [{id: m, name: Matter}]
mandates: [{id: md, kind: decide, covers: m, held_by: chief}]
initiatives: [{id: x, name: X, addresses: c1, requires: {decide: m}}]
"""
ENDED = """
actors:
  - {id: us, name: Us, kind: unit}
  - {id: old, name: Old committee, kind: board, valid_to: 2020-01-01}
  - {id: brd, name: Board, kind: board}
  - {id: mgr, name: Manager, kind: post, part_of: us}
matters: [{id: m, name: Matter}]
mandates:
  - {id: m0, kind: decide, covers: m, held_by: old}
  - {id: m1, kind: decide, covers: m, held_by: brd, delegated_from: m0, valid_to: 2021-01-01}
  - {id: m2, kind: decide, covers: m, held_by: mgr, delegated_from: m1}
"""
KINDS = """
actors: [{id: us, name: Us, kind: unit}, {id: brd, name: Board, kind: board},
  {id: mgr, name: Manager, kind: post, part_of: us}]
matters: [{id: m, name: Matter}]
mandates: [{id: m1, kind: decide, covers: m, held_by: brd},
  {id: m2, kind: prepare, covers: m, held_by: mgr, delegated_from: m1}]
"""
ALWAYS = """
actors: [{id: us, name: Us, kind: unit}, {id: mgr, name: Manager, kind: post, part_of: us, valid_from: 9999-12-31}]
"""


@pytest.fixture
def ask(run, folder):
    """Return a function that writes a map, and gives what a command answers of it as JSON."""

    def answer(text: str, *arguments: str):
        path = write_map(folder / "map.yaml", f"us: [us]\n{text}")
        return run(*arguments, "--format", "json", on=path).data

    return answer


def test_areas_nested_eight_deep_are_the_same_to_all(ask):
    assert ask(DEEP, "plan", "x")["requirements"][0]["ordinary"] == ["chief"]
    assert [(r["answers"], r["actor"]) for r in ask(DEEP, "ask", "who-to-convince", "x")] == [("ordinary", "chief")]
    assert [(r["lowest"], r["actor"]) for r in ask(DEEP, "ask", "who-decides", "m", "area=ar8")] == [(True, "chief")]
    assert [(r["ordinary"], r["actor"]) for r in ask(DEEP, "mandates", "--matter", "m", "--area", "ar8")] == [
        (True, "chief")
    ]


def test_who_is_both_ordinary_and_above_is_ordinary(ask):
    assert [(r["answers"], r["mandate"]) for r in ask(BOTH, "ask", "who-to-convince", "x")] == [("ordinary", "m2")]


def test_an_issue_is_addressed_through_its_causes(ask):
    needs = {actor["id"]: actor["need"] for actor in ask(CAUSE, "plan", "x")["actors"]}
    assert needs == {"chief": "must", "org": "not_needed"}


def test_what_has_ended_is_not_above(ask):
    assert [(r["actor"], r["above"], r["delegated_from"]) for r in ask(ENDED, "ask", "who-decides", "m")] == [
        ("mgr", [], [])
    ]
    assert [r["chain"] for r in ask(ENDED, "mandates", "--matter", "m")] == [["mgr"]]


def test_the_lowest_level_is_told_per_kind_of_mandate(ask):
    rows = ask(KINDS, "ask", "who-decides", "m")
    assert [(r["kind"], r["actor"], r["lowest"], r["above"]) for r in rows] == [
        ("decide", "brd", True, []),
        ("prepare", "mgr", True, []),
    ]
    assert all(row["ordinary"] for row in ask(KINDS, "mandates", "--matter", "m"))


def test_always_is_no_beginning_and_the_last_day_is_a_day(ask, run, folder):
    assert ask(ALWAYS, "ask", "changed-since", "since=0001-01-01") == []
    assert "9999-12-31" in run("show", "mgr", on=folder / "map.yaml").out


def test_a_question_answers_by_its_swedish_names(ask):
    by_english = ask(DEEP, "ask", "who-decides", "matter=m", "area=ar8", "kind=decide")
    assert by_english and ask(DEEP, "ask", "vem-beslutar", "m", "område=ar8", "slag=besluta") == by_english
    assert ask(DEEP, "ask", "Vem beslutar", "ärende=m", "OMRÅDE=ar8", "kind=decide") == by_english
    assert ask(DEEP, "ask", "who-decides", "ärendetyp=m", "area=ar8", "kind=decide") == by_english


def test_the_catalogue_is_listed_in_the_language_of_the_run(run):
    swedish, english = (run("ask", "--lang", lang).out for lang in ("sv", "en"))
    assert "vem-beslutar · who-decides" in swedish and "ärende=" in swedish
    assert "vem-beslutar" not in english and "matter=" in english
