"""The best ways to reach somebody, by the planner's contacts: the few that take least, a cold contact among them.

Ways compare as plans do: effort, then cold contacts, contacts from no post, by a person, and all. Who is vacant passes
nothing on. The k best simple ways are found as by Yen (1971): each next way leaves an earlier one at some stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import pairwise

from samverkan.decisions.contacts import ContactGraph, Spreading, build_contacts, find_cost
from samverkan.decisions.cost import Cost
from samverkan.domain.answering import is_vacant
from samverkan.model import Map

_NOTHING = Cost(0)
_Path = tuple[str, ...]
_Way = tuple[Cost, _Path]


@dataclass(frozen=True, slots=True)
class RouteStep:
    """A contact on the way. `kind` is tie, body, line, boss, met or cold; `through` names the body that both sit in.

    `strength` and `basis` are the tie's; `last_contact` is the day the two last met, as far as is noted.
    """

    start: str
    end: str
    effort: int
    kind: str
    strength: str | None = None
    basis: str | None = None
    last_contact: date | None = None
    through: str | None = None

    @property
    def hangs_on_person(self) -> bool:
        """Whether the contact is lost when one of the two changes hands."""
        return self.basis == "person"


@dataclass(frozen=True, slots=True)
class Route:
    """A way from somebody to somebody: its contacts in order and their effort; `cold` when nobody introduces us."""

    effort: int
    cold: bool
    steps: tuple[RouteStep, ...]


@dataclass(frozen=True)
class _Search:
    """What a way is sought in: the contacts of a day, who passes nothing on, and what each contact counts."""

    today: Map
    graph: ContactGraph
    start: frozenset[str]
    closed: frozenset[str]

    def cost(self, one: str, other: str) -> Cost:
        """Return what a contact counts, with what decides between equal efforts."""
        return find_cost(self.today, one, self.graph.find(one, other), self.start)

    def find_best(
        self, first: Iterable[str], goal: str, *, without: set[str], barred: set[tuple[str, str]]
    ) -> _Way | None:
        """Find the best way from any of `first` to a goal, past nobody in `without` and no barred first contact."""
        heap: list[_Way] = [(_NOTHING, (actor,)) for actor in sorted(first)]
        done: set[str] = set()
        roots, steps = set(first), Spreading(self.today, self.graph, self.start)
        while heap:
            cost, path = heappop(heap)
            last = path[-1]
            if last == goal:
                return cost, path
            if last in done or (last in self.closed and last not in roots):
                continue
            done.add(last)
            for other, step in steps.find_steps(last, alone=last in roots):
                allowed = other not in without and other not in done and other not in self.start
                if allowed and not (len(path) == 1 and (last, other) in barred):
                    heappush(heap, (_add(cost, step), (*path, other)))
        return None


def find_routes(
    whole: Map, start: Sequence[str], goal: str, *, on: date, settings: Mapping[str, int], count: int = 3
) -> tuple[Route, ...]:
    """Find the best ways from any of `start` to an actor on a day, best first, a cold contact among them."""
    today = whole.on(on)
    vacant = frozenset(n.id for n in today.labelled("Actor") if is_vacant(n))
    search = _Search(today, build_contacts(today, settings, on), frozenset(start), vacant)
    routes = [_to_route(whole, search, path, on) for path in _find_paths(search, goal, count)]
    effort = settings["reach_cold"]
    first = min(start, default=None)
    if first is not None and goal not in start:
        cold = Route(effort, True, (RouteStep(first, goal, effort, "cold"),))
        routes.append(cold)
    return tuple(sorted(routes, key=lambda route: (route.effort, route.cold))[:count])


def find_way_by_people(routes: Sequence[Route]) -> Route | None:
    """Return the best of some ways that is no cold contact."""
    return next((route for route in routes if not route.cold), None)


def _find_paths(search: _Search, goal: str, count: int) -> list[_Path]:
    """Find the best simple paths, by leaving each earlier one at each of its stops."""
    best = search.find_best(search.start, goal, without=set(), barred=set())
    found: list[_Path] = []
    waiting: list[_Way] = [] if best is None or goal in search.start else [best]
    known = {way[1] for way in waiting}
    while waiting and len(found) < count:
        _, path = heappop(waiting)
        found.append(path)
        for way in _leave(search, path, found, goal):
            if way[1] not in known:
                known.add(way[1])
                heappush(waiting, way)
    return found


def _leave(search: _Search, path: _Path, found: Sequence[_Path], goal: str) -> Iterable[_Way]:
    """Yield for each stop of a path the best way that leaves it there by a contact that no path found takes."""
    for stop in range(len(path) - 1):
        head = path[: stop + 1]
        barred = {(p[stop], p[stop + 1]) for p in found if p[: stop + 1] == head}
        tail = search.find_best({path[stop]}, goal, without=set(head), barred=barred)
        if tail is not None:
            cost = _NOTHING
            for one, other in pairwise(head):
                cost = _add(cost, search.cost(one, other))
            yield _add(cost, tail[0]), (*head[:-1], *tail[1])
    others = [actor for actor in search.start if not any(p[0] == actor for p in found)]
    best = search.find_best(others, goal, without=set(), barred=set()) if others else None
    if best is not None:
        yield best


def _add(one: Cost, other: Cost) -> Cost:
    return Cost(*(a + b for a, b in zip(one, other, strict=True)))


def _to_route(whole: Map, search: _Search, path: _Path, on: date) -> Route:
    steps = tuple(_to_step(whole, search, one, other, on) for one, other in pairwise(path))
    return Route(sum(step.effort for step in steps), False, steps)


def _to_step(whole: Map, search: _Search, one: str, other: str, on: date) -> RouteStep:
    contact = search.graph.find(one, other)
    met = find_last_contact(whole, one, other, on)
    return RouteStep(one, other, contact.effort, contact.kind, contact.strength, contact.basis, met, contact.through)


def find_last_contact(whole: Map, one: str, other: str, on: date) -> date | None:
    """Find the day on which two actors last took part in the same contact, by a day."""
    common = {r.end for r in whole.out(one, "TOOK_PART_IN")} & {r.end for r in whole.out(other, "TOOK_PART_IN")}
    days = [day for i in common if isinstance(day := whole.nodes[i].properties.get("date"), date) and day <= on]
    return max(days, default=None)
