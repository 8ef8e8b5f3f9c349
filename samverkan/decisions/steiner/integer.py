"""The exact finish where rows leave a gap: one integer program, in HiGHS, over arcs, units and gates.

It has the rows that the linear model was tightened with; what is reached must have a way from the root, and where a
solution has none, the cuts that say so are added and it is solved again. Gates that lie in each other, and members
who sit on many boards, are no burden to it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.highs import Terms, add_columns, add_rows, open_model, run_model
from samverkan.decisions.steiner.alike import list_alike
from samverkan.decisions.steiner.dynamic import Outcome
from samverkan.decisions.steiner.flow import find_entering
from samverkan.decisions.steiner.gates import Gate, find_obstacle
from samverkan.decisions.steiner.graph import find_reachable
from samverkan.decisions.steiner.problem import Problem
from samverkan.decisions.steiner.rows import Cut, Row
from samverkan.decisions.steiner.tree import prune

TOLERANCE = 1e-4  # by how much a bound of the solver may be off, generously
COUNTED = 50  # cases of the small program that take about as long as one of the large one
GAP = 0.9  # costs are whole: a bound that is nearer than this is enough
LARGE = 10_000_000  # costs beyond this are not told apart well enough


@dataclass(slots=True)
class _Program:
    """A program while it is being written: columns are the arcs, then the units, then the gates.

    Where they need not be `whole`, it is the linear relaxation.
    """

    problem: Problem
    model: Any
    whole: bool = True
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[Terms] = field(default_factory=list)

    def add_row(self, lower: float, upper: float, terms: Terms) -> None:
        """Add a row: the sum of columns times factors is from `lower` to `upper`."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.rows.append(terms)

    def send(self) -> None:
        """Hand the rows written so far to the model."""
        add_rows(self.model, self.lower, self.rows, self.upper)
        self.lower, self.upper, self.rows = [], [], []

    def find_unit(self, unit: int) -> int:
        """Find the column of a unit."""
        return len(self.problem.graph.heads) + unit


def search_integer(
    problem: Problem, rows: Sequence[Row], most: int, deadline: Deadline, *, cases: int | None = None
) -> Outcome:
    """Find a cheapest solution of cost at most `most` by branch and bound; each run ends after about so many `cases`.

    Costs that a solver's figures do not tell apart are left to others.
    """
    if sum(problem.graph.costs) > LARGE:
        return Outcome(False, 0)
    limit = {} if cases is None else {"mip_max_nodes": cases}
    model = open_model(mip_rel_gap=0.0, mip_abs_gap=GAP, mip_heuristic_effort=0.01, **limit)
    program = _write(_Program(problem, model), rows, most)
    _count_ends(program, cases, deadline)
    arcs, model = range(len(problem.graph.heads)), program.model
    bound = 0
    while not deadline.is_late():
        solved = run_model(model, deadline.find_left())
        if solved is False:
            return Outcome(True, most + 1)
        bound = max(0, min(most + 1, _round_up(model.getInfo().mip_dual_bound)))
        if not solved:
            return Outcome(False, bound)
        values = model.getSolution().col_value
        chosen = [arc for arc in arcs if values[arc] > 0.5]
        tree = prune(problem.graph, problem.need, chosen)
        if tree is not None and tree.cost <= bound:
            return Outcome(True, tree.cost, tree.arcs)
        if not _cut_off(program, chosen, values):
            break
    return Outcome(False, bound)


def bound_by_count(problem: Problem, rows: Sequence[Row], most: int, deadline: Deadline) -> int:
    """Bound what a solution costs by the linear relaxation of the program, with how many ends are reached at least.

    Where members are shared by many boards, what the fewest of them cost is more than any rows of cuts prove.
    """
    if sum(problem.graph.costs) > LARGE:
        return 0
    program = _write(_Program(problem, open_model(), whole=False), rows, most)
    _count_ends(program, 1, deadline)
    solved = run_model(program.model, deadline.find_left())
    if solved is False:
        return most + 1
    return _round_up(program.model.getInfo().objective_function_value) if solved else 0


def _count_ends(program: _Program, cases: int | None, deadline: Deadline) -> None:
    """Write how many nodes that the need names are reached at least, as a program of their own tells.

    Where many boards share their members, that leaves as many sets of people as there are, but few numbers of them:
    what the large program would find out case by case the small one says at once.
    """
    graph, formula = program.problem.graph, program.problem.formula
    ends = sorted({node for unit in formula.units for node in unit})
    limit = {} if cases is None else {"mip_max_nodes": COUNTED * cases}
    small = _Program(program.problem, open_model(mip_rel_gap=0.0, mip_abs_gap=GAP, **limit))
    column = {node: add_columns(small.model, [1.0], 1.0, whole=True) for node in ends}
    units = [add_columns(small.model, [0.0], 1.0, whole=True) for _ in formula.units]
    top = _write_gate(small, formula.top, units.__getitem__)
    small.add_row(1, 1, [(top, 1.0)])
    for unit, nodes in zip(units, formula.units, strict=True):
        small.add_row(0, math.inf, [*((column[node], 1.0) for node in nodes), (unit, -1.0)])
    small.send()
    if run_model(small.model, deadline.find_left()) is not False:
        least = _round_up(small.model.getInfo().mip_dual_bound)
        arcs = [arc for node in ends if node != graph.root for arc in graph.into[node]]
        program.add_row(least - (graph.root in ends), math.inf, [(arc, 1.0) for arc in arcs])
        program.send()


