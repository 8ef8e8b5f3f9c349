"""A plan from the contacts around us and the deciders claims nothing that the rest of the map could make untrue."""

from __future__ import annotations

import os
from itertools import pairwise
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from oracle.sketch import DAY, GOAL, US, Sketch, all_of, leaf
from reading import read_part
from strategies.convincing_maps import make_question, many, seeds

from samverkan.decisions import contacts, deadline, solutions
from samverkan.decisions.answer import Answer
from samverkan.decisions.case import build_case
from samverkan.decisions.deadline import WHENEVER, Stage, set_deadline
from samverkan.decisions.earlier import Earlier
from samverkan.decisions.effort import build_settings, find_reach
from samverkan.decisions.horizon import CrossedError, Horizon
from samverkan.decisions.near import answer_near
from samverkan.decisions.plan import build_answer
from samverkan.decisions.reads import find_plan_reads
from samverkan.decisions.scenario import Scenario, build_scenario
from samverkan.decisions.solutions import Outer, solve_near
from samverkan.decisions.steiner import Solution, solve
from samverkan.domain.picking import pick_part
from samverkan.model import Map, Node, Relation, build_map

REACH = find_reach(build_settings())
MANY = int(os.environ.get("SAMVERKAN_EXAMPLES", "12"))
STRENGTHS = ("strong", "strong", "established", "acquainted", "new")


def surround(content: Map, rng: Random) -> Map:
    """Return the map with chains, crowds, organisations and a forum around it, tied closer to each other than to it."""
    nodes, relations = list(content.nodes.values()), list(content.relations)
    actors, more = [n.id for n in content.labelled("Actor")], list[str]()
    nodes += [Node("office", "Actor", {"name": "office", "kind": "department"})]
    nodes += [Node("club", "Actor", {"name": "club", "kind": "forum"})]
    for number in range(rng.randint(5, 25)):
        actor = f"more{number}"
        nodes.append(Node(actor, "Actor", {"name": actor, "kind": "post", **({"head": True} if number == 3 else {})}))
        for other in rng.sample([*actors, *more, *more], 2):
            if other != actor:
                relations.append(Relation("TIE", actor, other, {"strength": rng.choice(STRENGTHS)}))
        for kind, end in (("PART_OF", "office"), ("MEMBER_OF", "club")):
            if rng.random() < 0.15:
                relations.append(Relation(kind, actor, end))
        more.append(actor)
    return build_map(nodes, relations, content)


def plan_within(content: Map, question: tuple[tuple[str, ...], tuple[str, ...]], radius: int) -> tuple[Answer, Horizon]:
    start, without = question
    reads = find_plan_reads(GOAL, start, also=without, on=DAY, reach=REACH, within=radius)
    part, horizon = read_part(content, reads), Horizon(radius)
    assert pick_part(content, reads) == part
    return _plan(part, start, without, horizon), horizon


