"""What can matter at all below a given cost: one small graph for many questions about cheap solutions."""

from __future__ import annotations

from samverkan.decisions.formula import find_asks
from samverkan.decisions.steiner.ascent import ascend, find_conjuncts, find_superfluous
from samverkan.decisions.steiner.gates import simplify
from samverkan.decisions.steiner.graph import FAR, build_graph, find_distances
from samverkan.decisions.steiner.instance import Instance
from samverkan.decisions.steiner.peel import peel
from samverkan.decisions.steiner.problem import narrow
from samverkan.decisions.steiner.rise import raise_together

WORTHWHILE = 0.9  # a graph that keeps more of its arcs than this is not looked at again


def find_useful(instance: Instance, most: int) -> tuple[int, ...]:
    """Find the arcs that solutions of cost at most `most` may use, whatever else is ruled out too.

    The presolve of `solve` also leaves out what something as cheap can take the place of; here that stays, since
    it may be ruled out later.
    """
    peeled = peel(instance)
    return tuple(peeled.widen(_find_useful(peeled.instance, most - peeled.paid))) if most >= peeled.paid else ()


def _find_useful(instance: Instance, most: int) -> tuple[int, ...]:
    graph = build_graph(instance.size, instance.root, ((*arc, index) for index, arc in enumerate(instance.arcs)))
    distance = find_distances(graph, graph.costs, [graph.root], most=most)
    marks = bytearray(distance[tail] + cost > most for tail, cost in zip(graph.tails, graph.costs, strict=True))
    need = simplify(instance.need, {node for node in find_asks(instance.need) if distance[node] < FAR}, graph.root)
    problem = need if isinstance(need, bool) else narrow(graph, need, marks)
    while not isinstance(problem, bool):
        order = range(len(find_conjuncts(problem.formula)))
        dual = ascend(problem.graph, problem.formula, order, start=raise_together(problem.graph, problem.formula))
        marks = find_superfluous(problem.graph, problem.formula, dual, most - dual.bound)
        kept = {instance.arcs[problem.graph.origin[arc]][:2] for arc, marked in enumerate(marks) if not marked}
        if len(kept) > WORTHWHILE * len(marks) or dual.bound > most:
            return tuple(index for index, arc in enumerate(instance.arcs) if arc[:2] in kept)
        problem = narrow(problem.graph, problem.need, marks)
    return ()
