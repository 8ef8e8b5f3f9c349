"""The linear relaxation with cuts, in HiGHS: one variable per arc, per unit and per gate.

Every cut row belongs to a family (see `ascent`), so that the row duals are a dual solution of the same kind as the
ascent's: rounded down to whole numbers on a fine scale, the bound holds exactly, whatever the tolerances of the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from samverkan.decisions.steiner.ascent import Dual, ascend, find_conjuncts, find_family, find_units, start_dual
from samverkan.decisions.steiner.clock import Clock
from samverkan.decisions.steiner.flow import WHOLE, Network, find_entering
from samverkan.decisions.steiner.formula import Gate, find_obstacle
from samverkan.decisions.steiner.graph import Graph
from samverkan.decisions.steiner.problem import Problem
from samverkan.decisions.steiner.rise import raise_together

FINE = 200_000  # what the costliest arc costs on the fine scale, about
ADMITTED = 400  # arcs let into the model at once
LEVELS = 12  # cuts taken over from one ball of the ascent, at most


@dataclass(frozen=True, slots=True)
class Cut:
    """A node set; what enters it is at least the unit's variable (one unit), or 1 (an obstacle)."""

    mask: int
    nodes: frozenset[int]


Prices = list[tuple[Cut, float]]


@dataclass(slots=True)
class Relaxation:
    """A HiGHS model with its cuts: columns are units, then gates, then the arcs that are let in so far.

    `column` gives the column of an arc, `first` is the first cut row, and `entering` holds each cut's arcs.
    """

    problem: Problem
    model: Any
    gates: list[Gate]
    first: int = 0
    column: dict[int, int] = field(default_factory=dict)
    cuts: list[Cut] = field(default_factory=list)
    entering: list[list[int]] = field(default_factory=list)
    known: set[Cut] = field(default_factory=set)
    values: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    value: float = 0.0


def build_relaxation(problem: Problem, cuts: Sequence[Cut], arcs: Iterable[int]) -> Relaxation:
    """Build the model with the rows of the gates, some cuts, and some arcs; these must hold a solution."""
    import highspy

    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model.silent()
    model.setOptionValue("threads", 1)
    model.setOptionValue("random_seed", 1)
    gates: list[Gate] = []
    relaxation = Relaxation(problem, model, gates)
    _list_gates(problem.formula.top, gates)
    _add_columns(model, [0.0] * (len(problem.formula.units) + len(gates)), [])
    _add_gate_rows(relaxation)
    relaxation.first = model.getNumRow()
    let_in(relaxation, arcs)
    add_cuts(relaxation, cuts)
    return relaxation


def let_in(relaxation: Relaxation, arcs: Iterable[int]) -> None:
    """Add the columns of some arcs."""
    graph, column = relaxation.problem.graph, relaxation.column
    fresh = [arc for arc in arcs if arc not in column]
    rows: dict[int, list[int]] = {arc: [] for arc in fresh}
    for row, entering in enumerate(relaxation.entering, start=relaxation.first):
        for arc in entering:
            if arc in rows:
                rows[arc].append(row)
    count = relaxation.model.getNumCol()
    column.update((arc, count + index) for index, arc in enumerate(fresh))
    _add_columns(relaxation.model, [float(graph.costs[arc]) for arc in fresh], [rows[arc] for arc in fresh])


def add_cuts(relaxation: Relaxation, cuts: Sequence[Cut]) -> int:
    """Add the cuts that are new; how many they were."""
    graph, units = relaxation.problem.graph, len(relaxation.problem.formula.units)
    lower, rows = [], []
    for cut in cuts:
        if cut in relaxation.known:
            continue
        entering = find_entering(graph, set(cut.nodes))
        relaxation.known.add(cut)
        relaxation.cuts.append(cut)
        relaxation.entering.append(entering)
        row = [(relaxation.column[arc], 1.0) for arc in entering if arc in relaxation.column]
        unit = cut.mask.bit_length() - 1
        alone = cut.mask == 1 << unit and unit < units
        rows.append([*row, (unit, -1.0)] if alone else row)
        lower.append(0.0 if alone else 1.0)
    _add_rows(relaxation.model, lower, rows)
    return len(rows)


def solve_relaxation(relaxation: Relaxation, clock: Clock) -> bool:
    """Solve the model, letting in arcs until none has a negative reduced cost; False when the time was too short."""
    while _run(relaxation.model, clock):
        prices = find_prices(relaxation)
        reduced = [float(cost) for cost in relaxation.problem.graph.costs]
        for index, price in prices:
            for arc in relaxation.entering[index]:
                reduced[arc] -= price
        wanted = [arc for arc, cost in enumerate(reduced) if cost < -1e-6 and arc not in relaxation.column]
        if not wanted:
            _take_values(relaxation)
            return True
        wanted.sort(key=lambda arc: (reduced[arc], arc))
        let_in(relaxation, wanted[:ADMITTED])
    return False


