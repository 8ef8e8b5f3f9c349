"""The linear relaxation with cuts, in HiGHS: one variable per arc, per unit and per gate.

Every cut row belongs to a family (see `ascent`), so that the row duals are a dual solution of the same kind as the
ascent's (see `charge`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.highs import add_columns, add_rows, open_model, run_model
from samverkan.decisions.steiner.ascent import find_conjuncts, find_units
from samverkan.decisions.steiner.flow import WHOLE, Network
from samverkan.decisions.steiner.gates import Gate, find_obstacle
from samverkan.decisions.steiner.problem import Problem
from samverkan.decisions.steiner.rows import Cut, Flow, Row, find_terms

ADMITTED = 2_000  # arcs let into the model at once
LARGE, LIKED = 100_000, 100.0  # costs above the one are brought down to the other
DUAL, PRIMAL = 1, 4  # the simplex that is faster after new rows, and the one after new columns


@dataclass(slots=True)
class Relaxation:
    """A HiGHS model with its rows: columns are units, then gates, then the arcs that are let in so far.

    `costs` is the objective, `column` gives the column of an arc, `first` is the first row of `rows`, and `terms`
    holds the arcs that each of them adds up and takes away.
    """

    problem: Problem
    model: Any
    costs: list[float]
    gates: list[Gate]
    first: int = 0
    column: dict[int, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    terms: list[tuple[list[int], list[int]]] = field(default_factory=list)
    known: set[Row] = field(default_factory=set)
    values: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    value: float = 0.0


def find_norm(problem: Problem) -> float:
    """Find what a cost is divided by for the model, so that the costliest arc is no more than a solver likes."""
    most = max(problem.graph.costs, default=1)
    return most / LIKED if most > LARGE else 1.0


def find_costs(problem: Problem) -> list[float]:
    """Give the costs as the model has them."""
    norm = find_norm(problem)
    return [cost / norm for cost in problem.graph.costs]


def build_relaxation(problem: Problem, rows: Sequence[Row], arcs: Iterable[int]) -> Relaxation:
    """Build the model with the rows of the gates, some rows, and some arcs; these must hold a solution."""
    model, gates = open_model(), list[Gate]()
    relaxation = Relaxation(problem, model, find_costs(problem), gates)
    _list_gates(problem.formula.top, gates)
    count = len(problem.formula.units) + len(gates)
    add_columns(model, [0.0] * count, 1.0)
    _add_gate_rows(relaxation)
    relaxation.first = model.getNumRow()
    let_in(relaxation, arcs)
    add_cuts(relaxation, rows)
    return relaxation


def let_in(relaxation: Relaxation, arcs: Iterable[int]) -> None:
    """Add the columns of some arcs."""
    column = relaxation.column
    fresh = [arc for arc in arcs if arc not in column]
    rows: dict[int, list[tuple[int, float]]] = {arc: [] for arc in fresh}
    for row, terms in enumerate(relaxation.terms, start=relaxation.first):
        for sign, arcs_of_row in zip((1.0, -1.0), terms, strict=True):
            for arc in arcs_of_row:
                if arc in rows:
                    rows[arc].append((row, sign))
    relaxation.model.setOptionValue("simplex_strategy", PRIMAL)
    count = relaxation.model.getNumCol()
    column.update((arc, count + index) for index, arc in enumerate(fresh))
    add_columns(relaxation.model, [relaxation.costs[arc] for arc in fresh], inf, [rows[arc] for arc in fresh])


def add_cuts(relaxation: Relaxation, rows: Sequence[Row]) -> int:
    """Add the rows that are new; how many they were."""
    graph, units = relaxation.problem.graph, len(relaxation.problem.formula.units)
    column = relaxation.column
    lower, entries = [], []
    for row in rows:
        if row in relaxation.known:
            continue
        plus, minus = terms = find_terms(graph, row)
        relaxation.known.add(row)
        relaxation.rows.append(row)
        relaxation.terms.append(terms)
        entry = [(column[arc], 1.0) for arc in plus if arc in column]
        entry += [(column[arc], -1.0) for arc in minus if arc in column]
        unit = row.mask.bit_length() - 1 if isinstance(row, Cut) else 0
        alone = isinstance(row, Cut) and row.mask == 1 << unit and unit < units
        entries.append([*entry, (unit, -1.0)] if alone else entry)
        lower.append(0.0 if alone or not isinstance(row, Cut) else 1.0)
    if entries:
        relaxation.model.setOptionValue("simplex_strategy", DUAL)
    add_rows(relaxation.model, lower, entries)
    return len(entries)


def drop_idle(relaxation: Relaxation, *, flows: bool = False) -> None:
    """Delete the cuts (and the `flows`) without a dual value in the solution of the model."""
    import numpy as np

    active = {index for index, _ in find_prices(relaxation)}
    active |= {index for index, row in enumerate(relaxation.rows) if isinstance(row, Flow) and not flows}
    idle = [index for index in range(len(relaxation.rows)) if index not in active]
    if not idle:
        return
    places = np.array(idle, dtype=np.int32) + relaxation.first
    relaxation.model.deleteRows(len(idle), places.astype(np.int32))
    relaxation.known -= {relaxation.rows[index] for index in idle}
    relaxation.rows = [relaxation.rows[index] for index in sorted(active)]
    relaxation.terms = [relaxation.terms[index] for index in sorted(active)]


def set_costs(relaxation: Relaxation, costs: Sequence[float]) -> None:
    """Change the objective."""
    import numpy as np

    if relaxation.costs == costs:
        return
    relaxation.costs = list(costs)
    columns = np.array(list(relaxation.column.values()), dtype=np.int32)
    relaxation.model.changeColsCost(len(columns), columns, np.array([costs[arc] for arc in relaxation.column]))


def solve_relaxation(relaxation: Relaxation, deadline: Deadline) -> bool:
    """Solve the model, letting in arcs until none has a negative reduced cost; False when the time was too short."""
    while run_model(relaxation.model, deadline.find_left()):
        if wanted := _find_wanted(relaxation):
            let_in(relaxation, wanted[:ADMITTED])
            continue
        _take_values(relaxation)
        return True
    return False


def _find_wanted(relaxation: Relaxation) -> list[int]:
    """Find the arcs outside the model that have a negative reduced cost, the most negative first."""
    if len(relaxation.column) == len(relaxation.costs):
        return []
    reduced = list(relaxation.costs)
    for index, price in find_prices(relaxation):
        plus, minus = relaxation.terms[index]
        for arc in plus:
            reduced[arc] -= price
        for arc in minus:
            reduced[arc] += price
    wanted = [arc for arc, cost in enumerate(reduced) if cost < -1e-6 and arc not in relaxation.column]
    return sorted(wanted, key=lambda arc: (reduced[arc], arc))


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


def find_prices(relaxation: Relaxation) -> list[tuple[int, float]]:
    """Find the rows, by their index, that carry a dual value in the solution of the model."""
    duals = relaxation.model.getSolution().row_dual[relaxation.first :]
    return [(index, price) for index, price in enumerate(duals) if price > 1e-9]


def _list_gates(part: Gate | int, gates: list[Gate]) -> None:
    if isinstance(part, Gate):
        gates.append(part)
        for inner in part.parts:
            _list_gates(inner, gates)


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
        if gate.needs_all:
            rows += [[(part, 1.0), (whole, -1.0)] for part in parts]
        else:
            weighed = zip(parts, map(float, gate.weigh()), strict=True)
            rows.append([*weighed, (whole, -float(gate.least))])
            rows += [[(whole, 1.0), (part, -1.0)] for part in parts]
        lower += [0.0] * (len(rows) - len(lower))
    add_rows(relaxation.model, lower, rows)
