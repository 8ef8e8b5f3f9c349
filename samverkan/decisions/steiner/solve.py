"""The pipeline: simplify, bound from both sides, delete what cannot help, and finish exactly."""

from __future__ import annotations

from samverkan.decisions.steiner.clock import Clock, Progress, start_clock
from samverkan.decisions.steiner.dynamic import search
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.presolve import reduce_problem
from samverkan.decisions.steiner.problem import Incumbent, Problem, accept, build_problem, to_solution

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
    reduced = reduce_problem(problem, best, clock)
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
