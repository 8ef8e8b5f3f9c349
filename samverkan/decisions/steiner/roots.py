"""Bounds of an undirected problem from several roots, and what they rule out.

Whichever node that must be reached is the root, the dual ascent gives a valid bound, and another one each time. An
edge that no better solution uses in either direction goes; so does a node that no better solution branches at.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from samverkan.decisions.steiner.ascent import Dual, find_superfluous
from samverkan.decisions.steiner.clock import Clock
from samverkan.decisions.steiner.formula import build_formula
from samverkan.decisions.steiner.graph import FAR, build_graph
from samverkan.decisions.steiner.problem import Incumbent, Problem, improve
from samverkan.decisions.steiner.rise import raise_together
from samverkan.decisions.steiner.thin import thin_out
from samverkan.decisions.steiner.undirected import Net, to_instance

ROOTS = 4  # roots tried between two rounds of other tests
DENSE = 20_000  # edges beyond which all this takes too long
WORTHWHILE = 0.95  # a net that keeps more of its edges than this is left as it is


@dataclass(slots=True)
class Outlook:
    """What is known of a net: the least cost of a solution, its pairs, and a bound; of the whole instance all three."""

    value: int = FAR
    pairs: tuple[int, ...] = ()
    bound: int = 0
    at: dict[int, int] = field(default_factory=dict)

    def find_root(self, net: Net) -> int:
        """Find the root with the best bound so far; the node of the lowest number among equals."""
        return min(net.goals, key=lambda goal: (-self.at.get(goal, -1), goal))


def shrink_net(net: Net, outlook: Outlook, clock: Clock) -> None:
    """Apply the tests and the bounds from several roots in turn, until they find little more.

    A net with very many edges is left as it is: there a target close to the bound is what helps (see `unrooted`).
    """
    while len(net.goals) > 1:
        if net.count() > DENSE:
            return
        thin_out(net)
        before = net.count()
        for root in _choose_roots(net, outlook):
            if root in net.goals and len(net.goals) > 1 and not clock.is_late() and outlook.bound < outlook.value:
                look_from(net, outlook, root)
        if len(net.goals) == 1:
            break
        if outlook.bound >= outlook.value or clock.is_late() or net.count() > WORTHWHILE * before:
            return
    if net.spent // net.unit < outlook.value:
        outlook.value, outlook.pairs = net.spent // net.unit, tuple(net.fixed)
    outlook.bound = outlook.value


def _choose_roots(net: Net, outlook: Outlook) -> list[int]:
    """Choose roots: the best so far, then those with the most edges."""
    ranked = sorted(net.goals, key=lambda goal: (-outlook.at.get(goal, FAR), -len(net.links[goal]), goal))
    return ranked[:ROOTS]


def look_from(net: Net, outlook: Outlook, root: int) -> None:
    """Raise a dual solution from a root, follow it to a tree, and remove what it rules out."""
    instance, behind = to_instance(net, root)
    graph = build_graph(instance.size, instance.root, ((*arc, index) for index, arc in enumerate(instance.arcs)))
    problem = Problem(graph, instance.need, build_formula(instance.need))
    spent = net.spent // net.unit
    best = Incumbent(outlook.value - spent)
    dual = raise_together(graph, problem.formula)
    big = sum(graph.costs) + 1
    improve(problem, best, [big * rest + cost for rest, cost in zip(dual.residual, graph.costs, strict=True)])
    if best.arcs:
        outlook.value = best.value + spent
        outlook.pairs = tuple(net.fixed) + tuple(pair for arc in best.arcs for pair in behind[arc])
    outlook.at[root] = dual.bound + spent
    if dual.bound + spent > outlook.bound:
        outlook.bound = min(dual.bound + spent, outlook.value)
    if outlook.bound < outlook.value:
        _remove(net, problem, dual, best.most - dual.bound)


def _remove(net: Net, problem: Problem, dual: Dual, room: int) -> None:
    graph = problem.graph
    nodes = [node for node, links in enumerate(net.links) if links or node in net.goals]
    marks = find_superfluous(graph, problem.formula, dual, room)
    useful = {
        (min(tail, head), max(tail, head))
        for tail, head, mark in zip(graph.tails, graph.heads, marks, strict=True)
        if not mark
    }
    number = {node: index for index, node in enumerate(nodes)}
    for node in nodes:
        for end in list(net.links[node]):
            if node < end and (number[node], number[end]) not in useful:
                net.drop(node, end)
