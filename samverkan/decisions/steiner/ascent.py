"""Lower bounds by dual ascent (Wong 1984), and what they prove superfluous.

A family is a nested set of cuts around some nodes; each cut separates them from the root and carries a dual value.
The cuts of a unit (its `price`) count when that unit is chosen; the cuts of an obstacle, a set of units of which one
must be reached anyhow, count always. No arc carries more dual value than it costs, hence the prices of the chosen
units plus those of all obstacles never exceed the cost of a solution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from samverkan.decisions.steiner.gates import Gate, Gates, find_mask, find_obstacle, find_price
from samverkan.decisions.steiner.graph import FAR, Graph, find_distances, find_reachable

OWN = -1  # a share: as far as a unit's ball is its own


@dataclass(slots=True)
class Dual:
    """A feasible dual solution.

    Family k < number of units belongs to unit k. `depths[k]` gives, for a node, the dual value of the cuts of family
    k that hold the node. `balls` tells how it was raised: family, distances inside, radius.
    """

    residual: list[int]
    masks: list[int]
    prices: list[int]
    depths: list[dict[int, int]]
    balls: list[tuple[int, dict[int, int], int]] = field(default_factory=list)
    bound: int = 0


def start_dual(graph: Graph, formula: Gates) -> Dual:
    """Start with no dual value at all."""
    count = len(formula.units)
    return Dual(list(graph.costs), [1 << unit for unit in range(count)], [0] * count, [{} for _ in range(count)])


def find_conjuncts(formula: Gates) -> tuple[Gate | int, ...]:
    """Find the parts that must all be met."""
    top = formula.top
    return top.parts if isinstance(top, Gate) and top.needs_all else (top,)


def find_units(part: Gate | int) -> list[int]:
    """Find the units under a gate or unit."""
    mask = find_mask(part)
    return [unit for unit in range(mask.bit_length()) if mask >> unit & 1]


def ascend(
    graph: Graph,
    formula: Gates,
    order: Sequence[int],
    *,
    share: int = 0,
    start: Dual | None = None,
    is_late: Callable[[], bool] = bool,
) -> Dual:
    """Raise dual values conjunct by conjunct, in the given order, until the need is met over saturated arcs.

    `share` limits what each unit under a gate gets for itself before the gate's obstacles are raised (none at 0); one
    of `OWN` is as far as it is the unit's own (see `find_own`). When it is late, the conjuncts that are left are left.
    """
    dual = start or start_dual(graph, formula)
    rank = [0] * len(formula.units)
    conjuncts = find_conjuncts(formula)
    for part in (conjuncts[index] for index in order):
        if is_late():
            break
        if isinstance(part, int):
            _raise_family(graph, dual, part, formula.units[part], FAR)
            continue
        own = find_own(graph, formula, dual.residual, find_units(part)) if share == OWN else {}
        for unit in find_units(part) if share else ():
            _raise_family(graph, dual, unit, formula.units[unit], own.get(unit, FAR) if share == OWN else share)
        _raise_obstacles(graph, formula, dual, part, rank, is_late)
    dual.bound = find_bound(formula, dual)
    return dual


def find_own(graph: Graph, formula: Gates, costs: Sequence[int], units: Iterable[int]) -> dict[int, int]:
    """Find how far the ball around each of some units may grow until it meets that of another; absent: none is met.

    Members of a board who all know each other are met at the cost of one contact: up to there each costs for itself,
    and what lies beyond they share.
    """
    near: list[list[tuple[int, int]]] = [[] for _ in range(graph.size)]  # the two nearest units of each node
    heap = [(0, node, unit) for unit in units for node in formula.units[unit]]
    heapify(heap)
    own: dict[int, int] = {}
    while heap:
        so_far, node, unit = heappop(heap)
        known = near[node]
        if len(known) == 2 or (known and known[0][1] == unit):
            continue
        known.append((so_far, unit))
        if len(known) == 2:
            for _, met in known:
                own[met] = min(own.get(met, FAR), so_far)
        for arc in graph.into[node]:
            heappush(heap, (so_far + costs[arc], graph.tails[arc], unit))
    return own


def find_family(dual: Dual, mask: int) -> int:
    """Find the family of a unit or an obstacle; it is added when it is new."""
    if mask not in dual.masks:
        dual.masks.append(mask)
        dual.prices.append(0)
        dual.depths.append({})
    return dual.masks.index(mask)


def find_bound(formula: Gates, dual: Dual, state: int = 0) -> int:
    """Find what a dual solution proves about the cost of everything that a state does not cover."""
    count = len(formula.units)
    fixed = sum(price for mask, price in zip(dual.masks[count:], dual.prices[count:], strict=True) if not mask & state)
    return fixed + find_price(formula.top, dual.prices, state)


def find_superfluous(graph: Graph, formula: Gates, dual: Dual, room: int) -> bytearray:
    """Mark the arcs that no solution of cost at most `dual.bound + room` uses."""
    return bytearray(excess > room for excess in find_excesses(graph, formula, dual, room))


def find_excesses(graph: Graph, formula: Gates, dual: Dual, room: int) -> list[int]:
    """Find by how much every solution that uses an arc costs more than `dual.bound`, at least.

    Beyond `room` it is only known that it is more.
    """
    ends = {node for unit in formula.units for node in unit}
    ahead = find_distances(graph, dual.residual, [graph.root], most=room)
    behind = find_distances(graph, dual.residual, ends, backward=True, most=room)
    return [
        ahead[tail] + cost + behind[head]
        for tail, head, cost in zip(graph.tails, graph.heads, dual.residual, strict=True)
    ]


def _raise_obstacles(
    graph: Graph, formula: Gates, dual: Dual, part: Gate, rank: Sequence[int], is_late: Callable[[], bool]
) -> None:
    units = find_units(part)
    while not is_late():
        seen = find_reachable(graph, dual.residual)
        reached = {unit for unit in units if any(seen[node] for node in formula.units[unit])}
        obstacle = find_obstacle(part, reached, rank)
        if not obstacle:
            return
        family = find_family(dual, sum(1 << unit for unit in obstacle))
        nodes = {node for unit in obstacle for node in formula.units[unit]}
        _raise_family(graph, dual, family, nodes, FAR)


def _raise_family(graph: Graph, dual: Dual, family: int, nodes: Iterable[int], most: int) -> None:
    distance, amount = _grow_ball(graph, dual.residual, nodes, most)
    if not amount:
        return
    residual, tails, depths = dual.residual, graph.tails, dual.depths[family]
    for node, inner in distance.items():
        if inner >= amount:
            continue
        depths[node] = depths.get(node, 0) + amount - inner
        for arc in graph.into[node]:
            outer = distance.get(tails[arc], amount)
            if outer > inner:
                residual[arc] -= (outer if outer < amount else amount) - inner
    dual.prices[family] += amount
    dual.balls.append((family, distance, amount))


def _grow_ball(graph: Graph, costs: Sequence[int], nodes: Iterable[int], most: int) -> tuple[dict[int, int], int]:
    """Grow a backward ball from some nodes to the root, or to the radius `most`; distances inside and radius."""
    distance = dict.fromkeys(nodes, 0)
    heap = [(0, node) for node in sorted(distance)]
    into, tails, root = graph.into, graph.tails, graph.root
    while heap:
        so_far, node = heappop(heap)
        if so_far > distance[node]:
            continue
        if node == root:
            return distance, so_far
        for arc in into[node]:
            farther = so_far + costs[arc]
            if farther < most:
                end = tails[arc]
                if farther < distance.get(end, FAR):
                    distance[end] = farther
                    heappush(heap, (farther, end))
    return distance, most
