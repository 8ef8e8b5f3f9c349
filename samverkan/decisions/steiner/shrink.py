"""What can matter at all below a given cost: one small graph for many questions about cheap solutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from samverkan.decisions.formula import find_asks
from samverkan.decisions.steiner.ascent import Dual, ascend, find_conjuncts, find_excesses
from samverkan.decisions.steiner.gates import simplify
from samverkan.decisions.steiner.graph import FAR, Graph, build_graph, find_distances, select
from samverkan.decisions.steiner.instance import Instance
from samverkan.decisions.steiner.peel import has_quorum, peel, take_whole
from samverkan.decisions.steiner.problem import Problem, narrow
from samverkan.decisions.steiner.rise import raise_together

WORTHWHILE = 0.8  # a graph that keeps more of its arcs than this is not looked at again


def find_useful(instance: Instance, most: int) -> tuple[int, ...]:
    """Find the arcs that solutions of cost at most `most` may use, whatever else is ruled out too.

    The presolve of `solve` also leaves out what something as cheap can take the place of; here that stays, since
    it may be ruled out later.
    """
    return Shrinking(instance, most).find_useful(most)


class Shrinking:
    """An instance that is looked at for several costs, none above `most`: one dual ascent of the whole serves all."""

    def __init__(self, instance: Instance, most: int) -> None:
        """Bound what every solution that uses an arc costs."""
        self._peeled = peel(instance) if has_quorum(instance.need) else take_whole(instance)
        self._instance = self._peeled.instance
        self._most = most - self._peeled.paid
        self._problem: Problem | bool = self._look(self._most) if self._most >= 0 else False
        self._dual: Dual | None = None
        self._least: list[int] = []
        if not isinstance(self._problem, bool):
            self._dual, self._least = _measure(self._problem, self._instance.unit, self._most)

    def find_useful(self, most: int) -> tuple[int, ...]:
        """Find the arcs that solutions of cost at most `most` may use."""
        left = min(most - self._peeled.paid, self._most)
        if left < 0 or isinstance(self._problem, bool):
            return ()
        marks = bytearray(least > left for least in self._least)
        return tuple(self._peeled.widen(_shrink(self._instance, self._problem, marks, left)))

    def take(self, useful: Sequence[int]) -> tuple[Instance, Problem, Dual] | None:
        """Take some arcs as an instance of their own, with its problem and a dual solution.

        That of the whole is one of each part too. None where it is of no use, or the problem says less.
        """
        if self._dual is None or isinstance(self._problem, bool) or self._peeled.hanging or self._peeled.paid:
            return None  # where asks hang on their actors, arcs have other numbers in what is left; or they cost less
        if len({self._instance.arcs[arc][:2] for arc in useful}) < len(useful):
            return None
        place = {arc: number for number, arc in enumerate(useful)}
        kept = [arc for arc, origin in enumerate(self._problem.graph.origin) if origin in place]
        graph = select(self._problem.graph, kept, place)
        dual = replace(self._dual, residual=[self._dual.residual[arc] for arc in kept])
        instance = replace(self._instance, arcs=tuple(self._instance.arcs[arc] for arc in useful))
        return instance, replace(self._problem, graph=graph), dual

    def _look(self, most: int) -> Problem | bool:
        instance = self._instance
        graph = build_graph(instance.size, instance.root, ((*arc, index) for index, arc in enumerate(instance.arcs)))
        distance = find_distances(graph, graph.costs, [graph.root], most=most)
        marks = bytearray(distance[tail] + cost > most for tail, cost in zip(graph.tails, graph.costs, strict=True))
        need = simplify(instance.need, {node for node in find_asks(instance.need) if distance[node] < FAR}, graph.root)
        return need if isinstance(need, bool) else narrow(graph, need, marks)


def _measure(problem: Problem, unit: int, most: int) -> tuple[Dual, list[int]]:
    """Find a dual solution, and what every solution that uses an arc costs at least by it, in whole units.

    Beyond `most` it is only known that it is more. What only decides between equal solutions is left out: many cuts
    that cost next to nothing take most of the time of an ascent.
    """
    graph = problem.graph
    coarse = graph if unit == 1 else replace(graph, costs=[cost // unit for cost in graph.costs])
    order = range(len(find_conjuncts(problem.formula)))
    dual = ascend(coarse, problem.formula, order, start=raise_together(coarse, problem.formula))
    excesses = find_excesses(coarse, problem.formula, dual, most // unit - dual.bound)
    return _refine(graph, dual, unit), [(dual.bound + excess) * unit for excess in excesses]


def _refine(graph: Graph, dual: Dual, unit: int) -> Dual:
    """Return a dual solution for costs in whole units as one for those of the graph."""
    if unit == 1:
        return dual
    return Dual(
        [cost % unit + left * unit for cost, left in zip(graph.costs, dual.residual, strict=True)],
        dual.masks,
        [price * unit for price in dual.prices],
        [{node: depth * unit for node, depth in depths.items()} for depths in dual.depths],
        bound=dual.bound * unit,
    )


def _shrink(instance: Instance, problem: Problem, marks: bytearray, most: int) -> tuple[int, ...]:
    """Leave out the marked arcs, and what that shows to be of no use, until little more is."""
    while True:
        kept = {instance.arcs[problem.graph.origin[arc]][:2] for arc, marked in enumerate(marks) if not marked}
        if len(kept) > WORTHWHILE * len(marks):
            return tuple(index for index, arc in enumerate(instance.arcs) if arc[:2] in kept)
        smaller = narrow(problem.graph, problem.need, marks)
        if isinstance(smaller, bool):
            return ()
        problem = smaller
        marks = bytearray(least > most for least in _measure(problem, instance.unit, most)[1])
