"""What a time limit leaves open says so, and no figure is ever better than the truth allows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from oracle.least import Oracle
from oracle.sketch import DAY, GOAL, US, Sketch, all_of, answer, leaf
from oracle.there import There
from strategies.approval_maps import make_question, many, seeds

from samverkan.decisions import contacts, deadline, near, plan, solutions
from samverkan.decisions.answer import Answer
from samverkan.decisions.case import Case, build_case
from samverkan.decisions.deadline import Deadline, Stage, set_deadline, set_deadlines
from samverkan.decisions.formula import Threshold
from samverkan.decisions.plan import build_answer
from samverkan.decisions.scenario import Scenario
from samverkan.decisions.solutions import Way, find_way
from samverkan.decisions.steiner import Solution, solve
from samverkan.decisions.steiner.ascent import ascend
from samverkan.decisions.steiner.gates import build_gates
from samverkan.decisions.steiner.graph import Graph
from samverkan.decisions.steiner.rise import raise_together
from samverkan.decisions.welcome import LateError, Welcome
from samverkan.domain.organisations import find_heads
from samverkan.model import Map, Node, Relation, build_map
from samverkan.workflows import plan as planning
from samverkan.workflows.plan import Wishes


@given(seeds)
@settings(many, max_examples=100)
def test_whenever_the_time_runs_out_nothing_wrong_is_told(seed: int) -> None:
    question, rng = make_question(seed), Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Deadline, "is_late", lambda _self: rng.random() < 0.5)
        told = build_answer(
            question.content, GOAL, on=DAY, start=question.start, without=question.without, alternatives=3, seconds=20
        )
    oracle = Oracle(There(question.content, DAY), GOAL, question.start, question.without)
    best = list_efforts(oracle)
    if told.plan is None:
        assert not best
        return
    for actor in (*told.actors, *told.go_betweens):
        if actor.refuses in ("not in plan", "is only heard"):
            continue
        others = list_efforts(oracle.if_refused(actor.id))
        assert (actor.refuses == "stops") == (not others)
        assert actor.refuses_bound is None or actor.refuses_bound <= others[0]
        assert not isinstance(actor.refuses, int) or actor.refuses >= others[0]
        assert actor.refuses_proven == (actor.refuses == "stops" or actor.refuses == actor.refuses_bound)
    for number, other in enumerate(told.alternatives, start=1):
        assert other.bound <= best[number] <= other.effort
    assert not told.alternatives_complete or len(told.alternatives) == min(3, len(best) - 1)


def list_efforts(oracle: Oracle) -> list[int]:
    """Return the effort of every plan that differs from the others in whom it convinces, the least first."""
    return sorted(cost[0] for cost in oracle.by_people().values())


def sketch_two_ways() -> Sketch:
    """Sketch a cheap and a dear way to the same, and somebody whom every way needs."""
    sketch = Sketch()
    sketch.actor("cheap", "dear", "needed")
    sketch.mandate("d1", "cheap", "dear")
    sketch.mandate("d2", "needed", kind="fund")
    sketch.tie(US, "cheap")
    sketch.tie(US, "needed")
    sketch.requires(all_of(leaf(), leaf("fund")))
    return sketch


def test_what_there_is_no_time_for_is_unknown_and_what_needs_none_is_told() -> None:
    told = answer(sketch_two_ways(), seconds=0, alternatives=1)
    refuses = {actor.id: (actor.refuses, actor.refuses_proven) for actor in told.actors}
    assert refuses == {"cheap": ("unknown", False), "dear": ("not in plan", True), "needed": ("stops", True)}
    assert (told.alternatives, told.next_best, told.alternatives_complete) == ((), None, False)
    assert not told.ask_first_complete


def test_what_was_found_to_ask_first_is_told_though_time_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is near is asked: 1 to reach and 2 to convince; a no of hers, or a yes of the other, makes it the other."""
    sketch = Sketch()
    sketch.actor("near", "other")
    sketch.mandate("d", "near", "other")
    sketch.tie(US, "near", "strong")
    sketch.tie(US, "other", "established")
    sketch.requires(leaf())
    whole = answer(sketch)
    assert whole.ask_first_complete and {fact.id for fact in whole.ask_first} == {"near", "other"}

    def find_late(_self: Welcome, _actors: object) -> dict[str, Way]:
        raise LateError

    monkeypatch.setattr(Welcome, "find", find_late)
    told = answer(sketch)
    assert told.ask_first == tuple(fact for fact in whole.ask_first if fact.id == "near")
    assert not told.ask_first_complete


