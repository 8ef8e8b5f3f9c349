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


ABSENT = """
actors:
  - {id: us, name: Us, kind: unit}
  - {id: office, name: Office, kind: department}
  - {id: head, name: Head, kind: post, part_of: office, vacant: true}
  - {id: acting, name: Acting head, kind: post, part_of: office, stands_in_for: head}
  - {id: gone, name: Gone, kind: post, part_of: office, vacant: true}
  - {id: council, name: Pensioners, kind: forum}
  - {id: brd, name: Board, kind: board, decides_by: vote}
  - {id: v1, name: Seat one, kind: post, part_of: office, vacant: true, member_of: [{to: brd, seat: voting}]}
  - {id: v2, name: Seat two, kind: post, part_of: office, member_of: [{to: brd, seat: voting}]}
matters: [{id: m, name: Matter}]
issues: [{id: i1, name: Issue}]
mandates:
  - {id: m1, kind: decide, covers: m, held_by: brd}
  - {id: m2, kind: decide, covers: m, held_by: office, delegated_from: m1}
  - {id: m3, kind: decide, covers: m, held_by: head, delegated_from: m2, after_hearing: council}
  - {id: m4, kind: decide, covers: m, held_by: gone, delegated_from: m2}
  - {id: m5, kind: contract, covers: m, held_by: [head, office], jointly: true}
  - {id: m6, kind: contract, covers: m, held_by: [gone, office], jointly: true}
initiatives: [{id: x, name: X, addresses: i1, requires: {all: [{decide: m}, {contract: m}]}}]
"""


def test_stand_ins_vacancies_hearings_and_joint_mandates_are_told(ask, run, folder):
    rows = ask(ABSENT, "mandates", "--matter", "m")
    told = [(r["mandate"], r["actor"], r["ordinary"], r["stands_in_for"], r["vacant"]) for r in rows]
    # the board has one of the two votes that it needs, so that it answers nothing; m6 lacks one of its two holders
    assert told == [
        ("m3", "acting", True, "head", False),
        ("m2", "office", False, None, False),
        ("m1", "brd", False, None, True),
        ("m4", "gone", False, None, True),
        ("m5", "acting", True, "head", False),
        ("m5", "office", True, None, False),
        ("m6", "gone", False, None, True),
    ]
    assert {r["mandate"]: (r["after_hearing"], r["jointly"]) for r in rows if r["mandate"] in ("m3", "m5")} == {
        "m3": (["council"], False),
        "m5": ([], True),
    }
    plan = {r["form"]: r for r in ask(ABSENT, "plan", "x")["requirements"]}
    assert [(plan["decide"][key]) for key in ("ordinary", "above", "vacant")] == [
        ["acting"],
        ["office"],
        ["brd", "gone"],
    ]
    text = run("mandates", "--matter", "m", "--lang", "sv", on=folder / "map.yaml").out
    for words in ("ersätter Head", "efter samråd med Pensioners", "bara alla innehavare tillsammans", "ingen svarar"):
        assert words in text


def test_mandates_of_a_post_and_of_its_stand_in_are_those_of_the_post(ask):
    for actor in ("head", "acting"):
        rows = ask(ABSENT, "mandates", actor)
        assert [(r["mandate"], r["actor"], r["chain"]) for r in rows] == [
            ("m3", "acting", ["acting", "office", "brd"]),
            ("m5", "acting", ["acting"]),
        ]


def test_who_decides_marks_the_stand_in_and_who_cannot_answer(ask):
    rows = ask(ABSENT, "ask", "who-decides", "m", "kind=decide")
    told = {r["actor"]: (r["lowest"], r["stands_in_for"], r["vacant"], r["after_hearing"]) for r in rows}
    assert told == {
        "acting": (True, "head", False, ["council"]),
        "office": (False, None, False, []),
        "brd": (False, None, True, []),
        "gone": (False, None, True, []),
    }
