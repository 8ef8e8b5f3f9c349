"""The planner's answers equal those of an oracle that lists everything, on hundreds of generated maps."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from unittest.mock import patch

from hypothesis import example, given, reject, settings
from oracle.agree import complaints
from oracle.least import Oracle
from oracle.sketch import DAY, GOAL
from oracle.supposed import ask_first_complaints
from oracle.there import There
from oracle.told import Json, tell
from strategies.convincing_maps import Question, make_question, many, seeds
from strategies.small_as_large import as_if_large

from samverkan.decisions.answer import Answer
from samverkan.decisions.plan import build_answer
from samverkan.model import Relation, build_map


def list_everything(question: Question) -> Oracle:
    """List everything about a question; a map that is too large for that is left out."""
    oracle = Oracle(There(question.content, DAY), GOAL, tuple(sorted(set(question.start))), question.without)
    if oracle.is_too_large:
        reject()
    return oracle


def ask(question: Question, alternatives: int = 0) -> Answer:
    return build_answer(
        question.content,
        GOAL,
        on=DAY,
        start=question.start,
        without=question.without,
        alternatives=alternatives,
        seconds=None,
    )


def told_of(question: Question) -> Json:
    return tell(question.content, GOAL, DAY, question.start, question.without, alternatives=2)


@given(seeds)
@many
def test_everything_that_is_told_is_what_the_oracle_lists(seed: int) -> None:
    question = make_question(seed)
    assert complaints(told_of(question), list_everything(question)) == []


@given(seeds)
@settings(many, max_examples=100)
def test_blocking_sets_are_the_same_where_they_are_too_many_to_list(seed: int) -> None:
    """The search that large formulas are left to, made to work on small ones."""
    question = make_question(seed)
    every = list_everything(question).ways.blocking_sets
    with patch("samverkan.decisions.listing._MOST_LISTED", 0):
        told = ask(question)
    if not told.blocking_patterns:
        assert list(told.blocking_sets) == every[:50]


@given(seeds)
@example(211066)  # a board that hears nothing and votes nothing, but is gone through
@example(211472)  # a board that is asked, and whose members vote on another: it may oppose and they still answer
@settings(many, max_examples=100)
def test_what_to_ask_first_is_every_unknown_that_would_change_the_plan(seed: int) -> None:
    question = make_question(seed)
    assert list(ask_first_complaints(told_of(question), list_everything(question))) == []


@given(seeds)
@settings(many, max_examples=100)
def test_the_same_is_found_where_cheap_ways_are_sought_in_a_part_of_the_graph_first(seed: int) -> None:
    """What is done for large maps, made to happen on small ones."""
    question = make_question(seed)
    whole = ask(question, alternatives=3)
    with as_if_large():
        part = ask(question, alternatives=3)
    assert [(a.id, a.refuses, a.refuses_proven) for a in (*part.actors, *part.go_betweens)] == [
        (a.id, a.refuses, a.refuses_proven) for a in (*whole.actors, *whole.go_betweens)
    ]
    assert [(plan.effort, plan.proven) for plan in part.alternatives] == [
        (plan.effort, plan.proven) for plan in whole.alternatives
    ]
    told = [{f.id: (f.best, f.worst, f.proven) for f in answer.ask_first} for answer in (part, whole)]
    assert {i for i in told[0] if i in told[1] and told[0][i] != told[1][i]} == set()


@given(seeds)
@settings(many, max_examples=100)
def test_the_order_in_which_a_map_was_written_changes_nothing(seed: int) -> None:
    question = make_question(seed)
    nodes, relations = list(question.content.nodes.values()), list(question.content.relations)
    Random(seed).shuffle(nodes)
    Random(seed + 1).shuffle(relations)
    shuffled = replace(question, content=build_map(nodes, relations))
    assert ask(shuffled, alternatives=2) == ask(question, alternatives=2)


@given(seeds)
@settings(many, max_examples=100)
def test_one_more_tie_never_makes_the_plan_harder(seed: int) -> None:
    rng = Random(seed)
    question = make_question(seed)
    before = ask(question)
    one, other = rng.sample([n.id for n in question.content.labelled("Actor")], 2)
    tie = Relation("TIE", one, other, {"strength": rng.choice(["strong", "established", "new"])})
    content = build_map(question.content.nodes.values(), [*question.content.relations, tie])
    after = ask(replace(question, content=content))
    assert (after.plan is None) == (before.plan is None)
    if before.plan and after.plan:
        assert after.plan.effort <= before.plan.effort


@given(seeds)
@settings(many, max_examples=100)
def test_one_more_refusal_never_makes_the_plan_easier(seed: int) -> None:
    question = make_question(seed)
    before = ask(question)
    refusing = Random(seed).choice([n.id for n in question.content.on(DAY).labelled("Actor")])
    after = ask(replace(question, without=(*question.without, refusing)))
    assert after.requirements == before.requirements, "what is told of them stays as it was"
    if after.plan is not None:
        assert before.plan is not None
        assert after.plan.effort >= before.plan.effort