def _plan(content: Map, start: tuple[str, ...], without: tuple[str, ...], horizon: Horizon | None = None) -> Answer:
    given = {"start": start, "without": without, "alternatives": 1, "seconds": None}
    return build_answer(content, GOAL, on=DAY, horizon=horizon, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("large", [1000, 0], ids=["small", "as of large maps"])
@given(seed=seeds)
@settings(many, max_examples=MANY)
def test_what_is_claimed_of_a_part_holds_of_the_whole(large: int, seed: int) -> None:
    rng, question = Random(seed), make_question(seed)
    content = surround(question.content, rng)
    asked = question.start, question.without
    with patch("samverkan.decisions.inquiry._LARGE", large):
        found, horizon = plan_within(content, asked, rng.choice([1, 2, 3, 5]))
    wanted = _plan(content, *asked)
    if not horizon.crossed:
        assert efforts(found) == efforts(wanted)
        assert all(facts(found)[key] == told for key, told in facts(wanted).items() if key in facts(found))
        assert found.gaps == wanted.gaps
        assert [(a.id, a.refuses) for a in found.actors] == [(a.id, a.refuses) for a in wanted.actors]
    elif found.plan:
        assert "contacts_not_read" in {gap.kind for gap in found.gaps}
    for one, other in zip(pairs(found), pairs(wanted), strict=True):
        assert one is None or other is None or one[0] >= other[1] >= one[1]
    assert [(a.id, a.need) for a in found.actors] == [(a.id, a.need) for a in wanted.actors]


def efforts(answer: Answer) -> list[tuple[int, int]]:
    """Return what the plan and those beside it take, and the bounds of that."""
    return [(plan.effort, plan.bound) for plan in (answer.plan, *answer.alternatives) if plan]


def facts(answer: Answer) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """Return what each answer to a question would lead to.

    Between ways that take as much, whom an answer changes depends on which of them the plan goes.
    """
    return {(fact.kind, fact.id): (fact.best, fact.worst) for fact in answer.ask_first}


def pairs(answer: Answer) -> list[tuple[int, int] | None]:
    """Return effort and bound of the plan, and of the next with other people."""
    plans = (answer.plan, answer.next_best)
    return [None if plan is None else (plan.effort, plan.bound) for plan in plans]


def sketch_star(arm: str, arms: int) -> Map:
    """Sketch deciders of whom one stranger knows someone close, and of us, too; they know each other less."""
    sketch = Sketch()
    sketch.actor("stranger", "of us")
    sketch.tie(US, "of us", arm)
    sketch.tie("of us", "stranger", arm)
    for number in range(arms):
        sketch.actor(f"d{number}", f"of d{number}")
        sketch.tie(f"d{number}", f"of d{number}", arm)
        sketch.tie(f"of d{number}", "stranger", arm)
        sketch.tie(f"of d{number}", "of us", "new")
        if number:
            sketch.add("Matter", f"m{number}")
        sketch.mandate(f"p{number}", f"d{number}", matter=f"m{number}" if number else "m")
    sketch.requires(all_of(*(leaf("decide", matter=f"m{n}" if n else "m") for n in range(arms))))
    return sketch.build()


def test_a_stranger_in_the_middle_is_missed_with_a_bound_and_found_one_ring_further_on() -> None:
    """By the stranger it takes 2 contacts of 3, and 2 a decider: 6 + 6 · 5 = 36; cold contacts take 8 · 5 = 40.

    Past him it takes 3 + 5 · (5 + 3). He stands at 6: outside of what is read within 5, and inside of it within 6.
    """
    content = sketch_star("acquainted", 5)
    whole = _plan(content, (US,), ())
    near, horizon = plan_within(content, ((US,), ()), 5)
    assert whole.plan is not None and near.plan is not None and horizon.crossed
    assert (whole.plan.reaches, near.plan.reaches) == (36, 40)
    assert near.plan.bound <= whole.plan.effort < near.plan.effort
    assert not near.plan.proven
    far, horizon = plan_within(content, ((US,), ()), 6)
    assert far == whole
    assert not horizon.crossed


def test_whoever_can_read_on_is_told_at_once() -> None:
    content = sketch_star("acquainted", 5)
    part = read_part(content, find_plan_reads(GOAL, (US,), on=DAY, reach=REACH, within=5))
    with pytest.raises(CrossedError):
        _plan(part, (US,), (), Horizon(5, may_widen=True))


def test_where_there_was_no_time_to_prove_anything_nothing_more_is_read() -> None:
    content = sketch_star("acquainted", 5)
    part = read_part(content, find_plan_reads(GOAL, (US,), on=DAY, reach=REACH, within=5))
    horizon = Horizon(5, may_widen=True)
    found = build_answer(part, GOAL, on=DAY, start=(US,), seconds=0.0, horizon=horizon)
    assert found.plan is not None and not found.plan.proven
    assert horizon.crossed


def test_a_way_over_who_has_not_been_read_is_told_to_nobody_as_one_that_was_found() -> None:
    told: list[Stage] = []
    content = sketch_star("acquainted", 5)
    part = read_part(content, find_plan_reads(GOAL, (US,), on=DAY, reach=REACH, within=5))
    found = build_answer(part, GOAL, on=DAY, start=(US,), seconds=None, horizon=Horizon(5), listener=told.append)
    assert found.plan is not None
    assert {stage.effort for stage in told if stage.effort is not None} == {found.plan.effort}


def test_where_the_bound_takes_all_its_time_some_is_left_for_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 17 seconds 6 are the plan's: 4 at most for the bound with those who have not been read, then 2 for the way."""
    clock, seconds = [0.0], list[float]()
    content = sketch_star("acquainted", 5)
    part = read_part(content, find_plan_reads(GOAL, (US,), on=DAY, reach=REACH, within=5))

    def solve_slowly(*args: Any, **given: Any) -> Solution:
        seconds.append(given["seconds"])
        clock[0] += given["seconds"]
        return solve(*args, **{**given, "seconds": None})

    monkeypatch.setattr(deadline, "monotonic", lambda: clock[0])
    monkeypatch.setattr(solutions, "solve", solve_slowly)
    found = build_answer(part, GOAL, on=DAY, start=(US,), seconds=17, horizon=Horizon(5))
    assert found.plan is not None
    assert seconds[:2] == pytest.approx([4, 2])


def test_nothing_more_is_read_once_half_of_the_time_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, content = [0.0], sketch_star("acquainted", 1)
    monkeypatch.setattr(deadline, "monotonic", lambda: clock[0])

    def answer(_part: Map, horizon: Horizon | None, _left: float | None) -> None:
        assert horizon is not None
        clock[0] += 6
        horizon.cross()

    # Crossed after 6 of 20 seconds, which is soon enough to read more, and after 12, which is not.
    found = answer_near(lambda _: content, answer, most=1_000, seconds=20, deadline=set_deadline(20))
    assert found == (None, 6)


def make_scenario(seed: int, radius: int) -> Scenario:
    question = make_question(seed)
    content = surround(question.content, Random(seed))
    reads = find_plan_reads(GOAL, question.start, also=question.without, on=DAY, reach=REACH, within=radius)
    case = build_case(read_part(content, reads), GOAL, DAY, question.start, question.without)
    return build_scenario(case, build_settings(), horizon=Horizon(radius))


def test_what_is_known_of_who_has_not_been_read_is_no_way_where_less_may_be_spent() -> None:
    """Known to cost 7 in all of the graph, it is asked again of the part that bears on 4, which holds no such step."""
    graph = make_scenario(15, 2).graph
    part = [arc for arc in graph.arcs if arc.kind != "beyond"]

    def run(*_question: Any) -> Solution:
        return Solution(None, 5, (), frozenset())

    assert solve_near(graph, part, run, WHENEVER, floor=0, known=(), most=4, outer=Outer(7)) == (None, 7)


def test_a_way_out_that_costs_more_than_counts_leaves_nothing_open() -> None:
    """Proven is that nothing costs 4 or less; the way out at 9 just happened to be found, and is of no interest."""
    graph = make_scenario(15, 2).graph
    out = next(number for number, arc in enumerate(graph.arcs) if arc.kind == "beyond")

    def run(inside: bool, *_question: Any) -> Solution:
        return Solution(None, 5, (), frozenset()) if inside else Solution(9, 5, (out,), frozenset())

    assert solve_near(graph, graph.arcs, run, WHENEVER, floor=0, known=(), most=4) == (None, 5)
    assert graph.horizon is not None and not graph.horizon.crossed
    assert solve_near(graph, graph.arcs, run, WHENEVER, floor=0, known=(), most=5) == (None, 5)
    assert graph.horizon.crossed


@pytest.mark.parametrize("seed", [15, 23, 35, 127, 159, 315])
def test_a_plan_of_a_larger_part_is_no_worse_than_that_of_a_smaller_one_however_little_time_is_left(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier, late = Earlier(), set_deadline(0)
    first = earlier.find_way(make_scenario(seed, 2), WHENEVER)
    monkeypatch.setattr(contacts, "_FEW", 1)  # contacts in small bodies lead over their middle now
    there = make_scenario(seed, 6)
    alone, second = Earlier().find_way(there, late), earlier.find_way(there, late)
    assert first is not None and alone is not None and second is not None
    assert alone.effort > first.effort >= second.effort


def test_a_forum_that_belongs_to_an_office_leads_nobody_to_it_so_that_the_way_by_people_is_read() -> None:
    """A chain of 14 close ties leads to the decider, more than a cold contact takes; the forum is no way to it."""
    sketch = Sketch()
    links = [US, *(f"link{number}" for number in range(13)), "decider"]
    sketch.actor(*links[1:])
    sketch.actor("forum", kind="forum")
    sketch.actor("office", kind="department")
    sketch.tie(US, "forum", "strong")
    sketch.link("PART_OF", "forum", "office")
    sketch.link("PART_OF", "decider", "office")
    for one, other in pairwise(links):
        sketch.tie(one, other, "strong")
    sketch.mandate("power", "decider")
    sketch.requires(leaf("decide"))
    content = sketch.build()
    found, horizon = plan_within(content, ((US,), ()), 5)
    cold = [gap for gap in _plan(content, (US,), ()).gaps if gap.id == "decider" and "cold" in gap.kind]
    assert [gap.kind for gap in cold] == ["cold_contact"]
    assert [gap for gap in found.gaps if gap.id == "decider" and "cold" in gap.kind] == cold
    assert horizon.crossed


def make_country(towns: int, posts: int) -> Map:
    """Make a row of towns: offices, posts with ties within their town, a few to the next; three requirements."""
    rng, sketch = Random(5), Sketch()
    for town in range(towns):
        sketch.actor(*(f"k{town}f{n}" for n in range(6)), kind="department")
        sketch.actor(*(f"k{town}p{n}" for n in range(posts)))
        sketch.add("Area", f"a{town}")
        for number in range(posts):
            sketch.link("PART_OF", f"k{town}p{number}", f"k{town}f{number % 6}")
            for home in (town, town, town, (town + 1) % towns if number % 12 == 0 else town):
                other = f"k{home}p{rng.randrange(posts)}"
                if other != f"k{town}p{number}":
                    sketch.tie(f"k{town}p{number}", other, rng.choice(STRENGTHS))
        sketch.mandate(f"m{town}", f"k{town}p{rng.randrange(posts)}")
        sketch.link("IN_AREA", f"m{town}", f"a{town}")
    sketch.tie(US, "k0p7", "strong")
    sketch.requires(all_of(*({**leaf("decide"), "area": f"a{town}"} for town in (0, 1, 2))))
    return sketch.build()


def test_of_a_row_of_towns_those_that_are_asked_are_read_and_the_plan_is_that_of_all() -> None:
    content = make_country(25, 120)
    found, horizon = plan_within(content, ((US,), ()), 5)
    whole = _plan(content, (US,), ())
    part = read_part(content, find_plan_reads(GOAL, (US,), on=DAY, reach=REACH, within=5))
    assert not horizon.crossed
    assert found.plan is not None and found.plan.proven
    assert efforts(found) == efforts(whole)
    assert facts(found) == facts(whole)
    assert len(part.relations) < 0.15 * len(content.relations)
