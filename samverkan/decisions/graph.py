"""The case as one directed graph: contacts from us, a convinced node a decider, and an ask node an ask.

Costs stand on the arcs: reaching on the contact steps, convincing between an actor and its convinced node, going
above on the way to a second one behind it, asking on the last arc. The cheapest arborescence that meets the
formula over ask nodes is the plan that asks least.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from samverkan.decisions.arguments import find_adjustment
from samverkan.decisions.case import Case
from samverkan.decisions.contacts import Contact, ContactGraph
from samverkan.decisions.formula import Formula, Threshold
from samverkan.decisions.steiner import Instance


@dataclass(frozen=True, slots=True)
class Arc:
    """An arc with its meaning: kind is start, contact, cold, convince, above, ask or unknown_authority.

    `start` and `end` are actors where it has them; `ask` is the number of the ask.
    """

    kind: str
    tail: int
    head: int
    effort: int
    start: str | None = None
    end: str | None = None
    contact: Contact | None = None
    ask: int | None = None


@dataclass(frozen=True)
class Graph:
    """All arcs of a case, in a fixed order that follows the ids; `build_instance` leaves out what is refused."""

    case: Case
    settings: Mapping[str, int]
    arcs: tuple[Arc, ...]
    size: int
    need: Formula

    def pick(self, refusing: Collection[str] = (), excluded: Collection[int] = ()) -> tuple[Arc, ...]:
        """Return the arcs left when some actors give no answers and pass nobody on, and some asks are out."""
        if not refusing and not excluded:
            return self.arcs
        asks = set(excluded)
        gone = set(refusing)
        start = set(self.case.start)
        return tuple(
            arc
            for arc in self.arcs
            if arc.ask not in asks
            and not (arc.kind == "contact" and arc.start in gone and arc.start not in start)
            and not (arc.kind == "convince" and arc.end in gone)
        )

    def build_instance(self, arcs: tuple[Arc, ...]) -> Instance:
        """Return the bare optimisation problem of some arcs."""
        return Instance(self.size, 0, tuple((a.tail, a.head, a.effort) for a in arcs), self.need)


def build_graph(case: Case, contacts: ContactGraph, settings: Mapping[str, int], *, arguments: bool = False) -> Graph:
    """Build the graph of a case. An actor that opposes passes nobody on, unless it is one of us.

    With `arguments` the case for the initiative changes what convincing costs, never below 0.
    """
    actor_nodes = {actor: number for number, actor in enumerate(contacts, 1)}
    deciders = list(case.asks_of)
    convinced = {a: len(actor_nodes) + 1 + n for n, a in enumerate(deciders)}
    above = {a: len(actor_nodes) + len(deciders) + 1 + n for n, a in enumerate(deciders)}
    first_ask = len(actor_nodes) + 2 * len(deciders) + 1
    arcs = [
        *_contact_arcs(case, contacts, settings, actor_nodes),
        *_convince_arcs(case, settings, arguments, actor_nodes, convinced, above),
        *_ask_arcs(case, settings, convinced, above, first_ask),
    ]
    return Graph(case, settings, tuple(arcs), first_ask + len(case.asks), _need(case.formula, first_ask))


def _contact_arcs(
    case: Case, contacts: ContactGraph, settings: Mapping[str, int], nodes: Mapping[str, int]
) -> Iterator[Arc]:
    us = set(case.start)
    for actor in case.start:
        yield Arc("start", 0, nodes[actor], 0, end=actor)
    for actor, node in nodes.items():
        if actor not in us:
            yield Arc("cold", 0, node, settings["reach_cold"], start=case.start[0], end=actor)
    for actor, steps in contacts.items():
        if actor in case.opposing and actor not in us:
            continue
        for other, contact in steps.items():
            if other not in us:
                yield Arc("contact", nodes[actor], nodes[other], contact.effort, actor, other, contact)


def _convince_arcs(
    case: Case,
    settings: Mapping[str, int],
    arguments: bool,
    nodes: Mapping[str, int],
    convinced: Mapping[str, int],
    above: Mapping[str, int],
) -> Iterator[Arc]:
    for actor in convinced:
        effort = find_convincing(case, actor, settings, arguments)
        yield Arc("convince", nodes[actor], convinced[actor], effort, end=actor)
        if any(case.asks[ask].above for ask in case.asks_of[actor]):
            yield Arc("above", convinced[actor], above[actor], settings["above"], end=actor)


def find_convincing(case: Case, actor: str, settings: Mapping[str, int], arguments: bool) -> int:
    """Return what convincing an actor costs; we need no convincing ourselves."""
    if actor in case.start:
        return 0
    change = find_adjustment(case, actor, settings) if arguments else 0
    return max(0, settings[f"convince_{case.counts(actor)}"] + change)


def _ask_arcs(
    case: Case,
    settings: Mapping[str, int],
    convinced: Mapping[str, int],
    above: Mapping[str, int],
    first: int,
) -> Iterator[Arc]:
    for number, ask in enumerate(case.asks):
        if ask.actor is None:
            us = case.start[0]
            yield Arc("unknown_authority", 0, first + number, settings["unknown_authority"], us, None, None, number)
        else:
            tail = (above if ask.above else convinced)[ask.actor]
            effort = settings[f"ask_{case.leaves[ask.leaf].form}"]
            yield Arc("ask", tail, first + number, effort, None, ask.actor, None, number)


def _need(formula: Formula, first_ask: int) -> Formula:
    if isinstance(formula, int):
        return first_ask + formula
    parts = tuple(_need(part, first_ask) for part in formula.parts)
    return Threshold(formula.least, parts, None, formula.weights)
