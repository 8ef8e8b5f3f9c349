"""The presolve: dual ascent from above, shortest-path trees from below, and deletion of what both rule out."""

from __future__ import annotations

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.steiner.ascent import OWN, Dual, ascend, find_conjuncts, find_superfluous, find_units
from samverkan.decisions.steiner.gates import list_obstacles
from samverkan.decisions.steiner.graph import find_distances
from samverkan.decisions.steiner.problem import Incumbent, Problem, improve, narrow
from samverkan.decisions.steiner.rise import OBSTACLES, raise_together

AT_ONCE = 10_000  # arcs: of no more, a first bound is found in a blink, and so whatever the time
WORTHWHILE = 0.9  # a graph that keeps more of its arcs than this is not built anew


def reduce_problem(problem: Problem, best: Incumbent, deadline: Deadline) -> tuple[Problem, Dual] | None:
    """Shrink a problem by dual ascent until little is gained; None when the incumbent is proven on the way."""
    while not best.proven:
        dual = _find_dual(problem, best, deadline)
        best.raise_bound(dual.bound)
        best.tell(deadline)
        if best.proven:
            return None
        marks = find_superfluous(problem.graph, problem.formula, dual, best.most - dual.bound)
        if deadline.is_late() or len(marks) - sum(marks) > WORTHWHILE * len(marks):
            return problem, dual
        smaller = narrow(problem.graph, problem.need, marks)
        if isinstance(smaller, bool):
            best.bound = best.value
            return None
        problem = smaller
    return None


def _find_dual(problem: Problem, best: Incumbent, deadline: Deadline) -> Dual:
    """Find a good dual solution, and improve the incumbent over the arcs that it saturates.

    Where gates have many obstacles, several shares for the units under them are tried, far conjuncts first, then
    the best share near ones first.
    """
    order, shares = _rank(problem)
    tried = [(_ascend(problem, best, order, share, deadline), share) for share in shares[:1]]
    for share in shares[1:]:
        if best.value > tried[-1][0].bound and not deadline.is_late():
            tried.append((_ascend(problem, best, order, share, deadline), share))
    dual, share = max(tried, key=lambda pair: pair[0].bound)
    if order and dual.bound < best.value and not deadline.is_late():
        other = _ascend(problem, best, order[::-1], share, deadline)
        return max(dual, other, key=lambda each: each.bound)
    return dual


def _ascend(problem: Problem, best: Incumbent, order: list[int], share: int, deadline: Deadline) -> Dual:
    graph = problem.graph
    is_late = deadline.is_over if len(graph.heads) > AT_ONCE else bool
    dual = raise_together(graph, problem.formula, is_late=is_late)
    dual = ascend(graph, problem.formula, order, share=share, start=dual, is_late=is_late)
    big = sum(graph.costs) + 1
    weights = [big * rest + cost for rest, cost in zip(dual.residual, graph.costs, strict=True)]
    improve(problem, best, weights, deadline)
    return dual


def _rank(problem: Problem) -> tuple[list[int], list[int]]:
    """Rank the conjuncts of many obstacles, farthest first, and list the shares of units that are worth trying."""
    distance = find_distances(problem.graph, problem.graph.costs, [problem.graph.root])
    near = [min(distance[node] for node in nodes) for nodes in problem.formula.units]
    conjuncts = find_conjuncts(problem.formula)
    far = [max(near[unit] for unit in find_units(part)) for part in conjuncts]
    order = sorted(range(len(conjuncts)), key=lambda index: (-far[index], index))
    order = [index for index in order if list_obstacles(conjuncts[index], OBSTACLES) is None]
    top = max(near)
    if not order:
        return [], [0]
    return order, [OWN, *sorted({max(1, top // 4), max(1, top // 2), max(1, top)}, reverse=True)]
