"""Solve a case: the way that asks least, with its bound, when everybody answers and when some do not.

An `Inquiry` keeps what is found on the way: a way that does without somebody is often the next best for others too,
and what holds when little is ruled out bounds what is left when more is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from samverkan.decisions.cost import Scale
from samverkan.decisions.deadline import WHENEVER, Deadline
from samverkan.decisions.formula import Tally, is_met, without_boards
from samverkan.decisions.graph import Arc, Graph
from samverkan.decisions.steiner import Progress, Shrinking, Solution, solve
from samverkan.decisions.twins import Twins

_TURNS = 2  # how often a refusal that is not settled yet gets its share of the time
_ROOMS = (
    0,
    1,
    2,
    3,
    4,
    6,
    8,
)  # by how much more than the plan another way may take, to be sought in a part of the graph first
_HUGE = 20_000  # arcs from which on even a first guess takes long
_LARGE = 1000  # arcs from which on that saves more than it takes


@dataclass(frozen=True)
class Way:
    """A solved case: the arcs of the cheapest tree, its `cost` on a scale, and the certified bound `least` on costs."""

    arcs: tuple[Arc, ...]
    cost: int
    least: int
    scale: Scale

    @property
    def effort(self) -> int:
        """What it takes, without what decides between equal efforts."""
        return self.scale.find_effort(self.cost)

    @property
    def bound(self) -> int:
        """The least effort that any way can take, as far as it is proven."""
        return self.scale.find_effort(self.least)

    @property
    def proven(self) -> bool:
        """Whether no way can ask less."""
        return self.bound >= self.effort

    @property
    def settled(self) -> bool:
        """Whether no way can ask less, nor as little and go before this one."""
        return self.least >= self.cost

    @cached_property
    def asks(self) -> tuple[int, ...]:
        """The numbers of the asks that are put, those to nobody known included."""
        return tuple(sorted(arc.ask for arc in self.arcs if arc.ask is not None))

    @cached_property
    def convince(self) -> tuple[str, ...]:
        """The actors to whom something is put that binds, in id order."""
        return tuple(sorted({str(arc.end) for arc in self.arcs if arc.kind == "convince"}))

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The actors to whom something is put, those only heard too, in id order."""
        return tuple(sorted({str(arc.end) for arc in self.arcs if arc.kind == "ask"}))

    @cached_property
    def contacts(self) -> tuple[Arc, ...]:
        """The steps of contact, from us outwards, each before those it leads to."""
        return tuple(sorted(_from_root(self.arcs), key=lambda arc: arc.kind == "unknown_authority"))

    def find_route(self, actor: str) -> list[str]:
        """Return whom an actor is reached through, first to last, without us and without itself."""
        comes_from, route = self._comes_from, list[str]()
        current = comes_from.get(actor)
        while current is not None and current in comes_from:
            route.append(current)
            current = comes_from.get(current)
        return route[::-1]

    @cached_property
    def ask_set(self) -> frozenset[int]:
        """The asks, to be compared with others."""
        return frozenset(self.asks)

    @cached_property
    def _comes_from(self) -> Mapping[str | None, str | None]:
        return {arc.end: arc.start for arc in self.arcs if arc.kind in ("contact", "cold")}

    @cached_property
    def actors(self) -> frozenset[str]:
        """Everybody in the plan: those asked and those it is reached through."""
        return frozenset(p for actor in self.asked for p in (actor, *self.find_route(actor)))

    @cached_property
    def passed(self) -> frozenset[str]:
        """Everybody that somebody is reached through."""
        return frozenset(p for actor in self.asked for p in self.find_route(actor))


def _from_root(arcs: Sequence[Arc]) -> list[Arc]:
    steps = [arc for arc in arcs if arc.kind in ("contact", "cold", "unknown_authority")]
    by_start: dict[str | None, list[Arc]] = {}
    for arc in sorted(steps, key=lambda arc: arc.end or ""):
        by_start.setdefault(arc.start if arc.kind == "contact" else None, []).append(arc)
    ordered: list[Arc] = []
    waiting = [None, *(arc.end for arc in arcs if arc.kind == "start")]
    while waiting:
        for arc in by_start.get(waiting.pop(0), []):
            ordered.append(arc)
            if arc.end is not None:
                waiting.append(arc.end)
    return ordered


