"""The pipeline: simplify, bound from both sides, delete what cannot help, and finish exactly."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.steiner.ascent import Dual, ascend, find_conjuncts, find_superfluous, find_units
from samverkan.decisions.steiner.clock import Clock, Progress, start_clock
from samverkan.decisions.steiner.dynamic import search
from samverkan.decisions.steiner.graph import find_distances
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.problem import (
    Incumbent,
    Problem,
    accept,
    build_problem,
    improve,
    narrow,
    to_solution,
)

SMALL = 12_000  # labels that a search may settle before the larger tools are fetched


def solve(
    instance: Instance,
    *,
    seconds: float | None = 20.0,
    on_progress: Progress | None = None,
    method: str = "auto",
) -> Solution:
    """Find the cheapest arborescence from the root that meets the need, with a certified lower bound.

    Stops after `seconds` (None: never) with the best that it found. `method` forces one way to finish, "dynamic" or
    "cuts"; it is meant for tests.
    """
    clock = start_clock(seconds, on_progress)
    problem = build_problem(instance)
    best = Incumbent()
    if problem is False:
        return Solution(None, 0, (), frozenset())
    if problem is True:
        best = Incumbent(0, (), 0)
    else:
        _solve_problem(problem, best, clock, method)
    return to_solution(instance, best)


def _solve_problem(problem: Problem, best: Incumbent, clock: Clock, method: str) -> None:
    improve(problem, best, problem.graph.costs)
    reduced = _reduce(problem, best, clock)
    if reduced is None:
        return
    problem, dual = reduced
    if method != "cuts":
        labels = SMALL if method == "auto" else 1 << 60
        outcome = search(problem.graph, problem.formula, dual, best.most, labels=labels, is_late=clock.is_late)
        best.raise_bound(outcome.bound)
        if outcome.arcs is not None:
            accept(problem, best, outcome.arcs)
        if outcome.complete:
            best.bound = best.value
    if method != "dynamic" and not best.proven:
        from samverkan.decisions.steiner.refine import refine

        refine(problem, dual, best, clock)
    clock.tell(best)


def _reduce(problem: Problem, best: Incumbent, clock: Clock) -> tuple[Problem, Dual] | None:
    """Shrink a problem by dual ascent until little is gained; None when the incumbent is proven on the way."""
    while True:
        dual = _find_dual(problem, best)
        best.raise_bound(dual.bound)
        clock.tell(best)
        if best.proven:
            return None
        graph = problem.graph
        marks = find_superfluous(graph, problem.formula, dual, best.most - dual.bound)
        left = len(marks) - sum(marks)
        smaller = narrow(graph, problem.need, lambda arc: not marks[arc])
        if isinstance(smaller, bool):
            best.bound = best.value
            return None
        if left > 0.9 * len(marks) or clock.is_late():
            return smaller, _find_dual(smaller, best)
        problem = smaller


def _find_dual(problem: Problem, best: Incumbent) -> Dual:
    """Find a good dual solution, and improve the incumbent over the arcs that it saturates."""
    graph, formula = problem.graph, problem.formula
    duals = []
    for order, share in _vary(problem):
        dual = ascend(graph, formula, order, share=share)
        duals.append(dual)
        big = sum(graph.costs) + 1
        improve(problem, best, [big * rest + cost for rest, cost in zip(dual.residual, graph.costs, strict=True)])
        if dual.bound >= best.value:
            break
    return max(duals, key=lambda dual: dual.bound)


def _vary(problem: Problem) -> Iterator[tuple[list[int], int]]:
    """Give the orders of conjuncts, and the shares of units under a gate, that are worth trying."""
    distance = find_distances(problem.graph, problem.graph.costs, [problem.graph.root])
    units = problem.formula.units
    near = [min(distance[node] for node in nodes) for nodes in units]
    conjuncts = find_conjuncts(problem.formula)
    far = [max(near[unit] for unit in find_units(part)) for part in conjuncts]
    order = sorted(range(len(conjuncts)), key=lambda index: (-far[index], index))
    top = max(near)
    shares = [0] if len(conjuncts) == len(units) else [max(1, top // 4), max(1, top // 2), top, 0]
    for share in shares:
        yield order, share
        yield order[::-1], share
