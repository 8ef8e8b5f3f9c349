"""Execute declared reads on a map in memory: the part of a large map that an answer rests on, and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import Any

from samverkan.domain.halfway import Halfway, Pair
from samverkan.domain.reads import (
    Alike,
    Among,
    Between,
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
from samverkan.schema import read_schema

_Way = tuple[str, int, tuple[Relation, ...]]  # where a step leads, its effort, what it rests on


def pick_part(content: Map, reads: Sequence[Read]) -> Map:
    """Return what some reads find of a map."""
    picking = _Picking(content)
    return content if picking.run(reads) else picking.build()


class _Picking:
    def __init__(self, content: Map) -> None:
        self.content = content
        self.ids: set[str] = set()
        self.relations: dict[int, Relation] = {}
        self.sets: dict[str, set[str]] = defaultdict(set)

    def build(self) -> Map:
        nodes = [self.content.nodes[i] for i in sorted(self.ids) if i in self.content.nodes]
        return build_map(nodes, self.relations.values(), self.content)

    def add(self, relations: Iterable[Relation]) -> None:
        for relation in relations:
            self.relations[id(relation)] = relation
            self.ids.update((relation.start, relation.end))

    def run(self, reads: Sequence[Read]) -> bool:
        """Execute reads in order; tell whether everything is asked for."""
        for read in reads:
            if isinstance(read, Everything):
                return True
            if isinstance(read, Then):
                sets = {name: frozenset(ids) for name, ids in self.sets.items()}
                if self.run(read.choose(Found(self.build(), sets))):
                    return True
            else:
                _EXECUTE[type(read)](self, read)
        return False

    def of(self, names: Iterable[str]) -> set[str]:
        return set().union(*(self.sets[name] for name in names))

    def pick(self, read: Pick) -> None:
        self.sets[read.to] |= {i for i in read.ids if i in self.content.nodes}
        self.ids |= self.sets[read.to]

    def follow(self, read: Follow) -> None:
        types = read.types or tuple(read_schema().relations)
        step = self.content.into if read.inward else self.content.out
        front, seen, left = self.of(read.start), set[str](), read.depth
        while front and left != 0:
            seen |= front
            found = [r for i in front for kind in types for r in step(i, kind)]
            self.add(found)
            ends = {r.start if read.inward else r.end for r in found}
            self.sets[read.to] |= ends
            front, left = ends - seen, None if left is None else left - 1

    def meet(self, read: Meet) -> None:
        starts = self.of(read.start) if read.start else None
        for second in (r for i in self.of(read.end) for r in self.content.into(i, read.second)):
            first = self.content.into(second.start, read.first)
            here = [r for r in first if starts is None or r.start in starts]
            self.add([*here, second] if here else ())

    def find_within(self, read: Within) -> None:
        around, out = self.of(read.within), self.content.out
        for first in (r for i in self.of(read.end) for r in self.content.into(i, read.first)):
            leading = out(first.start, read.second)
            here = [r for r in leading if r.end in around]
            if here or not leading:
                self.add([first, *here])
                self.sets[read.to].add(first.start)

    def find_alike(self, read: Alike) -> None:
        start = [self.content.nodes[i] for i in self.of(read.start) if i in self.content.nodes]
        values = {n.properties[read.property] for n in start if read.property in n.properties}
        same = (n for n in self.content.labelled(read.label) if n.properties.get(read.property) in values)
        self.sets[read.to] |= {n.id for n in same}
        self.ids |= self.sets[read.to]

    def find_lacking(self, read: Lacking) -> None:
        self.add(r for r in self.content.relations if r.type == read.type and read.property not in r.properties)

    def join(self, read: Among) -> None:
        nodes = self.content.nodes
        there = {i for i in self.ids if i in nodes and nodes[i].label == read.label}
        self.add(r for i in there for kind in read.types for r in self.content.out(i, kind) if r.end in there)

    def find_sources(self, read: Sources) -> None:
        of = self.of(read.start) | {r.end for r in self.relations.values() if r.type in read.ends_of}
        self.add(r for i in of for r in self.content.out(i, "SOURCED_BY"))
        self.ids |= {str(r.properties["source"]) for r in self.relations.values() if "source" in r.properties}

    def grow(self, read: Rings) -> None:
        """Settle the nearest first, each with the steps that the radius leaves; those it starts from with all."""
        first = self.of(read.start)
        heap: list[tuple[int, str]] = [(0, i) for i in sorted(first)]
        done: set[str] = set()
        while heap:
            so_far, thing = heappop(heap)
            if thing in done:
                continue
            done.add(thing)
            self.ids.add(thing)
            for other, effort, relations in (way for step in read.steps for way in self.list_ways(step, thing)):
                near = read.radius is None or so_far + effort <= read.radius
                if near or thing in first:
                    self.add(relations)
                if near and other not in done:
                    heappush(heap, (so_far + effort, other))
        self.sets[read.whole] |= first

    def find_between(self, read: Between) -> None:
        def list_steps(things: list[str]) -> list[Pair]:
            ways = ((one, way) for one in things for step in read.steps for way in self.list_ways(step, one))
            return [(one, other, effort) for one, (other, effort, _) in ways]

        between, whole = Halfway(self.of(read.start), self.of(read.goal), list_steps).find(read.within)
        self.ids |= between
        self.sets[read.whole] |= whole

    def list_ways(self, step: Step, thing: str) -> Iterator[_Way]:
        """Yield where a step leads from a thing."""
        if step.lifted:
            yield from self.list_lifted(step, thing)
        elif step.shared:
            yield from self.list_shared(step, thing)
        else:
            for r in (*self.content.out(thing, step.type), *self.content.into(thing, step.type)):
                effort = step.cost(r.properties.get(step.by) if step.by else None)
                yield r.end if r.start == thing else r.start, effort, (r,)

    def list_shared(self, step: Step, thing: str) -> Iterator[_Way]:
        own = not step.mark or self.has_mark(thing, step)
        for one in self.content.out(thing, step.type):
            for other in self.content.into(one.end, step.type):
                if other is not one and (own or self.has_mark(other.start, step)):
                    yield other.start, step.cost(), (one, other)

    def list_lifted(self, step: Step, thing: str) -> Iterator[_Way]:
        """Yield those above, whose end the end of the thing's own relation leads on to, and those below."""
        out, into = self.content.out, self.content.into
        for one in out(thing, step.type) if self.has_mark(thing, step) else ():
            above = ((up, other) for up in out(one.end, step.type) for other in into(up.end, step.type))
            below = ((up, other) for up in into(one.end, step.type) for other in into(up.start, step.type))
            for up, other in (*above, *below):
                if self.has_mark(other.start, step):
                    yield other.start, step.cost(), (one, up, other)

    def has_mark(self, thing: str, step: Step) -> bool:
        return thing in self.content.nodes and self.content.nodes[thing].properties.get(step.mark) is True


_EXECUTE: Mapping[type, Callable[[_Picking, Any], None]] = {
    Pick: _Picking.pick,
    Follow: _Picking.follow,
    Meet: _Picking.meet,
    Within: _Picking.find_within,
    Alike: _Picking.find_alike,
    Lacking: _Picking.find_lacking,
    Rings: _Picking.grow,
    Between: _Picking.find_between,
    Among: _Picking.join,
    Sources: _Picking.find_sources,
}