def test_a_refusal_that_was_too_hard_at_first_has_what_the_others_leave_over(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = iter([True, True])
    monkeypatch.setattr(Deadline, "is_late", lambda _self: next(waits, False))
    refuses = {actor.id: (actor.refuses, actor.refuses_proven) for actor in answer(sketch_two_ways()).actors}
    assert next(waits, None) is None
    assert isinstance(refuses["cheap"][0], int) and refuses["cheap"][1]
    assert refuses["needed"] == ("stops", True)


def test_figures_that_were_not_tried_are_not_said_to_hold() -> None:
    told = answer(sketch_two_ways(), seconds=0, robustness=True).robustness
    assert told is not None
    cold = next(figure for figure in told.ranges if figure.name == "reach_tie_strong")
    assert cold.stays == (1, 1)
    assert any(not figure.proven for figure in told.ranges)


def test_each_part_has_its_share_and_leaves_the_rest_to_those_after_it() -> None:
    ends = [deadline.end for deadline in set_deadlines(20, {"robustness", "refusals", "plan"}).values()]
    assert ends == sorted(ends) and ends[0] is not None and ends[-1] is not None
    assert ends[-1] - ends[0] == pytest.approx(20 * 12 / 18)
    assert all(deadline.end is None for deadline in set_deadlines(None, {"plan", "refusals"}).values())


def test_of_a_part_of_a_large_map_all_but_the_way_itself_is_told_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "monotonic", lambda: 100.0)
    rest = set_deadline(60)
    ends = {part: each.end for part, each in set_deadlines(130, {"plan", "refusals"}, None, rest).items()}
    assert ends["plan"] is not None and ends["refusals"] is not None and rest.end is not None
    assert ends["refusals"] == pytest.approx(rest.end)
    assert ends["plan"] - ends["refusals"] == pytest.approx(130 * 6 / 13 - 60, abs=1e-3)


def test_whoever_listens_hears_the_parts_in_order() -> None:
    heard: list[Stage] = []
    told = answer(sketch_two_ways(), listener=heard.append, robustness=True)
    parts = list(dict.fromkeys(stage.part for stage in heard))
    assert parts[0] == "plan" and parts[1] == "refusals" and parts[-1] == "robustness"
    assert told.plan is not None
    plan = [stage for stage in heard if stage.part == "plan" and stage.effort is not None]
    assert (plan[-1].effort, plan[-1].bound) == (told.plan.effort, told.plan.bound)
    assert {stage.total for stage in heard if stage.part == "refusals"} == {2}


def test_a_better_plan_that_is_found_among_the_others_takes_the_place_of_one_that_is_not_proven() -> None:
    def find_dear(scenario: Scenario, _deadline: Deadline, **_known: object) -> Way | None:
        way = find_way(scenario.graph, refusing=["cheap"])
        return way and replace(way, least=0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Scenario, "find_way", find_dear)
        told = answer(sketch_two_ways())
    assert told.plan is not None and told.next_best is not None
    assert told.plan.convince == ("cheap", "needed")
    assert told.next_best.convince == ("dear", "needed")
    assert not told.plan.proven


