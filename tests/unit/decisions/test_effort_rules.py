"""One test for each row of the effort table, and for each rule beside it, on maps that can be reckoned by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from oracle.asking import plan, sketch_to_ask
from oracle.sketch import DAY, GOAL, US, Sketch, all_of, answer, any_of, leaf

from samverkan.decisions.answer import Answer
from samverkan.decisions.effort import build_settings
from samverkan.errors import UsageError

YESTERDAY = DAY - timedelta(days=1)


def gap_kinds(told: Answer) -> set[tuple[str, str]]:
    return {(gap.kind, gap.id) for gap in told.gaps}


# Convincing


@pytest.mark.parametrize(
    ("value", "effort"),
    [("champions", 0), ("supports", 0), ("neutral", 1), ("unknown", 2), ("hesitant", 2), ("opposes", 4)],
)
def test_convincing_by_stance(value: str, effort: int) -> None:
    sketch = sketch_to_ask("a")
    sketch.stance("p", "a", value)
    found = plan(sketch)
    assert (found.convinces, found.steps[0].convince) == (effort, effort)


def test_convincing_who_has_stated_nothing_costs_as_unknown() -> None:
    assert plan(sketch_to_ask("a")).convinces == 2


def test_convincing_is_paid_once_per_actor_for_all_its_asks() -> None:
    sketch = sketch_to_ask("a")
    sketch.requires(all_of(leaf("concur"), leaf("concur"), leaf("concur")))
    sketch.relations = [r for r in sketch.relations if (r.type, r.end) != ("REQUIRES", "r1")]
    found = plan(sketch)
    assert (found.convinces, len(found.steps), len(found.steps[0].asks)) == (2, 1, 3)


def test_whom_a_contact_only_passes_through_needs_no_convincing() -> None:
    sketch = sketch_to_ask("a", "friend")
    sketch.tie(US, "friend")
    sketch.tie("friend", "a")
    found = plan(sketch)
    assert (found.convince, found.convinces, found.reaches) == (("a",), 2, 2)


def test_us_needs_no_convincing_and_no_reaching_but_its_ask_counts() -> None:
    sketch = Sketch()
    sketch.mandate("d", US)
    sketch.requires(leaf())
    sketch.stance("p", US, "opposes")
    found = plan(sketch)
    assert (found.convinces, found.asks, found.reaches, found.convince) == (0, 1, 0, (US,))


# The stance that counts


def test_the_latest_stance_counts() -> None:
    sketch = sketch_to_ask("a")
    sketch.stance("p2", "a", "opposes", DAY - timedelta(days=2))
    sketch.stance("p1", "a", "supports", YESTERDAY)
    assert plan(sketch).convinces == 0


def test_a_stance_stated_on_the_day_counts_and_one_of_tomorrow_does_not() -> None:
    sketch = sketch_to_ask("a")
    sketch.stance("p1", "a", "neutral", DAY)
    sketch.stance("p2", "a", "opposes", DAY + timedelta(days=1))
    assert plan(sketch).convinces == 1


def test_a_stance_counts_on_its_review_date_and_no_longer() -> None:
    for review_by, effort in ((DAY, 4), (YESTERDAY, 2)):
        sketch = sketch_to_ask("a")
        sketch.stance("p", "a", "opposes", YESTERDAY, review_by=review_by)
        assert plan(sketch).convinces == effort


@pytest.mark.parametrize(
    ("basis", "stated_on", "effort"),
    [
        ("written", date(2024, 6, 15), 4),
        ("written", date(2024, 6, 14), 2),
        (None, date(2024, 6, 15), 4),
        (None, date(2024, 6, 14), 2),
        ("own_assessment", DAY - timedelta(days=90), 4),
        ("own_assessment", DAY - timedelta(days=91), 2),
    ],
)
def test_without_a_review_date_a_stance_counts_12_months_or_90_days(basis: Any, stated_on: date, effort: int) -> None:
    sketch = sketch_to_ask("a")
    sketch.stance("p", "a", "opposes", stated_on, basis=basis)
    assert plan(sketch).convinces == effort


def test_a_leap_day_comes_round_on_the_last_of_february() -> None:
    sketch = sketch_to_ask("a")
    sketch.stance("p", "a", "opposes", date(2024, 2, 29))
    assert plan(sketch, on=date(2025, 2, 28)).convinces == 4
    assert plan(sketch, on=date(2025, 3, 1)).convinces == 2


def test_a_stale_stance_is_unknown_though_an_older_one_is_not_yet_due() -> None:
    sketch = sketch_to_ask("a")
    sketch.stance("p1", "a", "supports", DAY - timedelta(days=9), review_by=DAY + timedelta(days=9))
    sketch.stance("p2", "a", "supports", DAY - timedelta(days=5), review_by=YESTERDAY)
    told = answer(sketch)
    assert told.plan is not None
    assert told.plan.convinces == 2
    stance = told.plan.steps[0].position
    assert stance is not None
    assert (stance.position, stance.value, stance.counts, stance.stale) == ("p2", "supports", "unknown", True)
    assert ("stale_position", "a") in gap_kinds(told)


def test_of_two_stances_of_one_day_the_later_id_counts_with_a_warning() -> None:
    sketch = sketch_to_ask("a")
    sketch.stance("p1", "a", "opposes")
    sketch.stance("p2", "a", "supports")
    assert plan(sketch).convinces == 0
    assert ("rival_positions", "a") in gap_kinds(answer(sketch))


def test_only_a_stance_on_this_initiative_counts() -> None:
    sketch = sketch_to_ask("a")
    sketch.add("Initiative", "another")
    sketch.add("Issue", "issue")
    sketch.link("ADDRESSES", GOAL, "issue")
    sketch.stance("p1", "a", "supports", about="another")
    sketch.stance("p2", "a", "high", about="issue", kind="priority")
    assert plan(sketch).convinces == 2


def test_a_post_that_has_stated_none_takes_the_stance_of_its_organisation() -> None:
    sketch = Sketch()
    sketch.actor("office", kind="department")
    sketch.actor("a", part_of="office")
    sketch.mandate("d", "a", kind="concur")
    sketch.requires(leaf("concur"))
    sketch.stance("p", "office", "opposes")
    found = plan(sketch)
    assert found.convinces == 4
    assert found.steps[0].position is not None
    assert found.steps[0].position.inherited_from == "office"


def test_a_post_that_has_stated_one_keeps_it_even_when_it_is_stale() -> None:
    sketch = Sketch()
    sketch.actor("office", kind="department")
    sketch.actor("a", part_of="office")
    sketch.mandate("d", "a", kind="concur")
    sketch.requires(leaf("concur"))
    sketch.stance("p1", "a", "supports", YESTERDAY, review_by=YESTERDAY)
    sketch.stance("p2", "office", "supports")
    assert plan(sketch).convinces == 2


def test_a_post_inherits_only_from_the_organisation_it_is_directly_part_of() -> None:
    sketch = Sketch()
    sketch.actor("town", kind="municipality")
    sketch.actor("office", kind="department", part_of="town")
    sketch.actor("a", part_of="office")
    sketch.mandate("d", "a", kind="concur")
    sketch.requires(leaf("concur"))
    sketch.stance("p", "town", "supports")
    assert plan(sketch).convinces == 2


def test_an_organisation_inherits_no_stance() -> None:
    sketch = Sketch()
    sketch.actor("town", kind="municipality")
    sketch.actor("office", kind="department", part_of="town")
    sketch.mandate("d", "office", kind="concur")
    sketch.requires(leaf("concur"))
    sketch.stance("p", "town", "supports")
    assert plan(sketch).convinces == 2


def test_no_post_inherits_the_stance_of_a_forum() -> None:
    sketch = Sketch()
    sketch.body("f", kind="forum")
    sketch.actor("a", part_of="f")
    sketch.mandate("d", "a", kind="concur")
    sketch.requires(leaf("concur"))
    sketch.stance("p", "f", "supports")
    assert plan(sketch).convinces == 2


# Asking


@pytest.mark.parametrize(
    ("form", "effort"),
    [
        *((form, 0) for form in ("concur", "consult", "prepare", "coordinate", "champion")),
        *((form, 1) for form in ("decide", "contract", "execute", "supervise")),
        ("fund", 2),
    ],
)
def test_asking_by_mandate_kind(form: str, effort: int) -> None:
    found = plan(sketch_to_ask("a", form=form))
    assert (found.asks, found.steps[0].ask) == (effort, effort)


# Above and unknown


def sketch_above() -> Sketch:
    """An ordinary holder who opposes and is hard to reach, and one above who is near."""
    sketch = Sketch()
    sketch.actor("low", "high")
    sketch.tie(US, "high")
    sketch.mandate("d0", "high", kind="concur")
    sketch.mandate("d1", "low", kind="concur", above="d0")
    sketch.stance("p1", "low", "opposes")
    sketch.stance("p2", "high", "supports")
    return sketch


def test_deciding_above_an_ordinary_holder_costs_4_in_convincing() -> None:
    sketch = sketch_above()
    sketch.requires(leaf("concur"))
    found = plan(sketch)
    assert (found.convince, found.convinces, found.reaches) == (("high",), 4, 1)
    assert found.steps[0].asks[0].above


def test_above_is_paid_once_per_actor_however_much_it_is_asked() -> None:
    sketch = sketch_above()
    sketch.requires(all_of(leaf("concur"), leaf("concur")))
    assert plan(sketch).convinces == 4


def test_above_is_paid_for_each_voting_member_of_a_board_there() -> None:
    sketch = Sketch()
    sketch.actor("low", "v", "w", "x")
    sketch.body("board", "v", "w", "x", decides_by="vote")
    sketch.mandate("d0", "board", kind="concur")
    sketch.mandate("d1", "low", kind="concur", above="d0")
    sketch.requires(leaf("concur"))
    for number, voter in enumerate("vwx"):
        sketch.stance(f"p{number}", voter, "supports")
    found = plan(sketch, without=["low"])
    assert (len(found.convince), found.convinces) == (2, 8)


def test_above_is_not_paid_by_who_answers_another_leaf_as_ordinary_holder_only() -> None:
    sketch = sketch_above()
    sketch.mandate("d2", "high", kind="fund")
    sketch.requires(leaf("fund"))
    assert plan(sketch).convinces == 0


def test_us_pays_for_going_above_though_it_needs_no_convincing() -> None:
    sketch = sketch_above()
    sketch.requires(leaf("concur"))
    found = plan(sketch, start=["high"], without=["low"])
    assert (found.convinces, found.asks, found.reaches) == (4, 0, 0)


def test_unknown_authority_costs_10_in_all_per_leaf() -> None:
    sketch = Sketch()
    sketch.requires(all_of(leaf(), leaf("fund")))
    found = plan(sketch)
    assert (found.effort, found.convinces, found.asks, found.reaches) == (20, 0, 0, 20)
    assert [contact[:3] for contact in found.contacts] == [(US, "?r1", 10), (US, "?r2", 10)]
    assert (found.convince, found.steps) == ((), ())


# Refusals


def test_who_refuses_gives_no_answer_and_is_no_go_between() -> None:
    sketch = Sketch()
    sketch.actor("a", "b", "friend")
    sketch.tie(US, "friend")
    sketch.tie("friend", "a")
    sketch.tie(US, "b", "new")
    sketch.mandate("d", "a", "b", kind="concur")
    sketch.requires(leaf("concur"))
    told = answer(sketch)
    assert told.plan is not None
    assert (told.plan.effort, told.plan.convince) == (4, ("a",))
    assert {a.id: a.refuses for a in (*told.actors, *told.go_betweens)} == {"a": 7, "b": "not in plan", "friend": 7}
    assert plan(sketch, without=["friend"]).convince == ("b",)
    assert answer(sketch, without=["a", "b"]).plan is None


def test_who_alone_can_stop_it_is_said_to() -> None:
    told = answer(sketch_to_ask("a"))
    assert [(a.id, a.need, a.refuses) for a in told.actors] == [("a", "must", "stops")]
    assert told.blocking_sets == (("a",),)


def test_a_refusal_can_leave_only_an_unknown_authority() -> None:
    sketch = sketch_to_ask("a")
    sketch.relations = [r for r in sketch.relations if r.type != "REQUIRES"]
    sketch.requires(any_of(leaf("concur"), leaf("fund")))
    sketch.tie(US, "a", "new")  # 5 + 2 of an unknown stance are less than the 10 of finding out who pays
    told = answer(sketch)
    assert told.actors[0].refuses == 10
    assert told.blocking_sets == (), "an unknown authority might say yes"
    assert told.can_be_met
    assert not answer(sketch, without=["a"]).can_be_met


# Settings


def test_a_figure_can_be_changed_and_is_told() -> None:
    told = answer(sketch_to_ask("a"), settings=build_settings({"reach_cold": 3, "convince_unknown": "7"}))
    assert told.plan is not None
    assert (told.plan.convinces, told.plan.reaches) == (7, 3)
    assert told.settings["reach_cold"] == 3


@pytest.mark.parametrize("changes", [{"nothing": 1}, {"above": "many"}, {"above": -1}, {"above": 1.5}, {"above": "²"}])
def test_only_known_figures_can_be_changed_to_whole_numbers(changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        build_settings(changes)


# Arguments


def sketch_arguments() -> Sketch:
    sketch = sketch_to_ask("a")
    sketch.add("CoreMandate", "core")
    sketch.add("Issue", "issue")
    sketch.add("ProblemPicture", "picture")
    sketch.link("OF", "picture", "issue")
    sketch.link("ADDRESSES", GOAL, "issue")
    sketch.link("HAS_CORE_MANDATE", "a", "core")
    return sketch


def serve(sketch: Sketch, direction: str) -> None:
    sketch.link("SERVES", GOAL, "core", direction=direction)


@pytest.mark.parametrize(
    ("stance", "argue", "effort"),
    [
        ("hesitant", lambda s: serve(s, "positive"), 1),
        ("hesitant", lambda s: serve(s, "negative"), 3),
        ("hesitant", lambda s: serve(s, "neutral"), 2),
        ("hesitant", lambda s: s.stance("p1", "a", "high", kind="priority", about="issue"), 1),
        ("hesitant", lambda s: s.stance("p1", "a", "none", kind="priority", about="issue"), 2),
        ("hesitant", lambda s: s.stance("p1", "a", "shares", kind="problem_picture", about="picture"), 1),
        ("hesitant", lambda s: s.stance("p1", "a", "does_not_share", kind="problem_picture", about="picture"), 2),
        ("supports", lambda s: serve(s, "positive"), 0),
        ("supports", lambda s: serve(s, "negative"), 1),
    ],
)
def test_arguments_change_convincing_only_when_asked_for(stance: str, argue: Any, effort: int) -> None:
    sketch = sketch_arguments()
    sketch.stance("p0", "a", stance)
    plain = plan(sketch).convinces
    argue(sketch)
    assert plan(sketch).convinces == plain
    assert plan(sketch, arguments=True).convinces == effort


def test_arguments_add_up_and_never_fall_below_nothing() -> None:
    sketch = sketch_arguments()
    serve(sketch, "positive")
    sketch.stance("p1", "a", "high", kind="priority", about="issue")
    sketch.stance("p2", "a", "shares", kind="problem_picture", about="picture")
    assert plan(sketch, arguments=True).convinces == 0, "2 - 1 - 1 - 1"
    sketch.stance("p3", "a", "opposes")
    assert plan(sketch, arguments=True).convinces == 1, "4 - 1 - 1 - 1"
