"""What the optimiser claims along the way: bounds below every solution, deletions that leave one, unions that help."""

from __future__ import annotations

import random

import pytest

from samverkan.decisions.formula import Threshold
from samverkan.decisions.steiner import Instance, solve
from samverkan.decisions.steiner.ascent import find_superfluous
from samverkan.decisions.steiner.charge import charge_dual, find_factor, find_levels, scale
from samverkan.decisions.steiner.dynamic import search
from samverkan.decisions.steiner.gates import build_gates
from samverkan.decisions.steiner.graph import build_graph
from samverkan.decisions.steiner.problem import Incumbent, Problem, build_problem, improve, match_units, narrow
from samverkan.decisions.steiner.rows import Cut, Prices, find_broken, find_terms, list_flows, move_rows
from samverkan.decisions.steiner.table import search_table


def draw_problem(seed: int, *, nested: bool = False) -> tuple[Problem, int]:
    """Draw a connected contact graph with some groups and a quorum; the problem and its least cost.

    A `nested` one has a joint way within a choice, and a choice within a quorum.
    """
    draw = random.Random(seed)
    size = 24
    arcs: list[tuple[int, int, int]] = []
    for node in range(1, size):
        for other in {draw.randrange(node), draw.randrange(size)} - {node}:
            cost = draw.choice([1, 2, 3, 5])
            arcs += [(node, other, cost), (other, node, cost)]
    named = draw.sample(range(1, size), 9)
    need = Threshold(4, (named[0], Threshold(1, tuple(named[1:3])), named[3], Threshold(2, tuple(named[4:9]))))
    if nested:
        inner = Threshold(1, (Threshold(2, tuple(named[6:8])), named[8]))
        need = Threshold(
            2, (Threshold(1, (Threshold(2, tuple(named[:2])), *named[2:4])), Threshold(2, (*named[4:6], inner)))
        )
    instance = Instance(size, 0, tuple(arcs), need)
    problem = build_problem(instance)
    value = solve(instance, seconds=None).value
    assert isinstance(problem, Problem) and value is not None
    return problem, value


def draw_prices(problem: Problem, seed: int) -> Prices:
    """Draw prices for flow rows and cuts, far too high some of them."""
    draw = random.Random(seed)
    best = Incumbent()
    improve(problem, best, problem.graph.costs)
    fine = scale(problem)
    cuts = find_levels(charge_dual(fine, [], find_factor(problem)))
    rows = [*list_flows(problem, range(len(problem.graph.heads))), *cuts]
    return [(row, draw.choice([0.1, 0.7, 2.5]) * draw.random()) for row in rows if draw.random() < 0.3]


@pytest.mark.parametrize("seed", range(25))
def test_no_prices_lift_the_bound_above_the_optimum(seed: int) -> None:
    problem, value = draw_problem(seed)
    factor = find_factor(problem)
    for attempt in range(4):
        dual = charge_dual(scale(problem), draw_prices(problem, attempt), factor)
        assert dual.bound <= value * factor
        assert min(dual.residual) >= 0


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_a_search_finds_the_optimum_whatever_the_prices_of_cuts(seed: int, nested: bool) -> None:
    problem, value = draw_problem(seed, nested=nested)
    fine, factor = scale(problem), find_factor(problem)
    cuts = find_levels(charge_dual(fine, [], factor))
    shares = [Cut(1 << unit, frozenset(nodes)) for unit, nodes in enumerate(fine.formula.units)]
    for attempt in range(6):
        draw = random.Random(attempt)
        prices: Prices = [(row, draw.choice([0.2, 2.0]) * draw.random()) for row in [*shares, *cuts]]
        dual = charge_dual(fine, prices, factor)
        for most in (value * factor - 1, value * factor, value * factor + draw.randrange(3 * factor)):
            outcome = search(fine.graph, fine.formula, dual, most, labels=1 << 60)
            assert outcome.complete
            assert outcome.bound == min(value * factor, most + 1)


@pytest.mark.parametrize("seed", range(25))
def test_what_prices_delete_leaves_a_cheapest_solution(seed: int) -> None:
    problem, value = draw_problem(seed)
    fine, factor = scale(problem), find_factor(problem)
    for attempt in range(4):
        dual = charge_dual(fine, draw_prices(problem, attempt), factor)
        marks = find_superfluous(fine.graph, fine.formula, dual, value * factor - dual.bound)
        smaller = narrow(problem.graph, problem.need, marks)
        assert isinstance(smaller, Problem)
        graph = smaller.graph
        arcs = tuple(zip(graph.tails, graph.heads, graph.costs, strict=True))
        assert solve(Instance(graph.size, graph.root, arcs, smaller.need), seconds=None).value == value


@pytest.mark.parametrize("seed", range(25))
def test_a_pruned_solution_breaks_no_flow_row(seed: int) -> None:
    problem, _ = draw_problem(seed)
    best = Incumbent()
    improve(problem, best, problem.graph.costs)
    used = [float(origin in best.arcs) for origin in problem.graph.origin]
    for row in list_flows(problem, range(len(used))):
        plus, minus = find_terms(problem.graph, row)
        assert sum(used[arc] for arc in plus) >= sum(used[arc] for arc in minus)
    assert find_broken(problem, used) == []


@pytest.mark.parametrize("seed", range(10))
def test_moved_flow_rows_tell_of_the_same_arcs(seed: int) -> None:
    problem, _ = draw_problem(seed)
    draw = random.Random(seed)
    smaller = narrow(problem.graph, problem.need, bytearray(draw.random() < 0.1 for _ in problem.graph.heads))
    if not isinstance(smaller, Problem):
        return
    rows = list_flows(problem, range(len(problem.graph.heads)))
    moved = move_rows(rows, problem, smaller, match_units(problem, smaller))
    left = set(smaller.graph.origin)
    for old, new in zip(rows, moved, strict=True):
        if new is None:
            continue
        for before, after in zip(find_terms(problem.graph, old), find_terms(smaller.graph, new), strict=True):
            assert {problem.graph.origin[arc] for arc in before} & left == {smaller.graph.origin[arc] for arc in after}


def test_a_table_stands_a_node_that_the_root_does_not_reach() -> None:
    """What a deletion has cut off may still lead to a goal: here 0 → 1 → 2 costs 5, and 3 → 2 would cost 1."""
    graph = build_graph(4, 0, [(0, 1, 2, 0), (1, 2, 3, 1), (3, 2, 1, 2)])
    problem = Problem(graph, Threshold(1, (2,)), build_gates(Threshold(1, (2,))))
    factor = find_factor(problem)
    fine = scale(problem)
    outcome = search_table(problem, fine, charge_dual(fine, [], factor), factor, 9, lambda: False)
    assert (outcome.complete, outcome.bound, outcome.arcs) == (True, 5, (0, 1))
