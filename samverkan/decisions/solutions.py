"""Solve a case: the plan that asks least, with its bound, when everybody answers and when somebody refuses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from samverkan.decisions.graph import Arc, Graph
from samverkan.decisions.steiner import solve

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
    seconds: float | None = None,
) -> Way | None:
    """Find the cheapest way when some give no answers and some asks are ruled out; None when there is none."""
    arcs = graph.pick(refusing, excluded)
    solution = solve(graph.build_instance(arcs), seconds=seconds)
    if solution.value is None:
        return None
    return Way(tuple(arcs[number] for number in solution.arcs), solution.value, solution.bound)


def find_refusals(graph: Graph, way: Way, without: Collection[str], seconds: float | None) -> Mapping[str, str | int]:
    """Find, for everybody in a plan, the effort of the next best plan if it refuses, or "stops"."""
    answers: dict[str, str | int] = {}
    for actor in sorted(way.actors):
        other = find_way(graph, refusing={*without, actor}, seconds=seconds)
        answers[actor] = "stops" if other is None else other.effort
    return answers


def find_alternatives(
    graph: Graph, best: Way, count: int, without: Collection[str], seconds: float | None
) -> list[Way]:
    """Find the next best ways that differ from the best, and from each other, in whom they convince.

    Every other minimal way leaves out some ask of a way already seen, since none holds another; so ruling out
    its asks one at a time, cheapest first, meets all of them in order of effort.
    """
    found: list[Way] = []
    seen_people = {best.convince}
    seen_exclusions: set[frozenset[int]] = {frozenset()}
    heap: list[tuple[int, tuple[str, ...], tuple[int, ...], Way]] = []
    _branch(graph, best, frozenset(), seen_exclusions, heap, without, seconds)
    while heap and len(found) < count and len(seen_exclusions) < _MOST_TRIES:
        _, _, excluded, way = heappop(heap)
        if way.convince not in seen_people:
            seen_people.add(way.convince)
            found.append(way)
        _branch(graph, way, frozenset(excluded), seen_exclusions, heap, without, seconds)
    return found


def _branch(
    graph: Graph,
    way: Way,
    excluded: frozenset[int],
    seen: set[frozenset[int]],
    heap: list[tuple[int, tuple[str, ...], tuple[int, ...], Way]],
    without: Collection[str],
    seconds: float | None,
) -> None:
    for ask in way.asks:
        narrower = excluded | {ask}
        if narrower in seen:
            continue
        seen.add(narrower)
        other = find_way(graph, refusing=without, excluded=narrower, seconds=seconds)
        if other is not None:
            heappush(heap, (other.effort, other.convince, tuple(sorted(narrower)), other))
