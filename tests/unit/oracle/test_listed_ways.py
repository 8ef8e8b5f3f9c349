"""The oracle on ways, needs, refusals, hearings and who can stop it, by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from oracle.hand import asked, least, listed
from oracle.sketch import DAY, Sketch, all_of, any_of, leaf
from oracle.ways import Ask

TOMORROW = DAY + timedelta(days=1)


def levels() -> Sketch:
    """`low` decides by delegation from `high`."""
    sketch = Sketch()
    sketch.actor("low", "high")
    sketch.mandate("d0", "high")
    sketch.mandate("d1", "low", above="d0")
    return sketch


def needs(sketch: Sketch, **given: Any) -> dict[str, str]:
    return listed(sketch, **given).ways.needs


def test_who_is_asked_in_every_ordinary_way_and_who_is_above() -> None:
    sketch = levels()
    sketch.requires(leaf())
    assert needs(sketch) == {"low": "must_unless_above", "high": "above"}
    assert listed(sketch).ways.blocking_sets == [("high", "low")]


def test_where_the_ordinary_holder_refused_those_above_count_as_ordinary_and_cost_what_above_costs() -> None:
    """2 to convince, 4 for above, 1 to ask, 8 to reach: 15."""
    sketch = levels()
    sketch.requires(leaf(status="refused", answered_by="low", id="r"))
    oracle = listed(sketch)
    assert oracle.ways.needs == {"low": "not_needed", "high": "must"}
    assert oracle.plans[0].parts == (6, 1, 8)
    assert oracle.ways.requirement_needs == {"r": "must"}
    assert oracle.ways.leaves["r"].ordinary == {"low"}, "lists do not depend on the status"


@pytest.mark.parametrize("answered_by", [None, "stranger"])
def test_a_refusal_of_nobody_named_is_that_of_all_ordinary_holders(answered_by: str | None) -> None:
    sketch = levels()
    sketch.actor("low2", "stranger")
    sketch.link("HOLDS", "low2", "d1")
    sketch.requires(leaf(status="refused", answered_by=answered_by))
    assert needs(sketch) == {"low": "not_needed", "low2": "not_needed", "high": "must"}


def test_a_refusal_of_one_above_leaves_the_ordinary_holder() -> None:
    sketch = levels()
    sketch.requires(leaf(status="refused", answered_by="high"))
    assert needs(sketch) == {"low": "must", "high": "not_needed"}


def test_a_refusal_of_tomorrow_is_open_today() -> None:
    sketch = levels()
    sketch.requires(leaf(status="refused", status_on=TOMORROW, answered_by="low"))
    assert needs(sketch)["low"] == "must_unless_above"


def test_nothing_is_left_where_all_refused_or_where_nobody_was_known() -> None:
    sketch = levels()
    sketch.relations = [r for r in sketch.relations if r.type != "DELEGATED_FROM"]
    sketch.requires(leaf(status="refused"))
    oracle = listed(sketch)
    assert (oracle.ways.minimal, oracle.least, oracle.ways.blocking_sets) == ([], None, [])
    assert set(oracle.ways.needs.values()) == {"not_needed"}
    sketch = Sketch()
    sketch.requires(leaf(status="refused"))
    assert listed(sketch).least is None


def test_what_is_met_asks_nobody() -> None:
    sketch = levels()
    sketch.requires(all_of(leaf(status="met", id="r1"), leaf("fund", status="asked", id="r2")))
    oracle = listed(sketch)
    assert oracle.ways.requirement_needs == {"r1": "not_needed", "r2": "must"}
    assert oracle.ways.needs == {"low": "not_needed", "high": "not_needed"}
    assert oracle.least == (10, 0, 0, 0, 1), "nobody is known to fund it"


def council(**rule: Any) -> Sketch:
    sketch = Sketch()
    sketch.actor("a", "b", "c")
    sketch.body("board", "a", "b", "c", decides_by="vote", **rule)
    sketch.mandate("d", "board")
    return sketch


def test_a_board_is_at_least_so_many_of_its_members() -> None:
    sketch = council()
    sketch.requires(leaf())
    assert needs(sketch) == dict.fromkeys("abc", "one_of")
    assert listed(sketch).ways.blocking_sets == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_board_that_refused_is_gone_and_its_members_answers_elsewhere_are_not() -> None:
    sketch = council()
    sketch.mandate("d2", "a")
    sketch.requires(leaf(status="refused", answered_by="board"))
    assert needs(sketch) == {"a": "must", "b": "not_needed", "c": "not_needed"}


def test_one_member_that_refused_still_counts_in_all() -> None:
    """2 of 3 votes are needed, and two are left: both must."""
    sketch = council()
    sketch.requires(leaf(status="refused", answered_by="a"))
    assert needs(sketch) == {"a": "not_needed", "b": "must", "c": "must"}


def test_without_a_board_none_of_its_members_votes_yes_there() -> None:
    sketch = council()
    sketch.requires(leaf())
    oracle = listed(sketch, without=("board",))
    assert (oracle.least, oracle.ways.can_be_met) == (None, False)


def test_the_stand_in_of_a_holder_that_refused_is_not_asked_again() -> None:
    sketch = levels()
    sketch.actor("z")
    sketch.stand_in("z", "low")
    for who in ("low", "z"):
        sketch.relations = [r for r in sketch.relations if r.type not in ("REQUIRES", "ANSWERED_BY")]
        sketch.requires(leaf(status="refused", answered_by=who))
        assert needs(sketch) == {"z": "not_needed", "high": "must"}


def test_a_holder_whose_post_is_vacant_now_is_named_and_takes_nobody_with_it() -> None:
    """low said no and has left: the level above is the ordinary one now, and has not answered."""
    sketch = Sketch()
    sketch.actor("low", vacant=True)
    sketch.actor("high")
    sketch.mandate("d0", "high")
    sketch.mandate("d1", "low", above="d0")
    sketch.requires(leaf(status="refused", answered_by="low"))
    assert needs(sketch) == {"high": "must"}


# Hearings


def heard(**veto: Any) -> Sketch:
    """An officer is consulted, a head decides."""
    sketch = Sketch()
    sketch.actor("officer", "head")
    sketch.mandate("d1", "officer", kind="consult", matter="m")
    sketch.mandate("d2", "head")
    sketch.stance("p", "officer", "opposes")
    sketch.requires(all_of(leaf("consult", **veto), leaf()))
    return sketch


def test_who_is_only_heard_stops_nothing_and_needs_no_convincing() -> None:
    """head: 2 + 1 + 8; officer: 0 + 0 + 8: 19, two cold contacts."""
    oracle = listed(heard())
    assert oracle.ways.needs == {"officer": "heard", "head": "must"}
    assert oracle.ways.blocking_sets == [("head",)]
    assert oracle.least == (19, 2, 0, 0, 2)
    assert listed(heard(), without=("officer",)).least == oracle.least


def test_with_a_veto_it_binds() -> None:
    """4 to convince the officer on top; it is first among equal sets for its veto."""
    oracle = listed(heard(veto=True))
    assert oracle.ways.needs == {"officer": "must", "head": "must"}
    assert oracle.ways.blocking_sets == [("officer",), ("head",)]
    assert oracle.least == (23, 2, 0, 0, 2)


def test_a_hearing_that_was_refused_is_done() -> None:
    sketch = heard(status="refused")
    assert needs(sketch) == {"officer": "not_needed", "head": "must"}


def test_a_hearing_above_costs_4_and_no_convincing() -> None:
    sketch = Sketch()
    sketch.actor("low", "high")
    sketch.mandate("d0", "high", kind="consult")
    sketch.mandate("d1", "low", kind="consult", above="d0")
    sketch.tie("us", "high")
    sketch.requires(leaf("consult"))
    oracle = listed(sketch)
    assert [plan.parts for plan in oracle.plans] == [(4, 0, 1), (0, 0, 8)], "5 before 8"


def test_a_condition_adds_one_hearing_to_a_requirement_however_many_vote() -> None:
    sketch = council()
    sketch.actor("h")
    sketch.link("AFTER_HEARING", "d", "h")
    sketch.requires(leaf(id="r"))
    oracle = listed(sketch)
    assert oracle.ways.needs == {"a": "one_of", "b": "one_of", "c": "one_of", "h": "heard"}
    assert all(Ask("r", "h", True) in way and len(way) == 3 for way in oracle.ways.minimal)
    assert oracle.least == (2 * (2 + 1) + 8 + 3 + 8, 2, 0, 0, 3), "one met cold, one through it, one more cold"


def test_who_decides_after_hearing_itself_is_asked_both_ways() -> None:
    sketch = Sketch()
    sketch.actor("a")
    sketch.mandate("d", "a", hears=("a",))
    sketch.requires(leaf(id="r"))
    oracle = listed(sketch)
    assert oracle.ways.minimal == [frozenset([Ask("r", "a"), Ask("r", "a", True)])]
    assert oracle.ways.needs == {"a": "must"}


def test_a_way_around_a_hearing_is_a_way_of_its_own() -> None:
    """a after hearing h: 2 + 1 + 1 + 1 = 5; b alone: 2 + 1 + 8 = 11."""
    sketch = Sketch()
    sketch.actor("a", "b", "h")
    sketch.mandate("d1", "a", hears=("h",))
    sketch.mandate("d2", "b")
    sketch.tie("us", "a")
    sketch.tie("us", "h")
    sketch.requires(leaf())
    oracle = listed(sketch)
    assert [plan.cost[0] for plan in oracle.plans] == [5, 11]
    assert asked(oracle) == {"a", "h"}
    assert oracle.ways.needs == {"a": "one_of", "b": "one_of", "h": "heard"}


# Others


def test_joint_holders_must_both() -> None:
    sketch = Sketch()
    sketch.actor("a", "b")
    sketch.mandate("d", "a", "b", jointly=True, kind="contract")
    sketch.requires(leaf("contract"))
    assert needs(sketch) == {"a": "must", "b": "must"}
    assert least(sketch) == (2 * (2 + 1 + 8), 2, 0, 0, 2)


def test_who_answers_alone_leaves_the_joint_way_out() -> None:
    sketch = Sketch()
    sketch.actor("a", "b")
    sketch.mandate("d1", "a", "b", jointly=True)
    sketch.mandate("d2", "b")
    sketch.requires(leaf())
    assert needs(sketch) == {"a": "not_needed", "b": "must"}


def test_whoever_is_involved_is_listed_though_not_needed_through_causes_too() -> None:
    sketch = levels()
    sketch.actor("owner", "other")
    sketch.add("Issue", "issue")
    sketch.add("Issue", "unrelated")
    sketch.add("Cause", "near")
    sketch.add("Cause", "far")
    sketch.link("ADDRESSES", "goal", "near")
    sketch.link("CONTRIBUTES_TO", "near", "far")
    sketch.link("CONTRIBUTES_TO", "far", "issue")
    sketch.link("INVOLVED_IN", "owner", "issue", role="owner")
    sketch.link("INVOLVED_IN", "other", "unrelated", role="owner")
    sketch.requires(leaf())
    assert needs(sketch) == {"low": "must_unless_above", "high": "above", "owner": "not_needed"}


def test_a_leaf_beside_one_that_is_met_is_not_needed() -> None:
    sketch = levels()
    sketch.requires(any_of(leaf("fund", status="met", id="r1"), leaf(id="r2")))
    oracle = listed(sketch)
    assert oracle.ways.requirement_needs == {"r1": "not_needed", "r2": "not_needed"}
    assert (oracle.least, oracle.ways.can_be_met, oracle.ways.blocking_sets) == ((0, 0, 0, 0, 0), True, [])


def test_no_tree_no_way() -> None:
    oracle = listed(Sketch())
    assert (oracle.ways.needs, oracle.ways.minimal, oracle.ways.can_be_met) == ({}, [], False)
