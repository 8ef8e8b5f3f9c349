"""Good solutions fast: shortest-path trees grown towards the need, and their pruning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from samverkan.decisions.formula import Formula, find_asks, is_met
from samverkan.decisions.steiner.gates import Gates, choose_units
from samverkan.decisions.steiner.graph import FAR, Graph


@dataclass(frozen=True, slots=True)
class Tree:
    """An arborescence from the root: its cost, its arcs, and a minimal set of named nodes that meets the need."""

    cost: int
    arcs: tuple[int, ...]
    reached: frozenset[int]


def grow_tree(graph: Graph, formula: Gates, costs: Sequence[int]) -> list[int] | None:
    """Grow a tree from the root: always to the nearest unit of the cheapest choice; its arcs, or None.

    The shortest-path heuristic of Takahashi and Matsuyama (1980), with the choice of units made anew after each step.
    """
    growth = _Growth([FAR] * graph.size, [-1] * graph.size, [(0, graph.root)])
    growth.distance[graph.root] = 0
    arcs: list[int] = []
    while True:
        _spread(graph, costs, growth)
        nearest = [min((growth.distance[node], node) for node in unit) for unit in formula.units]
        price, chosen = choose_units(formula.top, [distance for distance, _ in nearest])
        if price >= FAR:
            return None
        goals = [nearest[unit] for unit in chosen if nearest[unit][0]]
        free = [nearest[unit][1] for unit in chosen if not nearest[unit][0]]
        for node in [min(goals)[1], *free] if goals else free:
            arcs += _attach(graph, growth, node)
        if not goals:
            return arcs


def prune(graph: Graph, need: Formula, arcs: Iterable[int]) -> Tree | None:
    """Prune arcs to a cheap arborescence that meets the need minimally; None when they do not meet it.

    Among equal prunings the named nodes of the costliest branches go first, then those of the highest number.
    """
    into = _span(graph, arcs)
    named = (into.keys() | {graph.root}).intersection(find_asks(need))
    if not is_met(need, named):
        return None
    for node in sorted(named, key=lambda node: (_measure(graph, into, node), node), reverse=True):
        if is_met(need, named - {node}):
            named = named - {node}
    kept = sorted({arc for node in named for arc in _trace(graph, into, node)})
    return Tree(sum(graph.costs[arc] for arc in kept), tuple(kept), frozenset(named))


@dataclass(slots=True)
class _Growth:
    distance: list[int]
    via: list[int]
    heap: list[tuple[int, int]]


def _spread(graph: Graph, costs: Sequence[int], growth: _Growth) -> None:
    distance, via, heap = growth.distance, growth.via, growth.heap
    heads, out = graph.heads, graph.out
    while heap:
        so_far, node = heappop(heap)
        if so_far > distance[node]:
            continue
        for arc in out[node]:
            farther = so_far + costs[arc]
            end = heads[arc]
            if farther < distance[end]:
                distance[end] = farther
                via[end] = arc
                heappush(heap, (farther, end))


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


def _measure(graph: Graph, into: dict[int, int], node: int) -> int:
    return sum(graph.costs[arc] for arc in _trace(graph, into, node))
