"""All cheap solutions of a problem, by their parts: what is the cheapest without this or that is then read off.

Of every label (see `labels`) it is found what the rest of a solution costs that holds it, at least and exactly. Few
labels are left whose two costs come to no more than `most`, and how these lead to each other is all that any solution
of such a cost is made of, whatever is ruled out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Any

from samverkan.decisions.steiner.ascent import ascend, find_conjuncts
from samverkan.decisions.steiner.labels import NEVER, Labels, find_labels
from samverkan.decisions.steiner.problem import Problem, narrow
from samverkan.decisions.steiner.rise import raise_together


@dataclass
class Atlas:
    """Labels by number, and what leads from one to the next.

    `starts` are those of a unit at its own node, which cost nothing. `over` gives for a label the arcs (label there,
    price, arc of the instance), `with_others` whom it may be joined with (other label, label of both). Of each label
    `rest` is the least that the rest of a solution costs.
    """

    most: int
    goal: int
    starts: list[int]
    rest: list[int]
    over: list[list[tuple[int, int, int]]] = field(default_factory=list)
    with_others: list[list[tuple[int, int]]] = field(default_factory=list)

    def find(self, gone: Collection[int]) -> tuple[int, tuple[int, ...]] | None:
        """Find the cheapest solution without some arcs of the instance: its cost and arcs; None beyond `most`."""
        if self.goal < 0:
            return None
        costs = dict.fromkeys(self.starts, 0)
        via: dict[int, tuple[int, ...]] = dict.fromkeys(self.starts, ())
        heap = [(self.rest[label], 0, label) for label in self.starts]
        heapify(heap)
        done: set[int] = set()
        while heap:
            _, negative, label = heappop(heap)
            if label in done:
                continue
            if label == self.goal:
                return -negative, self._collect(via)
            done.add(label)
            for offer, there, how in self._list_offers(label, -negative, costs, done, gone):
                if offer < costs.get(there, NEVER) and offer + self.rest[there] <= self.most:
                    costs[there], via[there] = offer, how
                    heappush(heap, (offer + self.rest[there], -offer, there))
        return None

    def _list_offers(
        self, label: int, cost: int, costs: dict[int, int], done: set[int], gone: Collection[int]
    ) -> list[tuple[int, int, tuple[int, ...]]]:
        """List what a label leads to: what that costs then, and how (another label, and an arc or a second label)."""
        offers: list[tuple[int, int, tuple[int, ...]]] = [
            (cost + price, there, (label, -1, arc)) for there, price, arc in self.over[label] if arc not in gone
        ]
        for other, there in self.with_others[label]:
            if other in done:
                offers.append((cost + costs[other], there, (label, other)))
        return offers

    def _collect(self, via: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
        arcs, waiting = set[int](), [self.goal]
        while waiting:
            how = via[waiting.pop()]
            if len(how) == 3:
                arcs.add(how[2])
                waiting.append(how[0])
            else:
                waiting += how
        return tuple(sorted(arcs))


def build_atlas(problem: Problem, most: int, is_late: Callable[[], bool] = bool) -> Atlas | None:
    """Build the atlas of solutions of cost at most `most`; None where it would be too large, or it is late."""
    smaller = narrow(problem.graph, problem.need, bytearray(len(problem.graph.heads)))
    if isinstance(smaller, bool):
        return None
    start = raise_together(smaller.graph, smaller.formula)
    dual = ascend(smaller.graph, smaller.formula, range(len(find_conjuncts(smaller.formula))), start=start)
    if dual.bound > most:
        return Atlas(most, -1, [], [])
    labels = find_labels(smaller, dual, most, is_late)
    return None if labels is None else _Survey(smaller, labels, most).draw()


class _Survey:
    """An atlas in the making: what the rest of a solution costs at least, from whole solutions down to single units."""

    def __init__(self, problem: Problem, labels: Labels, most: int) -> None:
        import numpy as np

        self.np, self.problem, self.labels, self.most = np, problem, labels, most
        self.rest = np.full(len(labels.nodes), NEVER, dtype=np.int64)
        self.whole = np.flatnonzero((labels.states == problem.formula.full) & (labels.nodes == problem.graph.root))
        self.below, self.above, self.arcs = self._find_steps()
        self.prices = np.array(problem.graph.costs, dtype=np.int64)[self.arcs]

    def draw(self) -> Atlas:
        """Find what the rest costs, and keep what leads anywhere."""
        np, sizes = self.np, self.labels.sizes
        if not len(self.whole):
            return Atlas(self.most, -1, [], [])
        self.rest[self.whole] = 0
        steps_at, joins_at = sizes[self.below], sizes[self.labels.joins[2]]
        for size in range(len(self.problem.formula.units), 0, -1):
            self._descend(np.flatnonzero(steps_at == size))
            self._part(np.flatnonzero(joins_at == size))
        return self._keep()

    def _find_steps(self) -> tuple[Any, Any, Any]:
        """Find every arc between two labels of the same state: the label at its head, that at its tail, the arc."""
        np, graph, labels = self.np, self.problem.graph, self.labels
        order = np.array(sorted(range(len(graph.heads)), key=graph.heads.__getitem__), dtype=np.int64)
        heads, tails = (np.array(ends, dtype=np.int64)[order] for ends in (graph.heads, graph.tails))
        low, high = (np.searchsorted(heads, labels.nodes, side=side) for side in ("left", "right"))
        below = np.repeat(np.arange(len(low)), high - low)
        before = np.cumsum(high - low) - (high - low)
        places = np.arange(len(below)) - before[below] + low[below]
        above = labels.place[labels.rows[below], tails[places]]
        good = above >= 0
        return below[good], above[good], order[places[good]]

    def _descend(self, steps: Any) -> None:
        """Follow arcs from the root outwards, until what the rest costs gets no less."""
        np, costs = self.np, self.labels.costs
        below, above, prices = self.below[steps], self.above[steps], self.prices[steps]
        while True:
            offers = self.rest[above] + prices
            good = (offers < self.rest[below]) & (offers + costs[below] <= self.most)
            if not good.any():
                return
            np.minimum.at(self.rest, below[good], offers[good])

    def _part(self, places: Any) -> None:
        """Give each of two labels that are joined what the rest costs then, with the other."""
        ones, others, made = (part[places] for part in self.labels.joins)
        for one, other in ((ones, others), (others, ones)):
            offers = self.rest[made] + self.labels.costs[other]
            good = offers + self.labels.costs[one] <= self.most
            self.np.minimum.at(self.rest, one[good], offers[good])

    def _keep(self) -> Atlas:
        """Keep the labels that are part of a cheap solution, and what leads from one to another in one."""
        np, costs, rest = self.np, self.labels.costs, self.rest
        kept = np.flatnonzero(costs + rest <= self.most)
        number = {label: index for index, label in enumerate(kept.tolist())}
        starts = [number[label] for label in np.flatnonzero((costs == 0) & (costs + rest <= self.most)).tolist()]
        atlas = Atlas(self.most, number[int(self.whole[0])], self._pick_starts(starts, kept), rest[kept].tolist())
        atlas.over = [[] for _ in number]
        atlas.with_others = [[] for _ in number]
        good = costs[self.below] + self.prices + rest[self.above] <= self.most
        steps = (each[good].tolist() for each in (self.below, self.above, self.prices, self.arcs))
        for below, above, price, arc in zip(*steps, strict=True):
            atlas.over[number[below]].append((number[above], price, self.problem.graph.origin[arc]))
        ones, others, made = self.labels.joins
        good = costs[ones] + costs[others] + rest[made] <= self.most
        for one, other, both in zip(*(each[good].tolist() for each in self.labels.joins), strict=True):
            atlas.with_others[number[one]].append((number[other], number[both]))
            atlas.with_others[number[other]].append((number[one], number[both]))
        return atlas

    def _pick_starts(self, numbers: list[int], kept: Any) -> list[int]:
        """Pick, of labels that cost nothing, those of one unit at a node of its own."""
        formula = self.problem.formula
        units = {(formula.close(1 << unit), node) for unit, nodes in enumerate(formula.units) for node in nodes}
        places = kept[numbers]
        pairs = zip(self.labels.states[places].tolist(), self.labels.nodes[places].tolist(), strict=True)
        return [number for number, pair in zip(numbers, pairs, strict=True) if pair in units]