def find_way(
    graph: Graph,
    *,
    refusing: Collection[str] = (),
    excluded: Collection[int] = (),
    deadline: Deadline = WHENEVER,
    floor: int = 0,
    known: Way | None = None,
) -> Way | None:
    """Find the cheapest way when some give no answers and some asks are ruled out; None when there is none.

    `floor` is a proven bound on costs, `known` a way that may be taken here; both only make the search shorter.
    """
    graph = graph.refuse(refusing)
    arcs = graph.pick(refusing, excluded)

    def hear(value: int | None, bound: int, _seconds: float) -> None:
        if deadline.part == "plan":
            unit = graph.scale.unit
            deadline.tell(None if value is None else value // unit, bound // unit)

    return _solve_within(graph, arcs, deadline, floor, known, progress=hear)[0]


def find_way_within(
    graph: Graph,
    most: int,
    *,
    refusing: Collection[str],
    excluded: Collection[int],
    deadline: Deadline,
    floor: int,
    known: Way | None = None,
) -> tuple[Way | None, int]:
    """Find the cheapest way that costs at most `most`; None where there is none, or no time. And what is proven.

    `known` is a way that may be taken here, should it cost no more; it only makes the search shorter.
    """
    graph = graph.refuse(refusing)
    arcs = graph.pick(refusing, excluded)
    return _solve_within(graph, arcs, deadline, floor, known, most=most)


def _solve_within(
    graph: Graph,
    arcs: Sequence[Arc],
    deadline: Deadline,
    floor: int,
    known: Way | None = None,
    most: int | None = None,
    progress: Progress | None = None,
) -> tuple[Way | None, int]:
    """Solve a graph; where the cheapest leads over who has not been read, find the cheapest that does not."""

    def run(some: Sequence[Arc], floor: int) -> Solution:
        ends = {(arc.tail, arc.head) for arc in known.arcs} if known else ()
        held = [number for number, arc in enumerate(some) if (arc.tail, arc.head) in ends] if ends else []
        seconds = deadline.find_left()
        instance = graph.build_instance(tuple(some))
        return solve(instance, seconds=seconds, floor=floor, known=held, most=most, progress=progress)

    solution = run(arcs, floor)
    if graph.horizon is None or all(arcs[number].kind != "beyond" for number in solution.arcs):
        return to_way(graph, arcs, solution), solution.bound
    inside = [arc for arc in arcs if arc.kind != "beyond"]
    second = run(inside, solution.bound)
    bound = min(solution.bound, second.bound)
    if second.value is None or bound < second.value:
        graph.horizon.cross()
    return to_way(graph, inside, replace(second, bound=bound)), bound


def to_way(graph: Graph, arcs: Sequence[Arc], solution: Solution) -> Way | None:
    """Return a solution as a way over these arcs of a graph."""
    if solution.value is None:
        return None
    return Way(graph.name([arcs[number] for number in solution.arcs]), solution.value, solution.bound, graph.scale)


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
        if known and (known.cost <= floor or deadline.is_late()):
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
        refused = self.without | gone
        for limit in self.list_limits():
            if floor > limit:
                continue
            held = known if known and known.cost <= limit else None
            way, bound = find_way_within(
                self.find_part(limit),
                limit,
                refusing=refused,
                excluded=out,
                deadline=deadline,
                floor=floor,
                known=held,
            )
            floor = max(floor, bound)
            if way is not None:
                return way
            late = deadline.is_late()
            if known and (floor >= known.cost or late):
                return replace(known, least=min(floor, known.cost))
            if late and len(self.graph.arcs) > _HUGE:
                return None
        return find_way(self.graph, refusing=refused, excluded=out, deadline=deadline, floor=floor, known=known)

    def list_limits(self) -> list[int]:
        """Return up to which costs ways are sought in a part of the graph first; none where the graph is small."""
        if len(self.graph.arcs) < _LARGE or not self.ways:
            return []
        unit = self.graph.scale.unit
        least = min(way.cost for way in self.ways) // unit
        return [(least + room + 1) * unit - 1 for room in _ROOMS]

    def find_part(self, most: int) -> Graph:
        """Return what the graph comes down to where only ways that cost at most so much count."""
        if most not in self.parts:
            useful = self._shrinking.find_useful(most)
            arcs = self.graph.pick(self.without)
            self.parts[most] = replace(self.graph, arcs=tuple(arcs[number] for number in useful))
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


def find_refusals(inquiry: Inquiry, way: Way, deadline: Deadline) -> Mapping[str, Way | None]:
    """Find, for everybody in a plan who is not only heard, the next best way if it refuses; None where that stops it.

    Left out is whoever there was no time for. All have the same share of the time first; those whose refusal is harder
    then share what the others have left over.
    """
    actors = sorted({*way.convince, *way.passed} - (set(way.asked) - set(way.convince)))
    found: dict[str, Way | None] = {}
    for _ in range(_TURNS):
        open_ones = [actor for actor in actors if not _is_settled(actor, found)]
        for number, actor in enumerate(open_ones, start=len(actors) - len(open_ones)):
            deadline.tell(done=number, total=len(actors))
            other = _find_refusal(inquiry, way, actor, found, deadline.share(len(actors) - number))
            if other is not None or inquiry.is_stopped([actor]):
                found[actor] = other
    return found


def _is_settled(actor: str, found: Mapping[str, Way | None]) -> bool:
    """Tell whether what follows from a refusal is certain."""
    other = found.get(actor)
    return actor in found and (other is None or other.settled)


def _learn_from_twins(inquiry: Inquiry, way: Way, actor: str, found: Mapping[str, Way | None]) -> bool:
    """Note what follows from the plan, or from a refusal, of one whom nothing sets apart; tell whether any does."""
    for twin in inquiry.twins.find(actor):
        if twin not in way.actors:
            inquiry.ways.append(replace(way, arcs=inquiry.twins.trade(way.arcs, actor, twin)))
            return True
        other = found.get(twin)
        if other is not None:
            other = replace(other, arcs=inquiry.twins.trade(other.arcs, actor, twin))
            inquiry.note(other, [actor], inquiry.graph.case.asks_of[actor])
            return True
    return False


def _find_refusal(
    inquiry: Inquiry, way: Way, actor: str, found: Mapping[str, Way | None], deadline: Deadline
) -> Way | None:
    """Find the next best way if somebody in a plan refuses.

    Whoever is asked is first left unasked, but still passed through: mostly the best way then does without it
    altogether, and what it takes is needed for the next best plan anyhow.
    """
    if actor in way.convince and not _learn_from_twins(inquiry, way, actor, found):
        inquiry.find_way(deadline, excluded=inquiry.graph.case.asks_of[actor])
    return inquiry.find_way(deadline, refusing=[actor])
