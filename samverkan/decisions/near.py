"""Answer from a part of a large map, further and further out as long as the answer may depend on what lies there.

One way for every answer that rests on contacts: a plan, the ways of a question, what a new holder of a post costs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from samverkan.decisions.deadline import WHENEVER, Deadline
from samverkan.decisions.horizon import CrossedError, Horizon
from samverkan.domain.picking import pick_part
from samverkan.domain.reads import Read
from samverkan.model import Map, without_collecting

T = TypeVar("T")
Answering = Callable[[Map, Horizon | None, float | None], T]  # of a part, its horizon and the seconds that are left

FEW = 5_000  # of a map with so many actors all that can matter is taken at once
_NEAR = 5  # the effort within which contacts are taken first
_VAST, _NEAR_THERE = 100_000, 6  # of a map with so many actors as much more is little still, and settles most
_LEAST_SECONDS = 0.1
_SHARE = 20  # of a server's large map no more than this part is read, where that is more than a few
# Of the seconds so much is over when a server's map has told what follows from its way: half, with start and print.
_SOON = 9 / 20
_HALF = 2  # of one at hand this part; then the whole is as good


def answer_at_hand(
    content: Map,
    find_reads: Callable[[int], Sequence[Read]],
    answer: Answering[T],
    *,
    seconds: float | None,
    deadline: Deadline,
) -> T:
    """Return the answer of a map in memory: of a large one from what is near, where that is enough.

    `find_reads` declares what the answer rests on with the contacts within an effort.
    """
    actors, found = len(content.labelled("Actor")), None
    if actors > FEW:

        def read(radius: int) -> Map:
            return pick_part(content, find_reads(radius))

        given: dict[str, Any] = {"seconds": seconds, "deadline": deadline, "radius": _find_first(actors)}
        found = answer_near(read, answer, most=actors // _HALF, ends=False, **given)
    return found[0] if found else answer(content, None, deadline.find_left())


def answer_on_server(
    actors: int,
    read: Callable[[int], Map],
    answer: Answering[T],
    *,
    seconds: float | None,
    deadline: Deadline,
    ends: bool = True,
) -> tuple[T, int] | None:
    """Return the answer of a large map in a server from no more than a part of it, as `answer_near` does.

    What is more than the way itself is sought for less than half of the time.
    """
    given: dict[str, Any] = {"seconds": seconds, "deadline": deadline, "radius": _find_first(actors)}
    return answer_near(read, answer, most=max(FEW, actors // _SHARE), ends=ends, soon=True, **given)


def _find_first(actors: int) -> int:
    return _NEAR if actors < _VAST else _NEAR_THERE


def answer_near(
    read: Callable[[int], Map],
    answer: Answering[T],
    *,
    most: int,
    seconds: float | None,
    deadline: Deadline,
    ends: bool = True,
    radius: int = _NEAR,
    soon: bool = False,
) -> tuple[T, int] | None:
    """Return an answer, and the effort within which the contacts are that it rests on.

    More is taken as long as the answer may depend on that, at most `most` actors will come of it, and half of the
    seconds are left. Then the answer says what it leaves open; where more actors than `most` would come and it does
    not have to end there, there is none. Taken first is what lies within `radius`.
    """
    before = 0
    half, rest = _end_at(deadline, seconds, 1 / 2), _end_at(deadline, seconds, _SOON) if soon else WHENEVER
    while True:
        part = read(radius)
        here = len(part.labelled("Actor"))
        more = here * here // before if before else 2 * here
        left = deadline.find_left()
        horizon = Horizon(radius, may_widen=more <= most or not ends, until=half, rest=rest)
        try:
            with without_collecting():
                return answer(part, horizon, None if left is None else max(left, _LEAST_SECONDS)), radius
        except CrossedError:
            if more > most:
                return None
            radius, before = radius + 1, here


def _end_at(deadline: Deadline, seconds: float | None, part: float) -> Deadline:
    """Return the deadline that is over when a part of the seconds is."""
    return deadline if deadline.end is None else replace(deadline, end=deadline.end - (seconds or 0) * (1 - part))
