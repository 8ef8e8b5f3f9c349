"""The oracle on reaching people: kinds of contact, go-betweens, and which of two equal plans counts, by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from oracle.hand import asked, least, listed
from oracle.sketch import DAY, US, Sketch, all_of, any_of, leaf


def to(*actors: str, **properties: Any) -> Sketch:
    """The first must concur, which costs nothing to ask; all support it, so that only reaching costs."""
    sketch = Sketch()
    sketch.actor(*actors, **properties)
    sketch.mandate("d", actors[0], kind="concur")
    for actor in actors:
        sketch.stance(f"p-{actor}", actor, "supports")
    sketch.requires(leaf("concur"))
    return sketch


@pytest.mark.parametrize(("strength", "effort"), [("strong", 1), ("established", 2), ("acquainted", 3), ("new", 5)])
def test_a_tie_by_its_strength(strength: str, effort: int) -> None:
    sketch = to("a")
    sketch.tie("a", US, strength, basis="person")
    assert least(sketch) == (effort, 0, 0, 1, 1)


def test_a_tie_without_strength_counts_as_new() -> None:
    sketch = to("a")
    sketch.link("TIE", US, "a")
    assert least(sketch) == (5, 0, 0, 0, 1)


def test_cold_is_from_us_to_anybody() -> None:
    assert least(to("a")) == (8, 1, 0, 0, 1)


def test_a_member_and_the_body_itself() -> None:
    sketch = to("board", kind="board")
    sketch.link("MEMBER_OF", US, "board", seat="secretary")
    assert least(sketch) == (3, 0, 0, 0, 1)


def test_a_post_and_the_head_of_its_organisation() -> None:
    """We know the head's subordinate: 2 + 3 by the boss, not 2 + 3 + 3 by the line, nor 8 cold."""
    sketch = to("head", "below", head=None)
    sketch.nodes = [
        n if n.id != "head" else type(n)(n.id, n.label, {**n.properties, "head": True}) for n in sketch.nodes
    ]
    sketch.actor("office", kind="department")
    for actor in ("head", "below"):
        sketch.link("PART_OF", actor, "office")
    sketch.tie(US, "below", "established")
    assert least(sketch) == (5, 0, 0, 0, 2)


def test_heads_of_an_organisation_and_of_the_one_it_is_part_of() -> None:
    sketch = to("high", "low", head=True)
    sketch.actor("town", kind="municipality")
    sketch.actor("office", kind="department", part_of="town")
    sketch.link("PART_OF", "high", "town")
    sketch.link("PART_OF", "low", "office")
    sketch.tie(US, "low")
    assert least(sketch) == (1 + 3, 0, 0, 0, 2)


def test_no_line_and_no_boss_through_a_forum() -> None:
    sketch = to("head", "below", head=True)
    sketch.actor("f", kind="forum")
    for actor in ("head", "below"):
        sketch.link("PART_OF", actor, "f")
    sketch.tie(US, "below")
    assert least(sketch) == (8, 1, 0, 0, 1)


@pytest.mark.parametrize(
    ("day", "kind", "effort"),
    [
        (DAY, "meeting", 3),
        (date(2023, 6, 15), "dialogue", 3),  # the same day 24 months earlier
        (date(2023, 6, 14), "meeting", 8),
        (DAY + timedelta(days=1), "meeting", 8),  # planned
        (DAY, "letter", 8),
        (DAY, "other", 8),
    ],
)
def test_who_met_within_24_months(day: date, kind: str, effort: int) -> None:
    sketch = to("a")
    sketch.meeting("x", day, US, "a", kind=kind)
    assert least(sketch)[0] == effort


@pytest.mark.parametrize(
    ("since", "effort"), [(date(2025, 5, 2), 8), (date(2025, 5, 1), 3), (DAY + timedelta(days=1), 3)]
)
def test_a_meeting_is_with_a_person(since: date, effort: int) -> None:
    sketch = to("a", holder_since=since)
    sketch.meeting("x", date(2025, 5, 1), US, "a")
    assert least(sketch)[0] == effort


