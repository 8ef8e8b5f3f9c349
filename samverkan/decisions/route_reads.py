"""What the best ways to somebody rest on, declared for any store: what lies on ways that take so much at most.

The ways are sought from both ends at once by their steps alone; only who lies on one is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.decisions.effort import find_reach
from samverkan.decisions.reads import CONTACTS, build_steps, find_bodies, find_meetings
from samverkan.decisions.routes import Route, find_routes
from samverkan.domain.reads import Among, Between, Follow, Found, Pick, Read, Sources, Then
from samverkan.domain.telling import tell_as_of

MOST = 3
NEAR = 9
_FURTHER = 2
_FAR = 40  # effort from which on it is doubled: each look is declared by the one before, hundreds would lie too deep


def find_enough(ends: Sequence[str], on: date | None, settings: Mapping[str, int]) -> tuple[Read, ...]:
    """Declare what the three best ways between actors (one: from the map's `us`) rest on.

    The day is the map's own, else today, where none is given. Ways are sought within more and more effort, until three
    are known to be the best, or there are no more.
    """
    return _Enough(tuple(ends), on, settings).read()


@dataclass(frozen=True)
class _Enough:
    ends: tuple[str, ...]
    on: date | None
    settings: Mapping[str, int]

    def read(self) -> tuple[Read, ...]:
        def around(found: Found) -> Sequence[Read]:
            us = () if len(self.ends) > 1 else found.content.us
            return [Pick((*self.ends[:-1], *us), "start"), Pick(self.ends[-1:], "goal"), *self.look(NEAR)]

        return (Pick(self.ends, "ends"), Then(around))

    def look(self, within: int) -> Sequence[Read]:
        """Declare what lies on the ways that take at most so much, and what else these rest on."""
        reach = find_reach(self.settings)
        return [
            Between(("start",), ("goal",), build_steps(reach), "Actor", within, "whole"),
            Then(find_bodies),
            Among((*CONTACTS, "STANDS_IN_FOR"), "Actor"),
            Then(find_meetings),
            Follow(("present",), ("PART_OF",), depth=None),
            Sources(("meetings",)),
            Then(lambda found: self.widen(found, within)),
        ]

    def widen(self, found: Found, within: int) -> Sequence[Read]:
        """Declare more, unless the ways within an effort are enough."""
        on = self.on or found.content.as_of or date.today()
        content = tell_as_of(found.content, on)
        there, goal = content.on(on).nodes.keys(), self.ends[-1]
        start = sorted(found.ids("start") & there)
        if not start or goal in start or goal not in there:
            return []
        routes = find_routes(content, start, goal, on=on, settings=self.settings, count=MOST)
        further = find_further(routes, within, len(found.ids("whole")), max(find_reach(self.settings).values()))
        return [] if further is None else self.look(further)


def find_further(routes: Sequence[Route], within: int, whole: int, dearest: int) -> int | None:
    """Return the effort within which to look next where the best ways within one are known; None: they are all.

    `whole` is how many can be reached from one of the ends, where that is known (else 0), `dearest` what a step takes
    at most. Where too few ways were found it is not known how far to look: a step further holds several times as many.
    """
    if len(routes) == MOST:
        return None if routes[-1].effort <= within else routes[-1].effort
    if whole:
        return None if within >= whole * dearest else 2 * within
    return within + _FURTHER if within < _FAR else 2 * within
