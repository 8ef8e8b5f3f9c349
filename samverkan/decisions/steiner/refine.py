"""The exact finish for hard problems: rounds of cuts, a finer dual, a smaller graph, a search; again and again.

How much each part may do grows by counts, never by the clock, so that the answer does not depend on the machine.
"""

from __future__ import annotations

from samverkan.decisions.steiner.ascent import Dual, find_superfluous
from samverkan.decisions.steiner.clock import Clock
from samverkan.decisions.steiner.cuts import (
    Cut,
    Prices,
    Relaxation,
    add_cuts,
    build_relaxation,
    charge_dual,
    find_factor,
    find_levels,
    find_prices,
    scale,
    separate,
    solve_relaxation,
)
from samverkan.decisions.steiner.dynamic import search
from samverkan.decisions.steiner.problem import (
    GONE,
    MERGED,
    Incumbent,
    Problem,
    accept,
    improve,
    match_units,
    narrow,
)

ROUNDS = 8  # rounds of cuts between two looks at the graph
LABELS = 2_000  # what the first search may settle; each one after it half as much again


def refine(problem: Problem, dual: Dual, best: Incumbent, clock: Clock) -> None:
    """Close the gap of a problem, or stop when it is late."""
    cuts = find_levels(dual)
    labels = LABELS
    while not best.proven and not clock.is_late():
        relaxation = build_relaxation(problem, cuts)
        prices = _tighten(relaxation, best, clock)
        smaller = _shrink(problem, prices, best)
        clock.tell(best)
        if smaller is None:
            return
        matches = match_units(problem, smaller)
        cuts = [moved for cut in relaxation.cuts if (moved := _move(cut, smaller, matches))]
        prices = [(moved, price) for cut, price in prices if (moved := _move(cut, smaller, matches))]
        cuts += _finish(smaller, prices, best, clock, labels)
        labels += labels // 2
        problem = smaller


def _tighten(relaxation: Relaxation, best: Incumbent, clock: Clock) -> Prices:
    """Add some rounds of violated cuts, and follow each fractional solution to a tree."""
    problem = relaxation.problem
    costs = problem.graph.costs
    fine, factor = scale(problem), find_factor(problem)
    prices: Prices = []
    for count in range(ROUNDS):
        if not solve_relaxation(relaxation, clock.left()):
            break
        prices = find_prices(relaxation)
        values = relaxation.values
        if count % 4 == 3:
            improve(problem, best, [int(1000 * cost * (1 - min(1.0, values[arc]))) for arc, cost in enumerate(costs)])
        cuts = separate(relaxation)
        if count % 4 == 1:
            cuts += find_levels(charge_dual(fine, prices, factor))
        if clock.is_late() or not add_cuts(relaxation, cuts):
            break
    return prices


def _shrink(problem: Problem, prices: Prices, best: Incumbent) -> Problem | None:
    """Delete what the dual of the cuts proves superfluous; None when the incumbent is proven by that."""
    fine, factor = scale(problem), find_factor(problem)
    dual = charge_dual(fine, prices, factor)
    best.raise_bound(-(-dual.bound // factor))
    if best.proven:
        return None
    marks = find_superfluous(fine.graph, fine.formula, dual, best.most * factor - dual.bound)
    smaller = narrow(problem.graph, problem.need, lambda arc: not marks[arc])
    if isinstance(smaller, bool):
        best.bound = best.value
        return None
    return smaller


def _finish(problem: Problem, prices: Prices, best: Incumbent, clock: Clock, labels: int) -> list[Cut]:
    """Try to finish by a search with the finest dual there is; the cuts to go on with otherwise."""
    fine, factor = scale(problem), find_factor(problem)
    dual = charge_dual(fine, prices, factor)
    outcome = search(fine.graph, fine.formula, dual, best.most * factor, labels=labels, is_late=clock.is_late)
    best.raise_bound(-(-outcome.bound // factor))
    if outcome.arcs is not None:
        accept(problem, best, outcome.arcs)
    if outcome.complete:
        best.bound = best.value
    clock.tell(best)
    return find_levels(dual)


def _move(cut: Cut, smaller: Problem, matches: dict[int, int]) -> Cut | None:
    """Move a cut to a smaller problem; None when it says nothing there, or cannot be told."""
    mask = 0
    for old in range(cut.mask.bit_length()):
        if cut.mask >> old & 1:
            if matches.get(old, MERGED) == MERGED:
                return None
            mask |= 1 << matches[old] if matches[old] != GONE else 0
    nodes = frozenset(smaller.number[node] for node in cut.nodes if node in smaller.number)
    return Cut(mask, nodes) if mask else None
