"""All trees that cheap solutions can be put together from, found at once: the states of `dynamic`, in numpy.

A label is a state at a node: the cheapest tree from there that covers it. States of few units come before those of
many, all of as many together: first over arcs, until nothing gets cheaper, then what they make joined with others. As
there, what is missing at least by a dual solution drops what no solution of cost at most `most` can hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from samverkan.decisions.steiner.ascent import Dual
from samverkan.decisions.steiner.dynamic import Missing
from samverkan.decisions.steiner.graph import FAR
from samverkan.decisions.steiner.problem import Problem

NEVER = 1 << 60  # more than any cost here, and twice that still fits into 64 bits
DEAREST = 1 << 48  # costs beyond that leave no room beside the number of a node
NODES = 1 << 15  # and so do numbers of nodes beyond that beside a cost
UNITS = 30  # of more there are too many states, as where many members of a board vote
CELLS = 6_000_000  # states times nodes that may be held
LABELS, EACH = 200_000, 250  # labels that are worth finding, in all and for each arc
PAIRS = 20  # pairs of labels that may be looked at for one size of states, for each of so many labels


@dataclass(slots=True)
class Labels:
    """Labels in the order in which they were found: the state and node of each, its cost, how many units it covers.

    `joins` are pairs of labels with the label that they make. `place` gives the label of each row of a table and each
    node, or -1; `rows` the row of each label.
    """

    states: Any
    nodes: Any
    costs: Any
    sizes: Any
    joins: tuple[Any, Any, Any]
    rows: Any
    place: Any


class TooManyError(Exception):
    """There are more labels than it is worth while to find."""


def find_labels(problem: Problem, dual: Dual, most: int, is_late: Callable[[], bool] = bool) -> Labels | None:
    """Find the labels of solutions of cost at most `most`; None where they are too many, or it is late."""
    graph = problem.graph
    if len(problem.formula.units) > UNITS or graph.size > NODES or most >= DEAREST or sum(graph.costs) >= NEVER:
        return None
    try:
        return _Growth(problem, dual, most).grow(is_late)
    except TooManyError:
        return None


@dataclass(slots=True)
class _Found:
    """What is found by now, a part for each size of states."""

    states: list[Any] = field(default_factory=list)
    nodes: list[Any] = field(default_factory=list)
    costs: list[Any] = field(default_factory=list)
    sizes: list[Any] = field(default_factory=list)
    excesses: list[Any] = field(default_factory=list)
    pairs: list[tuple[Any, ...]] = field(default_factory=list)
    count: int = 0


class _Growth:
    """A table that grows by a row for each state that is come upon; columns are the nodes."""

    def __init__(self, problem: Problem, dual: Dual, most: int) -> None:
        import numpy as np

        self.np, self.formula, self.most = np, problem.formula, most
        graph, self.size = problem.graph, problem.graph.size
        self.missing = Missing(graph, problem.formula, dual, most)
        self.ahead = np.array([min(ahead, NEVER) for ahead in self.missing.ahead], dtype=np.int64)
        arcs = [arc for arc, tail in enumerate(graph.tails) if self.missing.ahead[tail] < FAR]
        arcs.sort(key=graph.heads.__getitem__)
        heads = np.array([graph.heads[arc] for arc in arcs], dtype=np.int64)
        self.tails = np.array([graph.tails[arc] for arc in arcs], dtype=np.int64)
        self.prices = np.array([graph.costs[arc] for arc in arcs], dtype=np.int64)
        self.first = np.searchsorted(heads, np.arange(self.size + 1))
        self.families = list(zip(dual.masks, _to_rows(np, dual, self.size), strict=True))
        self.row_of: dict[int, int] = {}
        self.rows_of_size: dict[int, list[int]] = {}
        self.masks = np.zeros(0, dtype=np.int64)
        self.best = np.zeros((0, self.size), dtype=np.int64)
        self.rest = np.zeros((0, self.size), dtype=np.int64)
        self.base = np.zeros(0, dtype=np.int64)
        self.found = _Found()
        self.limit = min(LABELS, EACH * len(arcs))

    def grow(self, is_late: Callable[[], bool]) -> Labels:
        """Find the labels, those of few units first."""
        for unit, nodes in enumerate(self.formula.units):
            row = self._list_rows([self.formula.close(1 << unit)])[0]
            self.best[row, list(nodes)] = 0
        for size in range(1, len(self.formula.units) + 1):
            rows = self.np.array(self.rows_of_size.get(size, []), dtype=self.np.int64)
            if is_late():
                raise TooManyError
            if len(rows):
                self._relax(rows)
                self._take(rows, size)
                self._join()
        return self._finish()

    def _list_rows(self, states: list[int]) -> Any:
        """Return the rows of some states; new ones are added."""
        fresh = [state for state in dict.fromkeys(states) if state not in self.row_of]
        if fresh:
            self._add_rows(fresh)
        return self.np.array([self.row_of[state] for state in states], dtype=self.np.int64)

    def _add_rows(self, states: list[int]) -> None:
        np, count = self.np, len(self.row_of)
        if (count + len(states)) * self.size > CELLS:
            raise TooManyError
        for row, state in enumerate(states, count):
            self.row_of[state] = row
            self.rows_of_size.setdefault(state.bit_count(), []).append(row)
        if count + len(states) > len(self.masks):
            more = max(len(states), len(self.masks), 64)
            self.masks = np.concatenate([self.masks, np.zeros(more, dtype=np.int64)])
            self.base = np.concatenate([self.base, np.zeros(more, dtype=np.int64)])
            self.best = np.concatenate([self.best, np.full((more, self.size), NEVER, dtype=np.int64)])
            self.rest = np.concatenate([self.rest, np.zeros((more, self.size), dtype=np.int64)])
        places = slice(count, count + len(states))
        self.masks[places] = states
        self.base[places] = [self.missing.find_base(state) for state in states]
        self.rest[places] = self.base[places, None] + self.ahead
        for mask, depths in self.families:
            touched = count + np.flatnonzero(self.masks[places] & mask)
            self.rest[touched] += depths

    def _relax(self, rows: Any) -> None:
        """Follow arcs from the labels of some rows until nothing gets cheaper."""
        np, size = self.np, self.size
        sub, cols = np.nonzero(self.best[rows] + self.rest[rows] <= self.most)
        frontier = rows[sub] * size + cols
        best, rest = self.best.reshape(-1), self.rest.reshape(-1)
        while len(frontier):
            if self.found.count + len(frontier) > self.limit:  # all these would be taken, and what follows is large
                raise TooManyError
            nodes = frontier % size
            each, arcs = _spread(np, self.first[nodes], self.first[nodes + 1])
            ends = frontier[each] - nodes[each] + self.tails[arcs]
            offers = best[frontier[each]] + self.prices[arcs]
            good = (offers < best[ends]) & (offers + rest[ends] <= self.most)
            ends = ends[good]
            np.minimum.at(best, ends, offers[good])
            frontier = np.unique(ends)

    def _take(self, rows: Any, size: int) -> None:
        """Take the labels of some rows as found."""
        np, found = self.np, self.found
        sub, nodes = np.nonzero(self.best[rows] + self.rest[rows] <= self.most)
        rows = rows[sub]
        costs = self.best[rows, nodes]
        found.states.append(rows)
        found.nodes.append(nodes)
        found.costs.append(costs)
        found.sizes.append(np.full(len(rows), size))
        found.excesses.append(costs + self.rest[rows, nodes] - self.ahead[nodes])
        found.count += len(rows)
        if found.count > self.limit:
            raise TooManyError

    def _join(self) -> None:
        """Join the labels that were found last with all others at the same nodes."""
        np, found = self.np, self.found
        first = found.count - len(found.states[-1])
        states, nodes, costs, excesses = (
            np.concatenate(each) for each in (found.states, found.nodes, found.costs, found.excesses)
        )
        keys = nodes * DEAREST + excesses
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        room = np.full(found.count - first, DEAREST - 1)
        if self.missing.adds_up:
            room = self.most - self.ahead[nodes[first:]] - excesses[first:] + self.missing.find_base(0)
        low = np.searchsorted(keys, nodes[first:] * DEAREST)
        high = np.searchsorted(keys, nodes[first:] * DEAREST + np.clip(room, -1, DEAREST - 1), side="right")
        if int(np.maximum(high - low, 0).sum()) > PAIRS * self.limit:
            raise TooManyError
        each, places = _spread(np, low, np.maximum(high, low))
        masks = self.masks[states]
        good = np.flatnonzero(masks[first:][each] & masks[order][places] == 0)
        ones, others = first + each[good], order[places[good]]
        good = others < ones
        self._offer(ones[good], others[good], nodes, costs, masks)

    def _offer(self, ones: Any, others: Any, nodes: Any, costs: Any, masks: Any) -> None:
        """Offer what pairs of labels make together."""
        np, size = self.np, self.size
        unions, which = np.unique(masks[ones] | masks[others], return_inverse=True)
        if not len(unions):
            return
        rows = self._list_rows([self.formula.close(state) for state in unions.tolist()])
        cells = rows[which] * size + nodes[ones]
        offers = costs[ones] + costs[others]
        good = offers + self.rest.reshape(-1)[cells] <= self.most
        np.minimum.at(self.best.reshape(-1), cells[good], offers[good])
        self.found.pairs.append((ones[good], others[good], cells[good]))

    def _finish(self) -> Labels:
        np, found = self.np, self.found
        none = np.zeros(0, dtype=np.int64)
        rows, nodes, costs, sizes = (
            np.concatenate([none, *each]) for each in (found.states, found.nodes, found.costs, found.sizes)
        )
        place = np.full(max(1, len(self.row_of)) * self.size, -1, dtype=np.int64)
        place[rows * self.size + nodes] = np.arange(len(rows))
        ones, others, cells = (np.concatenate([none, *(pair[part] for pair in found.pairs)]) for part in range(3))
        made = place[cells]
        good = made >= 0
        joins = (ones[good], others[good], made[good])
        return Labels(self.masks[rows], nodes, costs, sizes, joins, rows, place.reshape(-1, self.size))


def _to_rows(np: Any, dual: Dual, size: int) -> list[Any]:
    """Return the depths of each family by node."""
    rows = []
    for depths in dual.depths:
        row = np.zeros(size, dtype=np.int64)
        row[list(depths)] = list(depths.values())
        rows.append(row)
    return rows


def _spread(np: Any, low: Any, high: Any) -> tuple[Any, Any]:
    """Spread ranges: for everything in them which range it is in, and the number itself."""
    counts = high - low
    each = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    skipped = (low - np.cumsum(counts) + counts).astype(np.int32)
    return each, np.arange(len(each), dtype=np.int32) + np.repeat(skipped, counts)
