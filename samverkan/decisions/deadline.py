"""How long an answer may take, and who hears how far it has come.

Each part of an answer has its share of the time: the plan first, then what follows from a no, other plans, what to ask
first, and what the figures do. What a part does not use falls to those after it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from time import monotonic

_SHARES = {"plan": 6, "refusals": 7, "alternatives": 2, "ask_first": 2, "robustness": 5}


@dataclass(frozen=True, slots=True)
class Stage:
    """How far an answer has come: in which part, with which best effort and bound, or how many pieces are done."""

    part: str
    effort: int | None = None
    bound: int = 0
    done: int = 0
    total: int = 0


Listener = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The point in time (None: never) at which a part of an answer ends, and its listener.

    What the rest would be worth little without, a first bound, may take until `last` (None: no longer than the rest).
    """

    end: float | None = None
    part: str = "plan"
    listener: Listener | None = None
    last: float | None = None

    def find_left(self) -> float | None:
        """Return the seconds that are left, or None for as long as it needs."""
        return None if self.end is None else max(0.0, self.end - monotonic())

    def is_late(self) -> bool:
        """Tell whether the time is up."""
        return self.end is not None and monotonic() >= self.end

    def is_over(self) -> bool:
        """Tell whether the time is up for what the rest rests on, too."""
        return self.is_late() and (self.last is None or monotonic() >= self.last)

    def find_grace(self) -> float:
        """Return by how many seconds `last` is later than the end."""
        return 0.0 if self.end is None or self.last is None else max(0.0, self.last - self.end)

    def share(self, count: int) -> Deadline:
        """Return the deadline of the next of some pieces that share what is left."""
        left = self.find_left()
        return self if left is None else replace(self, end=monotonic() + left / max(1, count))

    def spare(self, count: int) -> Deadline:
        """Return the deadline that leaves one of so many parts of what is left for what comes after."""
        left = self.find_left()
        return self if self.end is None or left is None else replace(self, end=self.end - left / count)

    def advance(self, seconds: float) -> Deadline:
        """Return the deadline that is so many seconds earlier."""
        return self if self.end is None else replace(self, end=self.end - seconds)

    def tell(self, effort: int | None = None, bound: int = 0, *, done: int = 0, total: int = 0) -> None:
        """Tell the listener how far this part has come."""
        if self.listener:
            self.listener(Stage(self.part, effort, bound, done, total))


WHENEVER = Deadline()


def set_deadline(seconds: float | None) -> Deadline:
    """Return the deadline of something that may take so many seconds from now (None: any)."""
    return Deadline(None if seconds is None else monotonic() + seconds)


def set_deadlines(
    seconds: float | None, parts: Collection[str], listener: Listener | None = None, rest: Deadline = WHENEVER
) -> Mapping[str, Deadline]:
    """Return a deadline for each part of an answer that is wanted; all but the plan share what `rest` leaves.

    A plan that has no bound yet may take the time of what follows from a no.
    """
    wanted = [part for part in _SHARES if part in parts]
    whole = sum(_SHARES[part] for part in wanted)
    now, so_far, left = monotonic(), 0, rest.find_left()
    deadlines = {}
    for part in wanted:
        so_far += _SHARES[part]
        given = seconds if part == "plan" or seconds is None or left is None else min(seconds, left)
        end = None if given is None else now + given * so_far / whole
        deadlines[part] = Deadline(end, part, listener)
    if "plan" in deadlines and "refusals" in deadlines:
        deadlines["plan"] = replace(deadlines["plan"], last=deadlines["refusals"].end)
    return deadlines
