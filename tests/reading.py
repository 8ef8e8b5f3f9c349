"""Execute declared reads on a map in memory: what a store sends, without a server."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import product
from typing import Any

from samverkan.domain.reads import (
    Alike,
    Among,
    Everything,
    Follow,
    Found,
    Lacking,
    Meet,
    Pick,
    Read,
    Rings,
    Sources,
    Step,
    Then,
    Within,
)
from samverkan.model import Map, Relation, build_map


def read_part(content: Map, reads: Sequence[Read]) -> Map:
    """Return what some reads find of a map."""
    reading = _Reading(content)
    return content if reading.run(reads) else reading.build()


class _Reading:
    def __init__(self, content: Map) -> None:
        self.content = content
        self.ids: set[str] = set()
        self.relations: dict[int, Relation] = {}
        self.sets: dict[str, set[str]] = defaultdict(set)

    def build(self) -> Map:
        nodes = [self.content.nodes[i] for i in self.ids if i in self.content.nodes]
        return build_map(nodes, self.relations.values(), self.content)

    def add(self, relations: Iterable[Relation]) -> list[Relation]:
        found = list(relations)
        for relation in found:
            self.relations[id(relation)] = relation
            self.ids |= {relation.start, relation.end}
        return found

    def run(self, reads: Sequence[Read]) -> bool:
        for read in reads:
            if isinstance(read, Everything):
                return True
            if isinstance(read, Then):
                sets = {name: frozenset(ids) for name, ids in self.sets.items()}
                if self.run(read.choose(Found(self.build(), sets))):
                    return True
            else:
                getattr(self, f"_{type(read).__name__.lower()}")(read)
        return False

    def _of(self, names: Iterable[str]) -> set[str]:
        return set().union(*(self.sets[name] for name in names))

    def _pick(self, read: Pick) -> None:
        self.sets[read.to] |= {i for i in read.ids if i in self.content.nodes}
        self.ids |= self.sets[read.to]

    def _follow(self, read: Follow) -> None:
        front, seen, left = self._of(read.start), set[str](), read.depth
        while front and left != 0:
            seen |= front
            here = "end" if read.inward else "start"
            found = self.add(
                r
                for r in self.content.relations
                if getattr(r, here) in front and (not read.types or r.type in read.types)
            )
            ends = {r.start if read.inward else r.end for r in found}
            self.sets[read.to] |= ends
            front, left = ends - seen, None if left is None else left - 1

    def _meet(self, read: Meet) -> None:
        ends, starts = self._of(read.end), self._of(read.start)
        second = [r for r in self.content.relations if r.type == read.second and r.end in ends]
        between = {r.start for r in second}
        first = [
            r
            for r in self.content.relations
            if r.type == read.first and r.end in between and (not read.start or r.start in starts)
        ]
        middle = {r.end for r in first}
        self.add([*first, *(r for r in second if r.start in middle)])

    def _within(self, read: Within) -> None:
        of = self.content.relations
        for first in [r for r in of if r.type == read.first and r.end in self._of(read.end)]:
            leading = [r for r in of if r.type == read.second and r.start == first.start]
            inside = [r for r in leading if r.end in self._of(read.within)]
            if inside or not leading:
                self.add([first, *inside])
                self.sets[read.to].add(first.start)

    def _alike(self, read: Alike) -> None:
        start = [self.content.nodes[i] for i in self._of(read.start) if i in self.content.nodes]
        values = {n.properties[read.property] for n in start if read.property in n.properties}
        same = (n for n in self.content.labelled(read.label) if n.properties.get(read.property) in values)
        self.sets[read.to] |= {n.id for n in same}
        self.ids |= self.sets[read.to]

    def _lacking(self, read: Lacking) -> None:
        self.add(r for r in self.content.relations if r.type == read.type and read.property not in r.properties)

    def _among(self, read: Among) -> None:
        there = {i for i in self.ids if i in self.content.nodes and self.content.nodes[i].label == read.label}
        self.add(r for r in self.content.relations if r.type in read.types and r.start in there and r.end in there)

    def _sources(self, read: Sources) -> None:
        of = self._of(read.start) | {r.end for r in self.relations.values() if r.type in read.ends_of}
        self.add(r for r in self.content.relations if r.type == "SOURCED_BY" and r.start in of)
        self.ids |= {str(r.properties["source"]) for r in self.relations.values() if "source" in r.properties}

    def _rings(self, read: Rings) -> None:
        """Settle the nearest first, each with the steps that the radius leaves; those it starts from with all."""
        graph, first = self._find_graph(read), self._of(read.start)
        heap: list[Any] = [(0, i) for i in sorted(first)]
        done: set[str] = set()
        while heap:
            so_far, node = heappop(heap)
            if node in done:
                continue
            done.add(node)
            self.ids.add(node)
            for other, cost, relations in graph[node]:
                near = read.radius is None or so_far + cost <= read.radius
                if near or node in first:
                    self.add(relations)
                if near:
                    heappush(heap, (so_far + cost, other))
        self.sets[read.whole] |= first

    def _find_graph(self, read: Rings) -> dict[str, list[tuple[str, int, list[Relation]]]]:
        graph: dict[str, list[tuple[str, int, list[Relation]]]] = defaultdict(list)
        for step in read.steps:
            groups: dict[str, list[Relation]] = defaultdict(list)
            for r in (r for r in self.content.relations if r.type == step.type):
                groups[r.end].append(r)
                cost = step.cost(r.properties.get(step.by) if step.by else None)
                for one, other in ((r.start, r.end), (r.end, r.start)) if not step.shared else ():
                    graph[one].append((other, cost, [r]))
            if step.shared:
                for one, other, between in self._share(groups, step):
                    graph[one.start].append((other.start, step.cost(), [one, *between, other]))
        return graph

    def _share(
        self, groups: dict[str, list[Relation]], step: Step
    ) -> Iterator[tuple[Relation, Relation, list[Relation]]]:
        def has_mark(relation: Relation) -> bool:
            return self.content.nodes[relation.start].properties.get(step.mark) is True

        for group in list(groups.values()):
            for one, other in product(group, group) if not step.lifted else ():
                if not step.mark or has_mark(one) or has_mark(other):
                    yield one, other, []
            for up, other in product(group, group) if step.lifted else ():
                for one in groups.get(up.start, ()) if has_mark(other) else ():
                    if has_mark(one):
                        yield one, other, [up]
                        yield other, one, [up]
