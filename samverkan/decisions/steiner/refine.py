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
from samverkan.decisions.steiner.dynamic import Outcome, search
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
from samverkan.decisions.steiner.table import estimate_seconds, search_table
from samverkan.decisions.steiner.tree import grow_tree

ROUNDS = 16  # rounds of cuts between two looks at the graph, at least; in small graphs up to twice as many
ROUND_ARCS = 60_000  # arcs that these rounds may look at in all
LABELS = 4_000  # what the first search may settle; each one after it twice as much
STARTERS = 1_500  # arcs that a model starts with, at least
PATIENCE = 2.0  # what the first table may take, estimated in seconds; each one after it twice as much


def refine(problem: Problem, dual: Dual, best: Incumbent, clock: Clock) -> None:
    """Close the gap of a problem, or stop when it is late."""
    cuts = find_levels(dual)
    residual = _finish(problem, [], best, clock, 0)
    for step in range(64):
        if best.proven or clock.is_late():
            return
        relaxation = build_relaxation(problem, cuts, _choose_arcs(problem, best, residual))
        prices = _tighten(relaxation, best, clock)
        smaller = _shrink(problem, prices, best)
        clock.tell(best)
        if smaller is None or clock.is_late():
            return
        matches = match_units(problem, smaller)
        cuts = [moved for cut in relaxation.cuts if (moved := _move(cut, smaller, matches))]
        prices = [(moved, price) for cut, price in prices if (moved := _move(cut, smaller, matches))]
        residual = _finish(smaller, prices, best, clock, step)
        problem = smaller


def _tighten(relaxation: Relaxation, best: Incumbent, clock: Clock) -> Prices:
    """Add some rounds of violated cuts, and follow each fractional solution to a tree."""
    problem = relaxation.problem
    costs = problem.graph.costs
    prices: Prices = []
    rounds = min(2 * ROUNDS, max(ROUNDS, ROUND_ARCS // max(1, len(costs))))
    for count in range(rounds):
        if not solve_relaxation(relaxation, clock):
            break
        prices = [(relaxation.cuts[index], price) for index, price in find_prices(relaxation)]
        values = relaxation.values
        if count % 4 == 3:
            improve(problem, best, [int(1000 * cost * (1 - min(1.0, values[arc]))) for arc, cost in enumerate(costs)])
        cuts = separate(relaxation)
        clock.tell(best)
        if clock.is_late() or not add_cuts(relaxation, cuts):
            break
    return prices


def _choose_arcs(problem: Problem, best: Incumbent, residual: list[int]) -> list[int]:
    """Choose the arcs that the model starts with: those of a solution, and those of the least reduced cost."""
    tree = () if best.arcs else grow_tree(problem.graph, problem.formula, problem.graph.costs) or ()
    held = {*best.arcs, *(problem.graph.origin[arc] for arc in tree)}
    ranked = sorted(range(len(residual)), key=lambda arc: (problem.graph.origin[arc] not in held, residual[arc], arc))
    return sorted(ranked[: max(STARTERS, len(ranked) // 8)])


def _shrink(problem: Problem, prices: Prices, best: Incumbent) -> Problem | None:
    """Delete what the dual of the cuts proves superfluous; None when the incumbent is proven by that."""
    fine, factor = scale(problem), find_factor(problem)
    dual = charge_dual(fine, prices, factor)
    best.raise_bound(-(-dual.bound // factor))
    if best.proven:
        return None
    marks = find_superfluous(fine.graph, fine.formula, dual, best.most * factor - dual.bound)
    smaller = narrow(problem.graph, problem.need, marks)
    if isinstance(smaller, bool):
        best.bound = best.value
        return None
    return smaller


def _finish(problem: Problem, prices: Prices, best: Incumbent, clock: Clock, step: int) -> list[int]:
    """Try to finish by a table, then a search, with the finest dual there is; the reduced costs that it leaves."""
    fine, factor = scale(problem), find_factor(problem)
    dual = charge_dual(fine, prices, factor)
    if estimate_seconds(problem) <= PATIENCE * (1 << step):
        outcome = search_table(problem, fine, dual, factor, best.most, clock.is_late)
        _note(problem, best, outcome, 1)
    if not best.proven:
        most, labels = best.most * factor, LABELS << step
        outcome = search(fine.graph, fine.formula, dual, most, labels=labels, is_late=clock.is_late)
        _note(problem, best, outcome, factor)
    clock.tell(best)
    return dual.residual


def _note(problem: Problem, best: Incumbent, outcome: Outcome, factor: int) -> None:
    best.raise_bound(-(-outcome.bound // factor))
    if outcome.arcs is not None:
        accept(problem, best, outcome.arcs)
    if outcome.complete:
        best.bound = best.value


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
