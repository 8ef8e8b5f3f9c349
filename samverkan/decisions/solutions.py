"""Solve a case: the way that asks least, with its bound, when everybody answers and when some do not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from samverkan.decisions.cost import Scale
from samverkan.decisions.deadline import WHENEVER, Deadline
from samverkan.decisions.graph import Arc, Graph, find_places
from samverkan.decisions.horizon import Horizon
from samverkan.decisions.steiner import Progress, Solution, solve

# Find the cheapest solution by some arcs, or by those of them inside of what has been read, given arcs that are known
# to be one, a time, a bound, and who hears how far it is.
Run = Callable[[bool, Collection[int], Deadline, int, Progress | None], Solution]

_PARTS = 3  # of the time for a way in a part of a map one is left for what stays within it


@dataclass(frozen=True)
class Way:
    """A solved case: the arcs of the cheapest tree, its `cost` on a scale, and the certified bound `least` on costs."""

    arcs: tuple[Arc, ...]
    cost: int
    least: int
    scale: Scale

    @property
    def effort(self) -> int:
        """What it takes, without what decides between equal efforts."""
        return self.scale.find_effort(self.cost)

    @property
    def bound(self) -> int:
        """The least effort that any way can take, as far as it is proven."""
        return self.scale.find_effort(self.least)

    @property
    def proven(self) -> bool:
        """Whether no way can ask less."""
        return self.bound >= self.effort

    @property
    def settled(self) -> bool:
        """Whether no way can ask less, nor as little and go before this one."""
        return self.least >= self.cost

    @cached_property
    def asks(self) -> tuple[int, ...]:
        """The numbers of the asks that are put, those to nobody known included."""
        return tuple(sorted(arc.ask for arc in self.arcs if arc.ask is not None))

    @cached_property
    def convince(self) -> tuple[str, ...]:
        """The actors to whom something is put that binds, in id order."""
        return tuple(sorted({str(arc.end) for arc in self.arcs if arc.kind == "convince"}))

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The actors to whom something is put, those only heard too, in id order."""
        return tuple(sorted({str(arc.end) for arc in self.arcs if arc.kind == "ask"}))

    @cached_property
    def contacts(self) -> tuple[Arc, ...]:
        """The steps of contact, from us outwards, each before those it leads to."""
        return tuple(sorted(_from_root(self.arcs), key=lambda arc: arc.kind == "unknown_authority"))

    def find_route(self, actor: str) -> list[str]:
        """Return whom an actor is reached through, first to last, without us and without itself."""
        comes_from, route = self._comes_from, list[str]()
        current = comes_from.get(actor)
        while current is not None and current in comes_from:
            route.append(current)
            current = comes_from.get(current)
        return route[::-1]

    @cached_property
    def ask_set(self) -> frozenset[int]:
        """The asks, to be compared with others."""
        return frozenset(self.asks)

    @cached_property
    def _comes_from(self) -> Mapping[str | None, str | None]:
        return {arc.end: arc.start for arc in self.arcs if arc.kind in ("contact", "cold")}

    @cached_property
    def actors(self) -> frozenset[str]:
        """Everybody in the plan: those asked and those it is reached through."""
        return frozenset(p for actor in self.asked for p in (actor, *self.find_route(actor)))

    @cached_property
    def passed(self) -> frozenset[str]:
        """Everybody that somebody is reached through."""
        return frozenset(p for actor in self.asked for p in self.find_route(actor))


def _from_root(arcs: Sequence[Arc]) -> list[Arc]:
    steps = [arc for arc in arcs if arc.kind in ("contact", "cold", "unknown_authority")]
    by_start: dict[str | None, list[Arc]] = {}
    for arc in sorted(steps, key=lambda arc: arc.end or ""):
        by_start.setdefault(arc.start if arc.kind == "contact" else None, []).append(arc)
    ordered: list[Arc] = []
    waiting = [None, *(arc.end for arc in arcs if arc.kind == "start")]
    while waiting:
        for arc in by_start.get(waiting.pop(0), []):
            ordered.append(arc)
            if arc.end is not None:
                waiting.append(arc.end)
    return ordered


