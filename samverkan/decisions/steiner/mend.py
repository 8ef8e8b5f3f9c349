"""A solution made of what is left of another one: what is lacking is reached from there, the nearest first.

On a board of hundreds who votes in the place of one that says no is mostly the next cheapest, and all others stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from samverkan.decisions.deadline import WHENEVER, Deadline
from samverkan.decisions.formula import find_asks
from samverkan.decisions.steiner.gates import build_gates, simplify
from samverkan.decisions.steiner.graph import build_graph
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.problem import Incumbent, Problem, improve, to_solution


def mend(instance: Instance, ways: Iterable[Collection[int]], deadline: Deadline = WHENEVER) -> Solution:
    """Find the best solution that keeps what it can of the arcs of one of some ways.

    Nothing is proven of it, and there may be none. When it is late, it is made of the first way alone.
    """
    arcs = ((tail, head, cost, index) for index, (tail, head, cost) in enumerate(instance.arcs))
    graph = build_graph(instance.size, instance.root, arcs)
    named = {node for node in find_asks(instance.need) if 0 <= node < graph.size}
    need = simplify(instance.need, named, graph.root)
    best = Incumbent()
    if not isinstance(need, bool):
        problem = Problem(graph, need, build_gates(need))
        for held in map(frozenset, ways):
            pairs = zip(graph.origin, graph.costs, strict=True)
            improve(problem, best, [0 if origin in held else cost for origin, cost in pairs], deadline)
            if deadline.is_late():
                break
    return to_solution(instance, best)
