"""Costs of several orders, such as an effort and what decides between equal efforts: one order settled after the other.

As one number such costs are too large for a linear solver to tell apart, and bounds on them too coarse to end a search.
So the largest order is settled first. From then on an arc costs its cost so far, as many times as one more than the
best solution has of the next order, and what it has of that itself: what is worse so far cannot win by the next order,
and the numbers stay small. An order of which the best solution has nothing needs no solving, nor one of which every
solution must have as much; where it has one, what has none of it is sought on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from samverkan.decisions.deadline import Deadline, Listener
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.peel import peel
from samverkan.decisions.steiner.presolve import reduce_problem
from samverkan.decisions.steiner.problem import Incumbent, Problem, build_problem, find_known, to_solution
from samverkan.decisions.steiner.shrink import find_useful

SolveOne = Callable[[Instance, Deadline, int, Collection[int], int | None], Solution]


def solve_in_orders(
    instance: Instance, solve_one: SolveOne, deadline: Deadline, floor: int, known: Collection[int], most: int | None
) -> Solution:
    """Solve an instance order by order; `solve_one` solves each, given a floor, known arcs and the most that counts."""
    unit = instance.unit
    costs = [cost // unit for _, _, cost in instance.arcs]
    scaled = replace(deadline, listener=_scale(deadline.listener, unit) if deadline.listener else None)
    whole = _with_costs(instance, range(len(costs)), costs)
    first = solve_one(whole, scaled, floor // unit, known, None if most is None else most // unit)
    if first.value is None or not first.arcs:
        return replace(first, bound=first.bound * unit)
    best = min((find_known(instance, some) for some in (known, first.arcs)), key=lambda each: each.value)
    finer = _Finer(instance, best, list(range(len(costs))), costs, first.value, max(floor, first.bound * unit))
    if first.proven:
        finer.settle(solve_one, replace(deadline, listener=None), most)
    finer.best.raise_bound(finer.least)
    if most is not None and finer.best.value > most:
        return Solution(None, finer.best.bound, (), frozenset())
    return to_solution(instance, finer.best)


def settle_ties(
    instance: Instance,
    known: Collection[int],
    among: Sequence[int],
    floor: int,
    solve_one: SolveOne,
    deadline: Deadline,
) -> Solution:
    """Settle the smaller orders of an instance of which `known` are the arcs of a solution, proven in the largest.

    `floor` is a bound that says so; what is better lies `among` some arcs.
    """
    best = find_known(instance, known)
    costs = [instance.arcs[arc][2] // instance.unit for arc in among]
    finer = _Finer(instance, best, list(among), costs, best.value // instance.unit, floor)
    finer.settle(solve_one, replace(deadline, listener=None), None)
    finer.best.raise_bound(finer.least)
    return to_solution(instance, finer.best)


@dataclass
class _Finer:
    """An instance of which the larger orders are settled.

    `best` is the best solution in all orders. It is known to cost at least `least`; over the `arcs` of solutions that
    are as good, each at its cost so far, the cheapest costs `value`.
    """

    instance: Instance
    best: Incumbent
    arcs: list[int]
    costs: list[int]
    value: int
    least: int

    def settle(self, solve_one: SolveOne, deadline: Deadline, most: int | None) -> None:
        """Settle one order after the other, until the best solution is proven, takes too long, or costs too much."""
        for above, order in pairwise(self.instance.orders):
            if self.best.value <= self.least or (most is not None and self.least > most):
                return
            settled = self.best.value // order <= self.least // order
            if not settled and not self._settle(above, order, solve_one, deadline):
                return
            count = self._count(above, order)
            self.costs = self._find_costs(count, above, order)
            self.value = self.value * (count + 1) + count
            self.least = max(self.least, (self.best.value // order) * order)

    def _count(self, above: int, order: int) -> int:
        """Return how much the best solution has of an order."""
        return sum(self.instance.arcs[arc][2] % above // order for arc in self.best.arcs)

    def _settle(self, above: int, order: int, solve_one: SolveOne, deadline: Deadline) -> bool:
        """Find the least that can be had of an order; tell whether it is proven."""
        useful = find_useful(_with_costs(self.instance, self.arcs, self.costs), self.value)
        self.arcs, self.costs = [self.arcs[place] for place in useful], [self.costs[place] for place in useful]
        so_far = self.best.value // above * above
        ties = self._list_ties(above, order)
        known = max((self.least - so_far) // order, self._count_least(ties, deadline))
        if known < self._count(above, order) == 1:
            known = self._do_without(ties, solve_one, deadline)
        if known < self._count(above, order):
            known = self._find_least(above, order, known, solve_one, deadline)
        count = self._count(above, order)
        self.least = max(self.least, so_far + min(known, count) * order)
        return known >= count

    def _count_least(self, ties: Sequence[int], deadline: Deadline) -> int:
        """Return how much of an order every solution has at least, as far as that alone tells."""
        peeled = peel(_with_costs(self.instance, self.arcs, ties))
        alone, problem = Incumbent(), build_problem(peeled.instance, deadline)
        if isinstance(problem, Problem):
            reduce_problem(problem, alone, replace(deadline, listener=None))
        return peeled.paid + alone.bound

    def _do_without(self, ties: Sequence[int], solve_one: SolveOne, deadline: Deadline) -> int:
        """Look for a solution that has nothing of an order; return how much of it there must be."""
        places = [place for place, tie in enumerate(ties) if not tie]
        arcs = [self.arcs[place] for place in places]
        part = _with_costs(self.instance, arcs, [self.costs[place] for place in places])
        found = solve_one(part, deadline, self.value, (), self.value)
        self._keep(found, arcs)
        return int(found.bound > self.value)

    def _find_least(self, above: int, order: int, known: int, solve_one: SolveOne, deadline: Deadline) -> int:
        """Find the least that can be had of an order; return how much of it there must be."""
        count = self._count(above, order)
        part = _with_costs(self.instance, self.arcs, self._find_costs(count, above, order))
        place = {arc: index for index, arc in enumerate(self.arcs)}
        held = [place[arc] for arc in self.best.arcs if arc in place]
        lowest = self.value * (count + 1)
        found = solve_one(part, deadline, lowest + known, held, lowest + count)
        self._keep(found, self.arcs)
        return found.bound - lowest

    def _keep(self, found: Solution, arcs: Sequence[int]) -> None:
        """Keep a solution over some arcs where it is better."""
        if found.value is not None:
            other = find_known(self.instance, [arcs[arc] for arc in found.arcs])
            self.best = min(self.best, other, key=lambda each: each.value)

    def _list_ties(self, above: int, order: int) -> list[int]:
        """Return what each arc has of an order."""
        return [self.instance.arcs[arc][2] % above // order for arc in self.arcs]

    def _find_costs(self, count: int, above: int, order: int) -> list[int]:
        """Return what each arc costs with an order of which the best solution has so much."""
        ties = zip(self.costs, self._list_ties(above, order), strict=True)
        return [cost * (count + 1) + tie for cost, tie in ties]


def _with_costs(instance: Instance, arcs: Sequence[int], costs: Sequence[int]) -> Instance:
    """Return some arcs of an instance at other costs, of one order."""
    ends = (instance.arcs[arc][:2] for arc in arcs)
    return replace(instance, arcs=tuple((*both, cost) for both, cost in zip(ends, costs, strict=True)), orders=(1,))


def _scale(listener: Listener, unit: int) -> Listener:
    """Tell a listener of whole units what it takes for costs."""
    return lambda stage: listener(
        replace(stage, effort=None if stage.effort is None else stage.effort * unit, bound=stage.bound * unit)
    )
