"""Alike parts of a graph, counted instead of named: members of a board of whom nothing sets one apart from the other.

Two nodes are alike when trading their places, with everything that hangs on each, leaves graph and need as they are.
What one solution does with the one another does with the other, so that a search may look only at those that prefer
the first: of sixty alike members it then asks itself how many, and not which.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from samverkan.decisions.steiner.gates import Gate, Gates
from samverkan.decisions.steiner.graph import Graph
from samverkan.decisions.steiner.problem import Problem

MANY, LARGE = 32, 1_500  # units from which on, and arcs up to which, it is worth while to count at once
SHARE = 4  # where at least one unit in so many is like an earlier one
DEPTH = 4  # how far what hangs on a node is compared: member, convinced, above, asked

Roles = Mapping[int, Sequence[Hashable]]
Kind = tuple[Hashable, ...]


def list_alike(problem: Problem) -> list[list[Sequence[int]]]:
    """List groups of alike nodes: of each node the arcs of which a solution takes no more than of an earlier node's."""
    graph, roles = problem.graph, _find_roles(problem.formula)
    groups: dict[Kind, list[int]] = {}
    for node in range(graph.size):
        if node != graph.root:
            ahead = sorted((graph.tails[arc], graph.costs[arc]) for arc in graph.into[node])
            groups.setdefault((*ahead, _find_kind(graph, roles, node, DEPTH)), []).append(node)
    return [[_find_deciding(graph, roles, node) for node in nodes] for nodes in groups.values() if len(nodes) > 1]


def are_many_alike(problem: Problem) -> bool:
    """Tell whether a need has many units, and a good part of them are alike, as on a large board."""
    units = len(problem.formula.units)
    if units < MANY or len(problem.graph.heads) > LARGE:
        return False
    return SHARE * sum(len(group) - 1 for group in list_alike(problem)) >= units


def _find_roles(formula: Gates) -> Roles:
    """Find what each node does in the need: in which gate, with which weight, or in which unit with others."""
    roles: dict[int, list[Hashable]] = {}
    waiting: list[tuple[Gate | int, Kind]] = [(formula.top, ())]
    while waiting:
        part, place = waiting.pop()
        if isinstance(part, Gate):
            waiting += ((inner, (part.mask, weight)) for inner, weight in zip(part.parts, part.weigh(), strict=True))
            continue
        nodes = formula.units[part]
        for node in nodes:
            roles.setdefault(node, []).append(place if len(nodes) == 1 else ("unit", part))
    return roles


def _find_kind(graph: Graph, roles: Roles, node: int, depth: int) -> Kind:
    """Find what a node is: its roles, where it leads, and what hangs on it; beyond a depth it is only itself."""
    if not depth:
        return ("node", node)
    own = sorted(map(repr, roles.get(node, ())))
    leads = sorted((graph.heads[arc], graph.costs[arc]) for arc in graph.out[node] if not _hangs(graph, arc))
    below = [
        (graph.costs[arc], _find_kind(graph, roles, graph.heads[arc], depth - 1)) for arc in _list_hanging(graph, node)
    ]
    return (*own, "leads", *leads, "holds", *sorted(below, key=repr))


def _find_deciding(graph: Graph, roles: Roles, node: int) -> Sequence[int]:
    """Find the arcs by which alike nodes are put in order: the first that hangs on it, or those into it."""
    hanging = [
        (graph.costs[arc], repr(_find_kind(graph, roles, graph.heads[arc], DEPTH - 1)), graph.heads[arc], arc)
        for arc in _list_hanging(graph, node)
    ]
    return (min(hanging)[-1],) if hanging else graph.into[node]


def _list_hanging(graph: Graph, node: int) -> list[int]:
    return [arc for arc in graph.out[node] if _hangs(graph, arc)]


def _hangs(graph: Graph, arc: int) -> bool:
    """Tell whether nothing else leads to the head of an arc."""
    return len(graph.into[graph.heads[arc]]) == 1
