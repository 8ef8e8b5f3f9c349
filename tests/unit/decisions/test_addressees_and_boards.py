"""One test for each rule of whom a leaf is directed to, and of boards that vote."""

from __future__ import annotations

import pytest
from oracle.agree import differences
from oracle.asking import ask, gaps, needs, sketch_with
from oracle.sketch import DAY, GOAL, US, Sketch, answer, leaf


def test_directed_to_makes_that_actor_alone_the_ordinary_holder() -> None:
    sketch = sketch_with("a", "b", "top")
    sketch.mandate("d0", "top")
    sketch.mandate("d1", "a", "b", above="d0")
    found = ask(sketch, leaf(directed_to="a"))
    assert (found.ordinary, found.above, found.mandates) == (("a",), (), {"a": "d1"})
    assert "no_mandate_registered" not in gaps(sketch)


def test_directed_to_somebody_higher_up_has_nobody_above_either() -> None:
    sketch = sketch_with("a", "b", "top")
    sketch.mandate("d0", "top")
    sketch.mandate("d1", "b", above="d0")
    sketch.mandate("d2", "a", above="d1")
    found = ask(sketch, leaf(directed_to="b"))
    assert (found.ordinary, found.above) == (("b",), ())


def test_directed_to_somebody_without_a_mandate_that_meets_says_so() -> None:
    sketch = sketch_with("a")
    sketch.mandate("d", "a", limit=10)
    found = ask(sketch, leaf(amount=11, directed_to="a"))
    assert (found.ordinary, found.unknown_authority, found.mandates) == (("a",), False, {})
    assert gaps(sketch)["no_mandate_registered"] == ["a"]


def test_a_leaf_without_matter_is_met_by_whom_it_is_directed_to() -> None:
    sketch = sketch_with("a")
    found = ask(sketch, leaf("champion", matter=None, directed_to="a"))
    assert (found.ordinary, found.matter, found.unknown_authority) == (("a",), None, False)
    assert gaps(sketch)["no_mandate_registered"] == ["a"]


def test_directed_to_somebody_who_is_gone_is_unknown_authority() -> None:
    sketch = Sketch()
    sketch.actor("a", valid_to=DAY)
    assert ask(sketch, leaf(directed_to="a")).unknown_authority
    assert gaps(sketch)["addressee_not_valid"] == ["a"]


def test_directed_to_a_forum_is_unknown_authority() -> None:
    sketch = Sketch()
    sketch.actor("f", kind="forum")
    sketch.mandate("d", "f")
    assert ask(sketch, leaf(directed_to="f")).unknown_authority
    assert gaps(sketch)["forum_asked"] == ["f"]


@pytest.mark.parametrize(("members", "majority"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4)])
def test_a_board_that_votes_needs_more_than_half_of_its_members(members: int, majority: int) -> None:
    sketch = Sketch()
    voters = [f"v{n}" for n in range(members)]
    sketch.actor(*voters)
    sketch.body("board", *voters, decides_by="vote")
    sketch.mandate("d", "board")
    found = ask(sketch)
    assert found.ordinary == ("board",)
    assert found.members == {"board": tuple(voters)}
    plan = answer(sketch).plan
    assert plan is not None
    assert len(plan.convince) == majority
    assert set(needs(sketch)) == set(voters), "the members are listed among the actors, not the board"


def test_as_many_votes_as_members_are_not_all_of_them() -> None:
    """Five votes on three members, of which three decide: c has them alone, 2 to convince, 1 to ask, and 8 cold; with
    two for b any two of them have three, and are 2 × 3, 8 to the first and 3 to the second."""
    for votes, convince, effort in (({"c": 3}, ("c",), 11), ({"b": 2, "c": 2}, ("a", "b"), 17)):
        sketch = Sketch()
        sketch.actor("a", "b", "c")
        sketch.body("board", decides_by="vote")
        for member in ("a", "b", "c"):
            sketch.link("MEMBER_OF", member, "board", seat="voting", votes=votes.get(member))
        sketch.mandate("d", "board")
        sketch.requires(leaf())
        plan = answer(sketch).plan
        assert plan is not None and plan.proven
        assert (plan.convince, plan.effort) == (convince, effort)
        assert not differences(sketch.build(), GOAL, DAY, [US])


def test_only_the_seats_voting_and_chair_vote() -> None:
    sketch = sketch_with("v", "c", "s", "o", "gone")
    sketch.body("board", "v", decides_by="vote")
    for member, seat in (("c", "chair"), ("s", "secretary"), ("o", "ordinary")):
        sketch.link("MEMBER_OF", member, "board", seat=seat)
    sketch.link("MEMBER_OF", "gone", "board", seat="voting", valid_to=DAY)
    sketch.mandate("d", "board")
    sketch.requires(leaf())
    assert needs(sketch) == {"c": "must", "v": "must"}


def test_a_board_decides_as_a_whole_unless_it_is_said_to_vote() -> None:
    for decides_by in (None, "whole"):
        sketch = sketch_with("v")
        sketch.body("board", "v", decides_by=decides_by)
        sketch.mandate("d", "board")
        sketch.requires(leaf())
        assert needs(sketch) == {"board": "must"}


def test_a_board_that_votes_without_registered_members_counts_as_a_whole_with_a_gap() -> None:
    sketch = sketch_with("s")
    sketch.body("board", "s", seat="secretary", decides_by="vote")
    sketch.mandate("d", "board")
    sketch.requires(leaf())
    assert needs(sketch) == {"board": "must"}
    assert gaps(sketch)["board_without_voters"] == ["board"]


def test_a_board_that_is_asked_by_name_votes_too() -> None:
    sketch = sketch_with("v", "w", "x")
    sketch.body("board", "v", "w", "x", decides_by="vote")
    sketch.requires(leaf(directed_to="board"))
    assert needs(sketch) == {"v": "one_of", "w": "one_of", "x": "one_of"}
    assert answer(sketch).blocking_sets == (("v", "w"), ("v", "x"), ("w", "x"))
