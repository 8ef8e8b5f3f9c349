"""The ways between two sets of things, sought from both ends at once: whoever has the map is asked for steps alone.

A way of effort E is known with all that lies on it once everything within r of one end and within s of the other has
been asked for its steps, where E is at most r + s + 2: its last thing within r knows the next one, which lies within
s + 1 of the other end, and is known to the one after it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

Pair = tuple[str, str, int]  # one, the other, and the effort of the step between them
CIRCLE = "\0"  # before what all steps between the members of a body lead over; nothing is asked of it

_Steps = dict[str, dict[str, int]]


@dataclass
class _Side:
    """What has been reached from one end: what was asked, and the least known effort to what has not been."""

    waiting: dict[str, int]
    asked: set[str] = field(default_factory=set)

    @property
    def radius(self) -> int:
        """Within which effort everything has been asked."""
        return min(self.waiting.values()) - 1

    def list_nearest(self) -> list[str]:
        """Return who is nearest of those that have not been asked."""
        nearest = min(self.waiting.values())
        return sorted(thing for thing, effort in self.waiting.items() if effort == nearest)

    def settle(self, things: Collection[str], steps: Mapping[str, Mapping[str, int]]) -> None:
        """Take what lies around things that have been asked."""
        efforts = {thing: self.waiting.pop(thing) for thing in things}
        self.asked |= efforts.keys()
        for thing, effort in efforts.items():
            for other, step in steps.get(thing, {}).items():
                if other not in self.asked:
                    self.waiting[other] = min(effort + step, self.waiting.get(other, effort + step))


class Halfway:
    """A search that can go on further; each thing is asked for its steps once."""

    def __init__(self, start: Iterable[str], goal: Iterable[str], fetch: Callable[[list[str]], Iterable[Pair]]) -> None:
        """Begin at both ends; `fetch` returns the steps of some things, whichever way they lead."""
        self._ends = tuple(sorted(start)), tuple(sorted(goal))
        self._fetch = fetch
        self._steps: _Steps = {}
        self._asked: set[str] = set()
        self._sides = tuple(_Side(dict.fromkeys(ends, 0)) for ends in self._ends)

    def find(self, within: int) -> tuple[set[str], set[str]]:
        """Return what lies on the ways that take at most so much; and, if known, all that can be reached from one end.

        The second is empty as long as it is not.
        """
        one, other = self._sides
        while one.waiting and other.waiting and one.radius + other.radius + 2 < within:
            self._widen(min(one, other, key=lambda side: len(side.list_nearest())))
        there, back = (dict(self._measure(ends, within)) for ends in self._ends)
        on_ways = {thing for thing, effort in there.items() if effort + back.get(thing, within + 1) <= within}
        ended = min((side for side in self._sides if not side.waiting), key=lambda side: len(side.asked), default=None)
        return _drop_circles(on_ways), _drop_circles(ended.asked if ended else ())

    def _widen(self, side: _Side) -> None:
        nearest = side.list_nearest()
        unknown = sorted(_drop_circles(nearest) - self._asked)
        self._asked.update(unknown)
        for one, other, effort in self._fetch(unknown) if unknown else ():
            self._note(one, other, effort)
            self._note(other, one, 0 if other.startswith(CIRCLE) else effort)
        side.settle(nearest, self._steps)

    def _note(self, one: str, other: str, effort: int) -> None:
        steps = self._steps.setdefault(one, {})
        steps[other] = min(effort, steps.get(other, effort))

    def _measure(self, start: Iterable[str], within: int) -> Iterator[tuple[str, int]]:
        """Yield what is known to lie within an effort of an end, with the least effort."""
        heap = [(0, thing) for thing in start]
        done: set[str] = set()
        while heap:
            effort, thing = heappop(heap)
            if thing in done:
                continue
            done.add(thing)
            yield thing, effort
            for other, step in self._steps.get(thing, {}).items():
                if other not in done and effort + step <= within:
                    heappush(heap, (effort + step, other))


def _drop_circles(things: Iterable[str]) -> set[str]:
    return {thing for thing in things if not thing.startswith(CIRCLE)}
