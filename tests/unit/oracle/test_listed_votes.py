"""The oracle on boards that vote, by hand."""

from __future__ import annotations

from typing import Any

import pytest
from oracle.sketch import DAY, Sketch
from oracle.there import There
from oracle.votes import Board


def board_of(*votes: int, **rule: Any) -> Board:
    """A board whose members a, b, c … have these votes; the first is the chair."""
    sketch = Sketch()
    sketch.actor("board", kind="board", decides_by="vote", **rule)
    for number, (member, count) in enumerate(zip("abcdefg", votes, strict=False)):
        sketch.actor(member)
        sketch.link("MEMBER_OF", member, "board", seat="voting" if number else "chair", votes=count)
    return Board(There(sketch.build(), DAY), "board")


@pytest.mark.parametrize(
    ("rule", "needed"),
    [
        ({}, 4),  # 7 votes: 7 // 2 + 1
        ({"majority": "simple"}, 4),
        ({"majority": "two_thirds"}, 5),  # 14 / 3 = 4.67, upwards
        ({"majority": "three_quarters"}, 6),  # 21 / 4 = 5.25, upwards
        ({"majority": "unanimous"}, 7),
        ({"votes_needed": 2, "majority": "unanimous"}, 2),  # the number counts instead
    ],
)
def test_what_seven_votes_need(rule: dict[str, Any], needed: int) -> None:
    assert board_of(1, 1, 1, 1, 1, 1, 1, **rule).needed == needed


@pytest.mark.parametrize(
    ("votes", "rule", "smallest"),
    [
        ((1, 1, 1), {}, ["ab", "ac", "bc"]),  # 2 of 3
        ((3, 1, 1), {}, ["a"]),  # 3 of 5: the chair alone
        ((2, 1, 1), {}, ["ab", "ac"]),  # 3 of 4: 2 + 1; b and c have 2
        ((1, 1, 1, 1), {}, ["abc", "abd", "acd", "bcd"]),  # 3 of 4
        ((1, 1, 1, 1), {"casting_vote": True}, ["ab", "ac", "ad", "bcd"]),  # also 2 of 4 with the chair
        ((1, 1, 1), {"casting_vote": True}, ["ab", "ac", "bc"]),  # an odd number is never equal
        ((1, 1, 1, 1), {"casting_vote": True, "votes_needed": 3}, ["abc", "abd", "acd", "bcd"]),  # set aside
        (
            (1, 1, 1, 1),
            {"casting_vote": True, "majority": "two_thirds"},
            ["abc", "abd", "acd", "bcd"],
        ),  # 8/3, only simple
        ((2, 2), {"casting_vote": True}, ["a"]),  # 2 of 4 with the chair; b alone has half, without the chair
    ],
)
def test_the_smallest_majorities(votes: tuple[int, ...], rule: dict[str, Any], smallest: list[str]) -> None:
    assert board_of(*votes, **rule).smallest_majorities() == [frozenset(some) for some in smallest]


def seats(**members: dict[str, Any]) -> Board:
    sketch = Sketch()
    sketch.body("board", decides_by="vote")
    for member, properties in members.items():
        sketch.actor(member, **properties)
        sketch.link("MEMBER_OF", member, "board", seat="voting")
    return Board(There(sketch.build(), DAY), "board")


def test_a_vacant_seat_counts_and_gives_no_vote() -> None:
    """V = 3 needs 2; one of three filled: the board answers nothing."""
    board = seats(a={"vacant": True}, b={"vacant": True}, c={})
    assert (board.in_all, board.needed, board.can_answer) == (3, 2, False)
    board = seats(a={"vacant": True}, b={}, c={})
    assert board.smallest_majorities() == [frozenset("bc")]


def test_a_forum_counts_and_gives_no_vote() -> None:
    board = seats(a={"kind": "forum"}, b={}, c={})
    assert (board.in_all, board.smallest_majorities()) == (3, [frozenset("bc")])


def test_an_organisation_votes() -> None:
    assert seats(a={"kind": "association"}).smallest_majorities() == [frozenset("a")]


def test_without_a_voting_seat_it_counts_as_a_whole() -> None:
    sketch = Sketch()
    sketch.actor("a", "b")
    sketch.body("board", "a", seat="ordinary", decides_by="vote")
    sketch.link("MEMBER_OF", "b", "board", seat="secretary")
    assert not Board(There(sketch.build(), DAY), "board").votes


def test_a_stand_in_has_the_seat_and_both_votes_where_it_sits_itself() -> None:
    """b stands in for a: 2 votes of 3, enough alone; with c alone 1."""
    sketch = Sketch()
    sketch.actor("a", "b", "c")
    sketch.body("board", "a", "b", "c", decides_by="vote")
    sketch.stand_in("b", "a")
    board = Board(There(sketch.build(), DAY), "board")
    assert board.cast == {"b": 2, "c": 1}
    assert board.smallest_majorities() == [frozenset("b")]
