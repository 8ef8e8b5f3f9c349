"""The rows of the linear relaxation, and what becomes of them when the problem shrinks.

Beside cuts there are two kinds of flow rows, which every solution meets that is pruned to what it needs (Koch and
Martin 1998; Polzin and Daneshmand 2001): out of a node that nobody names goes at least what comes in, and over an arc
never goes more than what comes into its tail from elsewhere. They make the bound stronger, and it is found far sooner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samverkan.decisions.steiner.flow import find_entering
from samverkan.decisions.steiner.graph import Graph
from samverkan.decisions.steiner.problem import GONE, MERGED, Problem

TERMS = 60_000  # terms of flow rows that a model starts with, at most
BROKEN = 0.01  # a flow row that is broken by less is left out


@dataclass(frozen=True, slots=True)
class Cut:
    """A node set; what enters it is at least the unit's variable (one unit), or 1 (an obstacle)."""

    mask: int
    nodes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Flow:
    """What leaves a node is at least what enters it; or (`arc`) what enters it is at least what leaves over the arc."""

    node: int
    arc: int | None = None


Row = Cut | Flow
Prices = list[tuple[Row, float]]


def find_terms(graph: Graph, row: Row) -> tuple[list[int], list[int]]:
    """Find the arcs that a row adds up, and those that it takes away."""
    if isinstance(row, Cut):
        return find_entering(graph, set(row.nodes)), []
    if row.arc is None:
        return graph.out[row.node], graph.into[row.node]
    back = graph.heads[row.arc]
    return [arc for arc in graph.into[row.node] if graph.tails[arc] != back], [row.arc]


def list_flows(problem: Problem, arcs: Sequence[int]) -> list[Row]:
    """List the flow rows of some arcs and of their ends; none when they would be more than a solver stands."""
    graph = problem.graph
    tails = [graph.tails[arc] for arc in arcs]
    if sum(len(graph.into[tail]) for tail in tails) > TERMS:
        return []
    named = {node for unit in problem.formula.units for node in unit}
    ends = {*tails, *(graph.heads[arc] for arc in arcs)} - named - {graph.root}
    rows: list[Row] = [Flow(node) for node in sorted(ends)]
    return rows + [Flow(tail, arc) for arc, tail in zip(arcs, tails, strict=True) if tail != graph.root]


def find_broken(problem: Problem, values: Sequence[float]) -> list[Row]:
    """Find the flow rows that the values of the arcs break."""
    graph = problem.graph
    named = {node for unit in problem.formula.units for node in unit}
    carrying = [arc for arc, value in enumerate(values) if value > BROKEN]
    enters = [0.0] * graph.size
    leaves = [0.0] * graph.size
    back: dict[tuple[int, int], float] = {}
    for arc in carrying:
        tail, head, value = graph.tails[arc], graph.heads[arc], values[arc]
        enters[head] += value
        leaves[tail] += value
        back[head, tail] = value
    rows: list[Row] = [
        Flow(node) for node in range(graph.size) if enters[node] > leaves[node] + BROKEN and node not in named
    ]
    for arc in carrying:
        tail, head = graph.tails[arc], graph.heads[arc]
        if tail != graph.root and values[arc] > enters[tail] - back.get((tail, head), 0.0) + BROKEN:
            rows.append(Flow(tail, arc))
    return rows


def move_rows(rows: Sequence[Row], larger: Problem, smaller: Problem, matches: Mapping[int, int]) -> list[Row | None]:
    """Move rows to a smaller problem; None for those that say nothing there, or cannot be told."""
    place = {origin: arc for arc, origin in enumerate(smaller.graph.origin)}
    return [
        _move_cut(row, smaller, matches) if isinstance(row, Cut) else _move_flow(row, larger, smaller, place)
        for row in rows
    ]


def _move_flow(row: Flow, larger: Problem, smaller: Problem, place: Mapping[int, int]) -> Flow | None:
    node = smaller.number.get(row.node)
    if node is None:
        return None
    if row.arc is None:
        return Flow(node)
    arc = place.get(larger.graph.origin[row.arc])
    return None if arc is None else Flow(node, arc)


def _move_cut(cut: Cut, smaller: Problem, matches: Mapping[int, int]) -> Cut | None:
    mask = 0
    for old in range(cut.mask.bit_length()):
        if cut.mask >> old & 1:
            if matches.get(old, MERGED) == MERGED:
                return None
            mask |= 1 << matches[old] if matches[old] != GONE else 0
    nodes = frozenset(smaller.number[node] for node in cut.nodes if node in smaller.number)
    return Cut(mask, nodes) if mask else None