def test_a_vacant_post_is_no_go_between() -> None:
    sketch = to("a")
    sketch.actor("gone", vacant=True)
    sketch.tie(US, "gone")
    sketch.tie("gone", "a")
    assert least(sketch) == (8, 1, 0, 0, 1)


def test_who_opposes_is_an_end_of_the_road() -> None:
    """a opposes: 4 + 1; b is behind a and must be met cold: 2 + 8."""
    sketch = Sketch()
    sketch.actor("a", "b")
    for actor in ("a", "b"):
        sketch.mandate(f"d-{actor}", actor, kind="concur")
    sketch.tie(US, "a")
    sketch.tie("a", "b")
    sketch.stance("p", "a", "opposes")
    sketch.requires(all_of(leaf("concur", directed_to="a"), leaf("concur", directed_to="b")))
    assert least(sketch) == (15, 1, 0, 0, 2)


# Between plans of equal effort


def two_roads() -> Sketch:
    sketch = to("a", "x", "y")
    return sketch


def test_people_before_a_cold_contact() -> None:
    """5 + 3 by people is as easy as 8 cold."""
    sketch = two_roads()
    sketch.tie(US, "x", "new")
    sketch.tie("x", "a", "acquainted")
    assert least(sketch) == (8, 0, 0, 0, 2)


def test_a_post_before_an_organisation_as_go_between() -> None:
    sketch = to("a", "x")
    sketch.actor("office", kind="department")
    sketch.tie(US, "office", "acquainted")
    sketch.tie("office", "a", "strong")
    sketch.tie(US, "x", "acquainted", basis="person")
    sketch.tie("x", "a", "strong", basis="person")
    assert least(sketch) == (4, 0, 0, 2, 2), "rather two ties of persons than through an organisation"


def test_an_organisation_that_is_reached_last_starts_no_contact() -> None:
    sketch = to("office", kind="department")
    sketch.tie(US, "office", "acquainted")
    assert least(sketch) == (3, 0, 0, 0, 1)


def test_us_may_be_an_organisation() -> None:
    sketch = to("a")
    sketch.actor("office", kind="department")
    sketch.tie("office", "a")
    assert least(sketch, us=("office",)) == (1, 0, 0, 0, 1)


def test_a_function_before_a_person_then_the_fewest_contacts() -> None:
    sketch = two_roads()
    sketch.tie(US, "a", "acquainted", basis="person")
    sketch.tie(US, "x", "established")
    sketch.tie("x", "a", "strong")
    assert least(sketch) == (3, 0, 0, 0, 2)
    sketch.tie(US, "a", "acquainted", basis="function")
    assert least(sketch) == (3, 0, 0, 0, 1)


def test_the_order_of_ties_decides_between_ways_too() -> None:
    """a by a person at 3, b by function at 3: b."""
    sketch = Sketch()
    sketch.actor("a", "b")
    sketch.mandate("d", "a", "b", kind="concur")
    sketch.tie(US, "a", "acquainted", basis="person")
    sketch.tie(US, "b", "acquainted", basis="both")
    sketch.requires(leaf("concur"))
    assert asked(listed(sketch)) == {"b"}


def test_a_contact_used_by_two_counts_once() -> None:
    """1 to x, 1 each from x."""
    sketch = two_roads()
    sketch.mandate("d2", "y", kind="fund")
    sketch.relations = [r for r in sketch.relations if r.type != "REQUIRES"]
    sketch.requires(all_of(leaf("concur"), leaf("fund")))
    for one, other in ((US, "x"), ("x", "a"), ("x", "y")):
        sketch.tie(one, other)
    assert least(sketch) == (3 + 2, 0, 0, 0, 3), "and 2 to ask for money"


def test_finding_out_who_decides_is_one_contact_of_10() -> None:
    sketch = Sketch()
    sketch.requires(any_of(leaf(), leaf("fund")))
    assert least(sketch) == (10, 0, 0, 0, 1)