def find_way(
    graph: Graph,
    *,
    refusing: Collection[str] = (),
    excluded: Collection[int] = (),
    deadline: Deadline = WHENEVER,
    floor: int = 0,
    known: Way | None = None,
    outer: Outer | None = None,
) -> Way | None:
    """Find the cheapest way when some give no answers and some asks are ruled out; None when there is none.

    `floor` is a proven bound on costs, `known` a way that may be taken here, `outer` what is known of who has not been
    read; all only make the search shorter.
    """
    graph = graph.refuse(refusing)
    arcs = graph.pick(refusing, excluded)

    def hear(value: int | None, bound: int, _seconds: float) -> None:
        if deadline.part == "plan":
            unit = graph.scale.unit
            deadline.tell(None if value is None else value // unit, bound // unit)

    return _solve_within(graph, arcs, deadline, floor, known, progress=hear, outer=outer)[0]


def find_way_within(
    graph: Graph,
    most: int,
    *,
    refusing: Collection[str],
    excluded: Collection[int],
    deadline: Deadline,
    floor: int,
    known: Way | None = None,
) -> tuple[Way | None, int]:
    """Find the cheapest way that costs at most `most`; None where there is none, or no time. And what is proven.

    `known` is a way that may be taken here, should it cost no more; it only makes the search shorter.
    """
    graph = graph.refuse(refusing)
    arcs = graph.pick(refusing, excluded)
    return _solve_within(graph, arcs, deadline, floor, known, most=most)


def _solve_within(
    graph: Graph,
    arcs: Sequence[Arc],
    deadline: Deadline,
    floor: int,
    known: Way | None = None,
    most: int | None = None,
    progress: Progress | None = None,
    outer: Outer | None = None,
) -> tuple[Way | None, int]:
    """Solve a graph of some arcs, of which some are known to be a way."""
    inner: list[int] = []

    def run(inside: bool, known: Collection[int], deadline: Deadline, floor: int, tell: Progress | None) -> Solution:
        if inside and not inner:
            inner.extend(number for number, arc in enumerate(arcs) if arc.kind != "beyond")
        some = tuple(arcs[number] for number in inner) if inside else tuple(arcs)
        held = [bisect_left(inner, number) for number in known] if inside else known
        instance = graph.build_instance(some)
        found = solve(
            instance,
            seconds=deadline.find_left(),
            grace=deadline.find_grace(),
            known=held,
            floor=floor,
            most=most,
            progress=tell,
        )
        return replace(found, arcs=tuple(inner[number] for number in found.arcs)) if inside else found

    held = find_places(arcs, known.arcs if known else ())
    given: dict[str, Any] = {"most": most, "progress": progress, "outer": outer}
    return solve_near(graph, arcs, run, deadline, floor=floor, known=held, **given)


def solve_near(
    graph: Graph,
    arcs: Sequence[Arc],
    run: Run,
    deadline: Deadline,
    *,
    floor: int,
    known: Collection[int],
    most: int | None = None,
    progress: Progress | None = None,
    outer: Outer | None = None,
) -> tuple[Way | None, int]:
    """Find the cheapest way; where that leads over who has not been read, the cheapest that does not. And the bound."""
    if graph.horizon is not None:
        near = _Near(graph, arcs, run, deadline, most, progress, outer or Outer())
        return near.solve(graph.horizon, floor, known)
    solution = run(False, known, deadline, floor, progress)
    return to_way(graph, arcs, solution), solution.bound


@dataclass
class Outer:
    """What is known of the cheapest that leads over who has not been read: what it costs, once nothing is cheaper.

    `ended` once the cheapest way that does not is certain, too: to ask again would show no more.
    """

    cost: int | None = None
    ended: bool = False


@dataclass
class _Near:
    """A graph in which one place stands for all who have not been read: a bound with it, a way without it.

    The bound does not take all of the time, so that there is some for the way.
    """

    graph: Graph
    arcs: Sequence[Arc]
    run: Run
    deadline: Deadline
    most: int | None
    progress: Progress | None
    outer: Outer
    found: int | None = None

    def solve(self, horizon: Horizon, floor: int, known: Collection[int]) -> tuple[Way | None, int]:
        """Find the cheapest way over those who have been read, and what is proven of all ways."""
        first = self._look_out(known, floor)
        second = self._find_inside(first, known) if self._leads_out(first) else None
        if not self._is_settled(first) and not self.deadline.is_late():
            known = first.arcs if second is None else second.arcs
            first = self.run(False, known, self.deadline, first.bound, self._tell_bound)
        if not self._leads_out(first):
            return to_way(self.graph, self.arcs, first), first.bound
        inside = second or self._find_inside(first, known)
        bound = min(first.bound, inside.bound)
        way = to_way(self.graph, self.arcs, replace(inside, bound=bound))
        settled = self._is_settled(first) and self._is_settled(inside)
        self.outer.ended = settled and way is not None
        is_open = self.most is None or bound <= self.most  # else all that costs so little is known, and is nothing
        if is_open and (way is None or bound < way.cost):
            horizon.cross(way, settled=settled)
        return way, bound

    def _look_out(self, known: Collection[int], floor: int) -> Solution:
        """Find the cheapest with the place, unless it is known that this leads there and nothing is cheaper.

        Where less may be spent there is none, and in the part of the graph that bears on so little maybe no such place.
        """
        if self.outer.cost is not None and self.most is not None and self.outer.cost > self.most:
            return Solution(None, self.outer.cost, (), frozenset())
        if self.outer.cost is not None:
            return Solution(self.outer.cost, self.outer.cost, self._find_beyond(), frozenset())
        first = self.run(False, known, self.deadline.spare(_PARTS), floor, self._tell_bound)
        if first.value is not None and first.proven and self._leads_out(first):
            self.outer.cost = first.value
        return first

    def _find_inside(self, first: Solution, known: Collection[int]) -> Solution:
        """Find the cheapest way that does without the place."""

        def tell(value: int | None, bound: int, seconds: float) -> None:
            if self.progress:
                self.progress(value, min(bound, first.bound), seconds)

        solution = self.run(True, known, self.deadline, first.bound, tell)
        self.found = solution.value
        return solution

    def _tell_bound(self, _value: int | None, bound: int, seconds: float) -> None:
        """Tell of what leads over the place the bound alone: it may be no way."""
        if self.progress:
            self.progress(self.found, bound, seconds)

    def _find_beyond(self) -> tuple[int, ...]:
        """Return the first arc that leads there."""
        return tuple(islice((number for number, arc in enumerate(self.arcs) if arc.kind == "beyond"), 1))

    def _leads_out(self, solution: Solution) -> bool:
        return any(self.arcs[number].kind == "beyond" for number in solution.arcs)

    def _is_settled(self, solution: Solution) -> bool:
        """Tell whether nothing cheaper can be found by going on."""
        if solution.value is None:
            return self.most is None or solution.bound > self.most
        return solution.proven


def to_way(graph: Graph, arcs: Sequence[Arc], solution: Solution) -> Way | None:
    """Return a solution as a way over these arcs of a graph."""
    if solution.value is None:
        return None
    return Way(graph.name([arcs[number] for number in solution.arcs]), solution.value, solution.bound, graph.scale)
