"""The pipeline: simplify, bound from both sides, delete what cannot help, and finish exactly."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic

from samverkan.decisions.deadline import Deadline, Listener, Stage, set_deadline
from samverkan.decisions.formula import Formula
from samverkan.decisions.steiner.alike import are_many_alike
from samverkan.decisions.steiner.ascent import Dual, find_superfluous
from samverkan.decisions.steiner.compact import compact, name_reached
from samverkan.decisions.steiner.counting import count_instance
from samverkan.decisions.steiner.dynamic import search
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.options import list_options
from samverkan.decisions.steiner.orders import settle_ties, solve_in_orders
from samverkan.decisions.steiner.peel import peel
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

SMALL = 40_000  # labels that a search may settle before the larger tools are fetched
EACH = 100  # labels for each arc that it may settle first
MANY = 8  # units that make each of them as dear again
FEW_ARCS = 100  # that many arcs, at most, are settled by one integer program
CASES = 500  # that many of a larger one's, where most of its units are alike
SHARED, COUNTABLE = 64, 5_000  # units from which on, and arcs up to which, it is counted how many ends there must be
STEPS = 6  # the part of the gap that the first target is above the bound; less after each that was hard
WORTHWHILE = 0.35  # a graph that keeps more of its arcs than this is solved whole instead
FEW = 3  # that many targets, at most, are tried one after the other all the same
PAUSE = 0.2  # seconds between two calls of a listener, at least

Progress = Callable[[int | None, int, float], None]


def solve(
    instance: Instance,
    *,
    seconds: float | None = 20.0,
    grace: float = 0.0,
    progress: Progress | None = None,
    floor: int = 0,
    known: Collection[int] = (),
    most: int | None = None,
    method: str = "auto",
) -> Solution:
    """Find the cheapest arborescence from the root that meets the need, with a certified lower bound.

    Stops after `seconds` (None: never; a first bound may take `grace` more) with the best that it found; `progress` is
    told value and bound, at most every fifth of a second, with the seconds so far. `floor` is a lower bound that the
    caller can vouch for, `known` the arcs of a solution (not used when they meet the need no longer): solving ends as
    soon as the two meet. What costs more than `most` is of no interest: where there is nothing else the value is None,
    and the bound is `most` + 1 once that is proven. `method` forces one way to finish, "dynamic" or "cuts"; it is meant
    for tests.

    Where costs are of several orders, the largest is settled first, and then, in the little that solutions of so much
    can be made of, one after the other of those below.
    """
    if method == "auto" and (counted := _count(instance, known, most)):
        return counted
    end = set_deadline(seconds).end
    last = None if end is None else end + grace
    smaller, nodes = compact(instance)
    peeled = peel(smaller)
    deadline = Deadline(end, listener=_throttle(progress, peeled.paid) if progress else None, last=last)
    if most is not None and most < peeled.paid:
        return Solution(None, most + 1, (), frozenset())
    left = None if most is None else most - peeled.paid
    solve_one = partial(_solve, method=method)
    given = (deadline, max(0, floor - peeled.paid), peeled.narrow(known), left)
    if instance.unit == 1:
        found = solve_one(peeled.instance, *given)
    else:
        found = solve_in_orders(peeled.instance, solve_one, *given)
    return name_reached(peeled.restore(found), nodes)


def settle(
    instance: Instance, *, known: Collection[int], among: Collection[int], floor: int, deadline: Deadline
) -> Solution:
    """Find what goes before a solution of the same largest order, as `settle_ties` does, over arcs of an instance."""
    arcs = sorted({*known, *among})
    place = {arc: number for number, arc in enumerate(arcs)}
    smaller, nodes = compact(replace(instance, arcs=tuple(instance.arcs[arc] for arc in arcs)))
    held, useful = [place[arc] for arc in known], [place[arc] for arc in sorted(among)]
    found = settle_ties(smaller, held, useful, floor, partial(_solve, method="auto"), deadline)
    return name_reached(replace(found, arcs=tuple(arcs[arc] for arc in found.arcs)), nodes)


def _count(instance: Instance, known: Collection[int], most: int | None) -> Solution | None:
    """Count a large board; what is known stays where it is as good."""
    counting = count_instance(instance)
    found = None if counting is None else counting.solve((), most)
    if found is not None and found.value is not None and known:
        held = find_known(instance, known)
        return to_solution(instance, replace(held, bound=found.bound)) if held.value == found.value else found
    return found


def _solve(
    instance: Instance, deadline: Deadline, floor: int, known: Collection[int], most: int | None, method: str
) -> Solution:
    best = find_known(instance, known)
    if most is not None and best.value > most:
        best = Incumbent(most + 1)
    best.raise_bound(floor)
    problem = True if best.proven else build_problem(instance, deadline)
    if problem is False:
        return Solution(None, 0 if most is None else most + 1, (), frozenset())
    if problem is True:
        best = best if best.proven else Incumbent(0, (), 0)
    else:
        _solve_problem(problem, best, deadline, method)
    if most is not None and best.value > most:
        return Solution(None, best.bound, (), frozenset())
    return to_solution(instance, best)


def _throttle(progress: Progress, paid: int) -> Listener:
    """Tell a listener at most every `PAUSE`, with what is paid beside, and the seconds since now."""
    start = monotonic()
    last = start - PAUSE

    def tell(stage: Stage) -> None:
        nonlocal last
        now = monotonic()
        if now - last >= PAUSE:
            last = now
            progress(None if stage.effort is None else stage.effort + paid, stage.bound + paid, now - start)

    return tell


def _solve_problem(problem: Problem, best: Incumbent, deadline: Deadline, method: str) -> None:
    reduced = reduce_problem(problem, best, deadline)
    if reduced and not best.proven and len(options := list_options(reduced[0].need)) > 1:
        _solve_options(reduced[0], options, best, deadline, method)
        return
    if reduced and method == "auto" and not (best.proven or deadline.is_late()) and is_shared(reduced[0]):
        _count_ends(*reduced, best, deadline)
    tries = 0  # at targets that a presolve does not settle; at the first of them a better incumbent is sought instead
    while reduced and not best.proven and not deadline.is_late():
        if _try_target(*reduced, best, deadline, method, tries) and not best.proven:
            tries += 1
    best.tell(deadline)


def is_shared(problem: Problem) -> bool:
    """Tell whether a need has many units, and some of their nodes stand in several of them, as members of boards do."""
    units = problem.formula.units
    ends = {node for nodes in units for node in nodes}
    return len(units) >= SHARED and len(ends) < sum(map(len, units)) and len(problem.graph.heads) <= COUNTABLE


def _count_ends(problem: Problem, dual: Dual, best: Incumbent, deadline: Deadline) -> None:
    from samverkan.decisions.steiner.charge import find_levels
    from samverkan.decisions.steiner.integer import bound_by_count

    best.raise_bound(bound_by_count(problem, find_levels(dual), best.most, deadline))
    best.tell(deadline)


def _solve_options(
    problem: Problem, options: Sequence[Formula], best: Incumbent, deadline: Deadline, method: str
) -> None:
    """Solve each option of a need as a problem of its own; the least of their bounds is that of the whole."""
    bounds = []
    for number, option in enumerate(options):
        part = narrow(problem.graph, option, bytearray(len(problem.graph.heads)))
        if isinstance(part, bool):
            continue  # an option without nodes
        case = Incumbent(best.value, best.arcs, best.bound)
        _solve_problem(part, case, deadline.share(len(options) - number), method)
        if case.value < best.value:
            best.value, best.arcs = case.value, case.arcs
        bounds.append(case.bound)
    best.raise_bound(min(bounds))
    best.tell(deadline)


def _try_target(problem: Problem, dual: Dual, best: Incumbent, deadline: Deadline, method: str, tries: int) -> bool:
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
    whole = not any(marks)
    smaller = whole or narrow(problem.graph, problem.need, marks)
    inner = replace(deadline, listener=lambda _: best.tell(deadline))
    reduced = (problem, dual) if whole else None
    if reduced:
        _finish(*reduced, goal, inner, method)
    elif isinstance(smaller, bool):
        goal.bound = goal.value
    elif (reduced := reduce_problem(smaller, goal, inner)) and tries:
        _finish(*reduced, goal, inner, method)
    if goal.arcs:
        best.value, best.arcs = goal.value, goal.arcs
    best.raise_bound(goal.bound)
    return reduced is not None


def _finish(problem: Problem, dual: Dual, best: Incumbent, deadline: Deadline, method: str) -> None:
    arcs = len(problem.graph.heads)
    if method != "cuts":
        labels = 1 << 60 if method == "dynamic" else min(SMALL, EACH * arcs) // (1 + len(problem.formula.units) // MANY)
        outcome = search(problem.graph, problem.formula, dual, best.most, labels=labels, is_late=deadline.is_late)
        note_outcome(problem, best, outcome)
    few = arcs <= FEW_ARCS
    if method == "auto" and not best.proven and (few or are_many_alike(problem)):
        from samverkan.decisions.steiner.charge import find_levels
        from samverkan.decisions.steiner.integer import search_integer

        cases = None if few else CASES
        note_outcome(problem, best, search_integer(problem, find_levels(dual), best.most, deadline, cases=cases))
    if method != "dynamic" and not best.proven:
        from samverkan.decisions.steiner.refine import refine

        refine(problem, dual, best, deadline)
