"""Hearings, joint mandates, vacancies, votes, refusals, contacts and surroundings, worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from oracle.asking import ask, needs, plan, sketch_to_ask, sketch_with
from oracle.sketch import DAY, GOAL, US, Sketch, all_of, answer, any_of, in_sequence, leaf

from samverkan.decisions.answer import Answer, Bringer, Votes


def days(number: int) -> date:
    return DAY + timedelta(days=number)


def contacts(sketch: Sketch, **given: Any) -> list[tuple[str, str, int, str]]:
    return list(plan(sketch, **given).contacts)


def kinds(told: Answer) -> set[str]:
    return {gap.kind for gap in told.gaps}


# Vacancies and stand-ins


def test_a_vacant_post_is_not_asked_and_the_level_above_is_the_ordinary_one() -> None:
    sketch = sketch_with("chief", "head")
    sketch.nodes = [
        n if n.id != "head" else type(n)(n.id, n.label, {**n.properties, "vacant": True}) for n in sketch.nodes
    ]
    sketch.mandate("d1", "chief")
    sketch.mandate("d2", "head", above="d1")
    found = ask(sketch)
    assert (found.ordinary, found.above, found.vacant) == (("chief",), (), ("head",))
    assert plan(sketch).effort == 2 + 1 + 8, "unknown 2, decide 1, cold 8: nothing is above"


def test_a_stand_in_answers_with_its_own_stance_and_is_told_whom_it_stands_in_for() -> None:
    sketch = sketch_with("post", "instead")
    sketch.link("STANDS_IN_FOR", "instead", "post")
    sketch.mandate("d", "post")
    sketch.stance("p1", "post", "opposes")
    sketch.stance("p2", "instead", "supports")
    sketch.tie(US, "instead")
    assert ask(sketch).ordinary == ("instead",)
    found = plan(sketch)
    assert found.effort == 0 + 1 + 1, "supports 0, decide 1, a strong tie 1"
    assert found.steps[0].asks[0].stands_for == "post"


def test_a_vacant_post_passes_nobody_on() -> None:
    sketch = sketch_to_ask("a")
    sketch.actor("between", vacant=True)
    sketch.tie(US, "between")
    sketch.tie("between", "a")
    assert contacts(sketch) == [(US, "a", 8, "cold")]


# Joint mandates


def test_a_joint_mandate_takes_all_its_holders() -> None:
    sketch = sketch_with("a", "b")
    sketch.mandate("d", "a", "b", kind="contract", jointly=True)
    sketch.requires(leaf("contract"))
    told = answer(sketch)
    assert needs(sketch) == {"a": "must", "b": "must"}
    assert told.blocking_sets == (("a",), ("b",))
    assert told.requirements[0].jointly == (("a", "b"),)
    assert told.plan is not None and told.plan.effort == 2 * (2 + 1 + 8), "unknown 2, contract 1, cold 8, twice"


# Hearings


def sketch_hearing(**properties: Any) -> Sketch:
    """Sketch a board that decides after it has heard an officer, who is against."""
    sketch = sketch_with("board", "officer")
    sketch.add("Matter", "advice")
    sketch.mandate("d", "board")
    sketch.mandate("c", "officer", kind="consult", matter="advice")
    sketch.stance("p", "officer", "opposes")
    sketch.requires(in_sequence(leaf("consult", matter="advice", **properties), leaf()))
    return sketch


def test_who_is_only_heard_must_be_asked_and_stops_nothing() -> None:
    told = answer(sketch_hearing())
    assert {a.id: (a.need, a.refuses) for a in told.actors} == {
        "board": ("must", "stops"),
        "officer": ("heard", "is only heard"),
    }
    assert told.blocking_sets == (("board",),)
    assert told.plan is not None and told.plan.convince == ("board",)
    assert told.plan.effort == (2 + 1 + 8) + (0 + 0 + 8), "the board unknown; the officer's way there alone"
    assert [step.actor for step in told.plan.steps] == ["officer", "board"]
    assert answer(sketch_hearing(), without=["officer"]).can_be_met


def test_with_a_veto_the_answer_binds() -> None:
    told = answer(sketch_hearing(veto=True))
    assert told.blocking_sets == (("officer",), ("board",))
    assert told.plan is not None and told.plan.effort == (2 + 1 + 8) + (4 + 0 + 8)


def test_a_condition_adds_one_hearing_and_a_vacant_one_is_left_out_with_a_gap() -> None:
    sketch = sketch_with("a", "heard")
    sketch.actor("empty", vacant=True)
    sketch.mandate("d", "a", hears=("heard", "empty"))
    sketch.requires(leaf())
    told = answer(sketch)
    assert {a.id: a.need for a in told.actors} == {"a": "must", "heard": "heard"}
    assert [(g.kind, g.id) for g in told.gaps if g.kind == "hearing_left_out"] == [("hearing_left_out", "empty")]


# Votes


def test_votes_are_counted_by_the_stance_of_who_casts_them() -> None:
    sketch = Sketch()
    sketch.actor("c", "v1", "v2", "v3")
    sketch.actor("gone", vacant=True)
    sketch.body("board", "v1", "v2", "gone", decides_by="vote")
    sketch.link("MEMBER_OF", "c", "board", seat="chair")
    sketch.link("MEMBER_OF", "v3", "board", seat="voting", votes=3)
    sketch.mandate("d", "board")
    for actor, value in (("c", "champions"), ("v1", "opposes"), ("v3", "hesitant")):
        sketch.stance(f"p-{actor}", actor, value)
    sketch.requires(leaf())
    told = answer(sketch)  # 1 + 1 + 1 + 1 + 3 = 7 votes, 4 are needed
    assert told.requirements[0].votes == {"board": Votes(5, 7, 4, 1, 1, 3, 0, 1, 1)}
    assert told.plan is not None and set(told.plan.convince) == {"c", "v3"}, "1 + 3 votes"
    assert told.brings == {"board": (Bringer("v3", 3), Bringer("c", 1), Bringer("v1", 1), Bringer("v2", 1))}


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        ({}, 3),  # ⌊4/2⌋ + 1
        ({"majority": "two_thirds"}, 3),  # ⌈8/3⌉
        ({"majority": "three_quarters"}, 3),
        ({"majority": "unanimous"}, 4),
        ({"votes_needed": 1}, 1),
        ({"casting_vote": True}, 2),  # half of 4, the chair among them
    ],
)
def test_each_rule_asks_so_many(rule: dict[str, Any], asked: int) -> None:
    sketch = sketch_with("c", "v1", "v2", "v3")
    sketch.body("board", "v1", "v2", "v3", decides_by="vote", **rule)
    sketch.link("MEMBER_OF", "c", "board", seat="chair")
    sketch.mandate("d", "board")
    sketch.requires(leaf())
    assert len(plan(sketch).convince) == asked
    assert "c" in plan(sketch).convince or "casting_vote" not in rule


def test_a_board_whose_filled_seats_do_not_reach_what_it_needs_answers_nothing() -> None:
    sketch = sketch_with("v1")
    sketch.actor("x", "y", vacant=True)
    sketch.body("board", "v1", "x", "y", decides_by="vote")
    sketch.mandate("d", "board")
    sketch.requires(leaf())
    told = answer(sketch)  # 2 of 3 are needed, 1 is filled
    assert told.requirements[0].unknown_authority and told.requirements[0].vacant == ("board",)
    assert not told.can_be_met
    assert told.plan is not None and told.plan.effort == 10
    assert "board_cannot_answer" in kinds(told)


def test_without_a_board_its_members_answers_elsewhere_stay() -> None:
    sketch = sketch_with("v1", "v2", "v3")
    sketch.body("board", "v1", "v2", "v3", decides_by="vote")
    sketch.mandate("d", "board")
    sketch.mandate("f", "v1", kind="fund")
    sketch.requires(any_of(leaf(), leaf("fund")))
    assert answer(sketch, without=["board"]).can_be_met
    sketch.relations = [r for r in sketch.relations if r.type != "REQUIRES"]
    sketch.requires(leaf())
    told = answer(sketch, without=["board"])
    assert told.plan is None and not told.can_be_met and told.blocking_sets == ()
    assert {a.need for a in told.actors} == {"not_needed"}
    assert "refused" in kinds(told)


# What is met or refused


def test_what_is_met_asks_nobody_and_a_status_of_tomorrow_is_open() -> None:
    sketch = sketch_with("a", "b")
    sketch.mandate("d", "a")
    sketch.mandate("f", "b", kind="fund")
    sketch.requires(all_of(leaf(status="met", status_on=DAY), leaf("fund", status="met", status_on=days(1))))
    told = answer(sketch)
    assert [(r.status, r.need) for r in told.requirements] == [("met", "not_needed"), ("open", "must")]
    assert told.plan is not None and told.plan.convince == ("b",)


def test_the_no_of_a_post_is_that_of_its_stand_in_who_has_a_mandate_of_its_own() -> None:
    sketch = Sketch()
    sketch.actor("head", "chief", "deputy")
    sketch.stand_in("deputy", "chief")
    sketch.mandate("d1", "head")
    sketch.mandate("d2", "chief", above="d1")
    sketch.mandate("d3", "deputy", above="d2")
    sketch.requires(leaf(status="refused", answered_by="chief"))
    assert plan(sketch).convince == ("head",)


def test_where_the_ordinary_holder_has_refused_those_above_are_needed_and_cost_what_above_costs() -> None:
    sketch = sketch_with("top", "a")
    sketch.mandate("d1", "top")
    sketch.mandate("d2", "a", above="d1")
    sketch.requires(leaf(status="refused"))
    told = answer(sketch)
    assert {a.id: a.need for a in told.actors} == {"a": "not_needed", "top": "must"}
    assert told.plan is not None and told.plan.effort == 2 + 4 + 1 + 8, "unknown, above, decide, cold"
    assert told.plan.steps[0].asks[0].above


# Contacts


def test_the_head_of_ones_organisation_is_one_step_away_and_so_is_who_heads_the_one_above() -> None:
    sketch = Sketch()
    sketch.actor("town", kind="municipality")
    sketch.actor("office", kind="department", part_of="town")
    sketch.actor("director", part_of="town", head=True)
    sketch.actor("chief", part_of="office", head=True)
    sketch.link("PART_OF", US, "office")
    sketch.mandate("d", "director", kind="concur")
    sketch.requires(leaf("concur"))
    assert contacts(sketch) == [(US, "chief", 3, "boss"), ("chief", "director", 3, "boss")]


@pytest.mark.parametrize(
    ("held", "kind", "counts"),
    [
        (DAY, "meeting", True),
        (date(2023, 6, 15), "call", True),  # the same day 24 months earlier
        (date(2023, 6, 14), "call", False),
        (days(1), "visit", False),
        (DAY, "letter", False),
    ],
)
def test_who_has_met_in_the_last_24_months_is_in_contact(held: date, kind: str, counts: bool) -> None:
    sketch = sketch_to_ask("a")
    sketch.add("Interaction", "x", date=held, kind=kind)
    for actor in (US, "a"):
        sketch.link("TOOK_PART_IN", actor, "x")
    assert contacts(sketch) == [(US, "a", 3, "met") if counts else (US, "a", 8, "cold")]


def test_a_meeting_is_with_a_person_and_is_lost_with_the_holder() -> None:
    sketch = sketch_to_ask("a", holder_since=days(-5))
    sketch.add("Interaction", "x", date=days(-6), kind="meeting")
    for actor in (US, "a"):
        sketch.link("TOOK_PART_IN", actor, "x")
    assert contacts(sketch) == [(US, "a", 8, "cold")]


def test_of_equal_effort_the_way_counts_that_calls_nobody_cold_then_passes_posts_then_hangs_on_nobody() -> None:
    sketch = sketch_to_ask("a")  # 8 cold; 5 + 3 by an organisation; 5 + 3 by somebody's person; 5 + 3 by function
    sketch.actor("office", kind="department")
    sketch.actor("by-person", "by-post")
    for between, basis in (("office", "function"), ("by-person", "person"), ("by-post", "function")):
        sketch.tie(US, between, "new")
        sketch.tie(between, "a", "acquainted", basis=basis)
    assert contacts(sketch) == [(US, "by-post", 5, "tie"), ("by-post", "a", 3, "tie")]
    without_post = answer(sketch, without=["by-post"]).plan
    assert without_post is not None and without_post.contacts[0][1] == "by-person"
    only_office = answer(sketch, without=["by-post", "by-person"]).plan
    assert only_office is not None and only_office.contacts[0][1] == "office", "8 by people rather than 8 cold"


# Positions


def test_what_an_earlier_holder_said_is_unknown_but_minutes_remain() -> None:
    for basis, effort in (("stated_in_meeting", 2), ("minutes", 4)):
        sketch = sketch_to_ask("a", holder_since=days(-5))
        sketch.stance("p", "a", "opposes", days(-6), basis=basis)
        assert plan(sketch).convinces == effort


def test_a_post_takes_its_party_groups_stance_before_its_organisations() -> None:
    sketch = sketch_to_ask("a")
    sketch.body("group", "a", kind="party_group", seat="ordinary")
    sketch.actor("office", kind="department")
    sketch.link("PART_OF", "a", "office")
    sketch.stance("p1", "office", "supports")
    sketch.stance("p2", "group", "opposes", days(-30))
    found = plan(sketch)
    assert found.convinces == 4
    assert found.steps[0].position is not None and found.steps[0].position.inherited_from == "group"


# What bears on it though nobody asks it


def test_others_are_told_those_against_first_and_why() -> None:
    sketch = sketch_to_ask("a")
    sketch.actor("for", "against", "lever", "hurt")
    sketch.stance("p1", "for", "supports")
    sketch.stance("p2", "against", "opposes", concern="noise")
    sketch.link("HAS_LEVERAGE_OVER", "lever", "a")
    sketch.add("CoreMandate", "peace")
    sketch.link("HAS_CORE_MANDATE", "hurt", "peace")
    sketch.link("SERVES", GOAL, "peace", direction="negative")
    told = answer(sketch)
    assert [(o.id, o.why, o.stance, o.direction) for o in told.others] == [
        ("against", ("position",), "opposes", None),
        ("for", ("position",), "supports", None),
        ("hurt", ("core_mandate",), None, "negative"),
        ("lever", ("leverage",), None, None),
    ]
    assert told.others[0].concern == "noise"
    assert told.against == ("against",)


def test_what_was_tried_before_is_told_with_what_followed() -> None:
    sketch = sketch_to_ask("a")
    sketch.add("Issue", "issue")
    sketch.link("ADDRESSES", GOAL, "issue")
    for other, status, started in (("gone", "rejected", None), ("later", "done", days(1)), ("idea", "proposed", None)):
        sketch.add("Initiative", other, status=status, started_on=started, lesson="ask first")
        sketch.link("ADDRESSES", other, "issue")
    sketch.add("Effect", "noise", intended=False, observed=True, observed_on=DAY, lag_days=30, severity="minor")
    sketch.link("LEADS_TO", "gone", "noise")
    sketch.link("MITIGATES", "later", "noise")
    (found,) = answer(sketch).earlier
    assert (found.initiative, found.status, found.lesson, found.shares) == ("gone", "rejected", "ask first", ("issue",))
    (effect,) = found.effects
    assert (effect.id, effect.lag_days, effect.severity, effect.mitigated_by) == ("noise", 30, "minor", ("later",))


def test_what_nobody_offers_and_what_was_undertaken_and_not_done_is_told() -> None:
    sketch = sketch_to_ask("a")
    for resource in ("money", "room"):
        sketch.add("Resource", resource)
        sketch.link("NEEDS", GOAL, resource)
    sketch.link("OFFERS", "a", "room")
    for name, due, done in (("late", days(-1), None), ("soon", DAY, None), ("kept", days(-1), DAY)):
        sketch.add("Commitment", name, due=due, done_on=done)
        sketch.link("COMMITTED_TO", "a", name)
        sketch.link("ABOUT", name, GOAL)
    context = answer(sketch).context
    assert context.resources == (("money", "Money"),)
    assert [(c.id, c.by, c.overdue) for c in context.commitments] == [("late", ("a",), True), ("soon", ("a",), False)]
