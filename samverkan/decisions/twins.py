"""Actors whom nothing sets apart in a case: what holds of the refusal of one holds of that of the other.

Two actors are twins when trading their places leaves all contacts, what convincing takes, what is asked of them and
what that is worth as it was. A plan without the one is then a plan without the other, at the same cost, with both
traded, and as good as proven where it is. On a board of a hundred and fifty few differ from everybody else.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from samverkan.decisions.formula import Formula, Threshold
from samverkan.decisions.graph import Arc, Graph

MANY = 64  # asks from which on it is worth while; what is small stays as it is
_OWN = ("convince", "above", "behind", "ask")  # arcs to what belongs to an actor alone


@dataclass(frozen=True)
class Twins:
    """The actors of a graph that have twins; whoever is `without` an answer is one of a kind, as a board is."""

    graph: Graph
    without: frozenset[str]

    def find(self, actor: str) -> Sequence[str]:
        """Return the twins of an actor, in id order."""
        return [other for other in self._groups.get(actor, ()) if other != actor]

    def trade(self, arcs: Sequence[Arc], one: str, other: str) -> tuple[Arc, ...]:
        """Return the arcs of a way with two twins in each other's place."""
        place = {**self._pair(one, other), **self._pair(other, one)}
        moved = [arc for arc in arcs if arc.tail in place or arc.head in place]
        if any(arc.kind == "enter" for arc in moved):  # whoever enters a circle is where all its contacts start from
            moved = list(arcs)
        enters = [arc for arc in arcs if arc.kind == "enter" and arc not in moved]
        ends = [(place.get(arc.tail, arc.tail), place.get(arc.head, arc.head)) for arc in moved]
        named = self.graph.name([*enters, *(self._arcs[both] for both in ends)])[len(enters) :]
        instead = dict(zip(moved, named, strict=True))
        return tuple(instead.get(arc, arc) for arc in arcs)

    def _pair(self, one: str, other: str) -> Mapping[int, int]:
        there = {label: node for node, label in self._nodes[other].items()}
        return {node: there[label] for node, label in self._nodes[one].items()}

    @cached_property
    def _arcs(self) -> Mapping[tuple[int, int], Arc]:
        """Each arc by its ends; of those between the same two the first of the least cost."""
        found: dict[tuple[int, int], Arc] = {}
        for arc in self.graph.arcs:
            known = found.get((arc.tail, arc.head))
            if known is None or arc.cost < known.cost:
                found[arc.tail, arc.head] = arc
        return found

    @cached_property
    def _nodes(self) -> Mapping[str, Mapping[int, Hashable]]:
        """The nodes that belong to each actor of whom something binding is asked, by what they are."""
        places: dict[int, list[Hashable]] = {}
        for node, place in _find_places(self.graph.need, ()):
            places.setdefault(node, []).append(place)
        found: dict[str, dict[int, Hashable]] = {actor: {} for actor in self.graph.case.asks_of}
        for arc in self.graph.arcs:
            own = found.get(arc.end) if arc.end is not None and arc.kind in _OWN else None
            if own is not None:
                if arc.kind == "convince":
                    own[arc.tail] = "actor"
                own.setdefault(arc.head, (arc.kind, *sorted(places.get(arc.head, ()), key=repr)))
        return found

    @cached_property
    def _groups(self) -> Mapping[str, Sequence[str]]:
        """The actors that are twins of each, itself among them, where there are any."""
        if self.graph.horizon is not None or len(self.graph.case.live) < MANY:
            return {}
        owner = {node: actor for actor, nodes in self._nodes.items() for node in nodes}
        around: dict[str, list[Hashable]] = {actor: [] for actor in self._nodes}
        for arc in self._arcs.values():
            for actor in {owner[node] for node in (arc.tail, arc.head) if node in owner}:
                own = self._nodes[actor]
                around[actor].append((arc.kind, own.get(arc.tail, arc.tail), own.get(arc.head, arc.head), arc.cost))
        groups: dict[Hashable, list[str]] = {}
        alone = {*self.without, *self.graph.case.boards, *self.graph.case.start}
        for actor in sorted(around.keys() - alone):
            labels = self._nodes[actor].values()
            if len(set(labels)) == len(labels):
                groups.setdefault(tuple(sorted(around[actor], key=repr)), []).append(actor)
        return {actor: group for group in groups.values() if len(group) > 1 for actor in group}


def _find_places(need: Formula, place: tuple[Hashable, ...]) -> Iterator[tuple[int, tuple[Hashable, ...]]]:
    """Yield each node that a need names, with where and with which weight; what stands there alike can be traded."""
    if isinstance(need, int):
        yield need, place
        return
    for number, (part, weight) in enumerate(need.pair()):
        yield from _find_places(part, (*place, weight, number if isinstance(part, Threshold) else "one"))
