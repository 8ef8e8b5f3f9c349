"""Reductions of undirected problems: what no cheapest tree uses goes, what every one uses is contracted.

The special distance of two nodes is the least, over all walks between them, of the longest stretch between two nodes
that must be reached (Duin and Volgenant 1989). With the costs of a net, which are never equal, an edge that costs
more than the special distance of its ends is in no cheapest tree. All tests are about the cheapest tree, of which
there is one, and none of them changes it: they hold together, and distances found before a deletion may still serve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations

from samverkan.decisions.steiner.graph import FAR
from samverkan.decisions.steiner.undirected import Net

NEAR = 3  # goals that each node knows
SCAN = 120  # edges that a search around a node looks at
ENDLESS = FAR << 60
STAR = 4  # edges of the largest star that is replaced by edges between its neighbours
PASSES = 12


@dataclass(slots=True)
class _Compass:
    """The nearest goals of each node, and the bottleneck between two goals: the longest hop of the best way."""

    near: list[list[tuple[int, int]]]
    hops: dict[int, dict[int, int]]
    around: dict[int, dict[int, int]]


def thin_out(net: Net) -> None:
    """Apply all tests until they find little more."""
    for _ in range(PASSES):
        before = net.count()
        merge_ends(net)
        compass = _build_compass(net)
        contract_nearest(net, compass)
        merge_ends(net)
        compass = _build_compass(net)
        drop_long(net, compass)
        merge_ends(net)
        replace_stars(net, compass)
        merge_ends(net)
        if net.count() > 0.98 * before:
            return


def merge_ends(net: Net) -> None:
    """Remove ends that nobody asks for, join the two edges of a node between, and contract what a goal hangs on."""
    stack = [node for node, links in enumerate(net.links) if len(links) <= 2]
    while stack:
        node = stack.pop()
        links = net.links[node]
        ends = sorted(links)
        if node in net.goals:
            if len(ends) == 1 and len(net.goals) > 1:
                net.contract(node, ends[0])
                stack += [node, *net.links[node]]
        elif len(ends) == 1 or len(ends) == 2:
            edges = [links[end] for end in ends]
            for end in ends:
                net.drop(node, end)
            if len(ends) == 2:
                net.join(ends[0], ends[1], _chain(edges[0], edges[1]))
            stack += ends


def contract_nearest(net: Net, compass: _Compass) -> None:
    """Contract the cheapest edge of a goal when its next edge costs more than the way over it to another goal.

    The compass is no longer right about what has been contracted: a goal that is touched waits for the next one.
    """
    touched: set[int] = set()
    for goal in sorted(net.goals):
        ranked = sorted((edge[0], end) for end, edge in net.links[goal].items())
        if goal in touched or goal not in net.goals or not ranked:
            continue
        cost, end = ranked[0]
        onward = min((far for far, other in compass.near[end] if other != goal), default=ENDLESS)
        second = ranked[1][0] if len(ranked) > 1 else ENDLESS
        if end not in touched and cost + onward < second:
            touched |= {goal, end, *net.links[end], *net.links[goal]}
            net.contract(goal, end)


def drop_long(net: Net, compass: _Compass) -> None:
    """Remove every edge that costs more than the special distance of its ends."""
    for node, links in enumerate(net.links):
        for end in [other for other in links if other > node]:
            if _measure(compass, node, end, links[end][0]) < links[end][0]:
                net.drop(node, end)
    for node, links in enumerate(net.links):
        if len(links) > 1:
            reach = compass.around[node] = _look_around(net, node, max(edge[0] for edge in links.values()))
            for end in [other for other, edge in links.items() if reach.get(other, ENDLESS) < edge[0]]:
                net.drop(node, end)


def replace_stars(net: Net, compass: _Compass) -> None:
    """Replace nodes of which the cheapest tree surely uses at most two edges by edges between their neighbours.

    That is so when of any three edges or more, a tree over the special distances of their ends is cheaper.
    """
    for node, links in enumerate(net.links):
        if node in net.goals or not 3 <= len(links) <= STAR:
            continue
        ends = sorted(links)
        far = {pair: _measure_pair(net, compass, *pair) for pair in combinations(ends, 2)}
        if is_never_hub(ends, [links[end][0] for end in ends], far):
            replace_node(net, node, far, len(links))


def is_never_hub(ends: Sequence[int], costs: Sequence[int], far: dict[tuple[int, int], int]) -> bool:
    """Tell whether any three or more of the edges cost more than a tree over the distances of their ends."""
    cost = dict(zip(ends, costs, strict=True))
    return all(
        _span(some, far) < sum(cost[end] for end in some)
        for count in range(3, len(ends) + 1)
        for some in combinations(ends, count)
    )


def replace_node(net: Net, node: int, far: dict[tuple[int, int], int], most: int) -> bool:
    """Replace a node by edges between its neighbours, if these are at most so many; of the others none is needed."""
    links = net.links[node]
    fresh = {}
    gain = 0
    for (one, other), distance in far.items():
        edge = _chain(links[one], links[other])
        known = net.links[one].get(other)
        if edge[0] <= distance and (known is None or edge < known):
            fresh[one, other] = edge
            gain += known is None
    if gain > most:
        return False
    for end in list(links):
        net.drop(node, end)
    for (one, other), edge in fresh.items():
        net.join(one, other, edge)
    return True


def _chain(one: tuple[int, tuple[int, ...]], other: tuple[int, tuple[int, ...]]) -> tuple[int, tuple[int, ...]]:
    return one[0] + other[0], one[1] + other[1]


def _measure_pair(net: Net, compass: _Compass, one: int, other: int) -> int:
    direct = net.links[one].get(other)
    known = min(
        direct[0] if direct else ENDLESS,
        compass.around.get(one, {}).get(other, ENDLESS),
        compass.around.get(other, {}).get(one, ENDLESS),
    )
    return min(known, _measure(compass, one, other, known))


def _measure(compass: _Compass, one: int, other: int, most: int) -> int:
    """Measure the special distance over goals near both ends, from above; what is `most` or more does not matter."""
    for far, goal in compass.near[one]:
        if far >= most:
            break
        hops = compass.hops[goal]
        for away, end in compass.near[other]:
            if away >= most:
                break
            most = min(most, max(far, away, hops.get(end, ENDLESS)))
    return most


def _span(ends: Sequence[int], far: dict[tuple[int, int], int]) -> int:
    """Find the cost of the cheapest tree over some ends."""
    inside, rest, total = {ends[0]}, set(ends[1:]), 0
    while rest:
        cost, end = min(
            (far.get((one, other), far.get((other, one), ENDLESS)), other) for one in inside for other in rest
        )
        total += cost
        inside.add(end)
        rest.discard(end)
    return total


def _look_around(net: Net, node: int, most: int) -> dict[int, int]:
    """Find distances from a node, below `most`, as far as a few edges tell."""
    distance = {node: 0}
    heap = [(0, node)]
    left = SCAN
    while heap and left > 0:
        so_far, here = heappop(heap)
        if so_far > distance[here]:
            continue
        left -= len(net.links[here])
        for end, (cost, _) in net.links[here].items():
            farther = so_far + cost
            if farther < most and farther < distance.get(end, ENDLESS):
                distance[end] = farther
                heappush(heap, (farther, end))
    return distance


def _build_compass(net: Net) -> _Compass:
    near: list[list[tuple[int, int]]] = [[] for _ in net.links]
    heap = [(0, goal, goal) for goal in sorted(net.goals)]
    while heap:
        so_far, node, goal = heappop(heap)
        known = near[node]
        if len(known) >= NEAR or any(goal == other for _, other in known):
            continue
        known.append((so_far, goal))
        for end, (cost, _) in net.links[node].items():
            if len(near[end]) < NEAR:
                heappush(heap, (so_far + cost, end, goal))
    return _Compass(near, _find_hops(net, near), {})


def _find_hops(net: Net, near: list[list[tuple[int, int]]]) -> dict[int, dict[int, int]]:
    """Find the longest hop between any two goals in a cheapest tree of hops."""
    hops = sorted(
        (near[node][0][0] + edge[0] + near[end][0][0], near[node][0][1], near[end][0][1])
        for node, links in enumerate(net.links)
        for end, edge in links.items()
        if node < end and near[node] and near[end] and near[node][0][1] != near[end][0][1]
    )
    group = {goal: [goal] for goal in net.goals}
    longest: dict[int, dict[int, int]] = {goal: {goal: 0} for goal in net.goals}
    for hop, one, other in hops:
        if group[one] is not group[other]:
            for left in group[one]:
                for right in group[other]:
                    longest[left][right] = longest[right][left] = hop
            group[one] += group[other]
            for goal in list(group[other]):
                group[goal] = group[one]
    return longest
