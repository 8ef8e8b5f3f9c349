"""The case as one directed graph: contacts from us, a convinced node a decider, and an ask node an ask.

Costs stand on the arcs: reaching on the contact steps, convincing between an actor and its convinced node, going
above on the way to a second one behind it, asking on the last arc. A circle of contacts has two nodes in its middle,
one for posts (and us) and one for others: nothing leads in, the contact out, so that many need no arc from each to
each. Who is only heard needs no convincing, so that a hearing hangs on the actor itself. The cheapest arborescence that
meets the formula over ask nodes is the plan that asks least.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from samverkan.decisions.arguments import find_adjustment
from samverkan.decisions.asks import PossibleAsk
from samverkan.decisions.case import Case
from samverkan.decisions.contacts import Contact, ContactGraph, find_cost
from samverkan.decisions.cost import Cost, Scale
from samverkan.decisions.formula import Formula, Threshold, without_boards
from samverkan.decisions.horizon import Horizon
from samverkan.decisions.steiner import Instance


@dataclass(frozen=True, slots=True)
class Arc:
    """An arc with its meaning.

    `kind` is start, contact, enter, cold, beyond, convince, above, behind, ask or unknown_authority.

    `cost` is its effort with what decides between equal efforts, as one number. `start` and `end` are actors where it
    has them; `ask` is the number of the ask. A contact in a circle starts from whoever enters it.
    """

    kind: str
    tail: int
    head: int
    effort: int
    cost: int
    start: str | None = None
    end: str | None = None
    contact: Contact | None = None
    ask: int | None = None


def find_places(arcs: Sequence[Arc], known: Collection[Arc]) -> list[int]:
    """Return which arcs, by number, lead where some known ones do."""
    ends = {(arc.tail, arc.head) for arc in known}
    return [number for number, arc in enumerate(arcs) if (arc.tail, arc.head) in ends] if ends else []


@dataclass(frozen=True)
class Graph:
    """All arcs of a case, in a fixed order that follows the ids; `build_instance` leaves out what is refused.

    Ask nodes are numbered from `first_ask` on.
    """

    case: Case
    settings: Mapping[str, int]
    scale: Scale
    arcs: tuple[Arc, ...]
    size: int
    first_ask: int
    need: Formula
    contacts: ContactGraph
    horizon: Horizon | None = None

    def pick(self, refusing: Collection[str] = (), excluded: Collection[int] = ()) -> tuple[Arc, ...]:
        """Return the arcs left when some give no binding answers and pass nobody on, and some asks are out."""
        if not refusing and not excluded:
            return self.arcs
        gone = set(self.find_gone(refusing, excluded))
        return tuple(arc for number, arc in enumerate(self.arcs) if number not in gone)

    def find_gone(self, refusing: Collection[str] = (), excluded: Collection[int] = ()) -> list[int]:
        """Return the arcs, by number, that are gone then."""
        asks, gone = set(excluded), set(refusing)
        passing = gone.difference(self.case.start)
        return [
            number
            for number, arc in enumerate(self.arcs)
            if arc.ask in asks
            or (arc.start in passing and arc.kind in ("contact", "enter", "beyond"))
            or (arc.kind == "convince" and arc.end in gone)
        ]

    def refuse(self, boards: Collection[str]) -> Graph:
        """Return the graph as it is when some boards that vote say no."""
        refusing = self.case.boards.intersection(boards)
        if not refusing:
            return self
        formula = without_boards(self.case.formula, refusing)
        return replace(self, need=_to_need(formula, self.first_ask))

    def build_instance(self, arcs: tuple[Arc, ...]) -> Instance:
        """Return the bare optimisation problem of some arcs."""
        return Instance(self.size, 0, tuple((a.tail, a.head, a.cost) for a in arcs), self.need, self.scale.orders)

    def name(self, arcs: Collection[Arc]) -> tuple[Arc, ...]:
        """Return the arcs of a tree with whom each contact in a circle starts from, and which contact it is."""
        inside = {arc.head: str(arc.start) for arc in arcs if arc.kind == "enter"}
        return tuple(self._name(arc, inside) if arc.tail in inside else arc for arc in arcs)

    def _name(self, arc: Arc, inside: Mapping[int, str]) -> Arc:
        start = inside[arc.tail]
        return replace(arc, start=start, contact=self.contacts.find(start, str(arc.end), arc.effort))


def build_graph(
    case: Case,
    contacts: ContactGraph,
    settings: Mapping[str, int],
    scale: Scale,
    *,
    arguments: bool = False,
    horizon: Horizon | None = None,
) -> Graph:
    """Build the graph of a case. An actor that opposes, or a vacant post, passes nobody on, unless it is one of us.

    With `arguments` the case for the initiative changes what convincing costs, never below 0. Beyond a `horizon` lies
    one node for all who are not read.
    """
    return _Building(case, contacts, settings, scale, arguments, horizon).build()


class _Building:
    """A graph in the making: the numbers of its nodes, by what stands at them."""

    def __init__(
        self,
        case: Case,
        contacts: ContactGraph,
        settings: Mapping[str, int],
        scale: Scale,
        arguments: bool,
        horizon: Horizon | None,
    ) -> None:
        self._case = case
        self._contacts = contacts
        self._settings = settings
        self._scale = scale
        self._arguments = arguments
        self._horizon = horizon
        binding = [case.asks[number] for number in sorted(case.live) if case.asks[number].binds]
        heard_above = {str(a.actor) for n in case.live if (a := case.asks[n]).hearing and a.above}
        self._actors = {actor: number for number, actor in enumerate(contacts.near, 1)}
        self._size = len(self._actors) + 1
        self._middles = range(self._size, self._size + 2 * len(contacts.circles), 2)
        self._size += 2 * len(contacts.circles)
        self._beyond = self._size
        self._size += horizon is not None
        self._convinced = self._number(case.asks_of)
        self._above = self._number(sorted({str(ask.actor) for ask in binding if ask.above}))
        self._heard_above = self._number(sorted(heard_above))

    def _number(self, actors: Collection[str]) -> dict[str, int]:
        first = self._size
        self._size += len(actors)
        return {actor: number for number, actor in enumerate(actors, first)}

    def build(self) -> Graph:
        first_ask = self._size
        contacts = (*self._find_contacts(), *self._find_circles(), *self._find_steps_out())
        arcs = (*contacts, *self._find_convincing(), *self._find_asks(first_ask))
        need, size = _to_need(self._case.formula, first_ask), first_ask + len(self._case.asks)
        case, scale, horizon = self._case, self._scale, self._horizon
        return Graph(case, self._settings, scale, arcs, size, first_ask, need, self._contacts, horizon)

    def _arc(
        self, kind: str, tail: int, head: int, cost: Cost, start: str | None = None, end: str | None = None, **rest: Any
    ) -> Arc:
        return Arc(kind, tail, head, cost.effort, self._scale.encode(cost), start, end, **rest)

    def _find_contacts(self) -> Iterator[Arc]:
        us, nodes = set(self._case.start), self._actors
        cold = Cost(self._settings["reach_cold"], 1, 0, 0, 1)
        for actor in self._case.start:
            yield self._arc("start", 0, nodes[actor], Cost(0), end=actor)
        for actor, node in nodes.items():
            if actor not in us:
                yield self._arc("cold", 0, node, cold, self._case.start[0], actor)
        for actor, steps in self._contacts.near.items():
            if actor in self._case.closed and actor not in us:
                continue
            for other, contact in steps.items():
                if other not in us:
                    cost = find_cost(self._case.today, actor, contact, us)
                    yield self._arc("contact", nodes[actor], nodes[other], cost, actor, other, contact=contact)

    def _find_circles(self) -> Iterator[Arc]:
        """Yield the arcs into the middles of each circle, from whoever passes others on, and out of those entered."""
        us, nodes, today = set(self._case.start), self._actors, self._case.today
        for middle, circle in zip(self._middles, self._contacts.circles, strict=True):
            contact, into = Contact(circle.effort, circle.kind), dict[int, Cost]()
            for member in circle.members:
                if member in us or member not in self._case.closed:
                    cost = find_cost(today, member, contact, us)
                    into[middle + cost.from_no_post] = cost
                    yield self._arc("enter", nodes[member], middle + cost.from_no_post, Cost(0), member)
            for node, cost in sorted(into.items()):
                for member in circle.members:
                    if member not in us:
                        yield self._arc("contact", node, nodes[member], cost, None, member)

    def _find_steps_out(self) -> Iterator[Arc]:
        """Yield the arcs to the place where all are who are not read, from whoever passes others on, and back."""
        if self._horizon is None:
            return
        middle = {*self._case.start, *(str(ask.actor) for ask in self._case.asks if ask.actor is not None)}
        for actor, effort in self._horizon.find_steps_out(self._contacts, middle, self._settings).items():
            cost, node = Cost(effort, 0, 0, 0, 1), self._actors[actor]
            if actor not in self._case.closed:
                yield self._arc("beyond", node, self._beyond, cost, actor)
            yield self._arc("beyond", self._beyond, node, cost, None, actor)

    def _find_convincing(self) -> Iterator[Arc]:
        above = Cost(self._settings["above"])
        for actor, node in self._convinced.items():
            effort = find_convincing(self._case, actor, self._settings, self._arguments)
            yield self._arc("convince", self._actors[actor], node, Cost(effort), end=actor)
        for actor, node in self._above.items():
            yield self._arc("above", self._convinced[actor], node, above, end=actor)
        for actor, node in self._heard_above.items():
            yield self._arc("above", self._actors[actor], node, above, end=actor)
            if actor in self._above:
                yield self._arc("behind", self._above[actor], node, Cost(0), end=actor)

    def _find_asks(self, first_ask: int) -> Iterator[Arc]:
        unknown = Cost(self._settings["unknown_authority"], 0, 0, 0, 1)
        for number in sorted(self._case.live):
            ask = self._case.asks[number]
            if ask.actor is None:
                us = self._case.start[0]
                yield self._arc("unknown_authority", 0, first_ask + number, unknown, us, ask=number)
            else:
                effort = find_asking(self._case, number, self._settings)
                tail = self._find_tail(ask)
                yield self._arc("ask", tail, first_ask + number, Cost(effort), None, ask.actor, ask=number)

    def _find_tail(self, ask: PossibleAsk) -> int:
        """Return where an ask hangs: on the actor convinced, above, or only reached."""
        assert ask.actor is not None
        if ask.hearing:
            return (self._heard_above if ask.above else self._actors)[ask.actor]
        return (self._above if ask.above else self._convinced)[ask.actor]


def find_convincing(case: Case, actor: str, settings: Mapping[str, int], arguments: bool) -> int:
    """Return what convincing an actor costs; we need no convincing ourselves."""
    if actor in case.start:
        return 0
    change = find_adjustment(case, actor, settings) if arguments else 0
    return max(0, settings[f"convince_{case.counts(actor)}"] + change)


def find_asking(case: Case, number: int, settings: Mapping[str, int]) -> int:
    """Return what putting an ask costs; a hearing by a mandate's condition asks for an opinion."""
    ask = case.asks[number]
    return settings["ask_consult" if ask.beside else f"ask_{case.leaves[ask.leaf].form}"]


def _to_need(formula: Formula, first_ask: int) -> Formula:
    """Return a formula over the asks as one over their nodes."""
    if isinstance(formula, int):
        return first_ask + formula
    parts = tuple(_to_need(part, first_ask) for part in formula.parts)
    return Threshold(formula.least, parts, None, formula.weights)
