"""The exact finish for small problems: one integer program, in HiGHS.

An arc is used or not; what is reached draws a unit of flow from the root over used arcs; a gate is met when enough of
its parts are. Such a program is weak where a graph is large, but gates that lie in each other are no burden to it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.highs import Terms, add_columns, add_rows, make_whole, open_model, run_model
from samverkan.decisions.steiner.dynamic import Outcome
from samverkan.decisions.steiner.gates import Gate
from samverkan.decisions.steiner.problem import Problem
from samverkan.decisions.steiner.tree import prune

TOLERANCE = 1e-4  # by how much a bound of the solver may be off, generously
GAP = 0.9  # costs are whole: a bound that is nearer than this is enough
LARGE = 1_000_000  # costs beyond this are not told apart well enough


@dataclass(slots=True)
class _Program:
    """Columns and rows of an integer program while it is being written."""

    costs: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[tuple[float, float, Terms]] = field(default_factory=list)

    def add_column(self, cost: float, upper: float, *, whole: bool) -> int:
        """Add a column from 0 to `upper`."""
        if whole:
            self.whole.append(len(self.costs))
        self.costs.append(cost)
        self.upper.append(upper)
        return len(self.costs) - 1

    def add_row(self, lower: float, upper: float, terms: Terms) -> None:
        """Add a row: the sum of columns times factors is from `lower` to `upper`."""
        self.rows.append((lower, upper, terms))


def search_integer(problem: Problem, most: int, deadline: Deadline, *, cases: int | None = None) -> Outcome:
    """Find a cheapest solution of cost at most `most` by branch and bound; ends after about so many `cases`.

    Costs that a solver's figures do not tell apart are left to others.
    """
    if sum(problem.graph.costs) > LARGE:
        return Outcome(False, 0)
    arcs = range(len(problem.graph.heads))
    program = _write(problem, most)
    model = open_model(mip_rel_gap=0.0, mip_abs_gap=GAP, **({} if cases is None else {"mip_max_nodes": cases}))
    add_columns(model, program.costs, program.upper)
    make_whole(model, program.whole)
    lower, upper, rows = zip(*program.rows, strict=True)
    add_rows(model, lower, rows, upper)
    solved = run_model(model, deadline.find_left())
    if solved is False:
        return Outcome(True, most + 1)
    bound = max(0, min(most + 1, _round_up(model.getInfo().mip_dual_bound)))
    if not solved:
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
    drawn = [] if reached is None else [(reached, -1.0)]
    inflow = [(flow[arc], 1.0) for arc in into]
    program.add_row(0, 0, [*inflow, *((flow[arc], -1.0) for arc in out), *drawn])
    program.add_row(-math.inf, 1, [(arc, 1) for arc in into])
    if drawn:
        program.add_row(0, math.inf, [*((arc, 1.0) for arc in into), *drawn])
    for arc in out:
        ahead = [other for other in into if graph.tails[other] != graph.heads[arc]]
        program.add_row(0, math.inf, [*((other, 1.0) for other in ahead), (arc, -1.0)])


def _write_part(program: _Program, problem: Problem, part: Gate | int, reached: dict[int, int]) -> int:
    """Write when a gate or a unit is met; the column that tells."""
    met = program.add_column(0, 1, whole=True)
    if isinstance(part, Gate):
        below = [_write_part(program, problem, inner, reached) for inner in part.parts]
        program.add_row(0, math.inf, [*zip(below, map(float, part.weigh()), strict=True), (met, -float(part.least))])
    elif problem.graph.root not in problem.formula.units[part]:
        nodes = problem.formula.units[part]
        program.add_row(0, math.inf, [*((reached[node], 1.0) for node in nodes), (met, -1.0)])
    return met
