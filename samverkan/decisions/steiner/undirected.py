"""Undirected problems: every arc has its like in the other direction, and each of some nodes must be reached.

There the direction says nothing, any named node may be the root, and the classical reductions hold (Duin and
Volgenant 1989; Polzin and Daneshmand 2001; see `thin`). Nothing of it is valid for directed arcs, groups or quorums,
hence `read_net` looks for both directions of every arc and for a need of nodes alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from random import Random

from samverkan.decisions.steiner.instance import Instance, Need

DRAWS = 1 << 20  # how many different small extras an edge may get
ARCS = 150_000  # arcs beyond which the reading alone takes longer than it saves

Edge = tuple[int, tuple[int, ...]]


@dataclass(slots=True)
class Net:
    """An undirected graph: per node its neighbours, each with the cost and the pairs of arcs behind the edge.

    Costs are those of the instance times `unit`, and a little more that is drawn for each edge and does not amount to
    a unit in all. So no two ways cost the same, of equal solutions one is the cheapest, and every test may ask for
    strictly less: two tests can never rule out each other's alternative. `fixed` holds the pairs of arcs of every
    edge that is contracted already, at the price of `spent`.
    """

    links: list[dict[int, Edge]]
    goals: set[int]
    unit: int
    fixed: list[int] = field(default_factory=list)
    spent: int = 0

    def join(self, one: int, other: int, edge: Edge) -> None:
        """Add an edge, or let it take the place of a costlier one between the same nodes."""
        known = self.links[one].get(other)
        if one != other and (known is None or edge < known):
            self.links[one][other] = self.links[other][one] = edge

    def drop(self, one: int, other: int) -> None:
        """Remove an edge."""
        del self.links[one][other]
        del self.links[other][one]

    def contract(self, one: int, other: int) -> None:
        """Take an edge into the solution: both ends become the first one, which must be reached."""
        cost, pairs = self.links[one][other]
        self.fixed += pairs
        self.spent += cost
        self.drop(one, other)
        for far, edge in list(self.links[other].items()):
            self.drop(other, far)
            self.join(one, far, edge)
        self.goals.discard(other)
        self.goals.add(one)

    def count(self) -> int:
        """Count the edges."""
        return sum(map(len, self.links)) // 2


def read_net(instance: Instance) -> Net | None:
    """Read an instance as an undirected graph; None when it is not one, or too large for this to be of use.

    The pair of a number is the cheapest arc of that number and its like back (`list_pairs`).
    """
    goals = _find_goals(instance)
    if len(goals) < 2 or len(instance.arcs) > ARCS or goals - {tail for tail, _, _ in instance.arcs if tail in goals}:
        return None
    cheapest: dict[tuple[int, int], int] = {}
    for index, (tail, head, cost) in enumerate(instance.arcs):
        known = cheapest.setdefault((tail, head), index)
        if cost < instance.arcs[known][2]:
            cheapest[tail, head] = index
    unit = DRAWS * (len(cheapest) + 1)
    net = Net([{} for _ in range(instance.size)], goals, unit)
    draw = Random(1)
    for (tail, head), index in cheapest.items():
        back = cheapest.get((head, tail))
        if back is None or instance.arcs[back][2] != instance.arcs[index][2]:
            return None
        if tail < head:
            net.join(tail, head, (instance.arcs[index][2] * unit + draw.randrange(1, DRAWS), (index,)))
    return net if goals <= find_joined(net, instance.root) else None


def _find_goals(instance: Instance) -> set[int]:
    """Find the root and the nodes to reach; empty when the need is not simply all of some nodes."""
    need = instance.need
    if isinstance(need, int) or need.least != len(need.parts):
        return set()
    nodes = {part for part in need.parts if isinstance(part, int) and 0 <= part < instance.size}
    return nodes | {instance.root} if len(nodes) == len(need.parts) else set()


def to_instance(net: Net, root: int) -> tuple[Instance, list[tuple[int, ...]]]:
    """Give a net as an instance with both arcs of every edge, and the pairs behind each of these arcs."""
    nodes = [node for node, links in enumerate(net.links) if links or node in net.goals]
    number = {node: index for index, node in enumerate(nodes)}
    arcs: list[tuple[int, int, int]] = []
    behind: list[tuple[int, ...]] = []
    for node in nodes:
        for other, (cost, pairs) in sorted(net.links[node].items()):
            arcs.append((number[node], number[other], cost // net.unit))
            behind.append(pairs)
    rest = tuple(sorted(number[goal] for goal in net.goals - {root}))
    return Instance(len(nodes), number[root], tuple(arcs), Need(len(rest), rest)), behind


def list_pairs(instance: Instance, pairs: Collection[int]) -> tuple[int, ...]:
    """List both arcs of every pair."""
    wanted = {frozenset(instance.arcs[pair][:2]): instance.arcs[pair][2] for pair in pairs}
    return tuple(
        index for index, (tail, head, cost) in enumerate(instance.arcs) if wanted.get(frozenset((tail, head))) == cost
    )


def find_joined(net: Net, node: int) -> set[int]:
    """Find the nodes that a way leads to."""
    seen, stack = {node}, [node]
    while stack:
        fresh = net.links[stack.pop()].keys() - seen
        seen |= fresh
        stack += fresh
    return seen