def _round_up(bound: float) -> int:
    return math.ceil(bound - TOLERANCE) if math.isfinite(bound) else 0


def _write(program: _Program, rows: Sequence[Row], most: int) -> _Program:
    problem = program.problem
    graph, formula = problem.graph, problem.formula
    add_columns(program.model, graph.costs, 1.0, whole=program.whole)
    add_columns(program.model, [0.0] * len(formula.units), 1.0, whole=program.whole)
    program.add_row(1, 1, [(_write_gate(program, formula.top, program.find_unit), 1.0)])
    program.add_row(-math.inf, most, [(arc, float(cost)) for arc, cost in enumerate(graph.costs) if cost])
    for unit, nodes in enumerate(formula.units):
        _write_cut(program, Cut(1 << unit, frozenset(nodes)))
    for row in (*_list_first(problem), *rows):
        if isinstance(row, Cut):
            _write_cut(program, row)
    for node in range(graph.size):
        if node != graph.root:
            _write_node(program, node)
    for group in list_alike(problem):
        for one, other in pairwise(group):
            program.add_row(0, math.inf, [*((arc, 1.0) for arc in one), *((arc, -1.0) for arc in other)])
    program.send()
    return program


def _write_gate(program: _Program, part: Gate | int, find_unit: Callable[[int], int]) -> int:
    """Write when a gate is met; the column that tells."""
    if isinstance(part, int):
        return find_unit(part)
    below = [_write_gate(program, inner, find_unit) for inner in part.parts]
    met = add_columns(program.model, [0.0], 1.0, whole=program.whole)
    program.add_row(0, math.inf, [*zip(below, map(float, part.weigh()), strict=True), (met, -float(part.least))])
    return met


def _list_first(problem: Problem) -> Iterator[Cut]:
    """Yield the cut around all that the root does not reach for nothing, where that is not enough to meet the need."""
    graph, formula = problem.graph, problem.formula
    reached = find_reachable(graph, graph.costs)
    units = {unit for unit, nodes in enumerate(formula.units) if any(reached[node] for node in nodes)}
    if find_obstacle(formula.top, units, [0] * len(formula.units)):
        yield Cut(0, frozenset(node for node in range(graph.size) if not reached[node]))


def _write_cut(program: _Program, cut: Cut) -> None:
    """Write that what is wanted inside a node set is entered: a unit when it is chosen, an obstacle always."""
    if program.problem.graph.root in cut.nodes:
        return
    terms = [(arc, 1.0) for arc in find_entering(program.problem.graph, set(cut.nodes))]
    alone = cut.mask.bit_count() == 1
    owner = [(program.find_unit(cut.mask.bit_length() - 1), -1.0)] if alone else []
    program.add_row(0 if alone else 1, math.inf, terms + owner)


def _write_node(program: _Program, node: int) -> None:
    """Write what holds at a node: one arc into it at most, none out of it without one in from elsewhere."""
    graph = program.problem.graph
    into = graph.into[node]
    if len(into) > 1:
        program.add_row(-math.inf, 1, [(arc, 1.0) for arc in into])
    for arc in graph.out[node]:
        ahead = [(other, 1.0) for other in into if graph.tails[other] != graph.heads[arc]]
        program.add_row(0, math.inf, [*ahead, (arc, -1.0)])


def _cut_off(program: _Program, chosen: Sequence[int], values: Sequence[float]) -> bool:
    """Cut off a solution that leaves chosen units without a way from the root; tell whether there was any."""
    graph, formula = program.problem.graph, program.problem.formula
    tails: dict[int, list[int]] = {}
    for arc in chosen:
        tails.setdefault(graph.heads[arc], []).append(graph.tails[arc])
    for unit, nodes in enumerate(formula.units):
        inside = set(nodes)
        stack = list(nodes) if values[program.find_unit(unit)] > 0.5 else []
        while stack:
            fresh = set(tails.get(stack.pop(), ())) - inside
            inside |= fresh
            stack += fresh
        if values[program.find_unit(unit)] > 0.5 and graph.root not in inside:
            _write_cut(program, Cut(1 << unit, frozenset(inside)))
    found = bool(program.rows)
    program.send()
    return found
