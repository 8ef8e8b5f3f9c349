"""Exact dual solutions out of the prices that a linear solver finds: whole numbers on a fine scale.

The bound holds exactly, whatever the tolerances of the solver. A flow row holds for every pruned solution, hence its
price may be moved from the arcs that it adds up to those that it takes away: no pruned solution gets costlier.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from samverkan.decisions.steiner.ascent import Dual, ascend, find_conjuncts, find_family, start_dual
from samverkan.decisions.steiner.flow import find_entering
from samverkan.decisions.steiner.graph import Graph
from samverkan.decisions.steiner.problem import Problem
from samverkan.decisions.steiner.rise import raise_together
from samverkan.decisions.steiner.rows import Cut, Flow, Prices, find_terms

FINE = 200_000  # what the costliest arc costs on the fine scale, about
LEVELS = 400  # cuts taken over from one ball of the ascent, at most


def find_levels(dual: Dual) -> list[Cut]:
    """Find the cuts that an ascent has raised; of a ball with many, those of the most dual value."""
    cuts = []
    for family, distance, radius in dual.balls:
        levels = [*sorted({inner for inner in distance.values() if inner < radius}), radius]
        gains = sorted(pairwise(levels), key=lambda pair: (pair[0] - pair[1], pair[0]))
        for level, _ in gains[:LEVELS]:
            inside = frozenset(node for node, inner in distance.items() if inner <= level)
            cuts.append(Cut(dual.masks[family], inside))
    return cuts


def find_factor(problem: Problem) -> int:
    """Find the factor that brings costs to the fine scale."""
    return max(1, FINE // max(1, max(problem.graph.costs, default=1)))


def scale(problem: Problem) -> Problem:
    """Give the same problem with its costs on the fine scale."""
    factor = find_factor(problem)
    return replace(problem, graph=replace(problem.graph, costs=[cost * factor for cost in problem.graph.costs]))


def charge_dual(fine: Problem, prices: Prices, factor: int) -> Dual:
    """Turn prices into a dual solution of whole numbers on the fine scale, completed by an ascent.

    With prices of flow rows its bound and its excesses hold for pruned solutions, but its depths say nothing.
    """
    dual = start_dual(fine.graph, fine.formula)
    loss = _shift(fine.graph, dual.residual, prices, factor)
    for row, price in prices:
        if isinstance(row, Cut):
            _charge(fine.graph, dual, row, int(price * factor))
    dual = raise_together(fine.graph, fine.formula, start=dual)
    dual = ascend(fine.graph, fine.formula, range(len(find_conjuncts(fine.formula))), start=dual)
    dual.bound -= loss
    return dual


def _shift(graph: Graph, residual: list[int], prices: Prices, factor: int) -> int:
    """Move costs as the flow rows allow; what is lost where rounding would leave less than nothing on an arc."""
    for row, price in prices:
        if isinstance(row, Flow):
            plus, minus = find_terms(graph, row)
            for arc in plus:
                residual[arc] -= int(price * factor)
            for arc in minus:
                residual[arc] += int(price * factor)
    loss = -sum(rest for rest in residual if rest < 0)
    residual[:] = [max(0, rest) for rest in residual]
    return loss


def _charge(graph: Graph, dual: Dual, cut: Cut, price: int) -> None:
    """Charge a cut with a price, as far as its arcs have that much left."""
    arcs = find_entering(graph, set(cut.nodes))
    price = min([price, *(dual.residual[arc] for arc in arcs)])
    if price <= 0:
        return
    family = find_family(dual, cut.mask)
    dual.prices[family] += price
    for arc in arcs:
        dual.residual[arc] -= price
    for node in cut.nodes:
        dual.depths[family][node] = dual.depths[family].get(node, 0) + price
