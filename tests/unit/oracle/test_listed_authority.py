"""The oracle on who may meet a leaf, by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from oracle.authority import Leaf
from oracle.hand import the_leaf
from oracle.sketch import DAY, Sketch, leaf

TOMORROW = DAY + timedelta(days=1)


def chain(**properties: Any) -> Sketch:
    """`low` decides by delegation from `mid`, `mid` from `top`."""
    sketch = Sketch()
    sketch.actor("low", **properties)
    sketch.actor("mid", "top")
    sketch.mandate("d-top", "top")
    sketch.mandate("d-mid", "mid", above="d-top")
    sketch.mandate("d-low", "low", above="d-mid")
    return sketch


def who(told: Leaf) -> tuple[set[str], set[str], set[str]]:
    return told.ordinary, told.above, told.vacant


def test_the_lowest_level_is_ordinary_and_the_chain_above() -> None:
    assert who(the_leaf(chain())) == ({"low"}, {"mid", "top"}, set())


def test_a_vacant_post_leaves_the_level_above_as_the_ordinary_one() -> None:
    assert who(the_leaf(chain(vacant=True))) == ({"mid"}, {"top"}, {"low"})


@pytest.mark.parametrize("vacant", [True, None])
def test_a_stand_in_answers_whether_the_post_is_vacant_or_not(vacant: bool | None) -> None:
    sketch = chain(vacant=vacant)
    sketch.actor("z", "y")
    sketch.stand_in("z", "low")
    sketch.stand_in("y", "low")
    assert who(the_leaf(sketch)) == ({"y"}, {"mid", "top"}, set()), "of several the first by id"


def test_a_stand_in_that_is_vacant_a_forum_or_not_there_does_not_count() -> None:
    sketch = chain(vacant=True)
    sketch.actor("a", vacant=True)
    sketch.actor("b", kind="forum")
    sketch.actor("c")
    sketch.actor("d", valid_to=DAY)
    sketch.stand_in("a", "low")
    sketch.stand_in("b", "low")
    sketch.stand_in("c", "low", valid_from=TOMORROW)
    sketch.stand_in("d", "low")
    assert who(the_leaf(sketch)) == ({"mid"}, {"top"}, {"low"})


def test_nobody_stands_in_for_a_stand_in() -> None:
    sketch = chain(vacant=True)
    sketch.actor("a", vacant=True)
    sketch.actor("b")
    sketch.stand_in("a", "low")
    sketch.stand_in("b", "a")
    assert who(the_leaf(sketch))[2] == {"low"}


def test_a_board_stands_in_as_a_whole() -> None:
    sketch = chain(vacant=True)
    sketch.actor("m1", "m2")
    sketch.body("board", "m1", "m2", decides_by="vote")
    sketch.stand_in("board", "low")
    told = the_leaf(sketch)
    assert (told.ordinary, told.boards) == ({"board"}, {})


def test_a_board_that_cannot_reach_what_it_needs_is_like_a_vacant_post() -> None:
    sketch = Sketch()
    sketch.actor("a", "b", vacant=True)
    sketch.actor("c", "top")
    sketch.body("board", "a", "b", "c", decides_by="vote")
    sketch.mandate("d-top", "top")
    sketch.mandate("d", "board", above="d-top")
    assert who(the_leaf(sketch)) == ({"top"}, set(), {"board"})


def joint(*holders: str, **properties: Any) -> Sketch:
    sketch = Sketch()
    sketch.actor(*(h for h in holders if h != "b"))
    sketch.actor("b", **properties)
    sketch.mandate("d", *holders, jointly=True)
    return sketch


def test_joint_holders_answer_together() -> None:
    told = the_leaf(joint("a", "b"))
    assert (told.ordinary, [o.answerers for o in told.options]) == ({"a", "b"}, [{("a", False), ("b", False)}])


@pytest.mark.parametrize("properties", [{"vacant": True}, {"kind": "forum"}, {"valid_to": DAY}])
def test_joint_holders_of_whom_one_is_missing_meet_nothing(properties: dict[str, Any]) -> None:
    assert the_leaf(joint("a", "b", **properties)).ordinary == set()


def test_a_stand_in_signs_for_a_joint_holder() -> None:
    sketch = joint("a", "b", vacant=True)
    sketch.actor("z")
    sketch.stand_in("z", "b")
    assert the_leaf(sketch).ordinary == {"a", "z"}


def test_whom_a_leaf_is_directed_to_answers_alone() -> None:
    told = the_leaf(joint("a", "b", hears=()), leaf(directed_to="a"))
    assert [(o.answerers, o.mandate) for o in told.options] == [({("a", False)}, "d")]


def test_directed_to_somebody_without_a_mandate_or_without_a_matter() -> None:
    sketch = Sketch()
    sketch.actor("a")
    told = the_leaf(sketch, leaf("champion", matter=None, directed_to="a"))
    assert [(o.answerers, o.mandate) for o in told.options] == [({("a", False)}, None)]


@pytest.mark.parametrize(
    ("properties", "vacant"), [({"vacant": True}, {"a"}), ({"kind": "forum"}, set()), ({"valid_to": DAY}, set())]
)
def test_directed_to_who_answers_nothing_is_unknown(properties: dict[str, Any], vacant: set[str]) -> None:
    sketch = Sketch()
    sketch.actor("a", **properties)
    assert who(the_leaf(sketch, leaf(directed_to="a"))) == (set(), set(), vacant)


def test_a_forum_answers_nothing_that_binds_and_may_be_heard() -> None:
    for form, veto, ordinary in (("consult", None, {"f"}), ("consult", True, set()), ("decide", None, set())):
        sketch = Sketch()
        sketch.actor("f", kind="forum")
        sketch.mandate("d", "f", kind=form)
        assert the_leaf(sketch, leaf(form, veto=veto)).ordinary == ordinary


def test_a_board_is_heard_as_a_whole_whatever_its_seats() -> None:
    sketch = Sketch()
    sketch.actor("a", "b", vacant=True)
    sketch.body("board", "a", "b", decides_by="vote")
    sketch.mandate("d", "board", kind="consult")
    told = the_leaf(sketch, leaf("consult"))
    assert (told.ordinary, told.boards, told.vacant) == ({"board"}, {}, set())


def test_of_several_mandates_of_one_holder_the_one_with_the_fewest_hearings_is_used() -> None:
    sketch = Sketch()
    sketch.actor("a", "h", "i")
    sketch.actor("gone", vacant=True)
    sketch.mandate("d1", "a", hears=("h",))
    sketch.mandate("d2", "a", hears=("gone",))  # left out: nobody to be heard
    sketch.mandate("d3", "a", hears=("h", "i"))
    assert [(o.mandate, o.heard) for o in the_leaf(sketch).options] == [("d2", frozenset())]


def test_an_ordinary_mandate_goes_before_one_above_that_hears_nobody() -> None:
    sketch = Sketch()
    sketch.actor("a", "h")
    sketch.mandate("d1", "a")
    sketch.mandate("d2", "a", above="d1", hears=("h",))
    assert [(o.mandate, o.heard) for o in the_leaf(sketch).options] == [("d2", {"h"})]


def test_a_stand_in_is_heard_instead() -> None:
    sketch = Sketch()
    sketch.actor("a", "h", "z")
    sketch.stand_in("z", "h")
    sketch.mandate("d", "a", hears=("h",))
    assert [o.heard for o in the_leaf(sketch).options] == [{"z"}]


def test_an_amount_beyond_the_limit_or_an_area_outside_is_not_met() -> None:
    for given, met in (({"amount": 51}, False), ({"amount": 50}, True), ({}, True)):
        sketch = Sketch()
        sketch.actor("a")
        sketch.mandate("d", "a", limit=50)
        assert bool(the_leaf(sketch, leaf(**given)).options) == met
    for area, met in (("block", True), ("town", True), ("elsewhere", False), (None, False)):
        sketch = Sketch()
        for name in ("town", "block", "elsewhere"):
            sketch.add("Area", name)
        sketch.link("PART_OF", "block", "town")
        sketch.actor("a")
        sketch.mandate("d", "a", areas=("town",))
        assert bool(the_leaf(sketch, leaf(area=area)).options) == met


def test_a_status_counts_from_its_day_on() -> None:
    for since, status in ((None, "met"), (DAY, "met"), (TOMORROW, "open")):
        assert the_leaf(Sketch(), leaf(status="met", status_on=since)).status == status
