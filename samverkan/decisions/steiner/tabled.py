"""What it costs to reach so many ends of a tree: a table of sums, and which arcs make each of them up.

A node is reached from the root, from a hub that is open, from the one above it or from one below. What comes from a hub
may open only those that are opened later, so that no two hubs hold each other up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from samverkan.decisions.steiner.trees import Knot

Counts = tuple[int, ...]
Step = tuple[int, int, int]  # the kind of an arc, the knot that it is at, and of which hub (0: the root)
Steps = tuple["Steps", "Steps"] | Step | tuple[()]
Table = Mapping[Counts, tuple[int, Steps]]  # what is reached, what that costs at least, and how
Entries = tuple[tuple[Counts, int, Steps], ...]  # the same in a row

DOWN, UP, ENTER, OPEN = range(4)
KEPT = 4096  # tables of trees that are remembered


@dataclass(frozen=True, slots=True)
class _Reach:
    """The tables of a knot and all below it: not reached, reached without the one above, and from there, by source."""

    none: Table
    own: tuple[Table, ...]
    given: tuple[Table, ...]


@lru_cache(maxsize=KEPT)
def table_tree(knots: tuple[Knot, ...], caps: Counts, order: tuple[int, ...]) -> Entries:
    """Table a tree where the hubs of an order are opened one after the other; what is reached holds which it opens."""
    tabling = _Tabling(knots, (*caps, *(1 for _ in order)), order)
    top = tabling.table(0)
    table = tabling.merge(top.none, *top.own)
    return tuple((counts, cost, steps) for counts, (cost, steps) in table.items())


def list_steps(steps: Steps) -> Iterator[Step]:
    """Yield the steps that are noted in each other."""
    waiting = [steps]
    while waiting:
        some = waiting.pop()
        if len(some) == 3:
            yield some
        else:
            waiting += some


class _Tabling:
    """A tree that is tabled from its ends to its first knot."""

    def __init__(self, knots: Sequence[Knot], caps: Counts, order: Sequence[int]) -> None:
        self._knots, self._caps, self._order = knots, caps, order
        self._below: list[list[int]] = [[] for _ in knots]
        for place, knot in enumerate(knots[1:], 1):
            self._below[knot.above].append(place)
        self._nothing: Table = {(0,) * len(caps): (0, ())}

    def table(self, place: int) -> _Reach:
        """Table a knot and all below it."""
        done: dict[int, _Reach] = {}
        for number in range(len(self._knots) - 1, place - 1, -1):
            done[number] = self._table(number, {below: done.pop(below) for below in self._below[number]})
        return done[place]

    def _table(self, place: int, below: Mapping[int, _Reach]) -> _Reach:
        none = self._nothing
        free = {number: self.merge(reach.none, *reach.own) for number, reach in below.items()}
        for table in free.values():
            none = self.join(none, table)
        sources = range(len(self._order) + 1)
        tables = [self._table_source(place, source, below, free) for source in sources]
        return _Reach(none, tuple(own for own, _ in tables), tuple(given for _, given in tables))

    def _table_source(
        self, place: int, source: int, below: Mapping[int, _Reach], free: Mapping[int, Table]
    ) -> tuple[Table, Table]:
        """Table a knot that is reached from a source: without the one above, and from there."""
        given, fed = self._start(place, source), dict[Counts, tuple[int, Steps]]()
        for number, reach in below.items():
            knot = self._knots[number]
            down = self.pay(reach.given[source], knot.down, (DOWN, number, 0))
            up = self.pay(reach.own[source], knot.up, (UP, number, 0))
            after = self.merge(free[number], down)
            fed = dict(self.merge(self.join(fed, after), self.join(given, up)))
            given = self.join(given, after)
        hub = self._order[source - 1] + 1 if source else 0
        entered = self.pay(given, self._knots[place].enters[hub], (ENTER, place, hub))
        return self.merge(entered, fed), given

    def _start(self, place: int, source: int) -> Table:
        """Table a knot alone, once reached: what it counts, and the hubs that it may open."""
        knot = self._knots[place]
        counts = map(min, knot.counts, self._caps)
        table: Table = {(*counts, *(0 for _ in self._order)): (0, ())}
        for later in range(source, len(self._order)):
            cost = knot.opens[self._order[later]]
            if cost is not None:
                bits = tuple(int(number == later) for number in range(len(self._order)))
                opened: Table = {(*(0 for _ in knot.counts), *bits): (cost, (OPEN, place, self._order[later] + 1))}
                table = self.join(table, self.merge(self._nothing, opened))
        return table

    def pay(self, table: Table, cost: int | None, step: Step) -> Table:
        """Add what an arc costs to a table; nothing is left of it where there is no such arc."""
        if cost is None:
            return {}
        return {counts: (paid + cost, (steps, step)) for counts, (paid, steps) in table.items()}

    def join(self, one: Table, other: Table) -> Table:
        """Add up two tables."""
        if one is self._nothing or other is self._nothing:
            return other if one is self._nothing else one
        found: dict[Counts, tuple[int, Steps]] = {}
        for counts, (cost, steps) in one.items():
            for more, (paid, others) in other.items():
                both = tuple(map(min, map(sum, zip(counts, more, strict=True)), self._caps))
                if both not in found or found[both][0] > cost + paid:
                    found[both] = (cost + paid, (steps, others))
        return self.merge(found)

    def merge(self, *tables: Table) -> Table:
        """Take the best of each of some tables, without what costs no less than something that reaches as much."""
        every = [(cost, counts, steps) for table in tables for counts, (cost, steps) in table.items()]
        kept: dict[Counts, tuple[int, Steps]] = {}
        for cost, counts, steps in sorted(every, key=lambda entry: (entry[0], *(-count for count in entry[1]))):
            if not any(all(map(int.__ge__, known, counts)) for known in kept):
                kept[counts] = (cost, steps)
        return kept
