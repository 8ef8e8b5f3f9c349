"""When initiatives went on, and the first and last day that a drawing of them must hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samverkan.model import Node

_PHASES: Mapping[str, int] = {"done": 0, "rejected": 0, "under_way": 1, "decided": 2, "proposed": 3, "idea": 4}


@dataclass(frozen=True, slots=True)
class Span:
    """When something went on: from, to, or only one of them; `open` when it goes on still."""

    node: str
    start: date | None
    end: date | None
    open: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether anything is known of when."""
        return self.start is not None or self.end is not None

    @property
    def first(self) -> date:
        """The first day that is known."""
        return self.start or self.end or date.max

    def last(self, on: date) -> date:
        """Return the last day that is known: the day itself for what goes on."""
        return self.end or (max(on, self.first) if self.open else self.first)


def find_span(initiative: Node) -> Span:
    """Find when an initiative went on."""
    start, end = (initiative.properties.get(key) for key in ("started_on", "ended_on"))
    is_open = initiative.properties.get("status") == "under_way" and not isinstance(end, date)
    return Span(
        initiative.id, start if isinstance(start, date) else None, end if isinstance(end, date) else None, is_open
    )


def order_by_time(initiatives: Iterable[Node]) -> list[Node]:
    """Put initiatives in the order of their first day; those without a date come last, what is over first of them."""
    return sorted(initiatives, key=lambda n: (find_span(n).first, _PHASES.get(n.text("status") or "", 3)))


def find_observed(effect: Node) -> date | None:
    """Return the day an effect was seen."""
    day = effect.properties.get("observed_on")
    return day if isinstance(day, date) else None