def _run(model: Any, clock: Clock) -> bool:
    import highspy

    model.setOptionValue("time_limit", model.getRunTime() + max(0.01, clock.left()))
    model.run()
    return bool(model.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def _take_values(relaxation: Relaxation) -> None:
    values = list(relaxation.model.getSolution().col_value)
    relaxation.shares = values[: len(relaxation.problem.formula.units)]
    relaxation.values = [0.0] * len(relaxation.problem.graph.heads)
    for arc, column in relaxation.column.items():
        relaxation.values[arc] = values[column]
    relaxation.value = relaxation.model.getObjectiveValue()


def separate(relaxation: Relaxation) -> list[Cut]:
    """Find cuts that the values violate: per unit, and per obstacle of every conjunct that is a gate."""
    problem = relaxation.problem
    graph, formula = problem.graph, problem.formula
    network = Network(graph, relaxation.values)
    share = [round(value * WHOLE) for value in relaxation.shares]
    cuts = []
    for part in find_conjuncts(formula):
        if isinstance(part, Gate):
            rank = [0] * len(formula.units)
            for unit in find_units(part):
                rank[unit] = network.measure(formula.units[unit], WHOLE)
            obstacle = find_obstacle(part, (), rank)
            nodes = {node for unit in obstacle for node in formula.units[unit]}
            mask = sum(1 << unit for unit in obstacle)
            cuts += [Cut(mask, frozenset(found)) for found in network.find_cuts(nodes, WHOLE)]
    for unit, goal in enumerate(formula.units):
        cuts += [Cut(1 << unit, frozenset(found)) for found in network.find_cuts(goal, share[unit])]
    return cuts


def find_levels(dual: Dual) -> list[Cut]:
    """Find the cuts that an ascent has raised; of a ball with many, those of the most dual value."""
    cuts = []
    for family, distance, radius in dual.balls:
        levels = [*sorted({inner for inner in distance.values() if inner < radius}), radius]
        gains = sorted(pairwise(levels), key=lambda pair: (pair[0] - pair[1], pair[0]))
        for level, _ in gains[:LEVELS]:
            inside = frozenset(node for node, inner in distance.items() if inner <= level)
            cuts.append(Cut(dual.masks[family], inside))
    return cuts


def find_prices(relaxation: Relaxation) -> list[tuple[int, float]]:
    """Find the cuts, by their index, that carry a dual value in the solution of the model."""
    duals = relaxation.model.getSolution().row_dual[relaxation.first :]
    return [(index, price) for index, price in enumerate(duals) if price > 1e-9]


def find_factor(problem: Problem) -> int:
    """Find the factor that brings costs to the fine scale."""
    return max(1, FINE // max(1, max(problem.graph.costs, default=1)))


def scale(problem: Problem) -> Problem:
    """Give the same problem with its costs on the fine scale."""
    factor = find_factor(problem)
    return replace(problem, graph=replace(problem.graph, costs=[cost * factor for cost in problem.graph.costs]))


def charge_dual(fine: Problem, prices: Prices, factor: int) -> Dual:
    """Turn prices of cuts into a dual solution of whole numbers on the fine scale, completed by an ascent."""
    dual = start_dual(fine.graph, fine.formula)
    for cut, price in prices:
        _charge(fine.graph, dual, cut, int(price * factor))
    dual = raise_together(fine.graph, fine.formula, start=dual)
    return ascend(fine.graph, fine.formula, range(len(find_conjuncts(fine.formula))), start=dual)


def _charge(graph: Graph, dual: Dual, cut: Cut, price: int) -> None:
    """Charge a cut with a price, as far as its arcs have that much left."""
    arcs = find_entering(graph, set(cut.nodes))
    price = min([price, *(dual.residual[arc] for arc in arcs)])
    if price <= 0:
        return
    family = find_family(dual, cut.mask)
    dual.prices[family] += price
    for arc in arcs:
        dual.residual[arc] -= price
    for node in cut.nodes:
        dual.depths[family][node] = dual.depths[family].get(node, 0) + price


def _list_gates(part: Gate | int, gates: list[Gate]) -> None:
    if isinstance(part, Gate):
        gates.append(part)
        for inner in part.parts:
            _list_gates(inner, gates)


def _add_columns(model: Any, costs: list[float], rows: list[list[int]]) -> None:
    """Add columns between 0 and 1, with the factor 1 in some rows."""
    import numpy as np

    count = len(costs)
    if not count:
        return
    lengths = [len(each) for each in rows] or [0] * count
    starts = np.cumsum([0, *lengths[:-1]], dtype=np.int32)
    index = np.array([row for each in rows for row in each], dtype=np.int32)
    lower, upper = np.zeros(count), np.ones(count)
    model.addCols(count, np.array(costs), lower, upper, len(index), starts, index, np.ones(len(index)))


def _add_gate_rows(relaxation: Relaxation) -> None:
    """Add, for each gate, how its variable and those of its parts hang together; the top's is fixed to 1."""
    units = len(relaxation.problem.formula.units)
    column = {id(gate): units + index for index, gate in enumerate(relaxation.gates)}

    def find_column(part: Gate | int) -> int:
        return part if isinstance(part, int) else column[id(part)]

    relaxation.model.changeColBounds(find_column(relaxation.problem.formula.top), 1.0, 1.0)
    lower: list[float] = []
    rows: list[list[tuple[int, float]]] = []
    for gate in relaxation.gates:
        whole, parts = find_column(gate), [find_column(part) for part in gate.parts]
        if gate.least == len(parts):
            rows += [[(part, 1.0), (whole, -1.0)] for part in parts]
        else:
            rows.append([*((part, 1.0) for part in parts), (whole, -float(gate.least))])
            rows += [[(whole, 1.0), (part, -1.0)] for part in parts]
        lower += [0.0] * (len(rows) - len(lower))
    _add_rows(relaxation.model, lower, rows)


def _add_rows(model: Any, lower: list[float], rows: list[list[tuple[int, float]]]) -> None:
    import numpy as np

    if not rows:
        return
    starts = np.cumsum([0] + [len(row) for row in rows[:-1]], dtype=np.int32)
    index = np.array([column for row in rows for column, _ in row], dtype=np.int32)
    value = np.array([factor for row in rows for _, factor in row])
    upper = np.full(len(rows), np.inf)
    model.addRows(len(rows), np.array(lower), upper, len(index), starts, index, value)
