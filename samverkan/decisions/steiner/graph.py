"""Graphs as flat lists, shortest distances in them, and the parts of them that matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

FAR = 1 << 150


@dataclass(frozen=True, slots=True)
class Graph:
    """A directed graph with a root; `origin` names each arc by its index in the instance."""

    size: int
    root: int
    tails: list[int]
    heads: list[int]
    costs: list[int]
    origin: list[int]
    into: list[list[int]]
    out: list[list[int]]


def build_graph(size: int, root: int, arcs: Iterable[tuple[int, int, int, int]]) -> Graph:
    """Build a graph from (tail, head, cost, origin).

    Loops and arcs into the root are left out, and of parallel arcs all but the first cheapest.
    """
    place: dict[int, int] = {}
    tails: list[int] = []
    heads: list[int] = []
    costs: list[int] = []
    origin: list[int] = []
    for tail, head, cost, index in arcs:
        if tail == head or head == root:
            continue
        known = place.setdefault(tail * size + head, len(heads))
        if known == len(heads):
            tails.append(tail)
            heads.append(head)
            costs.append(cost)
            origin.append(index)
        elif cost < costs[known]:
            costs[known] = cost
            origin[known] = index
    return _connect(size, root, tails, heads, costs, origin)


def _connect(size: int, root: int, tails: list[int], heads: list[int], costs: list[int], origin: list[int]) -> Graph:
    into: list[list[int]] = [[] for _ in range(size)]
    out: list[list[int]] = [[] for _ in range(size)]
    for arc, tail in enumerate(tails):
        out[tail].append(arc)
    for arc, head in enumerate(heads):
        into[head].append(arc)
    return Graph(size, root, tails, heads, costs, origin, into, out)


def find_distances(
    graph: Graph, costs: Sequence[int], sources: Iterable[int], *, backward: bool = False, most: int = FAR
) -> list[int]:
    """Find the distance from the sources to every node (or, backward, from every node to them).

    Nodes farther than `most` have the distance `FAR`.
    """
    steps, ends = (graph.into, graph.tails) if backward else (graph.out, graph.heads)
    distance = [FAR] * graph.size
    heap = []
    for source in sources:
        distance[source] = 0
        heap.append((0, source))
    while heap:
        so_far, node = heappop(heap)
        if so_far > distance[node]:
            continue
        for arc in steps[node]:
            farther = so_far + costs[arc]
            end = ends[arc]
            if farther < distance[end] and farther <= most:
                distance[end] = farther
                heappush(heap, (farther, end))
    return distance


def find_reachable(graph: Graph, costs: Sequence[int]) -> bytearray:
    """Mark the nodes that the root reaches over arcs without cost."""
    seen = bytearray(graph.size)
    seen[graph.root] = 1
    stack = [graph.root]
    while stack:
        for arc in graph.out[stack.pop()]:
            end = graph.heads[arc]
            if not seen[end] and not costs[arc]:
                seen[end] = 1
                stack.append(end)
    return seen


def select(graph: Graph, arcs: Sequence[int], number: Mapping[int, int]) -> Graph:
    """Keep some arcs and all nodes; `number` gives the arcs of the instance new numbers."""
    return _connect(
        graph.size,
        graph.root,
        [graph.tails[arc] for arc in arcs],
        [graph.heads[arc] for arc in arcs],
        [graph.costs[arc] for arc in arcs],
        [number[graph.origin[arc]] for arc in arcs],
    )


def restrict(graph: Graph, marks: bytearray) -> tuple[Graph, dict[int, int]]:
    """Leave out the marked arcs, and number anew the root and the nodes that the others touch."""
    kept = [arc for arc, marked in enumerate(marks) if not marked]
    tails = [graph.tails[arc] for arc in kept]
    heads = [graph.heads[arc] for arc in kept]
    number = {node: index for index, node in enumerate(sorted({graph.root, *tails, *heads}))}
    smaller = _connect(
        len(number),
        number[graph.root],
        [number[node] for node in tails],
        [number[node] for node in heads],
        [graph.costs[arc] for arc in kept],
        [graph.origin[arc] for arc in kept],
    )
    return smaller, number
