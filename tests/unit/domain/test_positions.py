"""Until when a position counts, and which one does."""

from __future__ import annotations

from datetime import date

import pytest

from samverkan.domain.days import find_days_after, find_months_before
from samverkan.domain.positions import find_position, find_review_by, find_rivals, find_stance, is_past_review
from samverkan.domain.votes import find_majority
from samverkan.model import Map, Node, Relation, Value, build_map

DAY = date(2026, 6, 1)


def position(name: str, stated_on: date, value: str = "supports", **more: Value) -> Node:
    return Node(name, "Position", {"kind": "stance", "value": value, "stated_on": stated_on, **more})


@pytest.mark.parametrize(
    ("more", "last"),
    [
        ({}, date(2026, 2, 28)),  # twelve months on: the same day, or the last of a shorter month
        ({"basis": "minutes"}, date(2026, 2, 28)),
        ({"basis": "own_assessment"}, date(2025, 5, 29)),  # 90 days: 31 of March + 30 of April + 29
        ({"review_by": date(2025, 3, 5), "basis": "own_assessment"}, date(2025, 3, 5)),
        ({"review_by": date(2027, 2, 28)}, date(2027, 2, 28)),  # 24 months on
        ({"review_by": date(2027, 3, 1)}, date(2027, 2, 28)),
        ({"review_by": date(2025, 6, 1), "basis": "own_assessment"}, date(2025, 5, 29)),
    ],
)
def test_a_position_counts_to_its_review_and_on_that_day(more: dict[str, Value], last: date) -> None:
    stated = position("p", date(2025, 2, 28), **more)
    assert find_review_by(stated) == last
    assert not is_past_review(stated, last)
    assert is_past_review(stated, find_days_after(last, 1))


def test_months_end_where_the_calendar_does() -> None:
    assert find_months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)
    assert find_months_before(date(1, 2, 3), 24) == date(1, 1, 3)
    assert find_months_before(date(9999, 12, 31), -12) == date(9999, 12, 31)
    assert find_days_after(date(9999, 12, 30), 90) == date.max


def say(*positions: tuple[str, Node], kind: str = "post") -> Map:
    """Post p is part of the department d and the forum f; each position is taken by an actor, about x."""
    nodes = [
        Node("p", "Actor", {"kind": kind}),
        Node("d", "Actor", {"kind": "department"}),
        Node("f", "Actor", {"kind": "forum"}),
        Node("x", "Initiative"),
        *(node for _, node in positions),
    ]
    relations = [Relation("PART_OF", "p", "d"), Relation("PART_OF", "p", "f")]
    relations += [Relation("TAKES", actor, node.id) for actor, node in positions]
    relations += [Relation("ABOUT", node.id, "x") for _, node in positions]
    return build_map(nodes, relations)


def test_the_latest_by_the_day_counts_and_of_one_day_the_later_id() -> None:
    one, other = position("a", date(2026, 1, 1)), position("b", date(2026, 1, 1), "opposes")
    content = say(("p", one), ("p", other), ("p", position("c", date(2026, 6, 2))))
    found = find_position(content, "p", "x", "stance", DAY)
    assert found is not None and found.id == "b"
    assert find_rivals(content, found, "p", "x", DAY) == ["a"]
    assert find_position(content, "p", "x", "priority", DAY) is None


def test_past_its_review_a_stance_is_unknown_though_an_older_one_is_not() -> None:
    older = position("a", date(2026, 1, 1), review_by=date(2027, 1, 1))
    stance = find_stance(say(("p", older), ("p", position("b", date(2026, 2, 1), review_by=DAY))), "p", "x", DAY)
    assert stance is not None and (stance.position, stance.stale, stance.counts) == ("b", False, "supports")
    late = find_stance(
        say(("p", older), ("p", position("b", date(2026, 2, 1), review_by=date(2026, 5, 31)))), "p", "x", DAY
    )
    assert late is not None and (late.position, late.stale, late.counts) == ("b", True, "unknown")


def test_a_post_takes_its_organisation_s_stance_and_no_forum_s() -> None:
    content = say(("d", position("a", date(2026, 1, 1), "opposes")), ("f", position("b", date(2026, 2, 1))))
    stance = find_stance(content, "p", "x", DAY)
    assert stance is not None and (stance.value, stance.inherited_from) == ("opposes", "d")
    assert find_stance(say(("d", position("a", date(2026, 1, 1))), kind="unit"), "p", "x", DAY) is None


@pytest.mark.parametrize(("votes", "needed"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (17, 9)])
def test_a_majority_is_more_than_half(votes: int, needed: int) -> None:
    assert find_majority(votes) == needed
