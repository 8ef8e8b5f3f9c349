"""Members of a board whom nothing sets apart are counted, not named: who they are, and that nothing else changes."""

from __future__ import annotations

import random

import pytest
from benchmarks.boards import make_levels
from oracle.sketch import DAY, GOAL, US

from samverkan.decisions.case import build_case
from samverkan.decisions.deadline import WHENEVER
from samverkan.decisions.effort import build_settings
from samverkan.decisions.formula import Threshold
from samverkan.decisions.scenario import build_scenario
from samverkan.decisions.steiner import Instance, solve
from samverkan.decisions.steiner.alike import list_alike
from samverkan.decisions.steiner.integer import bound_by_count, search_integer
from samverkan.decisions.steiner.problem import Problem, build_problem

HUB, FIRST = 1, 2


def make_boards(seed: int) -> Instance:
    """Make boards of a few people who know each other through a circle: most of them alike, some with a tie."""
    draw = random.Random(seed)
    people = draw.randint(4, 7)
    members = range(FIRST, FIRST + people)
    arcs = [arc for m in members for arc in ((0, m, 8), (HUB, m, 3), (m, HUB, 0))]
    for _ in range(draw.randint(0, 2)):
        one, other, cost = draw.choice([0, *members]), draw.choice(members), draw.choice([1, 2, 3])
        arcs += [(one, other, cost), (other, one, cost)]
    size = FIRST + 2 * people
    arcs += [(m, m + people, draw.choice([0, 2, 2, 2, 4])) for m in members]
    boards = []
    for _ in range(draw.randint(1, 2)):
        sitting = draw.sample(list(members), draw.randint(2, people))
        asks = tuple(range(size, size + len(sitting)))
        arcs += [(m + people, ask, 1) for m, ask in zip(sitting, asks, strict=True)]
        size += len(asks)
        weights = tuple(draw.choice([1, 1, 2]) for _ in asks) if draw.random() < 0.3 else None
        boards.append(Threshold(draw.randint(1, len(asks)), asks, None, weights))
    return Instance(size, 0, tuple(arcs), Threshold(draw.randint(1, len(boards)), tuple(boards)))


@pytest.mark.parametrize("seed", range(10))
def test_counting_alike_members_leaves_the_least_cost_as_it_is(seed: int) -> None:
    instance = make_boards(seed)
    problem = build_problem(instance)
    assert isinstance(problem, Problem)
    least = solve(instance, seconds=None, method="dynamic").value
    assert least is not None
    found = search_integer(problem, [], sum(problem.graph.costs), WHENEVER)
    assert (found.complete, found.bound) == (True, least)
    assert search_integer(problem, [], least - 1, WHENEVER).arcs is None
    assert bound_by_count(problem, [], sum(problem.graph.costs), WHENEVER) <= least
    assert bound_by_count(problem, [], least, WHENEVER) <= least


def test_how_many_there_must_be_bounds_what_boards_that_share_their_members_cost() -> None:
    """Each two of three make up a board of which one must say yes: two people, where half of each would be one and a
    half. One of them is reached for 8, the other for 3 through the circle, and each is convinced for 2."""
    members = range(FIRST, FIRST + 3)
    arcs = [arc for m in members for arc in ((0, m, 8), (HUB, m, 3), (m, HUB, 0), (m, m + 3, 2))]
    boards = tuple(Threshold(1, pair) for pair in ((5, 6), (6, 7), (5, 7)))
    instance = Instance(8, 0, tuple(arcs), Threshold(3, boards))
    problem = build_problem(instance)
    assert isinstance(problem, Problem)
    assert bound_by_count(problem, [], 100, WHENEVER) == 15 == solve(instance).value


def test_only_those_are_alike_whom_neither_contacts_nor_convincing_nor_votes_set_apart() -> None:
    # Members 2 to 7 know each other through the circle 1. 2, 3 and 4 are alike; 5 takes more convincing, 6 has a tie
    # to us, and 7 has two votes.
    members = range(FIRST, 8)
    arcs = [arc for m in members for arc in ((0, m, 8), (HUB, m, 3), (m, HUB, 0))]
    arcs += [(m, m + 6, 4 if m == 5 else 2) for m in members]
    arcs = [(0, 6, 1) if arc == (0, 6, 8) else arc for arc in arcs]
    votes = Threshold(4, tuple(m + 6 for m in members), None, (1, 1, 1, 1, 1, 2))
    problem = build_problem(Instance(14, 0, tuple(arcs), votes))
    assert isinstance(problem, Problem)
    graph = problem.graph
    groups = [[{graph.tails[arc] for arc in arcs} for arcs in group] for group in list_alike(problem)]
    before = {new: old for old, new in problem.number.items()}
    assert [[{before[node] for node in nodes} for nodes in group] for group in groups] == [[{2}, {3}, {4}]]


def test_a_board_of_a_hundred_with_ties_across_it_is_proven() -> None:
    content = make_levels((105,), 0.4, 0).build()
    way = build_scenario(build_case(content, GOAL, DAY, [US]), build_settings()).find_way(WHENEVER)
    assert way is not None
    assert (way.effort, way.settled) == (268, True)
