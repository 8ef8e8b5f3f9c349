"""Branching where rows leave a gap: a node is in the cheapest solution or it is not, and each case has a better bound.

The case with the lowest bound is always the next. It is divided by the node whose two cases raise the value of the
model most, which is tried for some that the model is least sure of.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Any

from samverkan.decisions.steiner.ascent import Dual, find_superfluous
from samverkan.decisions.steiner.cases import PATIENCE, Case, Search, add_rounds, certify, find_case, hold
from samverkan.decisions.steiner.problem import Problem
from samverkan.decisions.steiner.rows import Cut

ROUNDS, WINDOW = 12, 2  # rounds of rows in a case, at most, and how many of the last ones are looked at
CANDIDATES = 6  # nodes of which both cases are tried
UNSURE = 0.02  # what carries this much less than one, and more than nothing, is worth a case
REMAINS = 0.9  # a case that keeps more of its arcs than this is divided
STEPS = 100  # of the simplex, in which a node is tried


def branch(search: Search, case: Case, most: int | None) -> None:
    """Divide cases until the incumbent is proven, it is late, or there were `most` cases."""
    best = search.best
    heap = [case]
    while heap:
        best.raise_bound(-(-heap[0].bound // search.factor))
        search.clock.tell(best)
        if best.proven or search.clock.is_late() or (most is not None and search.serial >= 2 * most):
            return
        children = _divide(search, heappop(heap))
        if children is None:
            return
        for child in children:
            heappush(heap, child)
    best.bound = best.value


def _divide(search: Search, case: Case) -> list[Case] | None:
    """Bound a case, and divide it if that is not enough; None when the time was too short."""
    left = len(case.shut) - sum(case.shut)
    while True:
        inner = find_case(search, case)
        dual = _bound_case(search, case, inner)
        if dual is None:
            return None
        room = search.best.most * search.factor - dual.bound
        case.bound = max(case.bound, dual.bound)
        if room < 0:
            return []
        marks = find_superfluous(inner.graph, inner.formula, dual, room)
        case.shut = bytearray(old or new for old, new in zip(case.shut, marks, strict=True))
        before, left = left, len(case.shut) - sum(case.shut)
        if left > REMAINS * before:
            return _choose(search, case)


def _bound_case(search: Search, case: Case, inner: Problem) -> Dual | None:
    """Find an exact dual solution of a case after some rounds of rows; None when the time was too short."""
    if add_rounds(search, case, ROUNDS, WINDOW) is None and search.clock.is_late():
        return None
    return certify(search, case, inner)


def _choose(search: Search, case: Case) -> list[Case] | None:
    """Choose what a case is divided by: the node of which both cases raise the bound most, else an arc."""
    graph, values = search.problem.graph, search.relaxation.values
    if not values:
        return None
    enters = [0.0] * graph.size
    for arc, value in enumerate(values):
        enters[graph.heads[arc]] += value
    unsure = [node for node, value in enumerate(enters) if UNSURE < value < 1 - UNSURE and node not in case.held]
    if unsure:
        unsure.sort(key=lambda node: (abs(enters[node] - 0.5), node))
        tried = unsure[:CANDIDATES]
        hold(search, tried)
        node = max(tried, key=lambda node: (_try_node(search, case, node), -node)) if len(tried) > 1 else tried[0]
        return [_shut_node(search, case, node), _hold_node(search, case, node)]
    arc = min(range(len(values)), key=lambda arc: (abs(values[arc] - 0.5), arc))
    if abs(values[arc] - 0.5) > 0.5 - UNSURE:
        return [_shut(search, case, [], (), patience=case.patience - 1)] if case.patience else None
    others = [other for other in graph.into[graph.heads[arc]] if other != arc]
    return [_shut(search, case, [arc], ()), _shut(search, case, others, (graph.heads[arc],))]


def _shut_node(search: Search, case: Case, node: int) -> Case:
    graph = search.problem.graph
    return _shut(search, case, [*graph.into[node], *graph.out[node]], ())


def _hold_node(search: Search, case: Case, node: int) -> Case:
    return _shut(search, case, [], (node,))


def _shut(search: Search, case: Case, arcs: Sequence[int], nodes: tuple[int, ...], patience: int = PATIENCE) -> Case:
    shut = bytearray(case.shut)
    for arc in arcs:
        shut[arc] = 1
    search.serial += 1
    held = case.held + tuple(node for node in nodes if node not in case.held)
    return Case(case.bound, search.serial, shut, held, patience)


def _try_node(search: Search, case: Case, node: int) -> float:
    """Tell how much both cases of a node raise the value of the model, as a product."""
    import numpy as np

    relaxation = search.relaxation
    model, graph = relaxation.model, search.problem.graph
    gap = search.best.value - relaxation.value
    arcs = [arc for arc in (*graph.into[node], *graph.out[node]) if not case.shut[arc]]
    columns = np.array([relaxation.column[arc] for arc in arcs], dtype=np.int32)
    none = np.zeros(len(arcs))
    model.changeColsBounds(len(arcs), columns, none, none)
    without = _run_shortly(model)
    model.changeColsBounds(len(arcs), columns, none, np.full(len(arcs), np.inf))
    owner = 1 << (len(search.problem.formula.units) + search.owners[node])
    row = relaxation.first + relaxation.rows.index(Cut(owner, frozenset((node,))))
    model.changeRowBounds(row, 1.0, np.inf)
    within = _run_shortly(model)
    model.changeRowBounds(row, -np.inf, np.inf)
    rises = [min(gap, max(1e-3 * gap, value - relaxation.value)) for value in (without, within)]
    return rises[0] * rises[1]


def _run_shortly(model: Any) -> float:
    """Solve the model within a few steps; infinite when it has no solution."""
    import highspy

    model.setOptionValue("simplex_iteration_limit", STEPS)
    model.run()
    model.setOptionValue("simplex_iteration_limit", 2147483647)
    if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return float("inf")
    return float(model.getInfo().objective_function_value)
