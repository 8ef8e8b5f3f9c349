"""What a smaller part of a large map has shown: the way that a larger part is not to fall short of, and its bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samverkan.decisions.asks import PossibleAsk
from samverkan.decisions.deadline import Deadline
from samverkan.decisions.graph import Arc, Graph
from samverkan.decisions.horizon import CrossedError
from samverkan.decisions.scenario import Scenario
from samverkan.decisions.solutions import Way

Key = tuple[str, str | None, str | None, PossibleAsk | None]


@dataclass
class Earlier:
    """The best way that was found so far, over `asks`, and the effort that is proven of all ways.

    What is read later holds all that was read before: there the way is one, too, and what was proven holds.
    """

    way: Way | None = None
    asks: Sequence[PossibleAsk] = ()
    bound: int = 0

    def find_way(self, scenario: Scenario, deadline: Deadline) -> Way | None:
        """Find the cheapest way of a scenario as it does itself, from what is known already; keep what is found."""
        floor, known = self.bound * scenario.scale.unit, self._find_again(scenario.graph)
        try:
            way = scenario.find_way(deadline, floor=floor, known=known)
        except CrossedError as crossed:
            self._note(crossed.way, scenario)
            raise
        self._note(way, scenario)
        return way

    def _note(self, way: Way | None, scenario: Scenario) -> None:
        if way is not None:
            self.way, self.asks, self.bound = way, scenario.case.asks, way.bound

    def _find_again(self, graph: Graph) -> Way | None:
        """Find the way in another graph."""
        if self.way is None:
            return None
        places = _Places(graph)
        arcs = [arc for old in self.way.arcs for arc in places.find(_name(old, self.asks))]
        return Way(tuple(arcs), 0, 0, graph.scale)


class _Places:
    """The arcs of a graph by what they mean."""

    def __init__(self, graph: Graph) -> None:
        """Go through them."""
        asks = graph.case.asks
        self._arcs = {_name(arc, asks): arc for arc in graph.arcs if arc.kind not in ("enter", "beyond")}
        self._into: dict[str | None, list[Arc]] = {}
        for arc in graph.arcs:
            if arc.kind == "enter":
                self._into.setdefault(arc.start, []).append(arc)
        self._out = {(arc.tail, arc.end): arc for arc in graph.arcs if arc.kind == "contact" and arc.start is None}

    def find(self, key: Key) -> Sequence[Arc]:
        """Return the arcs that are one of a way: a contact may be one of a circle now, or one of its own."""
        arc = self._arcs.get(key)
        options = [[arc]] if arc is not None else []
        if key[0] == "contact":
            options += [[enter, self._out[enter.head, key[2]]] for enter in self._list_circles(key)]
        return min(options, key=lambda option: option[-1].cost, default=())

    def _list_circles(self, key: Key) -> list[Arc]:
        return [enter for enter in self._into.get(key[1], ()) if (enter.head, key[2]) in self._out]


def _name(arc: Arc, asks: Sequence[PossibleAsk]) -> Key:
    return arc.kind, arc.start, arc.end, None if arc.ask is None else asks[arc.ask]
