"""Better solutions out of several: trees over disturbed costs, and an exact search in their union.

The union of some good trees holds far better ones than the best of them, and is so small that it can be searched
(recombination: Ribeiro, Uchoa and Werneck 2002; Polzin and Daneshmand 2001). Disturbances come from a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from random import Random

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.steiner.ascent import Dual, find_excesses
from samverkan.decisions.steiner.dynamic import search
from samverkan.decisions.steiner.graph import find_reachable
from samverkan.decisions.steiner.presolve import reduce_problem
from samverkan.decisions.steiner.problem import Incumbent, Problem, accept, improve, narrow
from samverkan.decisions.steiner.tree import grow_tree, prune

Union = Callable[[Problem, Incumbent, Iterable[int], Deadline], None]
CORE = 2_000  # arcs in which trees grow, about
WIDER = 3  # by how much these grow after a union without a gain
TREES = 8  # trees in a union, beside the incumbent
UNIONS = 3  # unions without a gain, until it is enough
LABELS = 3_000  # what the search of a union may settle


def recombine(
    problem: Problem,
    dual: Dual,
    best: Incumbent,
    deadline: Deadline,
    *,
    factor: int = 1,
    most: int = UNIONS,
    union: Union | None = None,
) -> None:
    """Improve the incumbent by unions of trees, until `most` in a row have been of no use.

    The trees grow in the core: the arcs of the least excess, in which a cheapest solution most likely lies; it gets
    wider each time. `factor` is that of the scale of the dual solution, `union` another way to search a union.
    """
    excesses = find_excesses(problem.graph, problem.formula, dual, best.most * factor - dual.bound)
    draw = Random(most)  # another start, other trees
    misses = 0
    while misses < most and not best.proven and not deadline.is_late():
        before = best.value
        core, residual = _find_core(problem, dual, excesses, CORE * WIDER**misses)
        arcs = {arc for tree in _grow_trees(core, residual, best, draw, factor) for arc in tree}
        (union or search_union)(core, best, arcs | _find_held(core, best), deadline)
        misses = 0 if best.value < before else misses + 1


def follow(
    problem: Problem,
    best: Incumbent,
    values: Sequence[float],
    deadline: Deadline,
    carried: float,
    union: Union | None,
) -> None:
    """Follow a fractional solution to a tree, and (with a `union`) to the best one among arcs that carry so much."""
    costs = problem.graph.costs
    improve(problem, best, [int(1000 * cost * (1 - min(1.0, values[arc]))) for arc, cost in enumerate(costs)])
    if union:
        union(problem, best, [arc for arc, value in enumerate(values) if value > carried], deadline)


def _find_core(problem: Problem, dual: Dual, excesses: Sequence[int], count: int) -> tuple[Problem, list[int]]:
    """Find the core of a problem, of about so many arcs, and the reduced costs in it."""
    room = sorted(excesses)[min(count, len(excesses)) - 1]
    core = narrow(problem.graph, problem.need, bytearray(excess > room for excess in excesses))
    if isinstance(core, bool):
        return problem, dual.residual
    place = {origin: arc for arc, origin in enumerate(problem.graph.origin)}
    return core, [dual.residual[place[origin]] for origin in core.graph.origin]


def search_union(problem: Problem, best: Incumbent, arcs: Iterable[int], deadline: Deadline) -> None:
    """Search for a better solution that uses none but some arcs."""
    closed = [1] * len(problem.graph.heads)
    for arc in arcs:
        closed[arc] = 0
    seen = find_reachable(problem.graph, closed)
    marks = bytearray(shut or not seen[tail] for shut, tail in zip(closed, problem.graph.tails, strict=True))
    smaller = narrow(problem.graph, problem.need, marks)
    if isinstance(smaller, bool):
        return
    goal = Incumbent(best.value)
    quiet = replace(deadline, listener=None)
    if reduced := reduce_problem(smaller, goal, quiet):
        graph, formula = reduced[0].graph, reduced[0].formula
        outcome = search(graph, formula, reduced[1], goal.most, labels=LABELS, is_late=deadline.is_late)
        if outcome.arcs is not None:
            accept(reduced[0], goal, outcome.arcs)
    if goal.arcs:
        best.value, best.arcs = goal.value, goal.arcs


def _grow_trees(
    problem: Problem, residual: Sequence[int], best: Incumbent, draw: Random, factor: int
) -> Iterator[Sequence[int]]:
    graph = problem.graph
    for _ in range(TREES):
        bias = draw.choice((0, 1, 3))
        weights = [
            int((cost * factor + bias * rest) * (50 + 100 * draw.random()))
            for cost, rest in zip(graph.costs, residual, strict=True)
        ]
        arcs = grow_tree(graph, problem.formula, weights)
        tree = prune(graph, problem.need, arcs) if arcs is not None else None
        if tree:
            accept(problem, best, tree.arcs)
            yield tree.arcs


def _find_held(problem: Problem, best: Incumbent) -> set[int]:
    """Find the arcs of the incumbent that are left in a problem."""
    held = set(best.arcs)
    return {arc for arc, origin in enumerate(problem.graph.origin) if origin in held}
