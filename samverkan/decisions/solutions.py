"""Solve a case: the plan that asks least, with its bound, when everybody answers and when somebody refuses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from samverkan.decisions.case import Case
from samverkan.decisions.deadline import Deadline
from samverkan.decisions.formula import find_asks, find_leaves
from samverkan.decisions.graph import Arc, Graph
from samverkan.decisions.steiner import solve

_NEVER = Deadline()
_MOST_TRIES = 400


@dataclass(frozen=True)
class Way:
    """A solved case: the arcs of the cheapest tree, its effort and the certified bound on the effort."""

    arcs: tuple[Arc, ...]
    effort: int
    bound: int

    @property
    def asks(self) -> tuple[int, ...]:
        """The numbers of the asks that are put, those to nobody known included."""
        return tuple(sorted(arc.ask for arc in self.arcs if arc.ask is not None))

    @property
    def convince(self) -> tuple[str, ...]:
        """The actors asked, in id order."""
        return tuple(sorted({str(arc.end) for arc in self.arcs if arc.kind == "convince"}))

    @property
    def contacts(self) -> tuple[Arc, ...]:
        """The steps of contact, from us outwards, each before those it leads to."""
        return tuple(sorted(_from_root(self.arcs), key=lambda arc: arc.kind == "unknown_authority"))

    def find_route(self, actor: str) -> list[str]:
        """Return whom an actor is reached through, first to last, without us and without itself."""
        comes_from = {arc.end: arc.start for arc in self.arcs if arc.kind in ("contact", "cold")}
        route: list[str] = []
        current = comes_from.get(actor)
        while current is not None and current in comes_from:
            route.append(current)
            current = comes_from.get(current)
        return route[::-1]

    @property
    def actors(self) -> set[str]:
        """Everybody in the plan: those asked and those it is reached through."""
        return {p for actor in self.convince for p in (actor, *self.find_route(actor))}


def _from_root(arcs: Sequence[Arc]) -> list[Arc]:
    steps = [arc for arc in arcs if arc.kind in ("contact", "cold", "unknown_authority")]
    by_tail: dict[int, list[Arc]] = {}
    for arc in steps:
        by_tail.setdefault(arc.tail, []).append(arc)
    ordered: list[Arc] = []
    waiting = [0, *(arc.head for arc in arcs if arc.kind == "start")]
    while waiting:
        for arc in by_tail.get(waiting.pop(0), []):
            ordered.append(arc)
            waiting.append(arc.head)
    return ordered


def find_way(
    graph: Graph,
    *,
    refusing: Collection[str] = (),
    excluded: Collection[int] = (),
    deadline: Deadline = _NEVER,
) -> Way | None:
    """Find the cheapest way when some give no answers and some asks are ruled out; None when there is none."""
    arcs = graph.pick(refusing, excluded)
    solution = solve(graph.build_instance(arcs), seconds=deadline.find_left())
    if solution.value is None:
        return None
    return Way(tuple(arcs[number] for number in solution.arcs), solution.value, solution.bound)


def find_refusals(graph: Graph, way: Way, without: Collection[str], deadline: Deadline) -> Mapping[str, Way | None]:
    """Find, for everybody in a plan, the next best way if it refuses; None where that stops it."""
    return {actor: find_way(graph, refusing={*without, actor}, deadline=deadline) for actor in sorted(way.actors)}


def find_alternatives(graph: Graph, best: Way, count: int, without: Collection[str], deadline: Deadline) -> list[Way]:
    """Find the next best ways that differ from the best, and from each other, in whom they convince.

    Each way seen is followed by the best ways that leave out some of its asks, chosen so that every way with
    other people is among what is left of one of them (see `_find_exclusions`); the cheapest is looked at first.
    """
    search = _Search(graph, tuple(without), deadline, {frozenset(): best})
    search.branch(best, frozenset())
    found: list[Way] = []
    seen_people = {best.convince}
    while search.heap and len(found) < count and search.tries < _MOST_TRIES:
        _, _, excluded, way = heappop(search.heap)
        if way.convince not in seen_people:
            seen_people.add(way.convince)
            found.append(way)
        search.branch(way, frozenset(excluded))
    return found


@dataclass
class _Search:
    """A search through sets of asks that are ruled out; `known` holds the best way that is left for each."""

    graph: Graph
    without: tuple[str, ...]
    deadline: Deadline
    known: dict[frozenset[int], Way | None]
    heap: list[tuple[int, tuple[str, ...], tuple[int, ...], Way]] = field(default_factory=list)
    tries: int = 0

    def branch(self, way: Way, excluded: frozenset[int]) -> None:
        """Put what is left beside a way into the heap."""
        for exclusion in _find_exclusions(self.graph.case, way):
            narrower = excluded | exclusion
            if narrower in self.known:
                continue
            other = self._find_best(narrower)
            self.known[narrower] = other
            if other is not None:
                heappush(self.heap, (other.effort, other.convince, tuple(sorted(narrower)), other))

    def _find_best(self, narrower: frozenset[int]) -> Way | None:
        """Find the best way without some asks, in what is known where more ways were left than now."""
        for wider, way in self.known.items():
            if wider <= narrower and (way is None or narrower.isdisjoint(way.asks)):
                return way
        self.tries += 1
        return find_way(self.graph, refusing=self.without, excluded=narrower, deadline=self.deadline)


def _find_exclusions(case: Case, way: Way) -> Iterator[frozenset[int]]:
    """Yield sets of asks such that every minimal way with other people does without one of these sets.

    Such a way either asks somebody less, or somebody else as well. Then it leaves some leaf of this way to others,
    who answer it without any of these people who could do so alone, and without all the votes of this way. Ruling
    out single asks instead would go through every way to share the same leaves among the same people.
    """
    people = set(way.convince)
    for actor in way.convince:
        yield frozenset(case.asks_of[actor])
    for leaf in find_leaves(case.formula):
        alone = frozenset(a for a in leaf.parts if isinstance(a, int) and case.asks[a].actor in people)
        for ask in sorted(set(find_asks(leaf)).intersection(way.asks)):
            yield alone | {ask}
