"""The exact finish for hard problems: rounds of cuts, a finer dual, a smaller graph, a search; again and again.

How much each part may do grows by counts, never by the deadline, so that the answer does not depend on the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.steiner.ascent import Dual, find_superfluous
from samverkan.decisions.steiner.charge import charge_dual, find_factor, find_levels, scale
from samverkan.decisions.steiner.cuts import (
    Relaxation,
    add_cuts,
    build_relaxation,
    drop_idle,
    find_costs,
    find_norm,
    find_prices,
    separate,
    set_costs,
    solve_relaxation,
)
from samverkan.decisions.steiner.dynamic import search
from samverkan.decisions.steiner.integer import search_integer
from samverkan.decisions.steiner.problem import Incumbent, Problem, improve, match_units, narrow, note_outcome
from samverkan.decisions.steiner.rows import Cut, Prices, Row, find_broken, list_flows, move_rows
from samverkan.decisions.steiner.table import estimate_seconds, search_table
from samverkan.decisions.steiner.tree import grow_tree

ROUNDS = 200  # rounds of cuts between two looks at the graph, at most
PERIOD = 4  # after so many rounds the costs are taken as they are
NOISE = 0.01  # by how much more an arc may seem to cost in between: equal costs make the solver slow
WORTHWHILE = 0.08  # a graph that loses more of its arcs than this is built anew
WINDOW = 5  # bounds that are looked back at
FLAT = 0.08  # what part of the gap they close at least, or else the search gets its turn
LABELS = 40_000  # what a search may settle; twice as much after each step that hardly made the graph smaller
STARTERS = 1_500  # arcs that a model starts with, at least
FIRST = 0.02  # what a table may take before there is a linear model, estimated in seconds
PATIENCE = 0.03  # what the first one after it may take; each one later twice as much
STALLED, STEPS = 2, 30  # steps that hardly made the graph smaller: when an integer program is tried; what is counted
FEW_ARCS, CASES = 3_000, 200  # the largest graph for that, and its cases the first time; then twice as many, and so on
MANY = 16  # units beyond which an integer program is tried at once, and searches are brief
LARGE = 8_000  # arcs that make a table worth as much time again: rounds of rows are slow then


def refine(problem: Problem, dual: Dual, best: Incumbent, deadline: Deadline) -> None:
    """Close the gap of a problem, or stop when it is late."""
    rows: list[Row] = [*find_levels(dual)]
    residual = dual.residual
    if len(problem.formula.units) <= MANY and estimate_seconds(problem) < FIRST:
        residual = _finish(problem, rows, [], best, deadline, 0)
    step = 0
    while not best.proven and not deadline.is_late():
        arcs = _choose_arcs(problem, best, residual)
        relaxation = build_relaxation(problem, rows + list_flows(problem, arcs), arcs)
        prices, marks = _tighten(relaxation, best, deadline)
        best.tell(deadline)
        smaller = best.proven or deadline.is_late() or narrow(problem.graph, problem.need, marks)
        if isinstance(smaller, bool):
            best.bound = best.bound if deadline.is_late() else best.value
            return
        if sum(marks) < WORTHWHILE * len(marks):
            step = min(step + 1, STEPS)
        matches = match_units(problem, smaller)
        rows = [row for row in move_rows(relaxation.rows, problem, smaller, matches) if isinstance(row, Cut)]
        moved = move_rows([row for row, _ in prices], problem, smaller, matches)
        prices = [(row, price) for row, (_, price) in zip(moved, prices, strict=True) if row]
        residual = _finish(smaller, rows, prices, best, deadline, step)
        problem = smaller


def _tighten(relaxation: Relaxation, best: Incumbent, deadline: Deadline) -> tuple[Prices, bytearray]:
    """Add rounds of rows that the solution violates, until many arcs are superfluous or the bound rises no more.

    Gives the best prices, and marks what no solution that is better than the incumbent uses.
    """
    problem = relaxation.problem
    exact = find_costs(problem)
    noisy = _disturb(exact, best)
    found = _Found([], bytearray(len(exact)), [0])
    for count in range(ROUNDS):
        plain = count % PERIOD == 0
        set_costs(relaxation, exact if plain else noisy)
        if not solve_relaxation(relaxation, deadline):
            break
        _follow(problem, best, relaxation.values, deadline)
        best.tell(deadline)
        if plain:
            _note_prices(relaxation, found, best)
        elif count % PERIOD == PERIOD - 1:
            drop_idle(relaxation)
        if best.proven or deadline.is_late() or found.is_enough(best.value * find_factor(problem)):
            break
        fresh = find_broken(problem, relaxation.values) + separate(relaxation)
        if not add_cuts(relaxation, fresh) and plain:
            break
    return found.prices, found.marks


@dataclass(slots=True)
class _Found:
    """What rounds of rows have found: the prices of the best bound, what is superfluous, and each bound."""

    prices: Prices
    marks: bytearray
    bounds: list[int]

    def is_enough(self, value: int) -> bool:
        """Tell whether a smaller graph is worth building, or the last bounds closed little of the gap."""
        if sum(self.marks) > WORTHWHILE * len(self.marks):
            return True
        gap = value - max(self.bounds)
        return len(self.bounds) > WINDOW and max(self.bounds) - self.bounds[-WINDOW] < FLAT * gap


def _follow(problem: Problem, best: Incumbent, values: Sequence[float], deadline: Deadline) -> None:
    """Follow a fractional solution to a tree."""
    costs = problem.graph.costs
    left = [int(1000 * cost * (1 - min(1.0, values[arc]))) for arc, cost in enumerate(costs)]
    improve(problem, best, left, deadline)


def _note_prices(relaxation: Relaxation, found: _Found, best: Incumbent) -> None:
    problem = relaxation.problem
    fine, factor = scale(problem), find_factor(problem)
    norm = find_norm(problem)
    prices = [(relaxation.rows[index], price * norm) for index, price in find_prices(relaxation)]
    dual = charge_dual(fine, prices, factor)
    if dual.bound >= max(found.bounds):
        found.prices = prices
    found.bounds.append(dual.bound)
    best.raise_bound(-(-dual.bound // factor))
    marks = find_superfluous(fine.graph, fine.formula, dual, best.most * factor - dual.bound)
    found.marks = bytearray(old or new for old, new in zip(found.marks, marks, strict=True))


def _disturb(costs: list[float], best: Incumbent) -> list[float]:
    """Make costs differ a little; by less in all than a whole unit, as far as can be told."""
    draw = Random(1)
    noise = min(NOISE, 0.5 / max(1, best.value))
    return [cost * (1 + noise * draw.random()) for cost in costs]


def _choose_arcs(problem: Problem, best: Incumbent, residual: list[int]) -> list[int]:
    """Choose the arcs that the model starts with: those of a solution, and those of the least reduced cost."""
    tree = () if best.arcs else grow_tree(problem.graph, problem.formula, problem.graph.costs) or ()
    held = {*best.arcs, *(problem.graph.origin[arc] for arc in tree)}
    ranked = sorted(range(len(residual)), key=lambda arc: (problem.graph.origin[arc] not in held, residual[arc], arc))
    return sorted(ranked[: max(STARTERS, len(ranked) // 8)])


def _finish(
    problem: Problem, rows: Sequence[Row], prices: Prices, best: Incumbent, deadline: Deadline, step: int
) -> list[int]:
    """Try to finish by a table, then a search, with the finest dual there is; the reduced costs that it leaves."""
    fine, factor = scale(problem), find_factor(problem)
    dual = charge_dual(fine, [(row, price) for row, price in prices if isinstance(row, Cut)], factor)
    if not best.proven and estimate_seconds(problem) <= PATIENCE * (1 << step) * (1 + len(dual.residual) // LARGE):
        outcome = search_table(problem, fine, dual, factor, best.most, deadline.is_late)
        note_outcome(problem, best, outcome)
    many = len(problem.formula.units) > MANY
    if step >= (1 if many else STALLED) and len(dual.residual) <= FEW_ARCS and not best.proven:
        cases = CASES << max(0, step - STALLED)
        note_outcome(problem, best, search_integer(problem, rows, best.most, deadline, cases=cases))
    if prices and not best.proven:
        most, labels = best.most * factor, (LABELS << step) // (1 + len(problem.formula.units) // MANY)
        outcome = search(fine.graph, fine.formula, dual, most, labels=labels, is_late=deadline.is_late)
        note_outcome(problem, best, outcome, factor)
    best.tell(deadline)
    return dual.residual
