"""The exact finish for small problems: one integer program, in HiGHS.

An arc is used or not; what is reached draws a unit of flow from the root over used arcs; a gate is met when enough of
its parts are. Such a program is weak where a graph is large, but gates that lie in each other are no burden to it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from samverkan.decisions.steiner.clock import Clock
from samverkan.decisions.steiner.dynamic import Outcome
from samverkan.decisions.steiner.formula import Gate
from samverkan.decisions.steiner.problem import Problem
from samverkan.decisions.steiner.tree import prune

TOLERANCE = 1e-4  # by how much a bound of the solver may be off, generously
GAP = 0.9  # costs are whole: a bound that is nearer than this is enough

Terms = list[tuple[int, float]]


class _Program:
    """Columns and rows of an integer program while it is being written."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[float, float, Terms]] = []

    def add_column(self, cost: float, upper: float, *, whole: bool) -> int:
        """Add a column from 0 to `upper`."""
        self.costs.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def add_row(self, lower: float, upper: float, terms: Terms) -> None:
        """Add a row: the sum of columns times factors is from `lower` to `upper`."""
        self.rows.append((lower, upper, terms))


def search_integer(problem: Problem, most: int, clock: Clock, *, cases: int | None = None) -> Outcome:
    """Find a cheapest solution of cost at most `most` by branch and bound; ends after about so many `cases`."""
    import highspy

    arcs = range(len(problem.graph.heads))
    model = _load(_write(problem, most), clock)
    if cases is not None:
        model.setOptionValue("mip_max_nodes", cases)
    model.run()
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Outcome(True, most + 1)
    bound = max(0, min(most + 1, _round_up(model.getInfo().mip_dual_bound)))
    if status != highspy.HighsModelStatus.kOptimal:
        return Outcome(False, bound)
    values = model.getSolution().col_value
    tree = prune(problem.graph, problem.need, [arc for arc in arcs if values[arc] > 0.5])
    if tree is None or tree.cost > bound:
        return Outcome(False, bound)
    return Outcome(True, tree.cost, tree.arcs)


def _round_up(bound: float) -> int:
    return math.ceil(bound - TOLERANCE) if math.isfinite(bound) else 0


def _write(problem: Problem, most: int) -> _Program:
    """Write the program; its first columns are the arcs."""
    program, graph = _Program(), problem.graph
    named = {node for unit in problem.formula.units for node in unit} - {graph.root}
    for cost in graph.costs:
        program.add_column(cost, 1, whole=True)
    flow = [program.add_column(0, len(named), whole=False) for _ in graph.heads]
    reached = {node: program.add_column(0, 1, whole=False) for node in sorted(named)}
    program.add_row(-math.inf, most, [(arc, cost) for arc, cost in enumerate(graph.costs) if cost])
    for arc, column in enumerate(flow):
        program.add_row(-math.inf, 0, [(column, 1), (arc, -len(named))])
    for node in range(graph.size):
        if node != graph.root:
            _write_node(program, problem, node, flow, reached.get(node))
    top = _write_part(program, problem, problem.formula.top, reached)
    program.add_row(1, 1, [(top, 1)])
    return program


def _write_node(program: _Program, problem: Problem, node: int, flow: Sequence[int], reached: int | None) -> None:
    """Write what holds at a node: the flow that it keeps, one arc into it at most, none out of it without one in."""
    graph = problem.graph
    into, out = graph.into[node], graph.out[node]
    drawn: Terms = [] if reached is None else [(reached, -1)]
    inflow: Terms = [(flow[arc], 1) for arc in into]
    program.add_row(0, 0, [*inflow, *((flow[arc], -1) for arc in out), *drawn])
    program.add_row(-math.inf, 1, [(arc, 1) for arc in into])
    if drawn:
        program.add_row(0, math.inf, [*((arc, 1) for arc in into), *drawn])
    for arc in out:
        ahead = [other for other in into if graph.tails[other] != graph.heads[arc]]
        program.add_row(0, math.inf, [*((other, 1) for other in ahead), (arc, -1)])


def _write_part(program: _Program, problem: Problem, part: Gate | int, reached: dict[int, int]) -> int:
    """Write when a gate or a unit is met; the column that tells."""
    met = program.add_column(0, 1, whole=True)
    if isinstance(part, Gate):
        below = [_write_part(program, problem, inner, reached) for inner in part.parts]
        program.add_row(0, math.inf, [*((column, 1) for column in below), (met, -part.least)])
    elif problem.graph.root not in problem.formula.units[part]:
        nodes = problem.formula.units[part]
        program.add_row(0, math.inf, [*((reached[node], 1) for node in nodes), (met, -1)])
    return met


def _load(program: _Program, clock: Clock) -> Any:
    import highspy
    import numpy as np

    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model.silent()
    options = {"threads": 1, "random_seed": 1, "mip_rel_gap": 0.0, "mip_abs_gap": GAP}
    for name, value in {**options, "time_limit": max(0.01, clock.left())}.items():
        model.setOptionValue(name, value)
    empty = np.array([], dtype=np.int32)
    count = len(program.costs)
    model.addCols(
        count, np.array(program.costs, float), np.zeros(count), np.array(program.upper, float), 0, empty, empty, empty
    )
    whole = np.flatnonzero(program.whole).astype(np.int32)
    kinds = np.array([highspy.HighsVarType.kInteger] * len(whole))
    model.changeColsIntegrality(len(whole), whole, kinds)
    starts = np.cumsum([0, *(len(terms) for _, _, terms in program.rows[:-1])], dtype=np.int32)
    index = np.array([column for _, _, terms in program.rows for column, _ in terms], dtype=np.int32)
    factor = np.array([factor for _, _, terms in program.rows for _, factor in terms], dtype=float)
    lower = np.array([lower for lower, _, _ in program.rows])
    upper = np.array([upper for _, upper, _ in program.rows])
    model.addRows(len(program.rows), lower, upper, len(index), starts, index, factor)
    return model
