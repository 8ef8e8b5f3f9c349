"""Execute declared reads on Neo4j: relations are followed set by set, each thing fetched once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from samverkan.domain.halfway import Halfway
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
    Then,
    Within,
)
from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.store.neo4j_link import Work
from samverkan.store.neo4j_pairs import Pairs
from samverkan.store.neo4j_picked import Picked
from samverkan.store.neo4j_rings import grow_rings

_STEPS = 5  # as far as most reads go, so that they need no statement that is planned for them alone


def collect_reads(work: Work, reads: Sequence[Read], header: Map) -> Map | None:
    """Return the map of what some reads find, under its header; None where it is the whole map that is needed."""
    reader = _Reader(work, header)
    return None if reader.run(reads) else reader.picked.build(header)


class _Reader:
    def __init__(self, work: Work, header: Map) -> None:
        self.work, self.header = work, header
        self.picked = Picked(work)
        self.sets: dict[str, set[str]] = defaultdict(set)
        self.searches: dict[object, Halfway] = {}  # a search that is asked to go further goes on

    def run(self, reads: Sequence[Read]) -> bool:
        """Execute reads in order; tell whether everything is asked for."""
        for read in reads:
            if isinstance(read, Everything):
                return True
            if isinstance(read, Then):
                sets = {name: frozenset(ids) for name, ids in self.sets.items()}
                if self.run(read.choose(Found(self.picked.build(self.header), sets))):
                    return True
            else:
                _EXECUTE[type(read)](self, read)
        return False

    def ids(self, names: Sequence[str]) -> set[str]:
        return set().union(*(self.sets[name] for name in names))

    def pick(self, read: Pick) -> None:
        self.sets[read.to] |= self.picked.find_nodes(read.ids).keys()
        self.picked.ids |= self.sets[read.to]

    def follow(self, read: Follow) -> None:
        types = read.types or tuple(read_schema().relations)
        if read.depth is None:
            self.follow_on(read, types)
            return
        step = self.picked.follow_back if read.inward else self.picked.follow
        front, seen = self.ids(read.start), set[str]()
        for _ in range(read.depth):
            seen |= front
            found = step(front, *types)
            self.sets[read.to] |= found
            front = found - seen

    def follow_on(self, read: Follow, types: Sequence[str]) -> None:
        """Fetch everything that some relations lead to, however far: step by step, and from some steps on in one go."""
        step, leap = self.picked.follow, self.picked.follow_all
        if read.inward:
            step, leap = self.picked.follow_back, self.picked.follow_all_back
        front, seen = self.ids(read.start), set[str]()
        for _ in range(_STEPS):
            seen |= front
            found = step(front, *types)
            self.sets[read.to] |= found
            front = found - seen
        self.sets[read.to] |= leap(front, *types)

    def meet(self, read: Meet) -> None:
        ends, starts = self.ids(read.end), self.ids(read.start)
        if ends and (starts or not read.start):
            types = {"first": read.first, "second": read.second}
            self.picked.add(self.work.run("pick_between", types, ids=sorted(ends), starts=sorted(starts)))

    def find_within(self, read: Within) -> None:
        given = {"ids": sorted(self.ids(read.end)), "within": sorted(self.ids(read.within))}
        if given["ids"]:
            rows = self.work.run("pick_within", {"first": read.first, "second": read.second}, **given)
            self.picked.add(rows)
            self.sets[read.to] |= {row["start"] for row in rows}

    def find_alike(self, read: Alike) -> None:
        given = {"ids": sorted(self.ids(read.start)), "property": read.property}
        self.sets[read.to] |= {row["id"] for row in self.work.run("pick_alike", {"label": read.label}, **given)}
        self.picked.ids |= self.sets[read.to]

    def find_lacking(self, read: Lacking) -> None:
        self.picked.add(self.work.run("pick_lacking", {"types": read.type}, property=read.property))

    def grow(self, read: Rings) -> None:
        self.sets[read.whole] |= grow_rings(self.picked, read, self.ids(read.start))

    def find_between(self, read: Between) -> None:
        start, goal = (frozenset(self.ids(names)) for names in (read.start, read.goal))
        key = start, goal, read.label, tuple(map(repr, read.steps))
        if key not in self.searches:
            self.searches[key] = Halfway(start, goal, Pairs(self.work, read.steps, read.label).fetch)
        between, whole = self.searches[key].find(read.within)
        self.picked.ids |= between
        self.sets[read.whole] |= whole

    def join(self, read: Among) -> None:
        """Fetch the relations between all of a label: of those who have come since that was done, with anybody."""
        there = {i for i, n in self.picked.find_nodes(self.picked.ids).items() if n.label == read.label}
        key = read.label, frozenset(read.types)
        known = there & self.picked.joined.get(key, set())
        if fresh := there - known:
            names = {"label": read.label, "types": "|".join(read.types)}
            ids = {"ids": sorted(there), "known": sorted(known), "fresh": sorted(fresh)}
            self.picked.add(self.work.run("pick_among", names, **ids))
            self.picked.joined[key] = there

    def find_sources(self, read: Sources) -> None:
        relations = self.picked.relations
        self.picked.follow(self.ids(read.start) | {r.end for r in relations if r.type in read.ends_of}, "SOURCED_BY")
        self.picked.ids |= {str(r.properties["source"]) for r in relations if "source" in r.properties}


_EXECUTE: Mapping[type, Callable[[_Reader, Any], None]] = {
    Pick: _Reader.pick,
    Follow: _Reader.follow,
    Meet: _Reader.meet,
    Within: _Reader.find_within,
    Alike: _Reader.find_alike,
    Lacking: _Reader.find_lacking,
    Rings: _Reader.grow,
    Between: _Reader.find_between,
    Among: _Reader.join,
    Sources: _Reader.find_sources,
}
