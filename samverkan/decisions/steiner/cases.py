"""Cases of a problem in one linear model: some arcs are shut, some nodes are held, and each case has its own bound.

A held node must be reached beside what the need asks for. Only pruned solutions are looked at, hence the flow rows
stay valid, and so is every bound: it comes from an exact dual solution (see `charge`) of the case, never from the
solver's own figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from samverkan.decisions.steiner.ascent import Dual
from samverkan.decisions.steiner.charge import charge_dual
from samverkan.decisions.steiner.clock import Clock
from samverkan.decisions.steiner.cuts import DUAL, Relaxation, add_rows, drop_idle, find_prices, solve_relaxation
from samverkan.decisions.steiner.flow import WHOLE
from samverkan.decisions.steiner.formula import build_formula
from samverkan.decisions.steiner.instance import Need
from samverkan.decisions.steiner.mincut import Separator
from samverkan.decisions.steiner.problem import Incumbent, Problem
from samverkan.decisions.steiner.recombine import Union, follow
from samverkan.decisions.steiner.rows import Cut, Prices, Row, find_broken

STALLED = 0.04  # the least part of the gap that each round closes, or else there are no more
CUTS = 30  # cuts in one round, about
TURN = 7  # goals by which the next round starts later
CARRIED = 0.001  # what an arc carries at least to be searched beside the others that carry something
SPREAD = 8  # cases from one thorough look for a better solution to the next
PATIENCE = 5  # times that a case is looked at again when nothing in it is unsure
FULL, SPARE = 1.5, 300  # a model with so many times the rows in use, and some more, loses the idle ones


@dataclass(order=True, slots=True)
class Case:
    """A part of the solutions: a bound on the fine scale, which arcs are shut, and which nodes are held.

    `patience` tells how often it may come back undivided.
    """

    bound: int
    serial: int
    shut: bytearray = field(compare=False)
    held: tuple[int, ...] = field(compare=False)
    patience: int = field(default=PATIENCE, compare=False)


@dataclass(slots=True)
class Search:
    """What all cases share; `owners` numbers the nodes that are held in some case."""

    relaxation: Relaxation
    best: Incumbent
    clock: Clock
    factor: int
    union: Union | None
    separator: Separator
    owners: dict[int, int] = field(default_factory=dict)
    serial: int = 0
    turn: int = 0
    most: int = SPARE

    @property
    def problem(self) -> Problem:
        """Give the problem that is divided into cases."""
        return self.relaxation.problem


def find_case(search: Search, case: Case) -> Problem:
    """Give a case as a problem on the fine scale: shut arcs cost more than any improvement."""
    graph, need = search.problem.graph, search.problem.need
    dear = search.best.value * search.factor + 1
    costs = [dear if shut else cost * search.factor for cost, shut in zip(graph.costs, case.shut, strict=True)]
    whole = isinstance(need, Need) and need.least == len(need.parts)
    parts = (*(need.parts if isinstance(need, Need) and whole else (need,)), *case.held)
    joined = Need(len(parts), parts)
    return Problem(replace(graph, costs=costs), joined, build_formula(joined))


def add_rounds(search: Search, case: Case, rounds: int, window: int) -> bool | None:
    """Add rounds of rows that a case violates; tell whether more would not help, None when the model was not solved."""
    relaxation, best = search.relaxation, search.best
    _enter(search, case)
    values: list[float] = []
    for _ in range(rounds):
        if not solve_relaxation(relaxation, search.clock):
            relaxation.values = []
            return None
        values.append(relaxation.value)
        gap = best.value - values[-1]
        if gap < 1 - 1e-6 or (len(values) > window and values[-1] - values[-1 - window] < STALLED * window * gap):
            return True
        if not add_rows(relaxation, [*find_broken(search.problem, relaxation.values), *_separate(search, case)]):
            return True
    return not solve_relaxation(relaxation, search.clock)


def certify(search: Search, case: Case, inner: Problem) -> Dual:
    """Turn the solution of the model into an exact dual solution, and follow it to a tree."""
    if not search.relaxation.values:
        return charge_dual(inner, [], search.factor)
    prices = _find_prices(search, case)
    _drop_idle(search)
    widely = search.serial % SPREAD == 0
    follow(
        search.problem, search.best, search.relaxation.values, search.clock, CARRIED, search.union if widely else None
    )
    return charge_dual(inner, prices, search.factor)


def hold(search: Search, nodes: Sequence[int]) -> None:
    """Have a row for each node that says that it is reached."""
    units = len(search.problem.formula.units)
    rows = []
    for node in nodes:
        owner = search.owners.setdefault(node, len(search.owners))
        rows.append(Cut(1 << (units + owner), frozenset((node,))))
    add_rows(search.relaxation, rows)


def _drop_idle(search: Search) -> None:
    """Keep the model from growing: without the rows that were idle when there are too many."""
    if len(search.relaxation.rows) > search.most:
        drop_idle(search.relaxation, flows=True)
        search.most = int(FULL * len(search.relaxation.rows)) + SPARE


def _enter(search: Search, case: Case) -> None:
    """Set the bounds of the model to those of a case."""
    import numpy as np

    relaxation = search.relaxation
    hold(search, case.held)
    columns = np.array(list(relaxation.column.values()), dtype=np.int32)
    upper = np.array([0.0 if case.shut[arc] else np.inf for arc in relaxation.column])
    relaxation.model.changeColsBounds(len(columns), columns, np.zeros(len(columns)), upper)
    held = {search.owners[node] for node in case.held}
    places, lower = [], []
    for index, row in enumerate(relaxation.rows):
        owner = _find_owner(search, row)
        if owner is not None:
            places.append(relaxation.first + index)
            lower.append(1.0 if owner in held else -np.inf)
    if places:
        count = len(places)
        relaxation.model.changeRowsBounds(
            count, np.array(places, dtype=np.int32), np.array(lower), np.full(count, np.inf)
        )
    relaxation.model.setOptionValue("simplex_strategy", DUAL)


def _find_owner(search: Search, row: Row) -> int | None:
    """Find the number of the held node that a row is about, if it is about one."""
    units = len(search.problem.formula.units)
    return row.mask.bit_length() - 1 - units if isinstance(row, Cut) and row.mask >> units else None


def _separate(search: Search, case: Case) -> list[Row]:
    """Find cuts that the solution violates, for every node that must be reached."""
    relaxation, formula = search.relaxation, search.problem.formula
    goals = [(1 << unit, nodes[0]) for unit, nodes in enumerate(formula.units)]
    goals += [(1 << (len(formula.units) + search.owners[node]), node) for node in case.held]
    search.turn += 1
    first = search.turn * TURN % len(goals)
    cuts: list[Row] = []
    for mask, node in goals[first:] + goals[:first]:
        cuts += [Cut(mask, found) for found in search.separator.find_cuts(relaxation.values, node, WHOLE)]
        if len(cuts) > CUTS:
            break
    return cuts


def _find_prices(search: Search, case: Case) -> Prices:
    """Find the prices of the rows, with the units that the held nodes are in the case."""
    units = len(search.problem.formula.units)
    place = {search.owners[node]: 1 << (units + index) for index, node in enumerate(case.held)}
    prices: Prices = []
    for index, price in find_prices(search.relaxation):
        row = search.relaxation.rows[index]
        owner = _find_owner(search, row)
        if owner is None:
            prices.append((row, price))
        elif isinstance(row, Cut) and owner in place:
            prices.append((Cut(place[owner], row.nodes), price))
    return prices
