"""The exact finish for undirected problems: rounds of rows, a smaller graph, nearer targets, and cases in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samverkan.decisions.steiner.ascent import Dual, find_superfluous
from samverkan.decisions.steiner.branch import branch
from samverkan.decisions.steiner.cases import Case, Search, add_rounds, certify, find_case
from samverkan.decisions.steiner.charge import find_factor, find_levels
from samverkan.decisions.steiner.clock import Clock
from samverkan.decisions.steiner.cuts import build_relaxation, let_in
from samverkan.decisions.steiner.mincut import Separator
from samverkan.decisions.steiner.problem import Incumbent, Problem, match_units, narrow
from samverkan.decisions.steiner.recombine import Union, recombine
from samverkan.decisions.steiner.rows import Row, move_rows
from samverkan.decisions.steiner.tree import grow_tree

ROUNDS, WINDOW = 12, 6  # rounds of rows from one look at the graph to the next, and how many are looked back at
SHARE = 4  # the part of the gap that the first target is above the bound; half as much the next time
FEWER = 0.35  # a target has to leave less of the arcs than this
UNIONS = 3  # unions without a gain, until it is enough
WORTHWHILE = 0.15  # a graph that loses more of its arcs than this is built anew
STARTERS = 1_000  # arcs that a model starts with, at least


@dataclass(frozen=True, slots=True)
class Means:
    """What may be done: `union` searches unions of trees (None: none are looked at), so many cases (None: any)."""

    union: Union | None = None
    cases: int | None = None


@dataclass(slots=True)
class _Task:
    best: Incumbent
    clock: Clock
    means: Means
    share: int = SHARE

    def is_over(self) -> bool:
        """Tell whether there is nothing more to do, or no time."""
        return self.best.proven or self.clock.is_late()


def settle(problem: Problem, dual: Dual, best: Incumbent, clock: Clock, means: Means) -> None:
    """Close the gap of a problem: rounds of rows as long as these shrink it, then cases; or stop when it is late."""
    _settle(problem, dual, 1, [*find_levels(dual)], _Task(best, clock, means))


def _settle(problem: Problem, dual: Dual, factor: int, rows: Sequence[Row], task: _Task) -> None:
    best = task.best
    search = None
    while not task.is_over():
        if search is None:
            _regain(problem, dual, factor, task)
            search = _start(problem, dual, rows, task)
        factor = search.factor
        case = Case(0, 0, bytearray(len(problem.graph.heads)), ())
        enough = best.proven or add_rounds(search, case, ROUNDS, WINDOW)
        if best.proven or enough is None:
            return
        dual = certify(search, case, find_case(search, case))
        best.raise_bound(-(-dual.bound // factor))
        task.clock.tell(best)
        if best.proven:
            return
        marks = find_superfluous(problem.graph, problem.formula, dual, best.most * factor - dual.bound)
        if sum(marks) > WORTHWHILE * len(marks):
            moved = _narrow(search, marks, dual)
            if moved is None:
                best.bound = best.value
                return
            problem, rows, dual = moved
            search = None
        elif enough and not _regain(problem, dual, factor, task) and not _aim(search, dual, task):
            let_in(search.relaxation, range(len(marks)))
            case.bound = best.bound * factor
            branch(search, case, task.means.cases)
            return


def _narrow(search: Search, marks: bytearray, dual: Dual) -> tuple[Problem, list[Row], Dual] | None:
    """Leave out the marked arcs; rows and reduced costs go along."""
    problem = search.problem
    smaller = narrow(problem.graph, problem.need, marks)
    if isinstance(smaller, bool):
        return None
    rows = move_rows(search.relaxation.rows, problem, smaller, match_units(problem, smaller))
    place = {origin: arc for arc, origin in enumerate(problem.graph.origin)}
    residual = [dual.residual[place[origin]] for origin in smaller.graph.origin]
    return smaller, [row for row in rows if row], Dual(residual, [], [], [], bound=dual.bound)


def _aim(search: Search, dual: Dual, task: _Task) -> bool:
    """Settle whether there is a solution that costs little more than the bound, where that leaves far fewer arcs.

    That is of use when the incumbent is far off; half as far the next time. Tells whether anything was settled.
    """
    best = task.best
    while task.share > 1:
        target = best.bound + (best.value - best.bound) // task.share
        task.share //= 2
        problem = search.problem
        room = target * search.factor - dual.bound
        marks = find_superfluous(problem.graph, problem.formula, dual, room)
        if target >= best.most or len(marks) - sum(marks) > FEWER * len(marks):
            continue
        goal = Incumbent(target + 1, (), best.bound)
        moved = _narrow(search, marks, dual)
        if moved is None:
            goal.bound = goal.value
        else:
            smaller, rows, left = moved
            _settle(smaller, left, search.factor, rows, _Task(goal, task.clock, task.means, task.share))
        if goal.arcs:
            best.value, best.arcs = goal.value, goal.arcs
        best.raise_bound(goal.bound)
        return True
    return False


def _regain(problem: Problem, dual: Dual, factor: int, task: _Task) -> bool:
    """Look for a better solution with the reduced costs of the rows; tell whether there is one."""
    before = task.best.value
    if task.means.union and factor > 1:
        recombine(problem, dual, task.best, task.clock, factor=factor, most=UNIONS, union=task.means.union)
    return task.best.value < before


def _start(problem: Problem, dual: Dual, rows: Sequence[Row], task: _Task) -> Search:
    """Start with the arcs of a solution and those of the least reduced cost; the others come in when they are due."""
    count = len(problem.graph.heads)
    ranked = sorted(range(count), key=lambda arc: (dual.residual[arc], arc))
    tree = grow_tree(problem.graph, problem.formula, dual.residual) or ()
    relaxation = build_relaxation(problem, rows, sorted({*tree, *ranked[: max(STARTERS, count // 8)]}))
    return Search(relaxation, task.best, task.clock, find_factor(problem), task.means.union, Separator(problem.graph))
