"""Graphs that fall apart into small trees once a few hubs are taken out, such as a board whose members know each other.

A hub is the middle of a circle: whoever sits on the board leads to it, and it leads to everybody there. What is left of
the contacts between members are mostly single ties. Of each small tree it is tabled what it costs to reach so many of
its ends; tables are added up, and what many people are alike in is one table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from samverkan.decisions.formula import Formula
from samverkan.decisions.steiner.graph import Graph, find_reachable
from samverkan.decisions.steiner.instance import Instance

HUBS = 3  # at most; each order in which they can be opened is a case of its own

Costs = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Knot:
    """A node of a tree: where the one above it stands, what it adds to each count, and what the arcs at it cost.

    The arcs are those from and to the one above, `enters` those from the root and each hub, `opens` those to each hub.
    """

    above: int
    counts: tuple[int, ...]
    down: int | None
    up: int | None
    enters: Costs
    opens: Costs


@dataclass(frozen=True, slots=True)
class Branch:
    """The knots of a tree, each after the one above it, and the nodes that they are."""

    knots: tuple[Knot, ...]
    nodes: tuple[int, ...]


@dataclass(slots=True)
class Forest:
    """A graph by its hubs and trees: `caps` are what the counts have to come to, `arcs` the arc between two nodes.

    The root stands for all that it reaches for nothing, by the arcs that are `free`. `lesser` are, for each arc of the
    instance, those that are left out because of it. `trees` are numbered, `owner` tells in which of them a node is, and
    `ends` between which nodes an arc of the instance.
    """

    graph: Graph
    caps: tuple[int, ...]
    counts: Mapping[int, tuple[int, ...]]
    hubs: tuple[int, ...] = ()
    free: tuple[int, ...] = ()
    arcs: dict[tuple[int, int], int] = field(default_factory=dict)
    lesser: dict[int, set[int]] = field(default_factory=dict)
    trees: list[Branch] = field(default_factory=list)
    owner: dict[int, int] = field(default_factory=dict)
    ends: dict[int, tuple[int, int]] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()

    def find_arc(self, tail: int, head: int) -> int:
        """Return the arc of the instance between two nodes."""
        return self.graph.origin[self.arcs[tail, head]]

    def find_cost(self, tail: int, head: int) -> int | None:
        """Find what the arc between two nodes costs; None where there is none, or it is gone."""
        arc = self.arcs.get((tail, head))
        return None if arc is None or self.graph.origin[arc] in self.gone else self.graph.costs[arc]

    def name_source(self, number: int) -> int:
        """Return the node of the root (0) or of a hub (from 1 on)."""
        return self.hubs[number - 1] if number else self.graph.root

    def list_orders(self) -> Iterator[tuple[int, ...]]:
        """Yield the orders in which some of the hubs can be opened, by their places."""
        for count in range(len(self.hubs) + 1):
            yield from permutations(range(len(self.hubs)), count)

    def change(self, gone: Collection[int]) -> dict[int, Branch] | None:
        """Return the trees that become other ones without some arcs of the instance, by their numbers.

        None where what was left out because of an arc that is gone may count now, or more changes than trees.
        """
        left, numbers = replace(self, gone=frozenset(gone)), set[int]()
        for arc in gone:
            if arc in self.free or not self.lesser.get(arc, set()) <= left.gone:
                return None
            inside = [self.owner[node] for node in self.ends.get(arc, ()) if node in self.owner]
            if arc in self.ends and not inside:
                return None
            numbers.update(inside)
        return {number: _tie_all(left, self.trees[number]) for number in numbers}


def plant(graph: Graph, need: Formula, instance: Instance) -> Forest | None:
    """Take a graph apart into hubs and trees; None where it takes too many hubs, or the need is no list of counts."""
    named = _list_counts(need)
    if named is None:
        return None
    seen = find_reachable(graph, graph.costs)
    free = tuple(graph.origin[arc] for arc, head in enumerate(graph.heads) if seen[head] and not graph.costs[arc])
    forest = Forest(graph, *_count_free(*named, seen), free=free)
    _join_arcs(forest, instance, seen)
    if not _choose_hubs(forest):
        return None
    forest.trees = list(_list_trees(forest))
    forest.owner = {node: number for number, tree in enumerate(forest.trees) for node in tree.nodes}
    forest.ends = {graph.origin[arc]: both for both, arc in forest.arcs.items()}
    return forest


def _list_counts(need: Formula) -> tuple[tuple[int, ...], dict[int, tuple[int, ...]]] | None:
    """List how much each part of a need asks for, and what each node adds to each; None where parts hold others."""
    parts = [need] if isinstance(need, int) or not need.needs_all else list(need.parts)
    if any(not isinstance(part, int) and not all(isinstance(inner, int) for inner in part.parts) for part in parts):
        return None
    counts: dict[int, list[int]] = {}
    for place, part in enumerate(parts):
        for node, weight in [(part, 1)] if isinstance(part, int) else part.pair():
            assert isinstance(node, int)
            counts.setdefault(node, [0] * len(parts))[place] += weight
    caps = tuple(1 if isinstance(part, int) else part.least for part in parts)
    return caps, {node: tuple(weights) for node, weights in counts.items()}


def _count_free(
    caps: tuple[int, ...], counts: Mapping[int, tuple[int, ...]], free: bytearray
) -> tuple[tuple[int, ...], dict[int, tuple[int, ...]]]:
    """Take what is reached for nothing off what the counts have to come to."""
    paid = [weights for node, weights in counts.items() if free[node]]
    left = tuple(max(0, cap - sum(weights[place] for weights in paid)) for place, cap in enumerate(caps))
    return left, {node: weights for node, weights in counts.items() if not free[node]}


def _join_arcs(forest: Forest, instance: Instance, free: bytearray) -> None:
    """Find the arc between each two nodes, the cheapest where all that is free is one with the root."""
    graph = forest.graph
    for arc, (tail, head) in enumerate(zip(graph.tails, graph.heads, strict=True)):
        if not free[head]:
            ends = (graph.root if free[tail] else tail, head)
            known = forest.arcs.get(ends)
            if known is None or graph.costs[arc] < graph.costs[known]:
                forest.arcs[ends] = arc
    for number, (tail, head, _) in enumerate(instance.arcs):
        kept = forest.arcs.get((graph.root if free[tail] else tail, head))
        if kept is not None and graph.origin[kept] != number:
            forest.lesser.setdefault(graph.origin[kept], set()).add(number)


def _choose_hubs(forest: Forest) -> bool:
    """Choose the nodes without which no circle is left, those with most neighbours in circles first, if they are few.

    Ties that are no cheaper than to go through a hub are left out as soon as there is one.
    """
    while circles := _strip(_find_neighbours(forest)):
        if len(forest.hubs) == HUBS:
            return False
        hub = max(sorted(circles), key=lambda node: len(circles[node]))
        forest.hubs = (*forest.hubs, hub)
        _drop_bypassed(forest, hub)
    return True


def _find_neighbours(forest: Forest) -> dict[int, set[int]]:
    """Find for each node, but the root and the hubs, which others it has an arc to or from."""
    out = {forest.graph.root, *forest.hubs}
    near: dict[int, set[int]] = {}
    for tail, head in forest.arcs:
        for one, other in ((tail, head), (head, tail)):
            if one not in out:
                near.setdefault(one, set()).update({other} - out)
    return near


def _strip(near: dict[int, set[int]]) -> dict[int, set[int]]:
    """Take off what hangs on one other or none, again and again; what stays is in circles."""
    waiting = [node for node, others in near.items() if len(others) < 2]
    while waiting:
        for other in near.pop(node := waiting.pop()):
            near[other].discard(node)
            if len(near[other]) == 1:
                waiting.append(other)
    return near


def _drop_bypassed(forest: Forest, hub: int) -> None:
    """Leave out what is no cheaper than to go through a hub: whoever leads there can open it itself."""
    out = {forest.graph.root, *forest.hubs}
    for (tail, head), arc in list(forest.arcs.items()):
        one, two = forest.find_cost(tail, hub), forest.find_cost(hub, head)
        if one is None or two is None or tail in out or head in out:
            continue
        if one + two <= forest.graph.costs[arc]:
            del forest.arcs[tail, head]
            for better in (forest.find_arc(tail, hub), forest.find_arc(hub, head)):
                forest.lesser.setdefault(better, set()).add(forest.graph.origin[arc])


def _list_trees(forest: Forest) -> Iterator[Branch]:
    """Yield the trees that are left without the hubs."""
    near = _find_neighbours(forest)
    seen: set[int] = set()
    for first in sorted(near):
        if first not in seen:
            above = {first: -1}
            nodes = [first]
            for node in nodes:
                for other in sorted(near[node] - above.keys()):
                    above[other] = node
                    nodes.append(other)
            seen |= above.keys()
            place = {node: number for number, node in enumerate(nodes)}
            spots = tuple(place.get(above[node], -1) for node in nodes)
            yield Branch(
                tuple(_tie(forest, nodes, spot, node) for spot, node in zip(spots, nodes, strict=True)), tuple(nodes)
            )


def _tie_all(forest: Forest, tree: Branch) -> Branch:
    """Tie a tree anew, with what its arcs cost now."""
    knots = zip(tree.knots, tree.nodes, strict=True)
    return replace(tree, knots=tuple(_tie(forest, tree.nodes, knot.above, node) for knot, node in knots))


def _tie(forest: Forest, nodes: Sequence[int], place: int, node: int) -> Knot:
    counts = forest.counts.get(node, (0,) * len(forest.caps))
    enters = tuple(forest.find_cost(tail, node) for tail in (forest.graph.root, *forest.hubs))
    opens = tuple(forest.find_cost(node, hub) for hub in forest.hubs)
    down = forest.find_cost(nodes[place], node) if place >= 0 else None
    up = forest.find_cost(node, nodes[place]) if place >= 0 else None
    return Knot(place, counts, down, up, enters, opens)
