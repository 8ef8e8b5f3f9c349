"""Many questions about one case: the best way when this one or that one does not answer.

An `Inquiry` keeps what is found on the way: a way that does without somebody is often the next best for others too,
and what holds when little is ruled out bounds what is left when more is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.formula import Tally, is_met, without_boards
from samverkan.decisions.graph import Graph, find_places
from samverkan.decisions.solutions import Outer, Way, find_way, find_way_within, solve_near, to_way
from samverkan.decisions.steiner import Basis, Counting, Shrinking, Solution, count_instance, has_quorum, mend
from samverkan.decisions.twins import Twins

# by how much more than the plan another way may take, to be sought in a part of the graph first
_ROOMS = (0, 1, 2, 3, 4, 6, 8)
_NEAR = 8  # ways of which something can be kept when somebody refuses
_MORE = (12, 18)  # and where even that is long sought in all of it
_HUGE = 20_000  # arcs from which on even a first guess takes long
_LARGE = 1000  # arcs from which on that saves more than it takes


@dataclass
class Inquiry:
    """What is known of the ways of one graph when `without` refuse: ways, and what was proven of the least effort.

    `parts` are what the graph comes down to where only ways that cost at most so much count. `proven` holds, for
    actors and asks that were ruled out together, a bound on what is left.
    """

    graph: Graph
    without: frozenset[str]
    ways: list[Way] = field(default_factory=list)
    parts: dict[int, Graph] = field(default_factory=dict)
    proven: list[tuple[frozenset[str], frozenset[int], int]] = field(default_factory=list)
    _useful: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _bases: dict[int, Basis | None] = field(default_factory=dict)
    _beyond: dict[int, list[int]] = field(default_factory=dict)
    _outer: dict[tuple[frozenset[str], frozenset[int]], Outer] = field(default_factory=dict)

    @cached_property
    def twins(self) -> Twins:
        """Actors whom nothing sets apart."""
        return Twins(self.graph, self.without)

    @cached_property
    def _tally(self) -> Tally:
        return Tally(self.graph.case.formula, self.graph.case.live)

    def note(self, way: Way, refusing: Collection[str] = (), excluded: Collection[int] = ()) -> None:
        """Keep a way, and what its bound says of everything that does without some."""
        self.ways.append(way)
        self.proven.append((frozenset(refusing), frozenset(excluded), way.least))

    def is_stopped(self, refusing: Collection[str] = (), excluded: Collection[int] = ()) -> bool:
        """Tell whether no way is left; anybody can be reached, so that the requirements alone decide it."""
        case = self.graph.case
        boards = case.boards.intersection(refusing)
        if boards:
            return not is_met(without_boards(case.formula, boards), case.pick(without=set(refusing)) - {*excluded})
        return not self._tally.is_met_without([*(n for a in refusing for n in case.asks_of.get(a, ())), *excluded])

    def find_floor(self, refusing: Collection[str] = (), excluded: Collection[int] = ()) -> int:
        """Return what is proven of the cost of the best way without some, as far as it is known yet."""
        gone, out = self._rule_out(refusing, excluded)
        return max((bound for g, e, bound in self.proven if g <= gone and e <= out), default=0)

    def _rule_out(self, refusing: Collection[str], excluded: Collection[int]) -> tuple[frozenset[str], frozenset[int]]:
        asks_of = self.graph.case.asks_of
        return frozenset(refusing), frozenset(excluded).union(*(asks_of.get(actor, ()) for actor in refusing))

    def find_way(
        self, deadline: Deadline, refusing: Collection[str] = (), excluded: Collection[int] = ()
    ) -> Way | None:
        """Find the best way without some; None where there is none, or where there was no time to find any.

        Nothing is solved when what is known already proves the answer, or when it is late.
        """
        if self.is_stopped(refusing, excluded):
            return None
        gone, out = self._rule_out(refusing, excluded)
        floor = self.find_floor(refusing, excluded)
        known = min((w for w in self.ways if not self._needs(w, gone, out)), key=lambda w: w.cost, default=None)
        ended = (gone, out) in self._outer and self._outer[gone, out].ended
        if known and (known.cost <= floor or ended or deadline.is_late()):
            return replace(known, least=min(floor, known.cost))
        if deadline.is_late():
            return None
        way = self._solve(gone, out, floor, known, deadline)
        if way is not None:
            self.note(way, gone, out)
        return way

    def _solve(
        self, gone: frozenset[str], out: frozenset[int], floor: int, known: Way | None, deadline: Deadline
    ) -> Way | None:
        """Find the best way without some: first among the cheap ones, in the little that those can be made of."""
        if counted := self._count(gone, out, known):
            return counted
        refused = self.without | gone
        known, mended = self._mend(gone, out, known, deadline)
        ready = max((limit for limit, basis in self._bases.items() if basis and basis.is_read_off), default=0)
        for limit in self.list_limits():
            if floor > limit or limit < ready or (mended and known and known.cost > limit):
                continue
            held = known if known and known.cost <= limit else None
            way, bound = self._solve_within(limit, gone, out, deadline, floor, held)
            floor = max(floor, bound)
            if way is not None and way.cost <= limit:
                return way
            known = min((w for w in (known, way) if w), key=lambda w: w.cost, default=None)
            late = deadline.is_late()
            if known and (floor >= known.cost or late):
                return replace(known, least=min(floor, known.cost))
            if late and len(self.graph.arcs) > _HUGE:
                return None
        given: dict[str, Any] = {"floor": floor, "known": known, "outer": self._find_outer(gone, out)}
        return find_way(self.graph, refusing=refused, excluded=out, deadline=deadline, **given)

    def _count(self, gone: frozenset[str], out: frozenset[int], known: Way | None) -> Way | None:
        """Find the best way without some where ways can be counted; one that is known stays where it is as good."""
        if self._counting is None or not self.graph.case.boards.isdisjoint(gone):
            return None
        solution = self._counting.solve(self.graph.find_gone(self.without | gone, out))
        way = to_way(self.graph, self.graph.arcs, solution) if solution else None
        return replace(known, least=known.cost) if way and known and known.cost == way.cost else way

    @cached_property
    def _counting(self) -> Counting | None:
        graph = self.graph.refuse(self.without)
        return None if graph.horizon is not None else count_instance(graph.build_instance(graph.arcs))

    def _find_outer(self, gone: frozenset[str], out: frozenset[int]) -> Outer:
        """Return what is known, without some, of who has not been read."""
        return self._outer.setdefault((gone, out), Outer())

    def _mend(
        self, gone: frozenset[str], out: frozenset[int], known: Way | None, deadline: Deadline
    ) -> tuple[Way | None, bool]:
        """Find a way near the best ones where a board votes, and take it if it is better; tell whether there is any.

        Of alike members each takes the place of another, so that little is learnt from what costs less than that.
        """
        large = len(self.graph.arcs) >= _LARGE and self.graph.horizon is None
        if not large or not self.ways or not has_quorum(self.graph.need):
            return known, False
        graph = self.graph.refuse(self.without | gone)
        arcs = graph.pick(self.without | gone, out)
        near = sorted(self.ways, key=lambda way: way.cost)[:_NEAR]
        found = mend(graph.build_instance(arcs), [find_places(arcs, other.arcs) for other in near], deadline)
        way = to_way(graph, arcs, found)
        return min((w for w in (known, way) if w), key=lambda w: w.cost, default=None), way is not None

    def _solve_within(
        self,
        limit: int,
        gone: frozenset[str],
        out: frozenset[int],
        deadline: Deadline,
        floor: int,
        known: Way | None,
    ) -> tuple[Way | None, int]:
        """Find the best way without some that costs at most so much, and what is proven."""
        part = self.find_part(limit)
        basis = self._find_basis(limit) if self.graph.case.boards.isdisjoint(gone) else None
        if basis is None:
            refused = self.without | gone
            return find_way_within(
                part, limit, refusing=refused, excluded=out, deadline=deadline, floor=floor, known=known
            )
        left_out = part.find_gone(gone, out)

        def run(inside: bool, known: Collection[int], deadline: Deadline, floor: int, _tell: object) -> Solution:
            ruled_out = [*left_out, *self._list_beyond(limit)] if inside else left_out
            return basis.solve(ruled_out, floor=floor, known=known, most=limit, deadline=deadline)

        held = find_places(part.arcs, known.arcs if known else ())
        outer = self._find_outer(gone, out)
        return solve_near(part, part.arcs, run, deadline, floor=floor, known=held, most=limit, outer=outer)

    def _list_beyond(self, limit: int) -> list[int]:
        """List the places of the arcs to who has not been read, in a part of the graph."""
        if limit not in self._beyond:
            arcs = enumerate(self.find_part(limit).arcs)
            self._beyond[limit] = [place for place, arc in arcs if arc.kind == "beyond"]
        return self._beyond[limit]

    def _find_basis(self, limit: int) -> Basis | None:
        """Return what questions about a part of the graph start from; None where each is solved on its own."""
        if limit not in self._bases:
            taken = self._shrinking.take(self._useful[limit])
            self._bases[limit] = Basis(*taken) if taken else None
        return self._bases[limit]

    def list_limits(self) -> list[int]:
        """Return up to which costs ways are sought in a part of the graph first; none where the graph is small."""
        if len(self.graph.arcs) < _LARGE or not self.ways:
            return []
        unit = self.graph.scale.unit
        least = min(way.cost for way in self.ways) // unit
        rooms = _ROOMS if len(self.graph.arcs) < _HUGE else (*_ROOMS, *_MORE)
        return [(least + room + 1) * unit - 1 for room in rooms]

    def find_part(self, most: int) -> Graph:
        """Return what the graph comes down to where only ways that cost at most so much count."""
        if most not in self.parts:
            useful = self._useful[most] = self._shrinking.find_useful(most)
            arcs = self.graph.pick(self.without)
            graph = self.graph.refuse(self.without)
            self.parts[most] = replace(graph, arcs=tuple(arcs[number] for number in useful))
        return self.parts[most]

    @cached_property
    def _shrinking(self) -> Shrinking:
        arcs = self.graph.pick(self.without)
        return Shrinking(self.graph.build_instance(arcs), self.list_limits()[-1])

    def _needs(self, way: Way, refusing: frozenset[str], excluded: frozenset[int]) -> bool:
        """Tell whether a way asks, passes through, or counts the votes of, somebody who is ruled out."""
        if not way.passed.isdisjoint(refusing) or not excluded.isdisjoint(way.ask_set):
            return True
        boards = self.graph.case.boards.intersection(refusing)
        return bool(boards) and not is_met(without_boards(self.graph.case.formula, boards), way.asks)
