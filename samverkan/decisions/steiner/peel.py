"""What every solution pays alike is taken out of a problem: the asks of a quorum, all of which cost the same.

Of a part that must be met, so many nodes are reached in every minimal solution: what the cheapest of them costs is paid
for each of them. A node that hangs on another for nothing then is the same as that other, so that all boards that
somebody sits on end at one node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from samverkan.decisions.formula import Formula, Threshold, find_asks
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.problem import Incumbent, find_known, to_solution

MANY, LARGE = 64, 5_000  # nodes in a need, or arcs, from which on it is worth while; what is small stays as it is


@dataclass(frozen=True)
class Peeled:
    """An instance and what is left of it: `paid` is what every solution costs more, `hanging` the arcs taken out."""

    whole: Instance
    instance: Instance
    paid: int
    places: tuple[int, ...]
    hanging: tuple[int, ...]

    @cached_property
    def _place_of(self) -> Mapping[int, int]:
        return {place: arc for arc, place in enumerate(self.places)}

    def narrow(self, arcs: Collection[int]) -> list[int]:
        """Return some arcs of the whole instance as those of what is left."""
        return [self._place_of[arc] for arc in arcs if arc in self._place_of]

    def restore(self, solution: Solution) -> Solution:
        """Return a solution of what is left as one of the whole instance."""
        bound = solution.bound + self.paid if solution.bound or solution.value is not None else 0
        if solution.value is None:
            return replace(solution, bound=bound)
        arcs = self.widen(solution.arcs)
        best = find_known(self.whole, arcs) if arcs else Incumbent(0)
        best.raise_bound(bound)
        return to_solution(self.whole, best)

    def widen(self, arcs: Collection[int]) -> list[int]:
        """Return some arcs of what is left as those of the whole instance, with all that hangs on them."""
        own = [self.places[arc] for arc in arcs]
        ends = {self.whole.root, *(self.whole.arcs[arc][1] for arc in own)}
        return sorted([*own, *(arc for arc in self.hanging if self.whole.arcs[arc][0] in ends)])


def peel(instance: Instance) -> Peeled:
    """Take out what every solution pays alike, where there is much of it."""
    if len(instance.arcs) < LARGE and sum(1 for _ in find_asks(instance.need)) < MANY:
        return take_whole(instance)
    peeling = _Peeling(instance)
    need = peeling.take(instance.need, must=True)
    hanging = tuple(sorted(arc for node, arc in peeling.arc_to.items() if node in peeling.gone))
    left = {*range(len(instance.arcs))}.difference(hanging)
    places = tuple(sorted(left))
    arcs = tuple((*instance.arcs[arc][:2], instance.arcs[arc][2] - peeling.less.get(arc, 0)) for arc in places)
    return Peeled(instance, replace(instance, arcs=arcs, need=need), peeling.paid, places, hanging)


def take_whole(instance: Instance) -> Peeled:
    """Take nothing out."""
    return Peeled(instance, instance, 0, tuple(range(len(instance.arcs))), ())


def has_quorum(need: Formula) -> bool:
    """Tell whether a need asks for some of several, but not all, anywhere."""
    if isinstance(need, int):
        return False
    return not (need.needs_all or need.needs_any) or any(map(has_quorum, need.parts))


class _Peeling:
    """A need while it is gone through: which nodes can hang on another, and what is paid of their arcs."""

    def __init__(self, instance: Instance) -> None:
        """Find the nodes that a single arc leads to, that lead nowhere, and that the need names once."""
        self._instance = instance
        into = Counter(head for _, head, _ in instance.arcs)
        tails = {tail for tail, _, _ in instance.arcs}
        named = Counter(find_asks(instance.need))
        self.arc_to = {
            head: arc
            for arc, (_, head, _) in enumerate(instance.arcs)
            if into[head] == 1 and named[head] == 1 and head not in tails and head != instance.root
        }
        self.less: dict[int, int] = {}
        self.gone: set[int] = set()
        self.paid = 0

    def take(self, need: Formula, *, must: bool) -> Formula:
        """Take out what is paid in a part of the need (surely where it `must` be met), and let its nodes hang."""
        if isinstance(need, int):
            return self._take_nodes(Threshold(1, (need,)), must=must).parts[0]
        if need.needs_all and (len(need.parts) > 1 or isinstance(need.parts[0], Threshold)):
            return replace(need, parts=tuple(self.take(part, must=must) for part in need.parts))
        if all(isinstance(part, int) for part in need.parts):
            return self._take_nodes(need, must=must)
        return replace(need, parts=tuple(self.take(part, must=False) for part in need.parts))

    def _take_nodes(self, need: Threshold, *, must: bool) -> Threshold:
        """Take so many nodes out: all pay at least what the cheapest costs, as often as there must be of them."""
        nodes = [part for part in need.parts if isinstance(part, int)]
        costs = [self._instance.arcs[self.arc_to[node]][2] if node in self.arc_to else 0 for node in nodes]
        least = min(costs, default=0) if must and need.weights is None and 0 < need.least <= len(nodes) else 0
        least -= least % self._instance.unit
        self.paid += least * need.least if least else 0
        parts = []
        for node, cost in zip(nodes, costs, strict=True):
            if node in self.arc_to:
                self.less[self.arc_to[node]] = least
            hangs = node in self.arc_to and cost == least
            self.gone |= {node} if hangs else set()
            parts.append(self._instance.arcs[self.arc_to[node]][0] if hangs else node)
        return replace(need, parts=tuple(parts))
