"""Find what leads back to itself where nothing may: parts, delegations, requirements and causes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from samverkan.errors import Problem
from samverkan.model import ALWAYS_FROM, Map, Relation, is_valid_on
from samverkan.schema import read_schema
from samverkan.validate.problem import to_relation_error

Graph = dict[str, list[str]]


def find_cycles(content: Map) -> Iterator[Problem]:
    """Find the cycles of the relations that may have none, on any day: what follows in time is no cycle."""
    for name, kind in read_schema().relations.items():
        if not kind.acyclic:
            continue
        relations = [r for r in content.relations if r.type == name]
        inside = _peel(_to_graph(relations))
        if not inside:
            continue
        suspects = [r for r in relations if r.start in inside and r.end in inside]
        for cycle in _find_on_any_day(content, suspects):
            first = next(r for r in suspects if (r.start, r.end) == (cycle[0], cycle[1 % len(cycle)]))
            yield to_relation_error("cycle", first, path=" → ".join([*cycle, cycle[0]]))


def _find_on_any_day(content: Map, relations: list[Relation]) -> list[tuple[str, ...]]:
    """Return the cycles that exist on some day: on the first one of something that belongs to them."""
    days = {ALWAYS_FROM}
    for relation in relations:
        ends = (content.nodes[i].properties for i in (relation.start, relation.end) if i in content.nodes)
        for properties in (relation.properties, *ends):
            began = properties.get("valid_from")
            if isinstance(began, date):
                days.add(began)
    found: set[tuple[str, ...]] = set()
    for day in sorted(days):
        found.update(_find_in(_to_graph(r for r in relations if _is_there(content, r, day))))
    return sorted(found)


def _is_there(content: Map, relation: Relation, day: date) -> bool:
    nodes = (content.nodes.get(i) for i in (relation.start, relation.end))
    return is_valid_on(relation.properties, day) and all(n is None or is_valid_on(n.properties, day) for n in nodes)


def _to_graph(relations: Iterable[Relation]) -> Graph:
    graph: Graph = defaultdict(list)
    for relation in relations:
        graph[relation.start].append(relation.end)
    return graph


def _peel(graph: Graph) -> set[str]:
    """Return the nodes from which a cycle can be reached: the others are taken away from the ends."""
    above: Graph = defaultdict(list)
    left = {node: len(ends) for node, ends in graph.items()}
    for node, ends in graph.items():
        for end in ends:
            above[end].append(node)
            left.setdefault(end, 0)
    waiting = [node for node, count in left.items() if count == 0]
    while waiting:
        gone = waiting.pop()
        del left[gone]
        for node in above[gone]:
            left[node] -= 1
            if left[node] == 0:
                waiting.append(node)
    return set(left)


def _find_in(graph: Graph) -> Iterator[tuple[str, ...]]:
    """Yield cycles until none is left that shares no node with those found, each from its smallest id on."""
    inside = _peel(graph)
    for start in sorted(inside):
        if start not in inside:
            continue
        path, places, node = [start], {start: 0}, start
        while True:
            following = min((end for end in graph[node] if end in inside), default=None)
            if following is None:
                inside.difference_update(path)
                break
            if following in places:
                cycle = path[places[following] :]
                inside.difference_update(path)
                turn = cycle.index(min(cycle))
                yield (*cycle[turn:], *cycle[:turn])
                break
            places[following] = len(path)
            path.append(following)
            node = following
