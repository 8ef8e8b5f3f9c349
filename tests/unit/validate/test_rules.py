"""The rules of a valid map where no file is read: maps as a store or a program hands them over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from strategies.maps import maps

from samverkan.errors import Problem
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.validate import find_personal_number, find_problems

DAY = date(2025, 10, 1)
UNIT = Node("unit", "Actor", {"name": "A", "kind": "unit"})
BOARD = Node("board", "Actor", {"name": "B", "kind": "board"})
ISSUE = Node("issue", "Issue", {"name": "I"})
SOURCE = Node("source", "Source", {"name": "S"})


def problems_of(*parts: Node | Relation, **header: object) -> list[Problem]:
    nodes = [p for p in parts if isinstance(p, Node)]
    relations = [p for p in parts if isinstance(p, Relation)]
    return find_problems(build_map(nodes, relations, Map({}, (), **header)), DAY)  # type: ignore[arg-type]


def errors_of(*parts: Node | Relation, **header: object) -> list[tuple[str, str | None, str | None]]:
    return [(p.key, p.item, p.field) for p in problems_of(*parts, **header) if p.severity == "error"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(content=maps())
def test_generated_maps_have_doubts_at_most(content: Map) -> None:
    assert [p for p in find_problems(content, DAY) if p.severity == "error"] == []


def test_problems_of_a_map_without_a_file_have_no_place() -> None:
    problem = problems_of(Node("unit", "Actor", {"kind": "unit"}))[0]
    assert (problem.key, problem.item, problem.field) == ("missing-field", "unit", "name")
    assert (problem.file, problem.line) == (None, None)


@pytest.mark.parametrize(
    ("properties", "key", "field"),
    [
        ({"kind": "unit"}, "missing-field", "name"),
        ({"name": "A"}, "missing-field", "kind"),
        ({"name": "A", "kind": "units"}, "unknown-token", "kind"),
        ({"name": 5, "kind": "unit"}, "wrong-type", "name"),
        ({"name": "A", "kind": "unit", "head": 1}, "wrong-type", "head"),
        ({"name": "A", "kind": "unit", "score": 5}, "unknown-field", "score"),
        ({"name": "A", "kind": "unit", "valid_from": "2025-01-01"}, "wrong-type", "valid_from"),
        ({"name": "A", "kind": "unit", "valid_from": DAY, "valid_to": DAY}, "ends-before-it-begins", "valid_to"),
    ],
)
def test_wrong_properties(properties: Mapping[str, Value], key: str, field: str) -> None:
    assert errors_of(Node("unit", "Actor", properties)) == [(key, "unit", field)]


def test_wrong_nodes_and_relations() -> None:
    assert errors_of(Node("a b", "Actor", UNIT.properties)) == [("malformed-id", "a b", "id")]
    assert errors_of(Node("x", "Secret", {})) == [("unknown-label", "x", None)]
    assert errors_of(UNIT, Relation("LIKES", "unit", "unit")) == [("unknown-field", "unit", "LIKES")]
    assert errors_of(UNIT, Relation("PART_OF", "unit", "gone")) == [("unknown-id", "unit", "part_of")]
    mandate = Node("m", "Mandate", {"kind": "fund"})
    assert errors_of(
        UNIT, mandate, *(Relation(t, "m", "gone") for t in ("COVERS", "DELEGATED_FROM")), profile="se"
    ) == [
        ("missing-field", "m", "held_by"),
        ("unknown-id", "m", "covers"),
        ("unknown-id", "m", "delegated_from"),
    ]
    assert errors_of(UNIT, ISSUE, Relation("PART_OF", "unit", "issue")) == [("wrong-ends", "unit", "part_of")]
    assert errors_of(UNIT, ISSUE, Relation("INVOLVED_IN", "unit", "issue", {"role": "boss"})) == [
        ("unknown-token", "unit", "involved_in.role")
    ]
    assert errors_of(UNIT, ISSUE, Relation("INVOLVED_IN", "unit", "issue", {"source": "unit"})) == [
        ("source-not-source", "unit", "involved_in.source")
    ]


def test_header() -> None:
    assert errors_of(profile="no", language="de", us=("ghost",)) == [
        ("unknown-profile", None, "profile"),
        ("unknown-language", None, "language"),
        ("unknown-id", None, "us"),
    ]
    assert errors_of(ISSUE, us=("issue",)) == [("us-not-actor", None, "us")]


def test_persons_need_the_module() -> None:
    person = Node("p", "Person", {"display": "A. A"})
    allowed = {"purpose": "p", "legal_basis": "l", "retention_months": 12}
    assert errors_of(person) == [("persons-not-allowed", "p", None)]
    assert errors_of(person, persons_allowed=allowed) == []


def part(start: str, end: str, **validity: date) -> Relation:
    return Relation("PART_OF", start, end, validity)


def test_what_follows_in_time_is_no_cycle() -> None:
    turn = date(2023, 1, 1)
    before, after = part("unit", "board", valid_to=turn), part("board", "unit", valid_from=turn)
    assert errors_of(UNIT, BOARD, before, after) == []
    overlap = part("board", "unit", valid_from=date(2022, 12, 31))
    assert errors_of(UNIT, BOARD, before, overlap) == [("cycle", "board", "part_of")]


def test_a_cycle_through_something_that_is_gone_is_none() -> None:
    gone = Node("board", "Actor", {**BOARD.properties, "valid_to": date(2020, 1, 1)})
    loop = part("board", "unit", valid_from=date(2021, 1, 1)), part("unit", "board")
    assert errors_of(UNIT, gone, *loop) == []


def test_each_cycle_is_told_once_whatever_leads_to_it() -> None:
    nodes = [Node(c, "Actor", UNIT.properties) for c in "abcdefg"]
    links = [part(*pair) for pair in ("ab", "bc", "ca", "dc", "ea", "fg", "gf")]
    problems = [p for p in problems_of(*nodes, *links) if p.key == "cycle"]
    assert [p.values["path"] for p in problems] == ["a → b → c → a", "f → g → f"]


def test_a_long_chain_is_no_cycle_and_no_recursion() -> None:
    nodes = [Node(f"a{i}", "Actor", UNIT.properties) for i in range(5000)]
    links = [part(f"a{i}", f"a{i + 1}") for i in range(4999)]
    assert errors_of(*nodes, *links) == []
    assert [e[0] for e in errors_of(*nodes, *links, part("a4999", "a0"))] == ["cycle"]


@pytest.mark.parametrize(
    "text",
    [
        "850709-9805",
        "8507099805",
        "850709+9805",
        "19850709-9805",
        "198507099805",
        "x850709-9805y",
        "nr 8507099805.",
        "850769-9802",
        "000229-0005",
    ],
)
def test_personal_numbers(text: str) -> None:
    assert find_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "850709-9806",
        "850732-9805",
        "851309-9805",
        "1850709-9805",
        "850709-98051",
        "21850709-9805",
        "19010229-0004",
        "556036-0793",
        "2025-10-01",
        "0701234567",
    ],
)
def test_no_personal_numbers(text: str) -> None:
    assert not find_personal_number(text)


@pytest.mark.parametrize("field", ["name", "basis"])
def test_personal_numbers_in_relations_and_texts(field: str) -> None:
    unit = Node("unit", "Actor", {**UNIT.properties, "name": "850709-9805" if field == "name" else "A"})
    leverage = Relation("HAS_LEVERAGE_OVER", "unit", "board", {"sanction": "ring 850709-9805", "source": "source"})
    found = errors_of(unit, BOARD, SOURCE, *([leverage] if field == "basis" else []))
    place = "name" if field == "name" else "has_leverage_over.sanction"
    assert found == [("personal-number", "unit", place)]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_words_are_searched_in_both_languages_whatever_the_map_speaks(language: str) -> None:
    # privacy.md F9: both lists always
    note = Node("i", "Interaction", {"date": DAY, "kind": "call", "summary": "A moderat answer, disabled lift"})
    found = {p.values["word"] for p in problems_of(note, language=language) if p.key == "private-text"}
    assert found == {"moderat", "disabled"}


def test_names_of_organisations_and_laws_are_not_searched() -> None:
    church = Node("c", "Actor", {"name": "Katolska kyrkan", "kind": "association"})
    duty = Node("d", "CoreMandate", {"name": "Vård av sjuka", "legal_basis": "lagen om psykisk vård"})
    assert [p.key for p in problems_of(church, duty)] == []


def test_the_swedish_profile_is_for_swedish_maps() -> None:
    agreement = Node("a", "Agreement", {"name": "n"})
    assert [p.key for p in problems_of(agreement)] == []
    assert [p.key for p in problems_of(agreement, profile="se")] == [
        "agreement-without-purposes",
        "agreement-without-area",
    ]


def position(stated: date, **properties: Value) -> Node:
    said = {"kind": "priority", "value": "low", "stated_on": stated, "basis": "minutes", **properties}
    return Node("p", "Position", said)


@pytest.mark.parametrize(
    ("node", "due"),
    [
        (position(date(2024, 10, 1)), None),
        (position(date(2024, 9, 30)), date(2025, 9, 30)),
        (position(date(2024, 2, 29)), date(2025, 2, 28)),
        (position(date(2025, 7, 3), basis="own_assessment"), None),
        (position(date(2025, 7, 2), basis="own_assessment"), date(2025, 9, 30)),
        (position(date(2024, 1, 1), review_by=DAY), None),
        # whatever is written, it counts for 24 months at most: planner.md, second edition
        (position(date(2020, 1, 1), review_by=DAY), date(2022, 1, 1)),
        (position(date(2025, 9, 1), review_by=date(2025, 9, 30)), date(2025, 9, 30)),
        (position(date(2026, 1, 1), review_by=date(2026, 1, 1)), None),
    ],
)
def test_review_of_positions(node: Node, due: date | None) -> None:
    links = (Relation("TAKES", "unit", "p"), Relation("ABOUT", "p", "issue"), Relation("SOURCED_BY", "p", "source"))
    found = problems_of(UNIT, ISSUE, SOURCE, node, *links, profile="se")
    past = [(p.key, p.values["day"]) for p in found if p.key == "position-past-review"]
    assert past == ([("position-past-review", due)] if due else [])


@pytest.mark.parametrize(("levels", "keys"), [(100, []), (101, ["too-deep"])])
def test_trees_that_are_too_deep(levels: int, keys: list[str]) -> None:
    nodes = [Node(f"r{i}", "Requirement", {"op": "all"}) for i in range(levels - 1)]
    leaf = Node(f"r{levels - 1}", "Requirement", {"op": "leaf", "form": "fund"})
    links = [Relation("REQUIRES", f"r{i}", f"r{i + 1}", {"step": 1}) for i in range(levels - 1)]
    links += [Relation("REQUIRES", "i", "r0"), Relation("DIRECTED_TO", leaf.id, "unit")]
    assert [e[0] for e in errors_of(Node("i", "Initiative", {"name": "n"}), UNIT, *nodes, leaf, *links)] == keys


@pytest.mark.parametrize("text", ["8507099805", "198507099805", "850709-9805", "850709+9805", "850769-9802"])
@pytest.mark.parametrize("around", ["{}", "Ring {} i dag", "{}.", "({})", "nr:{}"])
def test_a_personal_number_is_found_alone_and_inside_a_text(text: str, around: str) -> None:
    value = around.format(text)
    assert errors_of(Node("i", "Issue", {"name": value})) == [("personal-number", "i", "name")]
    assert errors_of(Node("a", "Agreement", {"name": "n", "purposes": ("annat", value)})) == [
        ("personal-number", "a", "purposes")
    ]


@pytest.mark.parametrize("text", ["850709980", "85070998051", "8507099806", "8513099805", "0000000000", "21070998050"])
def test_what_is_no_personal_number_is_let_be(text: str) -> None:
    assert find_personal_number(text) is None
    assert errors_of(Node("i", "Issue", {"name": text})) == []
