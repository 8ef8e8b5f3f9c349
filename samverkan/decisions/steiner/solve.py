"""The pipeline: simplify, bound from both sides, delete what cannot help, and finish exactly."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from samverkan.decisions.steiner.ascent import Dual, find_superfluous
from samverkan.decisions.steiner.clock import Clock, Progress, TimedProgress, join_progress, start_clock
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.presolve import reduce_problem
from samverkan.decisions.steiner.problem import (
    Incumbent,
    Problem,
    build_problem,
    find_known,
    narrow,
    note_outcome,
    to_solution,
)
from samverkan.decisions.steiner.recombine import recombine
from samverkan.decisions.steiner.undirected import read_net
from samverkan.decisions.steiner.unrooted import search_briefly, solve_net

SMALL = 40_000  # labels that a search may settle before the larger tools are fetched
EACH = 30  # of these, for each arc, at most
FEW_ARCS = 100  # that many arcs, at most, are settled by one integer program
STEPS = 6  # the part of the gap that the first target is above the bound; less after each that was hard
WORTHWHILE = 0.35  # a graph that keeps more of its arcs than this is solved whole instead
FEW = 3  # that many targets, at most, are tried one after the other all the same


def solve(
    instance: Instance,
    *,
    seconds: float | None = 20.0,
    on_progress: Progress | None = None,
    progress: TimedProgress | None = None,
    floor: int = 0,
    known: Collection[int] = (),
    most: int | None = None,
    method: str = "auto",
) -> Solution:
    """Find the cheapest arborescence from the root that meets the need, with a certified lower bound.

    Stops after `seconds` (None: never) with the best that it found. `on_progress` is told value and bound after each
    phase, `progress` at most every fifth of a second, with the seconds so far. `floor` is a lower bound that the
    caller can vouch for, `known` the arcs of a solution (not used when they meet the need no longer): solving ends as
    soon as the two meet. What costs more than `most` is of no interest: where there is nothing else the value is None,
    and the bound is `most` + 1 once that is proven. `method` forces one way to finish, "dynamic" or "cuts"; it is
    meant for tests.
    """
    clock = start_clock(seconds, join_progress(on_progress, progress))
    best = find_known(instance, known)
    if most is not None and best.value > most:
        best = Incumbent(most + 1)
    best.raise_bound(floor)
    net = None if best.proven else read_net(instance)
    problem = True if best.proven or net else build_problem(instance)
    if problem is False:
        return Solution(None, 0 if most is None else most + 1, (), frozenset())
    if net:
        solve_net(instance, net, best, clock, method)
    elif problem is True:
        best = best if best.proven else Incumbent(0, (), 0)
    else:
        _solve_problem(problem, best, clock, method)
    if most is not None and best.value > most:
        return Solution(None, best.bound, (), frozenset())
    return to_solution(instance, best)


def _solve_problem(problem: Problem, best: Incumbent, clock: Clock, method: str) -> None:
    reduced = reduce_problem(problem, best, clock)
    tries = 0  # at targets that a presolve does not settle; at the first of them a better incumbent is sought instead
    while reduced and not best.proven and not clock.is_late():
        if _try_target(*reduced, best, clock, method, tries) and not best.proven:
            tries += 1
            if tries == 1:
                recombine(*reduced, best, clock, most=1)
    clock.tell(best)


def _try_target(problem: Problem, dual: Dual, best: Incumbent, clock: Clock, method: str, tries: int) -> bool:
    """Settle whether a solution exists that costs little more than the bound; or any, when that deletes too little.

    The less a solution may cost, the more can be deleted: several small graphs are faster than a large one. Either
    the cheapest solution is found, or the bound rises above the target. Tells whether a presolve is not enough; what
    is more is not done in the first of the `tries`.
    """
    target = best.bound + (best.value - best.bound - 1) // max(1, STEPS - 2 * max(0, tries - 1))
    marks = find_superfluous(problem.graph, problem.formula, dual, target - dual.bound)
    if len(marks) - sum(marks) > WORTHWHILE * len(marks) and best.most - target > FEW:
        target = best.most
        marks = bytearray(len(marks))
    goal = Incumbent(target + 1, best.arcs if target == best.most else (), best.bound)
    smaller = narrow(problem.graph, problem.need, marks)
    inner = replace(clock, on_progress=lambda _value, _bound: clock.tell(best))
    reduced = None
    if isinstance(smaller, bool):
        goal.bound = goal.value
    elif (reduced := reduce_problem(smaller, goal, inner)) and tries:
        _finish(*reduced, goal, inner, method)
    if goal.arcs:
        best.value, best.arcs = goal.value, goal.arcs
    best.raise_bound(goal.bound)
    return reduced is not None


def _finish(problem: Problem, dual: Dual, best: Incumbent, clock: Clock, method: str) -> None:
    arcs = len(problem.graph.heads)
    if method != "cuts":
        labels = 1 << 60 if method == "dynamic" else min(SMALL, EACH * arcs)
        search_briefly(problem, dual, best, clock, labels)
    if method == "auto" and arcs <= FEW_ARCS and not best.proven:
        from samverkan.decisions.steiner.integer import search_integer

        note_outcome(problem, best, search_integer(problem, best.most, clock))
    if method != "dynamic" and not best.proven:
        from samverkan.decisions.steiner.refine import refine

        refine(problem, dual, best, clock)
