"""Instances of which few nodes have arcs left: numbered anew, so that nothing goes through the others."""

from __future__ import annotations

from dataclasses import replace

from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.problem import renumber


def compact(instance: Instance) -> tuple[Instance, list[int]]:
    """Number the root and the nodes that arcs touch anew, in the same order; the instance, and what each was."""
    nodes = sorted({instance.root, *(arc[0] for arc in instance.arcs), *(arc[1] for arc in instance.arcs)})
    if len(nodes) == instance.size:
        return instance, nodes
    number = {node: index for index, node in enumerate(nodes)}
    arcs = tuple((number[tail], number[head], cost) for tail, head, cost in instance.arcs)
    need = renumber(instance.need, number)
    return replace(instance, size=len(nodes), root=number[instance.root], arcs=arcs, need=need), nodes


def name_reached(solution: Solution, nodes: list[int]) -> Solution:
    """Give a solution of a compact instance with the numbers that its nodes had."""
    return replace(solution, reached=frozenset(nodes[node] for node in solution.reached))
