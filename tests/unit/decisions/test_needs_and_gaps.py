"""Who must be convinced, who can stop it, and what the map does not know, on maps worked out by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from oracle.sketch import DAY, GOAL, US, Sketch, all_of, answer, any_of, at_least, in_sequence, leaf

from samverkan.decisions.answer import Answer, BlockingPattern, Gap
from samverkan.errors import UsageError


def sketch_holders(**mandates: str) -> Sketch:
    """Sketch actors with a mandate each, to decide in a matter of its own: `sketch_holders(a="ma", b="mb")`."""
    sketch = Sketch()
    for actor, matter in mandates.items():
        sketch.actor(actor)
        if matter not in {n.id for n in sketch.nodes}:
            sketch.add("Matter", matter)
        sketch.mandate(f"d-{actor}", actor, matter=matter)
    return sketch


def needs(told: Answer) -> dict[str, str]:
    return {actor.id: actor.need for actor in told.actors}


def requirement_needs(told: Answer) -> dict[str, str]:
    return {requirement.id: requirement.need for requirement in told.requirements}


def find_gaps(told: Answer, kind: str) -> list[Gap]:
    return [gap for gap in told.gaps if gap.kind == kind]


# Needs


def test_who_is_asked_in_every_way_is_a_must() -> None:
    sketch = sketch_holders(a="ma", b="mb", c="mb")
    sketch.requires(all_of(leaf(matter="ma"), leaf(matter="mb")))
    told = answer(sketch)
    assert needs(told) == {"a": "must", "b": "one_of", "c": "one_of"}
    assert requirement_needs(told) == {"r1": "must", "r2": "must"}


def test_who_is_asked_through_every_branch_is_a_must_though_no_requirement_is() -> None:
    sketch = sketch_holders(a="ma")
    sketch.mandate("d2", "a", kind="fund", matter="ma")
    sketch.requires(any_of(leaf(matter="ma"), leaf("fund", matter="ma")))
    told = answer(sketch)
    assert needs(told) == {"a": "must"}
    assert requirement_needs(told) == {"r1": "one_of", "r2": "one_of"}


def test_who_can_be_gone_above_is_a_must_unless_above() -> None:
    sketch = sketch_holders(top="ma")
    sketch.actor("low")
    sketch.mandate("d", "low", matter="ma", above="d-top")
    sketch.requires(leaf(matter="ma"))
    assert needs(answer(sketch)) == {"low": "must_unless_above", "top": "above"}


def test_who_is_above_one_leaf_and_ordinary_for_another_takes_the_stronger_need() -> None:
    sketch = sketch_holders(top="ma")
    sketch.actor("low")
    sketch.mandate("d1", "low", matter="ma", above="d-top")
    sketch.mandate("d2", "top", kind="fund", matter="ma")
    sketch.requires(all_of(leaf(matter="ma"), leaf("fund", matter="ma")))
    assert needs(answer(sketch)) == {"low": "must_unless_above", "top": "must"}


def test_two_of_three_needs_each_of_them_as_one_of() -> None:
    sketch = sketch_holders(a="ma", b="mb", c="mc")
    sketch.requires(at_least(2, *(leaf(matter=m) for m in ("ma", "mb", "mc"))))
    told = answer(sketch)
    assert needs(told) == {"a": "one_of", "b": "one_of", "c": "one_of"}
    assert told.blocking_sets == (("a", "b"), ("a", "c"), ("b", "c"))


def test_a_candidate_that_no_minimal_way_asks_is_not_needed() -> None:
    """A voter of a board on which somebody sits whose own yes is enough, and whose vote the board cannot do without."""
    sketch = Sketch()
    sketch.actor("a", "v")
    sketch.body("board", "a", "v", decides_by="vote")
    sketch.mandate("d1", "a")
    sketch.mandate("d2", "board")
    sketch.requires(leaf())
    assert needs(answer(sketch)) == {"a": "must", "v": "not_needed"}


def test_who_is_involved_without_a_say_is_listed_as_not_needed_and_nobody_else_is() -> None:
    sketch = sketch_holders(a="ma")
    sketch.actor("owner", "forum-friend", "gone", "of-the-cause", "stranger")
    sketch.add("Issue", "issue")
    sketch.add("Cause", "cause")
    sketch.link("ADDRESSES", GOAL, "issue")
    sketch.link("ADDRESSES", GOAL, "cause")
    sketch.link("INVOLVED_IN", "owner", GOAL, role="owner")
    sketch.link("INVOLVED_IN", "forum-friend", "issue", role="support")
    sketch.link("INVOLVED_IN", "gone", GOAL, role="owner", valid_to=DAY)
    sketch.link("INVOLVED_IN", "a", GOAL, role="owner")
    sketch.requires(leaf(matter="ma"))
    assert needs(answer(sketch)) == {"a": "must", "forum-friend": "not_needed", "owner": "not_needed"}


def test_an_unknown_authority_leaves_another_branch_as_one_of() -> None:
    sketch = sketch_holders(a="ma", b="mb")
    sketch.requires(all_of(leaf(matter="ma"), any_of(leaf(matter="mb"), leaf("fund", matter="mb"))))
    told = answer(sketch)
    assert needs(told) == {"a": "must", "b": "one_of"}
    assert told.can_be_met
    assert told.blocking_sets == (("a",),)


def test_needs_and_blocking_sets_reckon_with_those_who_are_taken_to_refuse() -> None:
    sketch = sketch_holders(a="ma", b="ma")
    sketch.requires(leaf(matter="ma"))
    told = answer(sketch, without=["a"])
    assert needs(told) == {"a": "not_needed", "b": "must"}
    assert told.blocking_sets == (("b",),)
    assert [r.need for r in told.requirements] == ["must"]
    assert told.plan is not None
    assert told.plan.convince == ("b",)
    assert {a.id: a.refuses for a in told.actors} == {"a": "not in plan", "b": "stops"}


# Blocking sets


def test_blocking_sets_come_smallest_first_then_with_a_veto_then_by_id() -> None:
    sketch = sketch_holders(z="mz", b="mb", a="mb", c="mc", d="mc", e="me")
    sketch.requires(
        all_of(leaf(matter="me"), leaf(matter="mz", veto=True), leaf(matter="mb"), leaf(matter="mc", veto=True))
    )
    assert answer(sketch).blocking_sets == (("z",), ("e",), ("c", "d"), ("a", "b"))


def test_blocking_sets_count_those_above() -> None:
    sketch = sketch_holders(top="ma")
    sketch.actor("low")
    sketch.mandate("d", "low", matter="ma", above="d-top")
    sketch.requires(leaf(matter="ma"))
    assert answer(sketch).blocking_sets == (("low", "top"),)


def sketch_board(members: int, **properties: Any) -> Sketch:
    sketch = Sketch()
    voters = [f"v{n}" for n in range(members)]
    sketch.actor(*voters)
    sketch.body("board", *voters, decides_by="vote", **properties)
    sketch.mandate("d", "board")
    sketch.requires(leaf())
    return sketch


def test_any_k_of_a_board_is_told_once() -> None:
    told = answer(sketch_board(6))  # 4 of 6 are needed, so that any 3 can stop it: 20 sets
    assert told.blocking_sets == ()
    assert told.blocking_patterns == (BlockingPattern("board", 3, ("v0", "v1", "v2", "v3", "v4", "v5")),)
    assert told.blocking_sets_complete
    assert answer(sketch_board(3)).blocking_sets == (("v0", "v1"), ("v0", "v2"), ("v1", "v2")), "three sets are listed"


def test_of_a_casting_vote_the_patterns_differ_with_the_chair() -> None:
    sketch = sketch_board(5, casting_vote=True)
    sketch.actor("chair")
    sketch.link("MEMBER_OF", "chair", "board", seat="chair")
    # 6 votes: 4 are needed, or 3 with the chair. Any 2 stop it together with the chair, any 4 without.
    told = answer(sketch)
    assert {(p.at_least, p.of, p.along_with) for p in told.blocking_patterns} == {
        (2, ("v0", "v1", "v2", "v3", "v4"), ("chair",)),
        (4, ("v0", "v1", "v2", "v3", "v4"), ()),
    }


def test_who_is_needed_elsewhere_too_is_one_of_the_pattern_where_that_makes_no_difference() -> None:
    sketch = sketch_board(5)
    sketch.actor("other")
    sketch.mandate("f", "v0", "other", kind="fund")
    sketch.relations = [r for r in sketch.relations if r.type != "REQUIRES"]
    sketch.requires(all_of(leaf(), leaf("fund")))
    told = answer(sketch)
    assert told.blocking_patterns == (BlockingPattern("board", 3, ("v0", "v1", "v2", "v3", "v4")),)
    assert told.blocking_sets == (("other", "v0"),)


def test_two_boards_of_five_are_told_as_any_three_of_the_one_with_each_three_of_the_other() -> None:
    sketch = Sketch()
    for board in ("a", "b"):  # any 3 of 5 of the one with any 3 of 5 of the other: 10 · 10 sets, told as 10 patterns
        voters = [f"{board}{n}" for n in range(5)]
        sketch.actor(*voters)
        sketch.body(f"board-{board}", *voters, decides_by="vote")
        sketch.mandate(f"d-{board}", f"board-{board}", kind="decide" if board == "a" else "fund")
    sketch.requires(any_of(leaf(), leaf("fund")))
    told = answer(sketch)
    assert told.blocking_sets == () and told.blocking_sets_complete
    assert {(p.board, p.at_least, len(p.of)) for p in told.blocking_patterns} == {("board-a", 3, 5)}
    assert len({p.along_with for p in told.blocking_patterns}) == len(told.blocking_patterns) == 10


def test_at_most_50_blocking_sets_are_told_and_that_there_are_more() -> None:
    holders = {f"{way}{n}": f"m-{way}{n}" for way in "ab" for n in range(8)}
    sketch = sketch_holders(**holders)  # two ways of eight each: one of the one with one of the other stops it, 8 · 8
    ways = [all_of(*(leaf(matter=f"m-{way}{n}") for n in range(8))) for way in "ab"]
    sketch.requires(any_of(*ways))
    told = answer(sketch)
    assert len(told.blocking_sets) == 50 and not told.blocking_sets_complete
    assert told.blocking_sets[0] == ("a0", "b0")
    assert set(map(len, told.blocking_sets)) == {2}


# Alternatives


def test_alternatives_differ_in_whom_they_convince_and_come_by_effort() -> None:
    sketch = sketch_holders(a="ma", b="ma", c="ma", d="md")
    sketch.mandate("d2", "a", matter="md")
    for actor, strength in (("a", "strong"), ("b", "established"), ("c", "new"), ("d", "acquainted")):
        sketch.tie(US, actor, strength)
    sketch.requires(all_of(leaf(matter="ma"), leaf(matter="md")))
    told = answer(sketch, alternatives=9)
    plans = [told.plan, *told.alternatives]
    assert [(p.effort, p.convince) for p in plans if p] == [
        (5, ("a",)),
        (9, ("a", "b")),
        (10, ("a", "d")),
        (11, ("b", "d")),
        (12, ("a", "c")),
        (14, ("c", "d")),
    ]


# What cannot be asked


def test_an_initiative_without_requirements_says_so_and_tells_everything_else() -> None:
    sketch = Sketch()
    sketch.actor("a")
    sketch.stance("p", "a", "opposes")
    told = answer(sketch)
    assert (told.requirements, told.plan, told.can_be_met) == ((), None, False)
    assert [gap.kind for gap in told.gaps] == ["no_tree"]
    assert [(other.id, other.stance) for other in told.others] == [("a", "opposes")]


@pytest.mark.parametrize("start", [[], ["gone"]])
def test_there_must_be_somebody_to_start_from(start: list[str]) -> None:
    sketch = sketch_holders(a="ma")
    sketch.actor("gone", valid_to=DAY)
    sketch.requires(leaf(matter="ma"))
    with pytest.raises(UsageError):
        answer(sketch, start=start)


def test_a_sequence_is_met_like_all() -> None:
    sketch = sketch_holders(a="ma", b="mb")
    sketch.requires(in_sequence(leaf(matter="ma"), leaf(matter="mb")))
    assert needs(answer(sketch)) == {"a": "must", "b": "must"}


def test_requirements_are_told_in_the_order_of_the_file() -> None:
    sketch = sketch_holders(**{f"a{n}": f"m{n}" for n in range(12)})
    sketch.requires(all_of(*(leaf(matter=f"m{n}") for n in range(12))))
    assert [r.matter for r in answer(sketch).requirements] == [f"m{n}" for n in range(12)]


# Gaps


def test_a_position_past_review_or_unstated_is_a_gap() -> None:
    sketch = sketch_holders(a="ma", b="mb", c="mc")
    sketch.stance("p1", "a", "supports", DAY - timedelta(days=9), review_by=DAY - timedelta(days=1))
    sketch.stance("p2", "b", "unknown")
    sketch.requires(all_of(leaf(matter="ma"), leaf(matter="mb"), leaf(matter="mc")))
    told = answer(sketch)
    assert [gap.id for gap in find_gaps(told, "stale_position")] == ["a"]
    assert [gap.id for gap in find_gaps(told, "unknown_position")] == ["b", "c"]


def test_a_claim_without_source_is_a_gap() -> None:
    sketch = sketch_holders(a="ma", b="mb")
    sketch.add("Source", "s")
    sketch.stance("p1", "a", "supports")
    sketch.stance("p2", "b", "supports")
    sketch.link("SOURCED_BY", "p1", "s")
    sketch.link("SOURCED_BY", "d-b", "s")
    sketch.requires(all_of(leaf(matter="ma"), leaf(matter="mb")))
    told = answer(sketch)
    assert [gap.id for gap in find_gaps(told, "unsourced_mandate")] == ["d-a"]
    assert [gap.id for gap in find_gaps(told, "unsourced_position")] == ["b"]


def test_a_decider_reached_only_cold_is_a_gap_with_the_cheapest_introduction() -> None:
    sketch = sketch_holders(a="ma", b="mb")
    sketch.actor("x", "y", "friend")
    sketch.tie("x", "a", "new")
    sketch.tie("y", "a", "established")
    sketch.tie(US, "friend")
    sketch.tie("friend", "b")
    sketch.requires(all_of(leaf(matter="ma"), leaf(matter="mb")))
    (gap,) = find_gaps(answer(sketch), "only_cold_contact")
    assert (gap.id, gap.values["introducer"], gap.values["effort"]) == ("a", "y", 2)


def test_who_opposes_introduces_nobody() -> None:
    sketch = sketch_holders(a="ma")
    sketch.actor("y", "z")
    sketch.tie("y", "a", "strong")
    sketch.tie("z", "a", "new")
    sketch.stance("p", "y", "opposes")
    sketch.requires(leaf(matter="ma"))
    (gap,) = find_gaps(answer(sketch), "only_cold_contact")
    assert gap.values["introducer"] == "z"


def test_a_decider_behind_somebody_who_opposes_is_reached_only_cold() -> None:
    sketch = sketch_holders(a="ma")
    sketch.actor("y")
    sketch.tie(US, "y")
    sketch.tie("y", "a")
    sketch.requires(leaf(matter="ma"))
    assert find_gaps(answer(sketch), "only_cold_contact") == []
    sketch.stance("p", "y", "opposes")
    (gap,) = find_gaps(answer(sketch), "only_cold_contact")
    assert (gap.id, gap.values["introducer"]) == ("a", None)
