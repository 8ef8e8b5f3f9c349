"""One problem for many questions: what is cheapest when this or that is ruled out.

A dual solution of the whole proves its bound for whatever is left of it too. So it is found once; for a question the
arcs that are ruled out cost more than any solution, and the ascent goes on from there, only where that leaves room.
Mostly little is left between what it reaches and the best solution that it shows, and of the graph next to nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.steiner.ascent import Dual, ascend, find_conjuncts, find_superfluous
from samverkan.decisions.steiner.atlas import Atlas, build_atlas
from samverkan.decisions.steiner.dynamic import search
from samverkan.decisions.steiner.gates import find_obstacle
from samverkan.decisions.steiner.graph import FAR, find_reachable
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.presolve import reduce_problem
from samverkan.decisions.steiner.problem import (
    Incumbent,
    Problem,
    drop_detours,
    find_known,
    improve,
    narrow,
    note_outcome,
    to_solution,
)
from samverkan.decisions.steiner.rise import list_clauses, raise_clauses
from samverkan.decisions.steiner.solve import settle, solve

LARGE = 2_000  # arcs from which on it saves more than it takes to know a solution that costs too much
LABELS = 600  # what a search for all orders of costs at once may settle before all cheap solutions are found
SHARED = 3_000  # arcs up to which all cheap solutions are found for all questions, and not for each its own


class Basis:
    """An instance with its problem, and the dual solution that all questions about it start from."""

    def __init__(self, instance: Instance, problem: Problem, dual: Dual) -> None:
        """Take the three; the origin of each arc of the problem is its number in the instance."""
        self._instance = instance
        self._problem = problem
        self._dual = dual
        self._atlas: Atlas | None = None
        self._atlas_sought = False
        self._is_met = find_known(instance, range(len(instance.arcs))).value < FAR
        self._clauses = list_clauses(problem.formula)
        self._arc_of = {origin: arc for arc, origin in enumerate(problem.graph.origin)}

    @property
    def is_read_off(self) -> bool:
        """Whether all cheap solutions are known, so that a question takes next to no time."""
        return self._atlas is not None

    def solve(
        self, gone: Collection[int], *, floor: int, known: Collection[int], most: int, deadline: Deadline
    ) -> Solution:
        """Find the cheapest solution of at most `most` that does without the arcs in `gone`, as `solve` does.

        `floor` is a lower bound that the caller can vouch for, `known` the arcs of a solution that may be taken. Where
        there is none of at most `most`, a dearer one may be given back, that happened to be found.
        """
        if not self._is_met:
            return Solution(None, most + 1, (), frozenset())
        best = find_known(self._instance, known)
        if best.value > most:
            best = Incumbent(most + 1)
        best.raise_bound(floor)
        found = Incumbent()
        left = None if best.proven or self._read_off(gone, best, most) else self._leave_out(gone, best)
        if left is not None and not best.proven:
            if not best.arcs and len(left.graph.heads) > LARGE:
                improve(left, found, left.graph.costs, deadline)
            if found.value <= most:
                best.value, best.arcs = found.value, found.arcs
            self._settle(left, gone, best, most, deadline)
        if best.value > most:
            if found.arcs:
                found.raise_bound(best.bound)
                return to_solution(self._instance, found)
            return Solution(None, best.bound, (), frozenset())
        return to_solution(self._instance, best)

    def _leave_out(self, gone: Collection[int], best: Incumbent) -> Problem | None:
        """Find what of the problem bears on a better solution without some arcs; None where nothing does."""
        problem, dual = self._problem, self._go_on({self._arc_of[arc] for arc in gone if arc in self._arc_of})
        best.raise_bound(dual.bound)
        if best.proven:
            return None
        marks = find_superfluous(problem.graph, problem.formula, dual, best.most - dual.bound)
        smaller = narrow(problem.graph, problem.need, marks)
        smaller = smaller if isinstance(smaller, bool) else drop_detours(smaller)
        if isinstance(smaller, bool):
            best.bound = best.value
            return None
        return smaller

    def _go_on(self, gone: Collection[int]) -> Dual:
        """Let the ascent go on where arcs that are gone now leave room."""
        graph, formula = self._problem.graph, self._problem.formula
        dual = replace(
            self._dual,
            residual=list(self._dual.residual),
            masks=list(self._dual.masks),
            prices=list(self._dual.prices),
            depths=[{} for _ in self._dual.masks],
            balls=[],
        )
        for arc in gone:
            dual.residual[arc] = FAR
        reached = self._find_reached(dual)
        clauses = [clause for clause in self._clauses if reached.isdisjoint(clause)]
        if clauses:
            raise_clauses(graph, formula, clauses, dual)
            reached = self._find_reached(dual)
        parts = enumerate(find_conjuncts(formula))
        order = [number for number, part in parts if find_obstacle(part, reached, [0] * len(formula.units))]
        return ascend(graph, formula, order, start=dual)

    def _find_reached(self, dual: Dual) -> set[int]:
        """Find the units that the root reaches over saturated arcs."""
        seen = find_reachable(self._problem.graph, dual.residual)
        units = self._problem.formula.units
        return {unit for unit, nodes in enumerate(units) if any(seen[node] for node in nodes)}

    def _settle(self, problem: Problem, gone: Collection[int], best: Incumbent, most: int, deadline: Deadline) -> None:
        """Find the cheapest solution of what is left: by a search where that is brief, else by all cheap solutions."""
        reduced = reduce_problem(problem, best, deadline)
        if reduced is None or best.proven:
            return
        problem, dual = reduced
        outcome = search(problem.graph, problem.formula, dual, best.most, labels=LABELS, is_late=deadline.is_late)
        note_outcome(problem, best, outcome)
        if best.proven or deadline.is_late():
            return
        if not self._atlas_sought:
            self._atlas_sought = True
            if len(self._problem.graph.heads) <= SHARED:
                self._atlas = build_atlas(self._problem, most, deadline.is_late)
        if not self._read_off(gone, best, most):
            _settle_alone(self._instance, problem, best, deadline)

    def _read_off(self, gone: Collection[int], best: Incumbent, most: int) -> bool:
        """Read the cheapest solution of at most `most` off all that there are; False where these are not known."""
        if self._atlas is None or self._atlas.most < most:
            return False
        _take_cheapest(self._instance, self._atlas, gone, best)
        return True


def _take_cheapest(instance: Instance, atlas: Atlas, gone: Collection[int], best: Incumbent) -> None:
    """Take the cheapest of all cheap solutions without some arcs."""
    found = atlas.find(gone)
    if found is not None:
        other = find_known(instance, found[1])
        best.value, best.arcs = (other.value, other.arcs) if other.value < best.value else (best.value, best.arcs)
    best.bound = min(best.value, atlas.most + 1)


def _settle_alone(instance: Instance, problem: Problem, best: Incumbent, deadline: Deadline) -> None:
    """Find the cheapest solution of a problem by all cheap ones of its own, or order by order."""
    atlas = build_atlas(problem, best.most, deadline.is_late)
    if atlas is not None:
        _take_cheapest(instance, atlas, (), best)
        return
    arcs, unit = sorted(problem.graph.origin), instance.unit
    if best.arcs and best.value // unit == best.bound // unit:
        found = settle(instance, known=best.arcs, among=arcs, floor=best.bound, deadline=deadline)
        best.value, best.arcs = found.value or best.value, found.arcs
    else:
        part = replace(instance, arcs=tuple(instance.arcs[arc] for arc in arcs))
        found = solve(part, seconds=deadline.find_left(), floor=best.bound, most=best.most)
        if found.value is not None:
            best.value, best.arcs = found.value, tuple(arcs[arc] for arc in found.arcs)
    best.raise_bound(found.bound)