def test_what_building_takes_is_part_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 20 seconds the case takes 30: the plan is what is found at once, and nothing else is solved after that."""
    clock = [100.0]
    seconds: list[float | None] = []
    monkeypatch.setattr(deadline, "monotonic", lambda: clock[0])

    def build_slowly(*args: Any, **given: Any) -> Case:
        clock[0] += 30
        return build_case(*args, **given)

    def solve_and_note(*args: Any, **given: Any) -> Solution:
        seconds.append(given["seconds"])
        return solve(*args, **given)

    monkeypatch.setattr(plan, "build_case", build_slowly)
    monkeypatch.setattr(solutions, "solve", solve_and_note)
    told = build_answer(sketch_two_ways().build(), GOAL, on=DAY, start=[US], alternatives=2, seconds=20)
    assert seconds == [0.0]
    assert told.plan is not None and told.plan.bound <= told.plan.effort


def test_a_first_bound_may_take_the_time_of_what_follows_from_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(deadline, "monotonic", lambda: clock[0])
    plan_end = set_deadlines(13, {"plan", "refusals"})["plan"]
    for now, late, over in ((105.9, False, False), (106.0, True, False), (112.9, True, False), (113.0, True, True)):
        clock[0] = now
        assert (plan_end.is_late(), plan_end.is_over(), plan_end.find_grace()) == (late, over, pytest.approx(7))


def test_when_it_is_late_nothing_more_is_raised_and_the_bound_is_one() -> None:
    graph = Graph(3, 0, [0, 1], [1, 2], [2, 3], [0, 1], [[], [0], [1]], [[0], [1], []])
    need = build_gates(Threshold(1, (2,)))
    assert raise_together(graph, need).bound == 5
    assert raise_together(graph, need, is_late=lambda: True).bound == 0
    assert ascend(graph, need, [0], is_late=lambda: True).bound == 0


def test_plans_after_a_no_are_told_when_somebody_asks() -> None:
    told = answer(sketch_two_ways())
    cheap = next(actor for actor in told.actors if actor.id == "cheap")
    assert cheap.refuses_convince == ("dear", "needed")
    assert cheap.refuses_way is not None and "plan" not in vars(cheap.refuses_way)
    assert cheap.refuses_plan is not None and cheap.refuses_plan.convince == cheap.refuses_convince


def test_who_heads_an_organisation_is_found_once_for_all_its_posts(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    sketch = Sketch()
    sketch.actor("x")
    sketch.mandate("d", "x")
    sketch.requires(leaf())
    nodes = {**sketch.build().nodes, "o": Node("o", "Actor", {"name": "O", "kind": "department"})}
    posts = [Node(f"p{n}", "Actor", {"name": f"P {n}", "kind": "post"}) for n in range(5)]
    relations = [*sketch.build().relations, *(Relation("PART_OF", post.id, "o") for post in posts)]

    def find(today: Map, organisation: str) -> list[str]:
        looked.append(organisation)
        return find_heads(today, organisation)

    monkeypatch.setattr(contacts, "find_heads", find)
    content = build_map([*nodes.values(), *posts], relations, sketch.build())
    build_answer(content, GOAL, on=DAY, start=[US])
    assert looked.count("o") == 1


def test_a_large_map_is_planned_around_us_and_the_deciders(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain of 60 hangs on the one who decides; of it those within 5 are looked at, who are 1 apart."""
    sketch = Sketch()
    sketch.actor("x", *(f"far{n}" for n in range(60)))
    sketch.tie(US, "x")
    sketch.mandate("d", "x")
    sketch.requires(leaf("decide"))
    for one, other in pairwise(["x", *(f"far{n}" for n in range(60))]):
        sketch.tie(one, other)
    content, sizes = sketch.build(), list[int]()

    def answer_and_note(part: Map, *args: Any, **given: Any) -> Answer:
        sizes.append(len(part.labelled("Actor")))
        return build_answer(part, *args, **given)

    monkeypatch.setattr(near, "FEW", 20)
    monkeypatch.setattr(planning, "build_answer", answer_and_note)
    told = planning.plan_in(content, GOAL, Wishes(), as_of=DAY)
    assert sizes == [7]
    assert told.content == content
    assert told.answer == build_answer(content, GOAL, on=DAY, start=[US])
