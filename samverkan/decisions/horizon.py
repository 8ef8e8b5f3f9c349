"""How far the contacts of a map have been read, and what that leaves open.

Read are all contacts between those within `radius` of us and of whoever may be asked, and every contact of these
themselves. Whoever is not read lies further off than that, so that a step from somebody at distance d out of what is
read takes at least radius + 1 - d. All who are not read are taken as one place, to which such steps lead, and from
which they lead back at the same effort: whatever way there may be over them, there is one through that place which
takes no more. The cheapest way with that place in the graph is therefore no dearer than any way at all; when it does
without the place, it is the cheapest of the whole map. When it does not, the cheapest without the place is a way, and
the effort of the other is the bound that is proven.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from samverkan.decisions.contacts import ContactGraph
from samverkan.decisions.deadline import WHENEVER, Deadline

if TYPE_CHECKING:
    from samverkan.decisions.solutions import Way


class CrossedError(Exception):
    """An answer may depend on who has not been read, and more can be read; `way` is what was found, if it is one."""

    def __init__(self, way: Way | None = None) -> None:
        """Keep what was found."""
        super().__init__()
        self.way = way


@dataclass
class Horizon:
    """Within which effort contacts are read; `crossed` once an answer was found that may depend on what lies beyond.

    With `may_widen` that is a CrossedError instead, `until` it is late: whoever asks reads on. Until `rest` all is to
    be told but the way itself, which may take longer.
    """

    radius: int
    may_widen: bool = False
    crossed: bool = False
    until: Deadline = WHENEVER
    rest: Deadline = WHENEVER

    def cross(self, way: Way | None = None, *, settled: bool = True) -> None:
        """Note that what is found may depend on who has not been read.

        Where it is not `settled`, since there was no time for it, to read more would not help.
        """
        if settled and self.may_widen and not self.until.is_late():
            raise CrossedError(way)
        self.crossed = True

    def sees(self, route: int) -> bool:
        """Tell whether no cheaper way between two of those in the middle can be unknown than one of this effort.

        Whoever lies on a way and is not read is further than the radius from both its ends.
        """
        return route <= 2 * self.radius + 1

    def find_steps_out(
        self, contacts: ContactGraph, middle: Iterable[str], reach: Mapping[str, int]
    ) -> Mapping[str, int]:
        """Return, by who may have contacts that are not read, the least effort that one of these takes.

        `middle` are those whose own contacts are all read; `reach` is what a contact takes, by its kind.
        """
        least = min(effort for kind, effort in reach.items() if kind != "reach_cold" and kind.startswith("reach_"))
        middle = set(middle)
        near = measure_from(contacts, middle)
        far = self.radius + 1
        return {actor: max(least, far - near.get(actor, far)) for actor in contacts.near if actor not in middle}


def measure_from(contacts: ContactGraph, start: Iterable[str]) -> dict[str, int]:
    """Return the least effort by contacts from any of `start` to everybody who can be reached."""
    heap = [(0, actor) for actor in sorted(start) if actor in contacts]
    found: dict[str, int] = {}
    entered: set[str] = set()
    while heap:
        so_far, actor = heappop(heap)
        if actor in found:
            continue
        found[actor] = so_far
        for other, contact in contacts.near[actor].items():
            if other not in found:
                heappush(heap, (so_far + contact.effort, other))
        for circle in contacts.circles_of.get(actor, ()):
            if circle.through not in entered:
                entered.add(circle.through)  # whoever enters later reaches nobody in it for less
                for other in circle.members:
                    heappush(heap, (so_far + circle.effort, other))
    return found
