"""Good solutions fast: shortest-path trees grown towards the need, and their pruning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from samverkan.decisions.formula import Formula, Tally, find_asks, is_met
from samverkan.decisions.steiner.gates import Gates, choose_units
from samverkan.decisions.steiner.graph import FAR, Graph


@dataclass(frozen=True, slots=True)
class Tree:
    """An arborescence from the root: its cost, its arcs, and a minimal set of named nodes that meets the need."""

    cost: int
    arcs: tuple[int, ...]
    reached: frozenset[int]


def grow_tree(
    graph: Graph, formula: Gates, costs: Sequence[int], is_late: Callable[[], bool] = bool
) -> list[int] | None:
    """Grow a tree from the root: always to the nearest unit of the cheapest choice; its arcs, or None.

    The shortest-path heuristic of Takahashi and Matsuyama (1980), with the choice of units made anew after each step.
    When it is late, the choice at hand is reached on the shortest paths there are.
    """
    growth = _Growth([FAR] * graph.size, [-1] * graph.size, [(0, graph.root)])
    growth.distance[graph.root] = 0
    units_of = _find_units(formula)
    nearest: list[tuple[int, int]] = [(FAR, -1)] * len(formula.units)
    arcs: list[int] = []
    while True:
        changed = _spread(graph, costs, growth)
        for unit in {unit for node in changed for unit in units_of.get(node, ())}:
            nearest[unit] = min((growth.distance[node], node) for node in formula.units[unit])
        price, chosen = choose_units(formula.top, [distance for distance, _ in nearest])
        if price >= FAR:
            return None
        goals = [nearest[unit] for unit in chosen if nearest[unit][0]]
        free = [nearest[unit][1] for unit in chosen if not nearest[unit][0]]
        late = bool(goals) and is_late()
        goals = sorted(goals) if late else [min(goals)] if goals else []
        for node in [*(node for _, node in goals), *free]:
            arcs += _attach(graph, growth, node)
        if late or not goals:
            return arcs


def _find_units(formula: Gates) -> dict[int, list[int]]:
    """Find the units that each node belongs to."""
    units_of: dict[int, list[int]] = {}
    for unit, nodes in enumerate(formula.units):
        for node in nodes:
            units_of.setdefault(node, []).append(unit)
    return units_of


def prune(graph: Graph, need: Formula, arcs: Iterable[int]) -> Tree | None:
    """Prune arcs to a cheap arborescence that meets the need minimally; None when they do not meet it.

    Among equal prunings the named nodes of the costliest branches go first, then those of the highest number.
    """
    into = _span(graph, arcs)
    named = (into.keys() | {graph.root}).intersection(find_asks(need))
    if not is_met(need, named):
        return None
    tally, far = Tally(need, named), _measure(graph, into)
    named -= {node for node in sorted(named, key=lambda node: (far[node], node), reverse=True) if tally.drop(node)}
    kept = sorted({arc for node in named for arc in _trace(graph, into, node)})
    return Tree(sum(graph.costs[arc] for arc in kept), tuple(kept), frozenset(named))


@dataclass(slots=True)
class _Growth:
    distance: list[int]
    via: list[int]
    heap: list[tuple[int, int]]


def _spread(graph: Graph, costs: Sequence[int], growth: _Growth) -> set[int]:
    """Bring distances up to date; the nodes that are settled, or were attached just now."""
    settled: set[int] = set()
    distance, via, heap = growth.distance, growth.via, growth.heap
    heads, out = graph.heads, graph.out
    while heap:
        so_far, node = heappop(heap)
        if so_far > distance[node]:
            continue
        settled.add(node)
        for arc in out[node]:
            farther = so_far + costs[arc]
            end = heads[arc]
            if farther < distance[end]:
                distance[end] = farther
                via[end] = arc
                heappush(heap, (farther, end))
    return settled


def _attach(graph: Graph, growth: _Growth, node: int) -> list[int]:
    arcs = []
    while growth.via[node] >= 0:
        arc = growth.via[node]
        arcs.append(arc)
        growth.via[node] = -1
        if growth.distance[node]:
            growth.distance[node] = 0
            growth.heap.append((0, node))
        node = graph.tails[arc]
    growth.heap.sort()
    return arcs


def _span(graph: Graph, arcs: Iterable[int]) -> dict[int, int]:
    """Find the arc into each node on a cheapest path from the root over the given arcs only."""
    steps: dict[int, list[int]] = {}
    for arc in sorted(set(arcs)):
        steps.setdefault(graph.tails[arc], []).append(arc)
    distance = {graph.root: 0}
    into: dict[int, int] = {}
    heap = [(0, graph.root)]
    while heap:
        so_far, node = heappop(heap)
        if so_far > distance[node]:
            continue
        for arc in steps.get(node, ()):
            farther, end = so_far + graph.costs[arc], graph.heads[arc]
            if farther < distance.get(end, FAR):
                distance[end] = farther
                into[end] = arc
                heappush(heap, (farther, end))
    return into


def _trace(graph: Graph, into: dict[int, int], node: int) -> Iterable[int]:
    while node in into:
        yield into[node]
        node = graph.tails[into[node]]


def _measure(graph: Graph, into: dict[int, int]) -> dict[int, int]:
    """Measure the branch from the root to each node."""
    far = {graph.root: 0}
    for start in into:
        branch = [start]
        while branch[-1] not in far:
            branch.append(graph.tails[into[branch[-1]]])
        for node in reversed(branch[:-1]):
            far[node] = far[graph.tails[into[node]]] + graph.costs[into[node]]
    return far
