"""Undirected problems from end to end: shrink, choose a root, and finish by rows and cases.

A better solution is sought in unions of good trees, as for every problem, but there the whole of this module serves
as the search: few edges are soon reduced to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from samverkan.decisions.steiner.ascent import Dual, find_superfluous
from samverkan.decisions.steiner.charge import charge_dual, find_factor, scale
from samverkan.decisions.steiner.clock import Clock
from samverkan.decisions.steiner.dynamic import search
from samverkan.decisions.steiner.instance import Instance
from samverkan.decisions.steiner.presolve import reduce_problem
from samverkan.decisions.steiner.problem import Incumbent, Problem, build_problem, note_outcome, renumber
from samverkan.decisions.steiner.recombine import UNIONS, recombine
from samverkan.decisions.steiner.roots import DENSE, Outlook, shrink_net
from samverkan.decisions.steiner.table import estimate_seconds, search_table
from samverkan.decisions.steiner.undirected import Net, list_pairs, read_net, to_instance

LABELS, FEW = 1_500, 300  # labels that a search may settle before the larger tools are fetched; the same in a union
REGAINED = 0.8  # a better solution that leaves less of the gap than this makes shrinking worth another try
TABLE, QUICK = 1.5, 0.03  # what a table may take, estimated in seconds; the same in a union
MANY = 4_000  # arcs of a graph in which a target close to the bound is tried first
SHARE = 6  # the part of the gap that it is above the bound
FEWER = 0.35  # it has to leave less of the arcs than this
CASES = 6  # cases in the search of a union, at most


@dataclass(slots=True)
class _Part:
    """What is left of a net, seen from a root: the pairs behind its arcs, and what has been spent beside it."""

    smaller: Instance
    behind: list[tuple[int, ...]]
    fixed: tuple[int, ...]
    spent: int
    goal: Incumbent
    reduced: tuple[Problem, Dual] | None = None


def solve_net(
    instance: Instance, net: Net, best: Incumbent, clock: Clock, method: str = "auto", *, union: bool = False
) -> None:
    """Shrink an undirected problem as such, and solve what is left of it from the best root.

    Of a `union` of trees, which only has to be searched well, the cases are few, and no unions are sought in it.
    """
    inner = replace(clock, on_progress=lambda _value, _bound: clock.tell(best))
    while True:
        part = _shrink(instance, net, best, clock)
        if part is None:
            return
        unions = None if union else Unions(part.smaller)
        before = best.value - best.bound
        if unions and part.reduced and not part.goal.proven:
            recombine(*part.reduced, part.goal, inner, most=1 if net.count() > DENSE else UNIONS, union=unions.search)
        while unions and not part.goal.proven and not clock.is_late() and _aim(unions, part, inner):
            _take(instance, part, best)
        _take(instance, part, best)
        if best.proven or clock.is_late():
            return
        if best.value - best.bound > REGAINED * before:
            break
    if part.reduced:
        _finish(unions, *part.reduced, part.goal, inner, method)
        _take(instance, part, best)


def _shrink(instance: Instance, net: Net, best: Incumbent, clock: Clock) -> _Part | None:
    """Shrink a net and look at what is left from the best root; None when the incumbent is proven."""
    outlook = Outlook(best.value, bound=best.bound)
    shrink_net(net, outlook, clock)
    if outlook.value < best.value:
        best.value, best.arcs = outlook.value, list_pairs(instance, outlook.pairs)
    best.raise_bound(outlook.bound)
    if best.proven:
        return None
    spent = net.spent // net.unit
    smaller, behind = to_instance(net, outlook.find_root(net))
    goal = Incumbent(best.value - spent, (), max(0, best.bound - spent))
    part = _Part(smaller, behind, tuple(net.fixed), spent, goal)
    problem = build_problem(smaller)
    if isinstance(problem, bool):
        goal.bound = goal.value
    else:
        part.reduced = reduce_problem(problem, goal, replace(clock, on_progress=None))
    return part


def _aim(unions: Unions, part: _Part, clock: Clock) -> bool:
    """Settle whether there is a solution little above the bound, where that leaves far fewer edges; tell if so."""
    goal = part.goal
    if not part.reduced or len(part.reduced[0].graph.heads) < MANY:
        return False
    problem, dual = part.reduced
    target = goal.bound + (goal.value - goal.bound) // SHARE
    marks = find_superfluous(problem.graph, problem.formula, dual, target - dual.bound)
    left = [arc for arc, marked in enumerate(marks) if not marked]
    if target >= goal.most or len(left) > FEWER * len(marks):
        return False
    near = Incumbent(target + 1, (), goal.bound)
    unions.search(problem, near, left, clock, union=False)
    if near.arcs:
        goal.value, goal.arcs = near.value, near.arcs
    goal.raise_bound(near.bound)
    return near.proven


def _take(instance: Instance, part: _Part, best: Incumbent) -> None:
    """Take over what has been found in a part."""
    goal = part.goal
    if goal.value + part.spent < best.value:
        pairs = {*part.fixed, *(pair for arc in goal.arcs for pair in part.behind[arc])}
        best.value, best.arcs = goal.value + part.spent, list_pairs(instance, pairs)
    best.raise_bound(goal.bound + part.spent)


def search_briefly(problem: Problem, dual: Dual, best: Incumbent, clock: Clock, labels: int) -> None:
    """Search with the dynamic program as far as so many labels allow."""
    outcome = search(problem.graph, problem.formula, dual, best.most, labels=labels, is_late=clock.is_late)
    note_outcome(problem, best, outcome)


def _finish(unions: Unions | None, problem: Problem, dual: Dual, best: Incumbent, clock: Clock, method: str) -> None:
    """Finish by a table or a brief search where that is enough, else by rows and cases, at last as every problem."""
    if method != "cuts":
        _search_table(problem, best, clock, TABLE if unions else QUICK)
        labels = (LABELS if unions else FEW) if method == "auto" else 1 << 60
        if not best.proven:
            search_briefly(problem, dual, best, clock, labels)
    if method != "dynamic" and not best.proven:
        from samverkan.decisions.steiner.refine import refine
        from samverkan.decisions.steiner.settle import Means, settle

        settle(problem, dual, best, clock, Means(unions.search) if unions else Means(cases=CASES))
        if unions and not best.proven:
            refine(problem, dual, best, clock)
    clock.tell(best)


def _search_table(problem: Problem, best: Incumbent, clock: Clock, seconds: float) -> None:
    if estimate_seconds(problem) > seconds:
        return
    fine, factor = scale(problem), find_factor(problem)
    outcome = search_table(problem, fine, charge_dual(fine, [], factor), factor, best.most, clock.is_late)
    note_outcome(problem, best, outcome)


class Unions:
    """The search of unions of trees in one instance."""

    def __init__(self, instance: Instance) -> None:
        """Take the instance whose arcs are the origins of the arcs of all problems to come."""
        self.instance = instance
        self.pairs: dict[tuple[int, int], list[int]] = {}
        for index, (tail, head, _) in enumerate(instance.arcs):
            self.pairs.setdefault((min(tail, head), max(tail, head)), []).append(index)

    def search(
        self, problem: Problem, best: Incumbent, arcs: Iterable[int], clock: Clock, *, union: bool = True
    ) -> None:
        """Search for a better solution on the edges of some arcs; without `union` until it is proven."""
        instance, arcs_of = self.instance, self.pairs
        ends = {instance.arcs[problem.graph.origin[arc]][:2] for arc in arcs}
        edges = sorted({(min(pair), max(pair)) for pair in ends})
        number = {node: index for index, node in enumerate(sorted({instance.root, *(n for e in edges for n in e)}))}
        chosen = [index for edge in edges for index in arcs_of[edge]]
        arcs_left = tuple(
            (number[instance.arcs[i][0]], number[instance.arcs[i][1]], instance.arcs[i][2]) for i in chosen
        )
        need = renumber(instance.need, number)
        net = read_net(part := Instance(len(number), number[instance.root], arcs_left, need))
        goal = Incumbent(best.value)
        if net:
            solve_net(part, net, goal, replace(clock, on_progress=None), union=union)
        if goal.arcs:
            best.value, best.arcs = goal.value, tuple(chosen[arc] for arc in goal.arcs)
        if not union:
            best.raise_bound(goal.bound if net else best.value)
