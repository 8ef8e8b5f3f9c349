"""The exact dynamic program over (node, covered units), searched towards the goal.

Erickson, Monma and Veinott (1987): the cheapest tree from a node that covers a state is either an arc into such a
tree, or two such trees at the node with disjoint states. Labels are settled in the order of their cost plus a lower
bound of everything still missing (as in Hougardy, Silvanus and Vygen 2017); here the bound comes from a dual solution:
what the uncovered need costs, plus every cut of a covered family that holds the node, plus the reduced distance from
the root. It never falls by more than a step costs, hence the first label of a state at a node is its cheapest.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from samverkan.decisions.steiner.ascent import Dual, find_bound, find_conjuncts, find_units
from samverkan.decisions.steiner.gates import Gate, Gates
from samverkan.decisions.steiner.graph import FAR, Graph, find_distances

CHECK_EVERY = 128  # settled labels between two looks at the deadline
JOINS = 4  # joins that take about as long as it takes to settle one more label
EARLY = 8_000  # labels after which a search is given up that has closed less than a quarter of its gap
MANY = 16  # the part of its labels that a long search settles before it may be hopeless


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
    """Labels by state times graph size plus node; `via` is the arc behind a label, or the two states it joins.

    Settled ones stand by node, as (excess, state, cost) in this order: the `plain` that end in an arc or a unit, and
    the `joint` that join two. The excess is what a label costs beyond what the dual solution grants its state.
    """

    cost: dict[int, int] = field(default_factory=dict)
    rest: dict[int, int] = field(default_factory=dict)
    via: dict[int, int | tuple[int, int]] = field(default_factory=dict)
    heap: list[tuple[int, int, int]] = field(default_factory=list)
    plain: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    joint: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)


class Missing:
    """The lower bound of what is missing once a tree from a node covers a state."""

    def __init__(self, graph: Graph, formula: Gates, dual: Dual, most: int) -> None:
        self.formula, self.dual = formula, dual
        self.ahead = find_distances(graph, dual.residual, [graph.root], most=max(0, most - dual.bound))
        self.depths: list[list[tuple[int, int]]] = [[] for _ in range(graph.size)]
        for mask, depths in zip(dual.masks, dual.depths, strict=True):
            for node, depth in depths.items():
                self.depths[node].append((mask, depth))
        self.bases: dict[int, int] = {}
        self.adds_up = _adds_up(formula, dual)
        self.steps: dict[int, list[tuple[int, int, int]]] = {}

    def list_steps(self, graph: Graph, node: int) -> list[tuple[int, int, int]]:
        """List the arcs into a node from where anything can matter: tail, cost, arc."""
        known = self.steps.get(node)
        if known is None:
            ahead, tails, costs = self.ahead, graph.tails, graph.costs
            known = [(tails[arc], costs[arc], arc) for arc in graph.into[node] if ahead[tails[arc]] < FAR]
            self.steps[node] = known
        return known

    def find_missing(self, state: int, node: int) -> int:
        """Find what is missing, at least, once a tree from a node covers a state."""
        missing = self.find_base(state) + self.ahead[node]
        for mask, depth in self.depths[node]:
            if mask & state:
                missing += depth
        return missing

    def find_base(self, state: int) -> int:
        """Find what a state leaves to pay for."""
        known = self.bases.get(state)
        if known is None:
            known = self.bases[state] = find_bound(self.formula, self.dual, state)
        return known


def _adds_up(formula: Gates, dual: Dual) -> bool:
    """Tell whether a label that joins two surely has at least the excess of both together.

    Thresholds over units are like that, but not where units below an inner gate have prices of their own: each part
    of a joint way may be granted nothing, and the whole of it something.
    """
    outer = [part for part in find_conjuncts(formula) if isinstance(part, Gate)]
    nested = [part for part in outer if any(isinstance(inner, Gate) for inner in part.parts)]
    weighted = any(isinstance(part, Gate) and part.weights for part in (formula.top, *outer))
    return not weighted and not any(dual.prices[unit] for part in nested for unit in find_units(part))


def search(
    graph: Graph,
    formula: Gates,
    dual: Dual,
    most: int,
    *,
    labels: int,
    is_late: Callable[[], bool] | None = None,
) -> Outcome:
    """Search for a cheapest solution of cost at most `most`; stops after about so many `labels`, or when late.

    How far the estimates have risen tells early when it is hopeless, and late when a little more may be enough.
    """
    rest = Missing(graph, formula, dual, most)
    store = _Labels()
    for unit, nodes in enumerate(formula.units):
        for node in nodes:
            state = formula.close(1 << unit)
            _offer(store, rest, state, node, state * graph.size + node, 0, -1, most)
    goal = formula.full * graph.size + graph.root
    count = joins = 0
    limit = min(max(EARLY, labels // MANY), labels)
    while store.heap:
        estimate, negative, key = heappop(store.heap)
        if -negative != store.cost[key]:
            continue
        if key == goal:
            return Outcome(True, -negative, tuple(sorted(set(_collect(graph, store, goal)))))
        count += 1
        if count + joins // JOINS > limit:
            limit = _extend(limit, labels, estimate - dual.bound, most + 1 - dual.bound)
        if count + joins // JOINS > limit or (count % CHECK_EVERY == 0 and is_late and is_late()):
            return Outcome(False, min(estimate, most + 1))
        joins += _settle(graph, formula, store, rest, key, most)
    return Outcome(True, most + 1)


def _extend(limit: int, labels: int, risen: int, gap: int) -> int:
    """Find how much a search may do that has reached its limit, given how far its estimates have risen."""
    if limit < labels:
        return labels if 4 * risen >= gap else limit
    return 2 * labels if limit == labels and 5 * risen >= 4 * gap else limit


def _settle(graph: Graph, formula: Gates, store: _Labels, rest: Missing, key: int, most: int) -> int:
    """Follow a label to everything that it leads to in one step; with how many others it was joined."""
    state, node = divmod(key, graph.size)
    cost = store.cost[key]
    _follow(store, rest, state, key - node, cost, rest.list_steps(graph, node), most)
    excess = cost + store.rest[key] - rest.ahead[node]
    room = most - rest.ahead[node] - excess + rest.find_base(0) if rest.adds_up else FAR
    is_joint = isinstance(store.via[key], tuple)
    partners = _find_partners(store, node, state, room, is_joint=is_joint)
    for other, price in partners:
        joined = formula.close(other | state)
        _offer(store, rest, joined, node, joined * graph.size + node, cost + price, (state, other), most)
    insort((store.joint if is_joint else store.plain).setdefault(node, []), (excess, state, cost))
    return len(partners)


def _follow(
    store: _Labels,
    rest: Missing,
    state: int,
    first: int,
    cost: int,
    steps: Sequence[tuple[int, int, int]],
    most: int,
) -> None:
    """Offer a label of a state at the tail of every arc into its node; `first` is the key of the state at node 0.

    The same as `_offer` for each of them; it is written out since nothing is done as often.
    """
    costs, rests, via, heap = store.cost, store.rest, store.via, store.heap
    for tail, price, arc in steps:
        key, offer = first + tail, cost + price
        if offer >= costs.get(key, FAR):
            continue
        missing = rests.get(key)
        if missing is None:
            missing = rests[key] = rest.find_missing(state, tail)
        if offer + missing <= most:
            costs[key] = offer
            via[key] = arc
            heappush(heap, (offer + missing, -offer, key))


def _find_partners(store: _Labels, node: int, state: int, room: int, *, is_joint: bool) -> list[tuple[int, int]]:
    """Find the settled labels (state, cost) at a node that may be joined with one of this state within the room.

    One of the two is plain and the other holds the first unit of both, so that parts are put together in few orders.
    """
    first = state & -state
    plain = store.plain.get(node, [])
    near = plain[: bisect_right(plain, (room, FAR))]
    if is_joint:
        return [(other, cost) for _, other, cost in near if not other & state and other & -other > first]
    partners = [(other, cost) for _, other, cost in near if not other & state]
    joint = store.joint.get(node, [])
    near = joint[: bisect_right(joint, (room, FAR))]
    return partners + [(other, cost) for _, other, cost in near if not other & state and other & -other < first]


def _offer(
    store: _Labels,
    rest: Missing,
    state: int,
    node: int,
    key: int,
    cost: int,
    via: int | tuple[int, int],
    most: int,
) -> None:
    if cost >= store.cost.get(key, FAR):
        return
    missing = store.rest.get(key)
    if missing is None:
        if rest.ahead[node] >= FAR:
            return
        missing = store.rest[key] = rest.find_missing(state, node)
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
