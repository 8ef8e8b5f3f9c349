"""The time limit of a solve, and who is told how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from samverkan.decisions.steiner.graph import FAR
from samverkan.decisions.steiner.problem import Incumbent

Progress = Callable[[int | None, int], None]
TimedProgress = Callable[[int | None, int, float], None]
PAUSE = 0.2  # seconds between two calls of a timed progress, at least


@dataclass(frozen=True, slots=True)
class Clock:
    """When to stop (None: never), and whom to tell the value and the bound that hold by then."""

    end: float | None
    on_progress: Progress | None

    def left(self) -> float:
        """Give the seconds that are left."""
        return 1e9 if self.end is None else self.end - monotonic()

    def is_late(self) -> bool:
        """Tell whether the time is up."""
        return self.left() <= 0

    def tell(self, best: Incumbent) -> None:
        """Tell the value (None: none yet) and the bound."""
        if self.on_progress:
            self.on_progress(best.value if best.value < FAR else None, best.bound)


def start_clock(seconds: float | None, on_progress: Progress | None = None) -> Clock:
    """Start the clock now."""
    return Clock(None if seconds is None else monotonic() + seconds, on_progress)


def join_progress(on_progress: Progress | None, progress: TimedProgress | None) -> Progress | None:
    """Tell two listeners: one each time, the other at most every `PAUSE`, with the seconds since now."""
    if progress is None:
        return on_progress
    start = last = monotonic()

    def tell(value: int | None, bound: int) -> None:
        nonlocal last
        if on_progress:
            on_progress(value, bound)
        now = monotonic()
        if now - last >= PAUSE:
            last = now
            progress(value, bound, now - start)

    return tell
