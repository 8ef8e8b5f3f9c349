"""What must not be seen is not in the map that anything reads; what may be seen is all there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samverkan.domain.positions import find_stance
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.privacy import (
    FEWER_THAN,
    keep_for_meeting,
    keep_what_counts,
    leave_out_expired,
    leave_out_own_assessments,
    leave_out_small,
)

DAY = date(2025, 1, 1)


def position(basis: str, review_by: date | None = None, stated_on: date = DAY) -> Node:
    dated: dict[str, Value] = {} if review_by is None else {"review_by": review_by}
    return Node(
        "p",
        "Position",
        {"kind": "stance", "value": "opposes", "concern": "x", "basis": basis, "stated_on": stated_on, **dated},
    )


def read(node: Node, day: date, today: date, header: Map | None = None) -> Node | None:
    return leave_out_expired(build_map([node], [], header), day, today).nodes.get("p")


@pytest.mark.parametrize(
    ("basis", "days_before", "days_after", "is_there", "has_concern"),
    [
        # (day read for and today, as days from the review date)
        ("own_assessment", 0, 0, True, True),  # on the review date itself it still counts
        ("own_assessment", 0, 1, False, False),  # the day after, by today
        ("own_assessment", 1, 0, False, False),  # or by the day that is asked for
        ("own_assessment", -400, 1, False, False),  # --as-of brings nothing back
        ("minutes", 0, 0, True, True),
        ("minutes", 0, 1, True, False),  # too old: value and date stay, the concern does not
        ("minutes", -100, 1, True, False),
        ("minutes", 1, -500, True, False),
    ],
)
def test_the_day_after_its_review_a_position_tells_less(
    basis: str, days_before: int, days_after: int, is_there: bool, has_concern: bool
) -> None:
    # 90 days from 2025-01-01 are 2025-04-01; 12 months are 2026-01-01.
    review = date(2025, 4, 1) if basis == "own_assessment" else date(2026, 1, 1)
    shift = [review + timedelta(days=days) for days in (days_before, days_after)]
    kept = read(position(basis), *shift)
    assert (kept is not None) == is_there
    assert bool(kept and "concern" in kept.properties) == has_concern


@pytest.mark.parametrize(("today", "is_there"), [(date(2027, 1, 1), True), (date(2027, 1, 2), False)])
def test_a_year_after_its_review_nobody_sees_a_position_whatever_day_is_asked_for(today: date, is_there: bool) -> None:
    # stated 2025-01-01, review 2026-01-01, kept 12 months after that: to 2027-01-01
    assert (read(position("written"), DAY, today) is not None) == is_there


def test_a_register_says_how_long_positions_are_kept() -> None:
    header = Map({}, (), register={"retention_months": {"position": 0}})
    assert read(position("written"), DAY, date(2026, 1, 1), header) is not None
    assert read(position("written"), DAY, date(2026, 1, 2), header) is None


def test_no_written_review_goes_beyond_the_bound() -> None:
    # written 2099, but an own assessment counts for 90 days at most
    assert read(position("own_assessment", date(2099, 1, 1)), DAY, date(2025, 4, 2)) is None


def test_an_example_is_read_for_its_own_day() -> None:
    frozen = Map({}, (), as_of=date(2025, 3, 1))
    kept = keep_what_counts(build_map([position("own_assessment")], [], frozen), date(2025, 3, 1), date(2030, 1, 1))
    assert "p" in kept.nodes


def test_with_an_own_assessment_goes_the_source_that_only_it_rests_on() -> None:
    nodes = [
        position("own_assessment"),
        Node("a", "Actor", {"name": "A", "kind": "post"}),
        Node("only", "Source", {"name": "o"}),
        Node("both", "Source", {"name": "b"}),
        Node("loose", "Source", {"name": "l"}),
    ]
    relations = [
        Relation("TAKES", "a", "p"),
        Relation("SOURCED_BY", "p", "only"),
        Relation("SOURCED_BY", "p", "both"),
        Relation("SOURCED_BY", "a", "both"),
    ]
    kept = leave_out_own_assessments(build_map(nodes, relations))
    assert kept is not None and set(kept.nodes) == {"a", "both", "loose"}
    assert [r.type for r in kept.relations] == ["SOURCED_BY"]


def figures(unit: str | None = None, text: str = "färre hämtningar", **values: float) -> Map:
    given = {key: value for key, value in values.items() if key != "value"}
    nodes = [
        Node("g", "AffectedGroup", {"name": "resenärer", "special_category": True}),
        Node("e", "Effect", {"name": "hämtning", "observed": text}),
        Node("n", "Indicator", {"name": "klagomål", **({"unit": unit} if unit else {}), **given}),
        Node("m", "Measurement", {"date": DAY, "value": values["value"]}),
    ]
    relations = [Relation("AFFECTS", "e", "g"), Relation("MEASURES", "n", "e"), Relation("OF", "m", "n")]
    return build_map(nodes, relations)


def test_a_count_below_ten_of_a_special_group_is_told_as_fewer_than_ten() -> None:
    kept = leave_out_small(figures(baseline=12, target=0, value=9))
    assert kept.nodes["n"].properties == {"name": "klagomål", "baseline": 12, FEWER_THAN: ("target",)}
    assert kept.nodes["m"].properties == {"date": DAY, FEWER_THAN: ("value",)}


@pytest.mark.parametrize(
    "content", [figures(value=10), figures(value=0.41), figures("share", value=1), figures(value=-3)]
)
def test_shares_and_counts_from_ten_stay(content: Map) -> None:
    assert leave_out_small(content) == content


def test_a_stated_change_from_which_the_figure_could_be_reckoned_takes_all_figures_along() -> None:
    kept = leave_out_small(figures(text="4 färre än förra året", baseline=12, value=8))
    assert not {"baseline", "value"} & {key for node in kept.nodes.values() for key in node.properties}


def test_figures_of_other_groups_stay() -> None:
    content = figures(value=3)
    open_group = Node("g", "AffectedGroup", {"name": "resenärer"})
    other = build_map([open_group, *(n for n in content.nodes.values() if n.id != "g")], content.relations)
    assert leave_out_small(other) == other


def test_a_meeting_holds_no_talk_between_two_and_no_free_text_about_posts() -> None:
    actors = [Node(i, "Actor", {"name": i, "kind": "post", "note": "hemligt"}) for i in "abc"]
    contacts = [Node(i, "Interaction", {"date": DAY, "kind": "call", "summary": "är emot"}) for i in ("two", "three")]
    group = Node("g", "AffectedGroup", {"name": "boende"})
    dialogue = Node("dialogue", "Interaction", {"date": DAY, "kind": "dialogue"})
    aims = [Node("x", "Initiative", {"name": "x"}), Node("k", "CoreMandate", {"name": "k"})]
    promise = Node("promise", "Commitment", {"name": "oron möts"})
    relations = [
        *(Relation("TOOK_PART_IN", i, "two") for i in "ab"),
        *(Relation("TOOK_PART_IN", i, "three") for i in "abc"),
        Relation("TOOK_PART_IN", "g", "dialogue"),
        Relation("SERVES", "x", "k", {"direction": "positive", "argument": "säg så här"}),
        Relation("TAKES", "a", "p"),
        Relation("ABOUT", "promise", "p"),
    ]
    nodes = [*actors, *contacts, group, dialogue, *aims, promise, position("minutes")]
    kept = keep_for_meeting(build_map(nodes, relations))
    assert set(kept.nodes) == {"a", "b", "c", "three", "g", "dialogue", "x", "k"}
    told = repr(kept)
    assert not [secret for secret in ("hemligt", "är emot", "säg så här", "oron möts", "opposes") if secret in told]
    assert "positive" in told


@pytest.mark.parametrize("speaker", ["a", "board"])
def test_what_was_said_before_an_expired_assessment_does_not_count_again(speaker: str) -> None:
    # Written in February: supports, for a year. Believed in March: opposes, which expired after 90 days, in June.
    # The latest is past its review and counts as unknown: neither the older one nor the board's takes its place.
    february = date(2025, 2, 1)
    nodes = [
        Node("a", "Actor", {"name": "A", "kind": "post"}),
        Node("board", "Actor", {"name": "B", "kind": "board"}),
        Node("x", "Initiative", {"name": "X"}),
        Node(
            "old",
            "Position",
            {"kind": "stance", "value": "supports", "basis": "written", "stated_on": february},
        ),
        position("own_assessment", stated_on=date(2025, 3, 1)),
    ]
    relations = [
        Relation("PART_OF", "a", "board"),
        Relation("TAKES", speaker, "old"),
        Relation("TAKES", "a", "p"),
        Relation("ABOUT", "old", "x"),
        Relation("ABOUT", "p", "x"),
    ]
    content = build_map(nodes, relations)
    day = date(2025, 7, 1)
    stance = find_stance(content, "a", "x", day)
    assert stance is not None and stance.counts == "unknown"
    kept = keep_what_counts(content, day, day)
    assert "p" not in kept.nodes and "old" in kept.nodes
    assert find_stance(kept, "a", "x", day) is None
    assert find_stance(kept, "a", "x", date(2025, 2, 20)) == find_stance(content, "a", "x", date(2025, 2, 20))
