"""A problem while it is being solved: graph, need and best tree, kept in step as parts are found superfluous."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from samverkan.decisions.deadline import WHENEVER, Deadline
from samverkan.decisions.formula import Formula, Threshold, find_asks
from samverkan.decisions.steiner.dynamic import Outcome
from samverkan.decisions.steiner.gates import Gates, build_gates, simplify
from samverkan.decisions.steiner.graph import FAR, Graph, build_graph, find_distances, restrict
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.tree import Tree, grow_tree, prune

MANY_ARCS = 100  # from one node, from which on only those are looked at that may matter
BYPASS_ARCS = 150_000  # in a graph with more, looking for bypasses takes longer than it saves
GONE, MERGED = -1, -2  # what a unit of a larger problem may have become, if not a unit


@dataclass(frozen=True, slots=True)
class Problem:
    """A graph and a simplified need over its nodes; `number` tells where the nodes of the larger graph went."""

    graph: Graph
    need: Formula
    formula: Gates
    number: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Incumbent:
    """The cheapest known solution (arcs of the instance; `FAR` when there is none) and the best proven bound."""

    value: int = FAR
    arcs: tuple[int, ...] = ()
    bound: int = 0

    @property
    def most(self) -> int:
        """Give the highest cost that would still be an improvement."""
        return self.value - 1

    @property
    def proven(self) -> bool:
        """Tell whether nothing can be cheaper."""
        return self.bound >= self.value

    def tell(self, deadline: Deadline) -> None:
        """Tell the listener of a deadline the value (None: none yet) and the bound."""
        deadline.tell(self.value if self.value < FAR else None, self.bound)

    def raise_bound(self, bound: int) -> None:
        """Note a proven lower bound of what could still be cheaper than the incumbent."""
        self.bound = max(self.bound, min(bound, self.value))


def build_problem(instance: Instance, deadline: Deadline = WHENEVER) -> Problem | bool:
    """Build the problem that an instance poses; True or False when its need is met by nothing, or never.

    Left out is every arc that costs at least as much as the whole way from the root to its head; when it is late,
    other ways round an arc are not looked for.
    """
    arcs = ((tail, head, cost, index) for index, (tail, head, cost) in enumerate(instance.arcs))
    graph = build_graph(instance.size, instance.root, arcs)
    distance = find_distances(graph, graph.costs, [graph.root])
    named = {node for node in find_asks(instance.need) if 0 <= node < graph.size and distance[node] < FAR}
    need = simplify(instance.need, named, graph.root)
    if isinstance(need, bool):
        return need

    return narrow(graph, need, _mark_detours(graph, distance, deadline))


def drop_detours(problem: Problem) -> Problem | bool:
    """Leave out every arc that costs at least as much as the whole way from the root to its head."""
    graph = problem.graph
    distance = find_distances(graph, graph.costs, [graph.root])
    return narrow(graph, problem.need, _mark_detours(graph, distance))


def narrow(graph: Graph, need: Formula, marks: bytearray) -> Problem | bool:
    """Leave out the marked arcs, and simplify the need to the nodes that are left."""
    smaller, number = restrict(graph, marks)
    left = simplify(renumber(need, number), range(smaller.size), smaller.root)
    return left if isinstance(left, bool) else Problem(smaller, left, build_gates(left), number)


def match_units(larger: Problem, smaller: Problem) -> dict[int, int]:
    """Match each unit to what it became in a narrowed problem: a unit, `GONE` without nodes, or `MERGED`."""
    matches: dict[int, int] = {}
    free = list(range(len(smaller.formula.units)))
    for old, nodes in enumerate(larger.formula.units):
        left = {smaller.number[node] for node in nodes if node in smaller.number}
        same = next((unit for unit in free if set(smaller.formula.units[unit]) == left), MERGED)
        matches[old] = same if left else GONE
        if left and same != MERGED:
            free.remove(same)
    return matches


def renumber(need: Formula, number: Mapping[int, int]) -> Formula:
    """Give the nodes of a need new numbers; -1 stands for a node that is gone."""
    if isinstance(need, int):
        return number.get(need, -1)
    parts = tuple(renumber(part, number) for part in need.parts)
    return Threshold(need.least, parts, None, need.weights)


def improve(problem: Problem, best: Incumbent, costs: Sequence[int], deadline: Deadline = WHENEVER) -> None:
    """Grow a tree by the given costs, prune it, and keep it when it is the cheapest so far."""
    arcs = grow_tree(problem.graph, problem.formula, costs, deadline.is_late)
    if arcs is not None:
        accept(problem, best, arcs)


def accept(problem: Problem, best: Incumbent, arcs: Sequence[int]) -> None:
    """Prune a solution, and keep it when it is the cheapest so far."""
    tree = prune(problem.graph, problem.need, arcs)
    if tree and tree.cost < best.value:
        best.value = tree.cost
        best.arcs = tuple(problem.graph.origin[arc] for arc in tree.arcs)


def note_outcome(problem: Problem, best: Incumbent, outcome: Outcome, factor: int = 1) -> None:
    """Note what a search has found; `factor` is that of the scale on which its bound stands."""
    best.raise_bound(-(-outcome.bound // factor))
    if outcome.arcs is not None:
        accept(problem, best, outcome.arcs)
    if outcome.complete:
        best.bound = best.value


def find_known(instance: Instance, known: Collection[int]) -> Incumbent:
    """Find the incumbent that some arcs give; the worst one when they do not meet the need."""
    graph, tree = _prune_instance(instance, known) if known else (None, None)
    return Incumbent(tree.cost, tuple(graph.origin[arc] for arc in tree.arcs)) if graph and tree else Incumbent()


def to_solution(instance: Instance, best: Incumbent) -> Solution:
    """Give the incumbent as the answer to an instance, pruned to what its need asks for."""
    if best.value >= FAR:
        return Solution(None, best.bound, (), frozenset())
    graph, tree = _prune_instance(instance, best.arcs)
    assert tree is not None and tree.cost <= best.value
    kept = tuple(sorted(graph.origin[arc] for arc in tree.arcs))
    return Solution(tree.cost, min(best.bound, tree.cost), kept, tree.reached)


def _prune_instance(instance: Instance, chosen: Collection[int]) -> tuple[Graph, Tree | None]:
    graph = build_graph(instance.size, instance.root, ((*instance.arcs[index], index) for index in chosen))
    return graph, prune(graph, instance.need, range(len(graph.heads)))


def _mark_detours(graph: Graph, distance: Sequence[int], deadline: Deadline = WHENEVER) -> bytearray:
    """Mark the arcs that some other way makes superfluous, given the distances from the root.

    That is the whole way from the root to the head when it costs no more than the arc, or a way from the tail to
    the head that costs no more, over arcs that each cost less (so that no two arcs rule out each other).
    """
    marks = bytearray(len(graph.heads))
    for arc, (tail, head, cost) in enumerate(zip(graph.tails, graph.heads, graph.costs, strict=True)):
        marks[arc] = distance[tail] >= FAR or cost > distance[head] or (cost == distance[head] and distance[tail] > 0)
    if len(marks) <= BYPASS_ARCS and not deadline.is_over():
        seconds = _Seconds(graph)
        for node in range(graph.size):
            if deadline.is_over():
                break
            if node != graph.root and len(graph.out[node]) > 1:
                for arc in _find_bypassed(graph, node, seconds, marks):
                    marks[arc] = 1
    return marks


def _find_bypassed(graph: Graph, node: int, seconds: _Seconds, marks: bytearray) -> list[int]:
    """Find the arcs from a node for which two cheaper arcs, one after the other, cost no more."""
    costs, heads = graph.costs, graph.heads
    ends = {heads[arc]: arc for arc in graph.out[node] if not marks[arc]}
    most = max((costs[arc] for arc in ends.values()), default=0)
    bypassed = set()
    for middle, first in ends.items():
        one = costs[first]
        for second in seconds.list(middle, ends) if one < most else ():
            two = costs[second]
            if one + two > most:
                break
            direct = ends.get(heads[second])
            if direct is None or marks[second]:
                continue
            if one < costs[direct] and two < costs[direct] and one + two <= costs[direct]:
                bypassed.add(direct)
    return sorted(bypassed)


class _Seconds:
    """The arcs from each node, cheapest first; of a node with many only those that lead where it is asked."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._out = [sorted(out, key=graph.costs.__getitem__) for out in graph.out]
        self._by_head: dict[int, dict[int, list[int]]] = {}

    def list(self, node: int, ends: Collection[int]) -> Sequence[int]:
        """List the arcs from a node, cheapest first; all of them, or those that lead to some ends."""
        out = self._out[node]
        if len(out) <= MANY_ARCS or len(out) <= len(ends):
            return out
        if node not in self._by_head:
            self._by_head[node] = {}
            for arc in out:
                self._by_head[node].setdefault(self._graph.heads[arc], []).append(arc)
        found = self._by_head[node]
        return sorted((arc for end in ends for arc in found.get(end, ())), key=self._graph.costs.__getitem__)
