"""How long a whole answer may take, shared by all the solvings that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

_LEAST_SECONDS = 0.2
_SHARE_OF_THE_PLAN = 0.6


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in time (None: never) after which every solving still gets a little, for the best that it finds."""

    end: float | None = None

    def find_left(self) -> float | None:
        """Return the seconds that a solving may take, or None for as long as it needs."""
        return None if self.end is None else max(_LEAST_SECONDS, self.end - monotonic())


def set_deadlines(seconds: float | None) -> tuple[Deadline, Deadline]:
    """Return the deadline of the plan itself, and that of the whole answer with its refusals and alternatives."""
    if seconds is None:
        return Deadline(), Deadline()
    now = monotonic()
    return Deadline(now + seconds * _SHARE_OF_THE_PLAN), Deadline(now + seconds)
