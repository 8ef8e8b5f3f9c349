"""The linear relaxation with cuts, in HiGHS: one variable per arc, per unit and per gate.

Every cut row belongs to a family (see `ascent`), so that the row duals are a dual solution of the same kind as the
ascent's: rounded down to whole numbers on a fine scale, the bound holds exactly, whatever the tolerances of the solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from samverkan.decisions.steiner.ascent import Dual, ascend, find_conjuncts, find_units, start_dual
from samverkan.decisions.steiner.flow import WHOLE, Network, find_entering
from samverkan.decisions.steiner.formula import Gate, find_obstacle
from samverkan.decisions.steiner.graph import Graph
from samverkan.decisions.steiner.problem import Problem

FINE = 200_000  # what the costliest arc costs on the fine scale, about
LEVELS = 12  # cuts taken over from one ball of the ascent, at most


@dataclass(frozen=True, slots=True)
class Cut:
    """A node set; what enters it is at least the unit's variable (one unit), or 1 (an obstacle)."""

    mask: int
    nodes: frozenset[int]


Prices = list[tuple[Cut, float]]


@dataclass(slots=True)
class Relaxation:
    """A HiGHS model with its cuts: columns are arcs, then units, then gates; `first` is the first cut row."""

    problem: Problem
    model: Any
    gates: list[Gate]
    first: int = 0
    cuts: list[Cut] = field(default_factory=list)
    known: set[Cut] = field(default_factory=set)
    values: Sequence[float] = ()
    value: float = 0.0


def build_relaxation(problem: Problem, cuts: Sequence[Cut]) -> Relaxation:
    """Build the model with the rows of the gates and some cuts."""
    import highspy

    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model.silent()
    model.setOptionValue("threads", 1)
    model.setOptionValue("random_seed", 1)
    gates: list[Gate] = []
    relaxation = Relaxation(problem, model, gates)
    _list_gates(problem.formula.top, gates)
    costs = [float(cost) for cost in problem.graph.costs] + [0.0] * (len(problem.formula.units) + len(gates))
    _add_columns(model, costs)
    _add_gate_rows(relaxation)
    relaxation.first = model.getNumRow()
    add_cuts(relaxation, cuts)
    return relaxation


def add_cuts(relaxation: Relaxation, cuts: Sequence[Cut]) -> int:
    """Add the cuts that are new; how many they were."""
    graph, units = relaxation.problem.graph, len(relaxation.problem.formula.units)
    lower, rows = [], []
    for cut in cuts:
        if cut in relaxation.known:
            continue
        relaxation.known.add(cut)
        relaxation.cuts.append(cut)
        row = [(arc, 1.0) for arc in find_entering(graph, set(cut.nodes))]
        unit = cut.mask.bit_length() - 1
        alone = cut.mask == 1 << unit and unit < units
        rows.append([*row, (len(graph.heads) + unit, -1.0)] if alone else row)
        lower.append(0.0 if alone else 1.0)
    _add_rows(relaxation.model, lower, rows)
    return len(rows)


def solve_relaxation(relaxation: Relaxation, seconds: float) -> bool:
    """Solve the model as it stands; False when the time was too short."""
    import highspy

    model = relaxation.model
    model.setOptionValue("time_limit", model.getRunTime() + max(0.01, seconds))
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return False
    relaxation.values = list(model.getSolution().col_value)
    relaxation.value = model.getObjectiveValue()
    return True


def separate(relaxation: Relaxation) -> list[Cut]:
    """Find cuts that the values violate: per unit, and per obstacle of every conjunct that is a gate."""
    problem = relaxation.problem
    graph, formula = problem.graph, problem.formula
    arcs = len(graph.heads)
    network = Network(graph, relaxation.values[:arcs])
    share = [round(value * WHOLE) for value in relaxation.values[arcs : arcs + len(formula.units)]]
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


def find_prices(relaxation: Relaxation) -> Prices:
    """Find the cuts that carry a dual value in the solution of the model."""
    duals = relaxation.model.getSolution().row_dual[relaxation.first :]
    return [(cut, price) for cut, price in zip(relaxation.cuts, duals, strict=True) if price > 0]


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
    return ascend(fine.graph, fine.formula, range(len(find_conjuncts(fine.formula))), start=dual)


def _charge(graph: Graph, dual: Dual, cut: Cut, price: int) -> None:
    """Charge a cut with a price, as far as its arcs have that much left."""
    arcs = find_entering(graph, set(cut.nodes))
    price = min([price, *(dual.residual[arc] for arc in arcs)])
    if price <= 0:
        return
    family = dual.masks.index(cut.mask) if cut.mask in dual.masks else len(dual.masks)
    if family == len(dual.masks):
        dual.masks.append(cut.mask)
        dual.prices.append(0)
        dual.depths.append({})
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


def _add_columns(model: Any, costs: list[float]) -> None:
    import numpy as np

    count = len(costs)
    nothing = np.zeros(0)
    model.addCols(
        count,
        np.array(costs),
        np.zeros(count),
        np.ones(count),
        0,
        np.zeros(count, dtype=np.int32),
        nothing.astype(np.int32),
        nothing,
    )


def _add_gate_rows(relaxation: Relaxation) -> None:
    """Add, for each gate, how its variable and those of its parts hang together; the top's is fixed to 1."""
    arcs, units = len(relaxation.problem.graph.heads), len(relaxation.problem.formula.units)
    column = {id(gate): arcs + units + index for index, gate in enumerate(relaxation.gates)}

    def find_column(part: Gate | int) -> int:
        return arcs + part if isinstance(part, int) else column[id(part)]

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
