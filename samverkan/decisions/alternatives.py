"""Other plans: the next best ways that differ in whom they convince."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush

from samverkan.decisions.case import Case
from samverkan.decisions.deadline import Deadline
from samverkan.decisions.formula import find_asks, find_leaves
from samverkan.decisions.inquiry import Inquiry
from samverkan.decisions.solutions import Way

_MOST_TRIES = 400
_LAST = "\U0010ffff"  # sorts what is not solved yet behind the ways of the same cost


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The next best ways in order, and whether these are all that were asked for (or all there are)."""

    ways: tuple[Way, ...]
    complete: bool


def find_alternatives(inquiry: Inquiry, best: Way, count: int, deadline: Deadline) -> Alternatives:
    """Find the next best ways that differ from the best, and from each other, in whom they convince.

    Each way seen is followed by the best ways that leave out some of its asks, chosen so that every way with
    other people is among what is left of one of them (see `_find_exclusions`); the cheapest is looked at first.
    Proven is a way that no way with other people can undercut.
    """
    search = _Search(inquiry, deadline, most=len(inquiry.proven) + _MOST_TRIES)
    search.branch(best, frozenset(), count)
    found: list[Way] = []
    seen_people = {best.convince}
    while search.heap and len(found) < count:
        place = heappop(search.heap)
        if place.way is None:
            search.solve(place)
            continue
        if place.way.convince not in seen_people:
            seen_people.add(place.way.convince)
            least = best.least if search.cut else min((other.bound for other in search.heap), default=place.bound)
            found.append(replace(place.way, least=min(place.bound, least)))
        search.branch(place.way, place.excluded, count - len(found))
    # A search cut short may come upon a cheaper way late; of several bounds the least one holds for the first way.
    bounds = sorted(way.least for way in found)
    ordered = sorted(found, key=lambda way: (way.cost, way.convince))
    ways = tuple(replace(way, least=bound) for way, bound in zip(ordered, bounds, strict=True))
    return Alternatives(ways, not search.cut)


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """What is left without some asks, by its best way; until that is solved, by a bound on it."""

    cost: int
    people: tuple[str, ...]
    number: int
    excluded: frozenset[int] = field(compare=False)
    way: Way | None = field(default=None, compare=False)

    @property
    def bound(self) -> int:
        """What no way that is left can undercut."""
        return self.way.least if self.way else self.cost


@dataclass
class _Search:
    """A search through sets of asks that are ruled out; `cut` when it went no further."""

    inquiry: Inquiry
    deadline: Deadline
    most: int
    known: set[frozenset[int]] = field(default_factory=lambda: {frozenset()})
    heap: list[_Place] = field(default_factory=list)
    cut: bool = False

    def branch(self, way: Way, excluded: frozenset[int], wanted: int) -> None:
        """Put what is left beside a way into the heap, as long as more ways are wanted."""
        for exclusion in _find_exclusions(self.inquiry.graph.case, way) if wanted and not self.cut else ():
            narrower = excluded | exclusion
            if narrower not in self.known and not self.inquiry.is_stopped(excluded=narrower):
                self.known.add(narrower)
                floor = self.inquiry.find_floor(excluded=narrower)
                heappush(self.heap, _Place(floor, (_LAST,), len(self.known), narrower))

    def solve(self, place: _Place) -> None:
        """Put a place back into the heap with its best way."""
        self.deadline.tell()
        left = 1 + sum(other.way is None for other in self.heap)
        way = self.inquiry.find_way(self.deadline.share(left), excluded=place.excluded)
        self.cut |= way is None or len(self.inquiry.proven) > self.most
        if way is not None:
            heappush(self.heap, replace(place, cost=way.cost, people=way.convince, way=way))


def _find_exclusions(case: Case, way: Way) -> Iterator[frozenset[int]]:
    """Yield sets of asks such that every minimal way with other people does without one of these sets.

    Such a way either asks somebody less, or somebody else as well. Then it leaves some leaf of this way to others,
    who answer it without any of these people who could do so alone, and without all the votes of this way. Ruling
    out single asks instead would go through every way to share the same leaves among the same people.
    """
    people = set(way.convince)
    for actor in way.convince:
        yield frozenset(case.asks_of[actor])
    for leaf in find_leaves(case.formula):
        alone = frozenset(a for a in leaf.parts if isinstance(a, int) and case.asks[a].actor in people)
        for ask in sorted(set(find_asks(leaf)).intersection(way.asks)):
            yield alone | {ask}
