"""The exact dynamic program over (node, covered units), searched towards the goal.

Erickson, Monma and Veinott (1987): the cheapest tree from a node that covers a state is either an arc into such a
tree, or two such trees at the node with disjoint states. Labels are settled in the order of their cost plus a lower
bound of everything still missing (as in Hougardy, Silvanus and Vygen 2017); here the bound comes from a dual solution:
what the uncovered need costs, plus every cut of a covered family that holds the node, plus the reduced distance from
the root. It never falls by more than a step costs, hence the first label of a state at a node is its cheapest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from samverkan.decisions.steiner.ascent import Dual, find_bound
from samverkan.decisions.steiner.formula import Formula
from samverkan.decisions.steiner.graph import FAR, Graph, find_distances

CHECK_EVERY = 2048  # settled labels between two looks at the clock


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search found: the arcs of a cheapest tree (None: none within `most`), and a lower bound.

    `complete` is False when the search was stopped before it knew.
    """

    complete: bool
    bound: int
    arcs: tuple[int, ...] | None = None


@dataclass(slots=True)
class _Labels:
    """Labels by state times graph size plus node; `via` is the arc behind a label, or the two states it joins."""

    cost: dict[int, int] = field(default_factory=dict)
    rest: dict[int, int] = field(default_factory=dict)
    via: dict[int, int | tuple[int, int]] = field(default_factory=dict)
    heap: list[tuple[int, int, int]] = field(default_factory=list)
    settled: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


class _Rest:
    """The lower bound of what is missing once a tree from a node covers a state."""

    def __init__(self, graph: Graph, formula: Formula, dual: Dual, most: int) -> None:
        self.formula, self.dual = formula, dual
        self.ahead = find_distances(graph, dual.residual, [graph.root], most=max(0, most - dual.bound))
        self.depths = [[depths.get(node, 0) for node in range(graph.size)] for depths in dual.depths]
        self.states: dict[int, tuple[int, list[list[int]]]] = {}

    def find_state(self, state: int) -> tuple[int, list[list[int]]]:
        """Find what a state leaves to pay for, and the depths of the families that it covers."""
        known = self.states.get(state)
        if known is None:
            covered = [depths for mask, depths in zip(self.dual.masks, self.depths, strict=True) if mask & state]
            known = self.states[state] = (find_bound(self.formula, self.dual, state), covered)
        return known


def search(
    graph: Graph,
    formula: Formula,
    dual: Dual,
    most: int,
    *,
    labels: int,
    is_late: Callable[[], bool] | None = None,
) -> Outcome:
    """Search for a cheapest solution of cost at most `most`; stops after so many settled labels, or when late."""
    rest = _Rest(graph, formula, dual, most)
    store = _Labels()
    for unit, nodes in enumerate(formula.units):
        for node in nodes:
            _offer(store, rest, graph.size, formula.close(1 << unit), node, 0, -1, most)
    goal = formula.full * graph.size + graph.root
    count = 0
    while store.heap:
        estimate, negative, key = heappop(store.heap)
        if -negative != store.cost[key]:
            continue
        if key == goal:
            return Outcome(True, -negative, tuple(sorted(set(_collect(graph, store, goal)))))
        count += 1
        if count > labels or (count % CHECK_EVERY == 0 and is_late and is_late()):
            return Outcome(False, min(estimate, most + 1))
        _settle(graph, formula, store, rest, key, most)
    return Outcome(True, most + 1)


def _settle(graph: Graph, formula: Formula, store: _Labels, rest: _Rest, key: int, most: int) -> None:
    size = graph.size
    state, node = divmod(key, size)
    cost = store.cost[key]
    for arc in graph.into[node]:
        _offer(store, rest, size, state, graph.tails[arc], cost + graph.costs[arc], arc, most)
    beside = store.settled.setdefault(node, [])
    for other, price in beside:
        if not other & state:
            joined = formula.close(other | state)
            _offer(store, rest, size, joined, node, cost + price, (state, other), most)
    beside.append((state, cost))


def _offer(
    store: _Labels,
    rest: _Rest,
    size: int,
    state: int,
    node: int,
    cost: int,
    via: int | tuple[int, int],
    most: int,
) -> None:
    key = state * size + node
    missing = store.rest.get(key)
    if missing is None:
        ahead = rest.ahead[node]
        if ahead >= FAR:
            return
        base, covered = rest.find_state(state)
        missing = store.rest[key] = base + ahead + sum([depths[node] for depths in covered])
    elif cost >= store.cost.get(key, FAR):
        return
    if cost + missing <= most:
        store.cost[key] = cost
        store.via[key] = via
        heappush(store.heap, (cost + missing, -cost, key))


def _collect(graph: Graph, store: _Labels, goal: int) -> list[int]:
    arcs = []
    stack = [goal]
    while stack:
        key = stack.pop()
        via = store.via[key]
        node = key % graph.size
        if isinstance(via, tuple):
            stack += [state * graph.size + node for state in via]
        elif via >= 0:
            arcs.append(via)
            stack.append(key - node + graph.heads[via])
    return arcs
