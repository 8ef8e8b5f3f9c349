"""Answer from a part of a large map, further and further out as long as the answer may depend on what lies there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.horizon import CrossedError, Horizon
from samverkan.model import Map

T = TypeVar("T")

FEW = 5_000  # of a map with so many actors all that can matter is taken at once
_NEAR = 5  # the effort within which contacts are taken first
_LEAST_SECONDS = 0.1


def answer_near(
    read: Callable[[int], Map],
    answer: Callable[[Map, Horizon, float | None], T],
    *,
    most: int,
    seconds: float | None,
    deadline: Deadline,
    ends: bool = True,
) -> tuple[T, int] | None:
    """Return an answer, and the effort within which the contacts are that it rests on.

    More is taken as long as the answer may depend on that, at most `most` actors will come of it, and half of the
    seconds are left. Then the answer says what it leaves open; where more actors than `most` would come and it does
    not have to end there, there is none.
    """
    radius, before = _NEAR, 0
    while True:
        part = read(radius)
        here = len(part.labelled("Actor"))
        more = here * here // before if before else 2 * here
        left = deadline.find_left()
        soon = left is None or seconds is None or left > seconds / 2
        horizon = Horizon(radius, may_widen=soon and (more <= most or not ends))
        try:
            return answer(part, horizon, None if left is None else max(left, _LEAST_SECONDS)), radius
        except CrossedError:
            if more > most:
                return None
            radius, before = radius + 1, here
