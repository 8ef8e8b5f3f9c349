"""The planner's answers equal those of an oracle that lists everything, on hundreds of generated maps."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain, combinations
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from oracle.brute_force import ROOT, Oracle, asked
from oracle.sketch import DAY, GOAL, Sketch, all_of, any_of, at_least, leaf
from strategies.approval_maps import Question, make_question, many, seeds

from samverkan.decisions.answer import Answer, Plan
from samverkan.decisions.plan import build_answer


def answer_and_oracle(question: Question, alternatives: int = 0) -> tuple[Answer, Oracle]:
    answer = build_answer(
        question.content,
        GOAL,
        on=DAY,
        start=question.start,
        without=question.without,
        alternatives=alternatives,
        seconds=None,
    )
    return answer, Oracle(question.content, GOAL, DAY, question.start)


@given(seeds)
@many
def test_candidates_and_needs_are_those_of_the_listed_ways(seed: int) -> None:
    question = make_question(seed)
    answer, oracle = answer_and_oracle(question)
    for requirement in answer.requirements:
        assert (set(requirement.ordinary), set(requirement.above)) == oracle.candidates(requirement.id)
        assert requirement.unknown_authority == (not any(oracle.candidates(requirement.id)))
    assert {r.id: r.need for r in answer.requirements} == oracle.requirement_needs()
    assert {a.id: a.need for a in answer.actors} == oracle.needs()
    for actor in answer.actors:
        assert set(actor.requirements) == {leaf for leaf, who in oracle.asks if who == actor.id}
    assert answer.can_be_met == oracle.can_be_met(question.without)


@given(seeds)
@many
def test_blocking_sets_are_the_smallest_that_leave_no_way_in_the_promised_order(seed: int) -> None:
    answer, oracle = answer_and_oracle(make_question(seed))
    every = oracle.blocking_sets(most=1000)
    assert list(answer.blocking_sets) == every[:50]
    assert answer.blocking_sets_complete == (len(every) <= 50)


@given(seeds)
@many
def test_blocking_sets_are_the_same_where_they_are_too_many_to_list(seed: int) -> None:
    """The search that large formulas are left to, made to work on small ones."""
    with patch("samverkan.decisions.listing._MOST_LISTED", 0):
        answer, oracle = answer_and_oracle(make_question(seed))
    assert list(answer.blocking_sets) == oracle.blocking_sets()


@given(seeds)
@example(1511)  # the same few people can share many leaves among them in many ways
@many
def test_the_plan_asks_least_of_all_and_its_parts_add_up(seed: int) -> None:
    question = make_question(seed)
    answer, oracle = answer_and_oracle(question, alternatives=3)
    best = oracle.best(question.without)
    if not best:
        assert answer.plan is None
        assert answer.alternatives == ()
        return
    assert answer.plan is not None
    assert answer.plan.bound == answer.plan.effort == best[0]
    assert [plan.effort for plan in answer.alternatives] == best[1:4]
    plans = [answer.plan, *answer.alternatives]
    assert len({plan.convince for plan in plans}) == len(plans)
    for plan in plans:
        check_plan(plan, oracle, question)


def check_plan(plan: Plan, oracle: Oracle, question: Question) -> None:
    """Hold a plan to what the rules say of any plan, whichever of several equally cheap ones it is."""
    unknown = {(to[1:], None) for _, to, _, kind in plan.contacts if kind == "unknown_authority"}
    asks = [(ask.requirement, step.actor) for step in plan.steps for ask in step.asks]
    way = frozenset(asks) | unknown
    assert len(way) == len(asks) + len(unknown)
    assert oracle.is_met(way)
    assert oracle.is_minimal(way)
    assert asked(way) == set(plan.convince) == {step.actor for step in plan.steps}
    assert not asked(way) & set(question.without)
    above = {(ask.requirement, step.actor) for step in plan.steps for ask in step.asks if ask.above}
    assert above == way - oracle.ordinary_asks
    assert (plan.convinces, plan.asks, plan.reaches) == oracle.parts(way, question.without)
    assert plan.effort == plan.convinces + plan.asks + plan.reaches
    assert plan.convinces == sum(step.convince for step in plan.steps)
    assert plan.asks == sum(step.ask for step in plan.steps)
    assert plan.reaches == sum(step.reach for step in plan.steps) + 10 * len(unknown)
    check_contacts(plan, oracle, question)


def check_contacts(plan: Plan, oracle: Oracle, question: Question) -> None:
    contacts = [c for c in plan.contacts if c[3] != "unknown_authority"]
    reached = Counter(to for _, to, _, _ in contacts)
    us = set(question.start)
    assert set(reached.values()) <= {1}, "nobody is reached twice"
    assert not set(reached) & us, "us is where it starts"
    assert set(plan.convince) <= set(reached) | us
    inside = set(us)
    while more := {to for one, to, _, _ in contacts if one in inside} - inside:
        inside |= more
    assert set(reached) <= inside, "every contact hangs together with us"
    for one, to, effort, _ in contacts:
        assert one in us or (oracle.stance(one) != "opposes" and one not in question.without)
        pair = frozenset((ROOT if one in us else one, to))
        assert effort == oracle.steps[pair] if one in us else effort == oracle.contact(one, to)


@given(seeds)
@many
def test_what_a_refusal_costs_is_the_next_best_plan(seed: int) -> None:
    question = make_question(seed)
    answer, oracle = answer_and_oracle(question)
    if answer.plan is None:
        assert {a.refuses for a in answer.actors} <= {"not in plan", "stops"}
        return
    through = set(chain.from_iterable(c[:2] for c in answer.plan.contacts)) - set(question.start)
    in_plan = set(answer.plan.convince) | through
    for actor in (*answer.actors, *answer.go_betweens):
        best = oracle.best({*question.without, actor.id})
        expected = best[0] if best else "stops"
        assert actor.refuses == (expected if actor.id in in_plan else "not in plan")


@given(seeds)
@many
def test_what_to_ask_first_is_every_unknown_that_would_change_the_plan(seed: int) -> None:
    question = make_question(seed)
    answer, oracle = answer_and_oracle(question)
    if answer.plan is None:
        assert answer.ask_first == ()
        return
    told = {(fact.kind, fact.id): (fact.best, fact.worst) for fact in answer.ask_first}
    now = frozenset(answer.plan.convince)
    supposed = suppose_positions(oracle, question) | suppose_authorities(oracle, question)
    assert set(told) <= set(supposed)
    for fact, outcomes in supposed.items():
        efforts = tuple(least_effort(outcome) for outcome in outcomes)
        if fact in told:
            assert told[fact] == efforts
        else:
            assert all(outcome.get(now) == effort for outcome, effort in zip(outcomes, efforts, strict=True))


Outcome = dict[frozenset[str], int]  # the least effort for each set of people who could be asked


def suppose_positions(oracle: Oracle, question: Question) -> dict[tuple[str, str], tuple[Outcome, Outcome]]:
    found = {}
    for actor in {a for _, a in oracle.asks if a is not None} - {*question.start, *question.without}:
        if oracle.stance(actor) == "unknown":
            best, worst = (replace(oracle, supposed={actor: value}) for value in ("champions", "opposes"))
            found["position", actor] = (find_outcome(best, question), find_outcome(worst, question))
    return found


def suppose_authorities(oracle: Oracle, question: Question) -> dict[tuple[str, str], tuple[Outcome, Outcome]]:
    unknown = {leaf_id for leaf_id, a in oracle.asks if a is None}
    known = {leaf_id: find_outcome(replace(oracle, found_out=frozenset({leaf_id})), question) for leaf_id in unknown}
    return {("authority", x): (known[x], find_outcome(oracle, question, without_leaf=x)) for x in unknown}


def find_outcome(oracle: Oracle, question: Question, without_leaf: str | None = None) -> Outcome:
    return oracle.least_by_people(question.without, without_leaf)


def least_effort(outcome: Outcome) -> int | None:
    return min(outcome.values(), default=None)


@given(seeds)
@settings(many, max_examples=100)
def test_the_same_is_found_where_cheap_ways_are_sought_in_a_part_of_the_graph_first(seed: int) -> None:
    """What is done for large maps, made to happen on small ones."""
    question = make_question(seed)
    whole = answer_and_oracle(question, alternatives=3)[0]
    with patch("samverkan.decisions.solutions._LARGE", 0):
        part = answer_and_oracle(question, alternatives=3)[0]
    assert [(a.id, a.refuses, a.refuses_proven) for a in (*part.actors, *part.go_betweens)] == [
        (a.id, a.refuses, a.refuses_proven) for a in (*whole.actors, *whole.go_betweens)
    ]
    assert [(plan.effort, plan.proven) for plan in part.alternatives] == [
        (plan.effort, plan.proven) for plan in whole.alternatives
    ]
    told = [{f.id: (f.best, f.worst, f.proven) for f in answer.ask_first} for answer in (part, whole)]
    assert {i for i in told[0] if i in told[1] and told[0][i] != told[1][i]} == set()


@given(seeds)
@many
def test_the_order_in_which_a_map_was_written_changes_nothing(seed: int) -> None:
    from samverkan.model import build_map

    content = make_question(seed).content
    nodes, relations = list(content.nodes.values()), list(content.relations)
    Random(seed).shuffle(nodes)
    Random(seed + 1).shuffle(relations)
    one = answer_and_oracle(Question(content, ("us",), ()), alternatives=2)[0]
    assert answer_and_oracle(Question(build_map(nodes, relations), ("us",), ()), alternatives=2)[0] == one


@given(seeds)
@many
def test_one_more_tie_never_makes_the_plan_harder(seed: int) -> None:
    from samverkan.model import Relation, build_map

    rng = Random(seed)
    question = make_question(seed)
    before = answer_and_oracle(question)[0]
    actors = [n.id for n in question.content.labelled("Actor")]
    one, other = rng.sample(actors, 2)
    tie = Relation("TIE", one, other, {"strength": rng.choice(["strong", "established", "new"])})
    content = build_map(question.content.nodes.values(), [*question.content.relations, tie])
    after = answer_and_oracle(Question(content, question.start, question.without))[0]
    if before.plan is None:
        assert after.plan is None
    else:
        assert after.plan is not None
        assert after.plan.effort <= before.plan.effort


@given(seeds)
@many
def test_one_more_refusal_never_makes_the_plan_easier(seed: int) -> None:
    question = make_question(seed)
    before = answer_and_oracle(question)[0]
    refusing = Random(seed).choice([n.id for n in question.content.on(DAY).labelled("Actor")])
    after = answer_and_oracle(Question(question.content, question.start, (*question.without, refusing)))[0]
    assert before.actors == after.actors or [(a.id, a.need) for a in before.actors] == [
        (a.id, a.need) for a in after.actors
    ]
    if after.plan is not None:
        assert before.plan is not None
        assert after.plan.effort >= before.plan.effort


@given(seeds)
@many
def test_one_more_holder_of_an_ordinary_mandate_never_makes_the_plan_harder(seed: int) -> None:
    from samverkan.model import Relation, build_map

    question = make_question(seed)
    answer, oracle = answer_and_oracle(question)
    if answer.plan is None or any(r.unknown_authority for r in answer.requirements):
        return
    mandate = Random(seed).choice([n.id for n in question.content.labelled("Mandate")])
    newcomers = [a for a in oracle.actors if oracle.kind(a) == "post" and not holds(oracle, a)]
    if not newcomers:
        return
    held = Relation("HOLDS", newcomers[0], mandate)
    content = build_map(question.content.nodes.values(), [*question.content.relations, held])
    after = Oracle(content, GOAL, DAY, question.start)
    if any(oracle.meeting(leaf_id) != after.meeting(leaf_id) for leaf_id in oracle.leaves):
        return  # the mandate had no holder: a new lowest level moves others above, which may cost more
    again = answer_and_oracle(Question(content, question.start, question.without))[0]
    assert again.plan is not None
    assert again.plan.effort <= answer.plan.effort


def holds(oracle: Oracle, actor: str) -> bool:
    return any(r.start == actor for r in oracle.relations("HOLDS"))


@pytest.mark.parametrize("tree", [all_of, any_of, lambda *parts: at_least(2, *parts)])
def test_the_oracle_lists_every_minimal_way(tree) -> None:
    """The oracle puts ways together from parts; here it is held to every set of asks there is."""
    sketch = Sketch()
    sketch.actor("a", "b", "c")
    sketch.body("board", "a", "b", "c", decides_by="vote")
    sketch.actor("d")
    sketch.mandate("high", "board")
    sketch.mandate("low", "a", "d", above="high")
    sketch.requires(tree(leaf(), any_of(leaf(), leaf("fund")), leaf(directed_to="d")))
    oracle = Oracle(sketch.build(), GOAL, DAY, ("us",))
    asks = sorted(oracle.asks, key=str)
    every = [frozenset(some) for size in range(len(asks) + 1) for some in combinations(asks, size)]
    meeting = [some for some in every if oracle.is_met(some)]
    minimal = [some for some in meeting if not any(other < some for other in meeting)]
    assert sorted(map(sorted_way, minimal)) == sorted(map(sorted_way, oracle.minimal_ways))


def sorted_way(way) -> list[tuple[str, str]]:
    return sorted((leaf_id, str(actor)) for leaf_id, actor in way)
