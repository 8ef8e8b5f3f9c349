"""The plan of a network: which boxes, where they stand, how near everybody is, and what stays where it was."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_maps import DAY

from samverkan.measures.nearness import count_between, count_steps, find_around, find_isolated, find_nearness
from samverkan.model import Map, Node, Relation, build_map
from samverkan.schema import read_schema
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.network_plan.boxes import find_boxes
from samverkan.views.network_plan.known import Known
from samverkan.views.network_plan.place import Puzzle, Wire, _count_pairs, place_boxes, reckon
from samverkan.views.network_plan.steps import build_steps
from samverkan.views.network_plan.tabs import build_tabs
from samverkan.views.request import Request
from samverkan.views.selection import select_all
from samverkan.views.words import Words


def make(actors: dict[str, str], *relations: tuple[str, str, str], us: tuple[str, ...] = ("us",)) -> Map:
    """Make a map: id → kind, and relations as (type, start, end)."""
    nodes = [Node(i, "Actor", {"name": i.title(), "kind": kind}) for i, kind in actors.items()]
    return build_map(nodes, [Relation(t, a, b) for t, a, b in relations], Map({}, (), us=us, as_of=DAY))


def know(content: Map, **more: object) -> Known:
    """Return what a page of a whole map knows."""
    words = Words(Texts("sv"), read_schema(), content.profile)
    request = Request(content, content, words, DAY, False, None, None, {}, {})
    return Known(dataclasses.replace(request, **more), select_all(content))


TOWN = make(
    {
        "town": "municipality",
        "board": "board",
        "office": "department",
        "us": "post",
        "head": "post",
        "firm": "company",
        "boss": "post",
        "club": "association",
        "lone": "state_agency",
        "ring": "forum",
    },
    ("PART_OF", "board", "town"),
    ("PART_OF", "office", "board"),
    ("PART_OF", "us", "office"),
    ("PART_OF", "head", "board"),
    ("PART_OF", "boss", "firm"),
    ("TIE", "us", "boss"),
    ("TIE", "boss", "head"),
    ("MEMBER_OF", "us", "ring"),
    ("MEMBER_OF", "club", "ring"),
)


def test_our_organisation_is_the_ground_and_its_parts_are_boxes() -> None:
    # town has 5 of 9 rows: more than a third, so that its one part is a box on the ground; firm holds its boss.
    found = find_boxes(TOWN, [a.id for a in TOWN.labelled("Actor")])
    assert found.ground == "town" and found.forums == ("ring",)
    rows = {box.id: [(row.id, row.level) for row in box.rows] for box in found.boxes}
    assert rows == {
        "board": [("board", 0), ("head", 1), ("office", 1), ("us", 2)],
        "club": [("club", 0)],
        "firm": [("firm", 0), ("boss", 1)],
        "lone": [("lone", 0)],
    }
    assert [box.id for box in found.boxes if box.inside] == ["board"]


def test_posts_directly_under_our_organisation_share_a_box() -> None:
    content = make(
        {"town": "municipality", "us": "post", "chief": "post", "unit": "unit"},
        *(("PART_OF", i, "town") for i in ("us", "chief", "unit")),
    )
    found = find_boxes(content, list(content.nodes))
    assert {box.id: [row.id for row in box.rows] for box in found.boxes} == {"town": ["chief", "us"], "unit": ["unit"]}


def test_without_a_third_of_the_rows_every_organisation_is_a_box() -> None:
    content = make(
        {"a": "board", "us": "post", "b": "company", **{f"p{n}": "post" for n in range(6)}},
        ("PART_OF", "us", "a"),
        *(("PART_OF", f"p{n}", "b") for n in range(6)),
    )
    found = find_boxes(content, list(content.nodes))
    assert found.ground == "" and found.ours == "a"
    assert [box.id for box in found.boxes] == ["a", "b"]


def test_a_member_known_only_by_its_seat_is_a_count_in_the_row_of_its_board() -> None:
    content = make(
        {"board": "board", "us": "post", "m1": "post", "m2": "post", "grp": "party_group"},
        ("MEMBER_OF", "m1", "board"),
        ("MEMBER_OF", "m2", "board"),
        ("MEMBER_OF", "grp", "board"),
        ("TIE", "us", "m2"),
    )
    found = find_boxes(content, list(content.nodes))
    assert found.seated == {"board": ("grp", "m1")}
    assert "m1" not in {row.id for box in found.boxes for row in box.rows}


def test_a_shared_seat_is_a_step_and_a_body_is_as_near_as_its_nearest() -> None:
    # us – boss (tie) – head (tie); club sits with us in the ring.
    steps = count_steps(find_around(TOWN, list(TOWN.nodes)), ["us"])
    assert steps == {"us": 0, "boss": 1, "club": 1, "head": 2}
    near = find_nearness(TOWN, steps, ["us"])
    assert near == {"us": 0, "boss": 1, "club": 1, "head": 2, "firm": 1, "board": 2, "town": 2}
    assert find_isolated(TOWN, ["town", "firm", "club", "lone"]) == ["lone"]


def test_ties_between_wholes_are_counted_most_first() -> None:
    home = {"a1": "a", "a2": "a", "b1": "b", "c1": "c"}
    ties = [("a1", "b1"), ("a2", "b1"), ("a1", "a2"), ("b1", "c1")]
    assert count_between(ties, home) == [(("a", "b"), 2), (("b", "c"), 1)]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=12))
def test_crossings_of_a_street_are_pairs_whose_order_turns(street: list[tuple[int, int]]) -> None:
    pairs = [(one, other) for i, one in enumerate(street) for other in street[i + 1 :]]
    assert _count_pairs(street) == sum((a - c) * (b - d) < 0 for (a, b), (c, d) in pairs)


def test_boxes_are_placed_so_that_lines_do_not_cross() -> None:
    # a–x and b–y: crossed when x and y stand the other way round than a and b.
    puzzle = Puzzle(
        dict.fromkeys("abxy", 40.0),
        {"a": (0,), "b": (0,), "x": (1,), "y": (1,)},
        [Wire("a", 10, "y", 10), Wire("b", 10, "x", 10)],
        (400.0,) * 4,
    )
    places = place_boxes(puzzle, {})
    assert (places["a"] < places["b"]) == (places["y"] < places["x"])
    assert place_boxes(puzzle, {}) == places
    crossed = reckon(puzzle, [["a", "b"], ["x", "y"], [], []])
    assert crossed - reckon(puzzle, [["a", "b"], ["y", "x"], [], []]) >= 70


def test_boxes_that_have_a_place_keep_it_and_new_ones_go_last(havsakra: Map) -> None:
    today = havsakra.on(DAY)
    first = build_tabs(know(today)).plan
    assert first is not None
    stood = {box.id: (c, n) for c, column in enumerate(first.columns) for n, box in enumerate(column)}
    posts = [Node(f"ny{n}", "Actor", {"name": f"Ny {n}", "kind": "post"}) for n in range(10)]
    homes = ["polis", "tfn", "ks", "region", "sn"]
    inside = [Relation("PART_OF", f"ny{n}", homes[n]) for n in range(5)]
    ties = [Relation("TIE", f"ny{n}", "p-gatuchef", {"strength": "strong"}) for n in range(10)]
    grown = build_map([*today.nodes.values(), *posts], [*today.relations, *inside, *ties], today)
    second = build_tabs(know(grown, places=stood)).plan
    assert second is not None
    now = {box.id: (c, n) for c, column in enumerate(second.columns) for n, box in enumerate(column)}
    assert {box: now[box] for box in stood} == stood
    for column, before in zip(second.columns, first.columns, strict=True):
        rows = [row.id for box in column for row in box.rows if not row.id.startswith("ny")]
        assert rows == [row.id for box in before for row in box.rows]


def test_steps_count_contacts_and_say_who_leads_on(havsakra: Map) -> None:
    known = know(havsakra.on(DAY))
    steps = build_steps(known, known.us)
    assert steps is not None
    assert [len([r for b in column for r in b.rows]) for column in steps.columns] == [1, 11, 16, 3]
    assert steps.heads[1] == "Känner eller möter vi · 11" and steps.heads[3] == "Via två eller fler · 3"
    column = {row.id: c for c, boxes in enumerate(steps.columns) for box in boxes for row in box.rows}
    assert all(abs(column[w.start] - column[w.end]) <= 1 for w in steps.wires)
    assert {e.id for e in steps.rest} == {"kf", "ks-lu", "lst", "fritidsgard", "g-forare", "p-falt-chef"}


@pytest.mark.parametrize("size", [130, 500])
def test_very_many_are_closed_boxes_with_few_bundles(size: int) -> None:
    from view_maps import build_town

    tabs = build_tabs(know(build_town(size)))
    assert tabs.plan is not None
    boxes = [box for column in tabs.plan.columns for box in column]
    assert all(len(box.rows) == 1 for box in boxes)
    assert 0 < len(tabs.plan.wires) <= 17 and {w.kind for w in tabs.plan.wires} == {"bundle"}


def test_a_meeting_has_the_plan_alone_without_nearness(havsakra: Map) -> None:
    page, _ = build_page("network", havsakra, on=DAY, texts=Texts("sv"), meeting=True)
    tabs = page.tabs
    assert tabs is not None and tabs.plan is not None
    assert tabs.steps is None and not tabs.free and page.ways == {}
    rows = [row for column in tabs.plan.columns for box in column for row in box.rows]
    assert {row.near for row in rows} == {-2} and not any(row.broker for row in rows)
    assert {w.kind for w in tabs.plan.wires} == {"leverage"}
    assert not any(box.isolated for column in tabs.plan.columns for box in column)
    assert [reply.title for reply in tabs.replies] == [
        "EST-gruppen Norrbacken/Östervång",
        "Strategiska trygghetsrådet",
        "SSPF styrgrupp",
    ]
