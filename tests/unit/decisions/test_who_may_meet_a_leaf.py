"""One test for each rule of who may meet a requirement leaf."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from oracle.asking import ask, gaps, needs, sketch_with
from oracle.sketch import DAY, Sketch, all_of, answer, any_of, leaf

NEXT_DAY = DAY + timedelta(days=1)


def test_the_holder_of_a_mandate_of_the_same_kind_and_matter_may_meet_it() -> None:
    sketch = sketch_with("a")
    sketch.mandate("d", "a")
    found = ask(sketch)
    assert (found.ordinary, found.above, found.unknown_authority) == (("a",), (), False)
    assert found.mandates == {"a": "d"}


def test_another_kind_of_mandate_does_not_meet_it() -> None:
    sketch = sketch_with("a")
    sketch.mandate("d", "a", kind="concur")
    assert ask(sketch).unknown_authority


def test_a_mandate_in_another_matter_does_not_meet_it() -> None:
    sketch = sketch_with("a")
    sketch.add("Matter", "other")
    sketch.mandate("d", "a", matter="other")
    assert ask(sketch).unknown_authority


def test_a_mandate_that_covers_an_issue_meets_no_leaf() -> None:
    sketch = sketch_with("a")
    sketch.add("Issue", "issue")
    sketch.mandate("d", "a", matter="issue")
    assert ask(sketch).unknown_authority


@pytest.mark.parametrize(
    ("validity", "meets"),
    [
        ({"valid_from": DAY}, True),
        ({"valid_from": NEXT_DAY}, False),
        ({"valid_to": DAY}, False),
        ({"valid_to": NEXT_DAY}, True),
        ({"valid_to": date(9999, 12, 31)}, True),
    ],
)
def test_a_mandate_meets_it_only_while_it_is_valid(validity: dict[str, date], meets: bool) -> None:
    sketch = sketch_with("a")
    sketch.mandate("d", "a", **validity)
    assert ask(sketch).unknown_authority == (not meets)


def test_a_mandate_whose_holder_is_gone_does_not_meet_it() -> None:
    sketch = Sketch()
    sketch.actor("a", valid_to=DAY)
    sketch.mandate("d", "a")
    assert ask(sketch).unknown_authority


@pytest.mark.parametrize(
    ("limit", "amount", "meets"),
    [
        (None, 100, True),
        (100, 100, True),
        (99, 100, False),
        (99.5, 99.4, True),
        (0, None, True),
        (0, 1, False),
        (0, 0, True),
    ],
)
def test_a_limit_must_be_at_least_the_amount_and_counts_only_with_an_amount(
    limit: Any, amount: Any, meets: bool
) -> None:
    sketch = sketch_with("a")
    sketch.mandate("d", "a", limit=limit)
    assert ask(sketch, leaf(amount=amount)).unknown_authority == (not meets)


def test_a_forum_never_meets_a_leaf_though_it_holds_a_mandate() -> None:
    sketch = Sketch()
    sketch.actor("f", kind="forum")
    sketch.mandate("d", "f")
    assert ask(sketch).unknown_authority


def test_beside_a_forum_another_holder_of_the_same_mandate_counts() -> None:
    sketch = sketch_with("a")
    sketch.actor("f", kind="forum")
    sketch.mandate("d", "a", "f")
    assert ask(sketch).ordinary == ("a",)


def test_a_mandate_that_only_a_forum_holds_hides_no_lower_level_and_ends_the_chain() -> None:
    sketch = sketch_with("top", "a")
    sketch.actor("f", kind="forum")
    sketch.mandate("d1", "top")
    sketch.mandate("d2", "f", above="d1")
    sketch.mandate("d3", "a", above="d2")
    found = ask(sketch)
    assert (found.ordinary, found.above) == (("a", "top"), ())


def sketch_areas() -> Sketch:
    """A block in a district in a town, and a district beside it."""
    sketch = sketch_with("a")
    for area in ("town", "district", "block", "elsewhere"):
        sketch.add("Area", area)
    sketch.link("PART_OF", "district", "town")
    sketch.link("PART_OF", "block", "district")
    sketch.link("PART_OF", "elsewhere", "town")
    return sketch


@pytest.mark.parametrize(
    ("areas", "area", "meets"),
    [
        ((), None, True),
        ((), "block", True),
        (("district",), "district", True),
        (("district",), "block", True),
        (("town",), "block", True),
        (("district",), "town", False),
        (("elsewhere",), "block", False),
        (("elsewhere", "district"), "block", True),
        (("district",), None, False),
    ],
)
def test_a_mandate_limited_to_areas_meets_only_what_lies_inside_one(areas: Any, area: str | None, meets: bool) -> None:
    sketch = sketch_areas()
    sketch.mandate("d", "a", areas=areas)
    assert ask(sketch, leaf(area=area)).unknown_authority == (not meets)


def test_several_lowest_holders_are_all_ordinary() -> None:
    sketch = sketch_with("a", "b", "c", "top")
    sketch.mandate("d0", "top")
    sketch.mandate("d1", "a", "b", above="d0")
    sketch.mandate("d2", "c", above="d0")
    found = ask(sketch)
    assert (found.ordinary, found.above) == (("a", "b", "c"), ("top",))


def test_holders_of_mandates_without_any_delegation_are_all_ordinary() -> None:
    sketch = sketch_with("a", "b")
    sketch.mandate("d1", "a")
    sketch.mandate("d2", "b")
    assert ask(sketch).ordinary == ("a", "b")


def test_a_lower_delegation_that_does_not_meet_leaves_the_next_level_ordinary() -> None:
    sketch = sketch_with("a", "b", "top")
    sketch.mandate("d0", "top")
    sketch.mandate("d1", "b", above="d0")
    sketch.mandate("d2", "a", above="d1", limit=10)
    found = ask(sketch, leaf(amount=11))
    assert (found.ordinary, found.above) == (("b",), ("top",))


def test_above_are_all_up_the_chain_to_the_first_that_does_not_meet() -> None:
    sketch = sketch_with("a", "b", "c", "top")
    sketch.mandate("d0", "top")
    sketch.mandate("d1", "c", above="d0", limit=10)
    sketch.mandate("d2", "b", above="d1")
    sketch.mandate("d3", "a", above="d2")
    found = ask(sketch, leaf(amount=11))
    # The holder at the top meets the leaf too, and nobody is delegated directly from it: an ordinary holder.
    assert (found.ordinary, found.above) == (("a", "top"), ("b",))


def test_only_the_direct_delegation_decides_who_is_lowest() -> None:
    sketch = sketch_with("a", "top")
    sketch.mandate("d0", "top")
    sketch.mandate("d1", "a", above="d0", valid_to=DAY)
    sketch.mandate("d2", "a", above="d1")
    found = ask(sketch)
    assert (found.ordinary, found.above) == (("a", "top"), ())


def test_a_mandate_with_two_origins_has_both_above() -> None:
    sketch = sketch_with("a", "b", "c")
    sketch.mandate("d0", "b")
    sketch.mandate("d1", "c")
    sketch.mandate("d2", "a", above="d0")
    sketch.link("DELEGATED_FROM", "d2", "d1")
    assert ask(sketch).above == ("b", "c")


def test_who_is_both_ordinary_and_above_is_ordinary() -> None:
    sketch = sketch_with("a", "b")
    sketch.mandate("d0", "a", "b")
    sketch.mandate("d1", "a", above="d0")
    found = ask(sketch)
    assert (found.ordinary, found.above) == (("a",), ("b",))
    assert found.mandates == {"a": "d1", "b": "d0"}


def test_a_delegation_from_a_mandate_that_has_ended_counts_with_a_warning() -> None:
    sketch = sketch_with("a", "b")
    sketch.mandate("d0", "b", valid_to=DAY)
    sketch.mandate("d1", "a", above="d0")
    found = ask(sketch)
    assert (found.ordinary, found.above) == (("a",), ())
    assert gaps(sketch)["delegation_ended"] == ["d1"]


def test_a_leaf_that_nobody_meets_is_unknown_authority_and_never_skipped() -> None:
    sketch = sketch_with("a")
    sketch.mandate("d", "a")
    sketch.requires(all_of(leaf(), leaf("fund", id="money")))
    told = answer(sketch)
    assert not told.can_be_met
    assert {r.id: r.unknown_authority for r in told.requirements} == {"r1": False, "money": True}
    assert told.requirements[1].need == "must"
    assert told.plan is not None
    assert ("us", "?money", 10, "unknown_authority") in told.plan.contacts
    assert gaps(sketch)["unknown_authority"] == ["money"]


def test_where_to_look_for_an_unknown_authority() -> None:
    """Who holds another mandate in the matter, and what the matter rests on."""
    sketch = Sketch()
    sketch.actor("office", kind="department")
    sketch.actor("a", part_of="office")
    sketch.add("Matter", "m3", legal_basis="Parks Act 4")
    sketch.mandate("d", "a", kind="prepare", matter="m3")
    sketch.requires(leaf("fund", matter="m3"))
    (gap,) = [gap for gap in answer(sketch).gaps if gap.kind == "unknown_authority"]
    assert gap.values["look_at"] == ("office",)
    assert gap.values["legal_basis"] == "Parks Act 4"


def test_a_veto_changes_no_ways_but_comes_first_among_equal_blocking_sets() -> None:
    for veto, first in ((None, ("a",)), (True, ("b",))):
        sketch = sketch_with("a", "b")
        sketch.mandate("d1", "a")
        sketch.mandate("d2", "b", kind="concur")
        sketch.requires(all_of(leaf(), leaf("concur", veto=veto)))
        told = answer(sketch)
        assert needs(sketch) == {"a": "must", "b": "must"}
        assert told.requirements[1].veto is (veto is True)
        assert told.blocking_sets[0] == first


def test_a_matter_that_may_not_be_delegated_warns_and_the_mandate_counts() -> None:
    sketch = sketch_with("a", "b")
    sketch.add("Matter", "m3", delegable=False)
    sketch.mandate("d0", "b", matter="m3")
    sketch.mandate("d1", "a", matter="m3", above="d0")
    assert ask(sketch, leaf(matter="m3")).ordinary == ("a",)
    assert gaps(sketch)["not_delegable"] == ["d1"]


def test_two_equal_leaves_are_two_requirements_and_two_asks() -> None:
    sketch = sketch_with("a")
    sketch.mandate("d", "a", kind="fund")
    sketch.requires(all_of(leaf("fund"), leaf("fund")))
    told = answer(sketch)
    assert [r.id for r in told.requirements] == ["r1", "r2"]
    assert told.plan is not None
    assert told.plan.asks == 4
    assert [a.requirement for a in told.plan.steps[0].asks] == ["r1", "r2"]


def test_who_votes_and_holds_a_mandate_itself_is_asked_once() -> None:
    """An ordinary holder who also sits on the board above is one ask, and an ordinary one."""
    sketch = sketch_with("a", "b", "c")
    sketch.body("board", "a", "b", "c", decides_by="vote")
    sketch.mandate("d0", "board")
    sketch.mandate("d1", "a", above="d0")
    sketch.requires(leaf())
    told = answer(sketch)
    assert needs(sketch) == {"a": "must_unless_above", "b": "above", "c": "above"}
    assert {a.id: a.requirements for a in told.actors} == {"a": ("r1",), "b": ("r1",), "c": ("r1",)}
    assert told.plan is not None
    assert [(ask.mandate, ask.above) for ask in told.plan.steps[0].asks] == [("d1", False)]


def test_leave_to_do_and_money_for_it_are_two_asks_of_one_authority() -> None:
    sketch = sketch_with("a")
    sketch.mandate("d1", "a")
    sketch.mandate("d2", "a", kind="fund")
    sketch.requires(any_of(all_of(leaf(), leaf("fund"))))
    plan = answer(sketch).plan
    assert plan is not None
    assert (plan.convince, plan.asks) == (("a",), 3)
