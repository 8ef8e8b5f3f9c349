"""The exact dynamic program as a full table, in numpy: for few units, when the bounds leave a wide gap.

The same recursion as in `dynamic`, all states of one size at once: first the best split of each state at every node,
then arcs until nothing gets cheaper. Entries that cannot lead to an improvement are dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from samverkan.decisions.steiner.ascent import Dual, find_bound
from samverkan.decisions.steiner.dynamic import Outcome
from samverkan.decisions.steiner.graph import Graph, find_distances
from samverkan.decisions.steiner.problem import Problem

NEVER = 1 << 29  # twice this still fits into 32 bits
TOO_FAR = 1 << 60  # stands for a distance that no word of the machine holds, with room for what is added
BLOCK = 4_000_000  # entries that one pass over the arcs may hold
UNITS = 17  # more states than these have do not fit into memory


def estimate_seconds(problem: Problem) -> float:
    """Estimate what a full table takes, from counts alone."""
    units, size = len(problem.formula.units), problem.graph.size
    if units > UNITS or size << units > 2e8 or sum(problem.graph.costs) >= NEVER:
        return float("inf")
    return float(1.2e-9 * size * 3**units + 2e-8 * len(problem.graph.heads) * 2**units)


def search_table(
    problem: Problem, fine: Problem, dual: Dual, factor: int, most: int, is_late: Callable[[], bool]
) -> Outcome:
    """Find a cheapest solution of cost at most `most`; `fine` and `dual` serve to drop entries."""
    import numpy as np

    graph, formula = problem.graph, problem.formula
    table = np.full((formula.full + 1, graph.size), NEVER, dtype=np.int32)
    for unit, nodes in enumerate(formula.units):
        table[1 << unit, list(nodes)] = 0
    states = np.arange(formula.full + 1)
    sizes = np.array([state.bit_count() for state in range(formula.full + 1)])
    drop = _Drop(fine, dual, factor, most)
    arcs = _Arcs(graph)
    for size in range(1, len(formula.units) + 1):
        same = states[sizes == size]
        width = max(1, BLOCK // max(graph.size, len(graph.heads)))
        for start in range(0, len(same), width):
            rows = same[start : start + width]
            best = table[rows]
            for left in _split(rows, size):
                if is_late():
                    return Outcome(False, 0)
                np.minimum(best, table[left] + table[rows ^ left], out=best)
            table[rows] = drop.apply(arcs.relax(np.ascontiguousarray(best.T)).T, rows)
    return _answer(problem, table, most)


class _Arcs:
    """The arcs by tail, for passes over all of them."""

    def __init__(self, graph: Graph) -> None:
        import numpy as np

        order = sorted(range(len(graph.heads)), key=lambda arc: graph.tails[arc])
        self.tails = np.array([graph.tails[arc] for arc in order], dtype=np.int64)
        self.heads = np.array([graph.heads[arc] for arc in order], dtype=np.int64)
        self.costs = np.array([graph.costs[arc] for arc in order], dtype=np.int32)[:, None]

    def relax(self, costs: Any) -> Any:
        """Lower the costs (node by state) over arcs until nothing changes."""
        import numpy as np

        active = np.ones(len(costs), dtype=bool)
        while True:
            chosen = np.flatnonzero(active[self.heads])
            if not len(chosen):
                return costs
            tails = self.tails[chosen]
            starts = np.flatnonzero(np.r_[True, tails[1:] != tails[:-1]])
            offers = np.minimum.reduceat(costs[self.heads[chosen]] + self.costs[chosen], starts, axis=0)
            nodes = tails[starts]
            before = costs[nodes]
            active[:] = False
            active[nodes] = (offers < before).any(axis=1)
            costs[nodes] = np.minimum(before, offers)


class _Drop:
    """Knows which entries cannot belong to a solution of cost at most `most`."""

    def __init__(self, fine: Problem, dual: Dual, factor: int, most: int) -> None:
        import numpy as np

        size = fine.graph.size
        ahead = find_distances(fine.graph, dual.residual, [fine.graph.root])
        self.fine, self.dual, self.factor, self.most = fine, dual, factor, most
        self.ahead = np.array([min(distance, TOO_FAR) for distance in ahead], dtype=np.int64)
        self.depths = np.zeros((len(dual.masks), size), dtype=np.int64)
        for family, depths in enumerate(dual.depths):
            self.depths[family, list(depths)] = list(depths.values())

    def apply(self, costs: Any, rows: Any) -> Any:
        """Drop entries (state by node)."""
        import numpy as np

        for index, row in enumerate(rows):
            state = int(row)
            rest = self.ahead + find_bound(self.fine.formula, self.dual, state)
            for family, mask in enumerate(self.dual.masks):
                if mask & state:
                    rest = rest + self.depths[family]
            useless = costs[index].astype(np.int64) * self.factor + rest > self.most * self.factor
            costs[index][useless] = NEVER
        return costs


def _split(rows: Any, size: int) -> Iterator[Any]:
    """Give, for states of one size, each way to split them in two: the part that holds the lowest bit."""
    import numpy as np

    bits = []
    rest = rows.copy()
    for _ in range(size):
        low = rest & -rest
        bits.append(low)
        rest = rest ^ low
    for pattern in range((1 << (size - 1)) - 1):
        left = bits[0].copy()
        for position in range(1, size):
            if pattern >> (position - 1) & 1:
                left = left | bits[position]
        yield np.asarray(left)


def _answer(problem: Problem, table: Any, most: int) -> Outcome:
    formula, root = problem.formula, problem.graph.root
    enough = [state for state in range(1, formula.full + 1) if formula.close(state) == formula.full]
    cost, state = min((int(table[state, root]), state) for state in enough)
    if cost > most:
        return Outcome(True, most + 1)
    arcs: list[int] = []
    stack = [(state, root)]
    while stack:
        state, node = stack.pop()
        stack += _explain(problem, table, state, node, arcs)
    return Outcome(True, cost, tuple(sorted(set(arcs))))


def _explain(problem: Problem, table: Any, state: int, node: int, arcs: list[int]) -> list[tuple[int, int]]:
    """Find where an entry comes from: follow arcs of no loss until a unit's node, or a split; the two parts."""
    graph = problem.graph
    via: dict[int, int] = {node: -1}
    queue = [node]
    for here in queue:
        cost = int(table[state, here])
        split = _find_split(table, state, here, cost)
        if split or (cost == 0 and state.bit_count() == 1 and here in problem.formula.units[state.bit_length() - 1]):
            _follow(graph, via, here, arcs)
            return [(part, here) for part in split]
        for arc in graph.out[here]:
            end = graph.heads[arc]
            if end not in via and int(table[state, end]) + graph.costs[arc] == cost:
                via[end] = arc
                queue.append(end)
    raise AssertionError("an entry of the table comes from nowhere")


def _find_split(table: Any, state: int, node: int, cost: int) -> tuple[int, ...]:
    part = (state - 1) & state
    while part > state ^ part:
        if int(table[part, node]) + int(table[state ^ part, node]) == cost:
            return part, state ^ part
        part = (part - 1) & state
    return ()


def _follow(graph: Graph, via: dict[int, int], node: int, arcs: list[int]) -> None:
    while via[node] >= 0:
        arcs.append(via[node])
        node = graph.tails[via[node]]
