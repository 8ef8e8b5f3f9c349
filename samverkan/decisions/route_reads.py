"""What the best ways to somebody rest on, declared for any store: what lies around both ends, as far as is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.decisions.contacts import build_contacts
from samverkan.decisions.effort import find_reach
from samverkan.decisions.horizon import measure_from
from samverkan.decisions.reads import find_route_reads
from samverkan.decisions.routes import Route, find_routes
from samverkan.domain.reads import Everything, Found, Read, Then
from samverkan.domain.telling import tell_as_of
from samverkan.model import Map

MOST = 3
NEAR, FAR = 4, 8


def find_enough(ends: Sequence[str], on: date, settings: Mapping[str, int]) -> tuple[Read, ...]:
    """Declare what the three best ways between actors (one: from the map's `us`) on a day rest on.

    Of a way of effort E everybody lies within E/2 of either end, so that no way of at most 2 r + 1 is missing where
    all within r are there. More is read until three such ways are; where there are fewer, until all contacts of either
    end are there, or everything is.
    """
    return _Enough(tuple(ends), on, settings).read(NEAR)


@dataclass(frozen=True)
class _Enough:
    ends: tuple[str, ...]
    on: date
    settings: Mapping[str, int]

    def read(self, radius: int) -> tuple[Read, ...]:
        def widen(found: Found) -> Sequence[Read]:
            return self._widen(found, radius)

        return (*find_route_reads(self.ends, find_reach(self.settings), radius), Then(widen))

    def _widen(self, found: Found, radius: int) -> Sequence[Read]:
        content = tell_as_of(found.content, self.on)
        today = content.on(self.on)
        start, goal = self.ends[:-1] or content.us, self.ends[-1]
        if not start or not {*start, goal} <= today.nodes.keys():
            return []
        routes = find_routes(content, start, goal, on=self.on, settings=self.settings, count=MOST)
        further = find_further(routes, today, (start, [goal]), radius, self.on, self.settings)
        if further is None:
            return []
        return self.read(further) if further <= FAR else [Everything()]


def find_further(
    routes: Sequence[Route],
    today: Map,
    sides: Sequence[Sequence[str]],
    radius: int,
    on: date,
    settings: Mapping[str, int],
) -> int | None:
    """Return the effort within which to look next where the best ways within `radius` are known; None: they are all.

    Where too few were found it is not known how far to look: a step further holds several times as many. Above `FAR`
    everything is needed.
    """
    if len(routes) < MOST:
        return None if _is_all_there(today, sides, radius, on, settings) else radius + 1
    longest = routes[-1].effort
    return None if longest <= 2 * radius + 1 else max(longest // 2, radius + 1)


def _is_all_there(
    today: Map, sides: Sequence[Sequence[str]], radius: int, on: date, settings: Mapping[str, int]
) -> bool:
    """Tell whether nobody is in contact with either end by somebody whose contacts were not all read."""
    graph = build_contacts(today, settings, on)
    dearest = max(effort for kind, effort in find_reach(settings).items() if kind != "cold")
    far = (max(measure_from(graph, side).values(), default=0) for side in sides)
    return any(distance + dearest <= radius for distance in far)
