"""The oracle on what bears on an initiative though nobody asks it, by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from oracle.hand import listed
from oracle.sketch import DAY, GOAL, Sketch, leaf
from oracle.surroundings import Surroundings
from oracle.votes import Board

TOMORROW, YESTERDAY = DAY + timedelta(days=1), DAY - timedelta(days=1)


def around(sketch: Sketch) -> Surroundings:
    return Surroundings(listed(sketch))


def test_others_by_position_core_mandate_and_leverage_against_first() -> None:
    sketch = Sketch()
    sketch.actor("asked", "a", "b", "c", "d", "e", "f", "stale", "post")
    sketch.actor("office", kind="department")
    sketch.link("PART_OF", "post", "office")
    for actor, stance in (("a", "supports"), ("b", "opposes"), ("office", "neutral"), ("us", "opposes")):
        sketch.stance(f"p-{actor}", actor, stance)
    sketch.stance("p-stale", "stale", "opposes", review_by=DAY - timedelta(days=1), stated_on=DAY - timedelta(days=9))
    sketch.add("CoreMandate", "core")
    sketch.link("SERVES", GOAL, "core", direction="negative")
    sketch.link("HAS_CORE_MANDATE", "c", "core")
    sketch.link("HAS_CORE_MANDATE", "a", "core")
    sketch.link("HAS_LEVERAGE_OVER", "d", "asked", instrument="contract")
    sketch.link("HAS_LEVERAGE_OVER", "e", "f", instrument="contract")
    assert around(sketch).others({"asked"}) == {
        "b": ["position"],
        "a": ["position", "core_mandate"],
        "office": ["position"],
        "c": ["core_mandate"],
        "d": ["leverage"],
    }, "not who takes over a stance, nor who is past review, nor us"


def test_the_tally_counts_votes_by_the_stance_that_counts() -> None:
    """V = 2 + 1 + 1 + 1 + 1 = 6, needed 4."""
    sketch = Sketch()
    sketch.actor("a", "b", "c", "d")
    sketch.actor("v", vacant=True)
    sketch.actor("group", kind="party_group")
    sketch.body("board", "b", "c", "d", "v", decides_by="vote", casting_vote=True)
    sketch.link("MEMBER_OF", "a", "board", seat="chair", votes=2)
    sketch.link("MEMBER_OF", "c", "group")
    sketch.mandate("m1", "board")
    for actor, stance in (("a", "champions"), ("b", "opposes"), ("group", "supports")):
        sketch.stance(f"p-{actor}", actor, stance)
    sketch.requires(leaf(id="r"))
    tally = {"for": 3, "against": 1, "hesitant": 0, "neutral": 0, "unknown": 1, "vacant": 1}
    assert around(sketch).votes("r") == {"board": {"seats": 5, "votes": 6, "needed": 4, **tally}}


def test_whose_yes_brings_most_votes() -> None:
    """whip: leverage over a and b, 1 + 2; a shares the group with b: 3; c stands alone: 1; boss of nobody: 0."""
    sketch = Sketch()
    sketch.actor("whip", "a", "b", "c", "boss")
    sketch.actor("group", kind="party_group")
    for actor in ("a", "b"):
        sketch.link("HAS_LEVERAGE_OVER", "whip", actor, instrument="discipline")
        sketch.link("MEMBER_OF", actor, "group")
    sketch.body("board", "a", "c", decides_by="vote")
    sketch.link("MEMBER_OF", "b", "board", seat="voting", votes=2)
    found = around(sketch)
    board = Board(found.oracle.there, "board")
    assert [found.brings(board, a) for a in ("whip", "a", "b", "c", "boss")] == [3, 3, 3, 1, 0]


def test_the_analysis_is_done_skipped_or_missing() -> None:
    sketch = Sketch()
    sketch.add("Issue", "issue")
    sketch.link("ADDRESSES", GOAL, "issue")
    assert around(sketch).analysis == "missing"
    sketch.add("Cause", "cause")
    assert around(sketch).analysis == "missing"
    sketch.link("CONTRIBUTES_TO", "cause", "issue")
    assert around(sketch).analysis == "done"
    sketch = Sketch()
    sketch.nodes[0] = type(sketch.nodes[0])(GOAL, "Initiative", {"skipped_analysis_reason": "urgent"})
    assert around(sketch).analysis == "skipped"
    sketch.add("Cause", "cause")
    sketch.link("ADDRESSES", GOAL, "cause")
    assert around(sketch).analysis == "done"


def test_what_it_needs_and_nobody_offers() -> None:
    sketch = Sketch()
    sketch.actor("a")
    sketch.actor("gone", valid_to=DAY)
    for resource in ("offered", "wanted", "once"):
        sketch.add("Resource", resource, kind="money")
        sketch.link("NEEDS", GOAL, resource)
    sketch.link("OFFERS", "a", "offered")
    sketch.link("OFFERS", "gone", "once")
    assert around(sketch).resources == {"wanted", "once"}


def test_what_was_undertaken_and_is_not_done() -> None:
    sketch = Sketch()
    sketch.actor("a")
    for name, given in (
        ("late", {"due": YESTERDAY}),
        ("today", {"due": DAY}),
        ("open", {}),
        ("done", {"done_on": DAY}),
        ("dropped", {"dropped_on": YESTERDAY}),
        ("later", {"done_on": TOMORROW}),
    ):
        sketch.add("Commitment", name, **given)
        sketch.link("COMMITTED_TO", "a", name)
        sketch.link("ABOUT", name, GOAL)
    assert around(sketch).commitments == {"late": True, "today": False, "open": False, "later": False}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"status": "done"}, True),
        ({"status": "rejected"}, True),
        ({"status": "idea"}, False),
        ({"status": "decided", "started_on": DAY}, True),
        ({"status": "decided", "started_on": TOMORROW}, False),
    ],
)
def test_what_had_begun_by_the_date_or_was_rejected(given: dict[str, object], told: bool) -> None:
    sketch = Sketch()
    sketch.add("Initiative", "other", **given)
    sketch.add("Issue", "issue")
    sketch.add("Cause", "cause")
    sketch.link("CONTRIBUTES_TO", "cause", "issue")
    sketch.link("ADDRESSES", GOAL, "cause")
    sketch.link("ADDRESSES", "other", "issue")
    assert around(sketch).earlier() == ({"other": {"issue"}} if told else {})
