"""Who reaches whom: the contact graph of a day, its steps and what each costs.

Contact is symmetric. Between two actors only the cheapest kind of step counts; among equally cheap ones one that hangs
on a person goes last, else a tie goes before a shared body, and that before the line, the boss and a meeting. Cold
contact is not part of the graph: it goes from us to anybody, and the plan adds it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import combinations

from samverkan.decisions.cost import Cost
from samverkan.domain.days import find_months_before
from samverkan.domain.organisations import find_heads, is_forum, is_post
from samverkan.model import Map, Node

ContactGraph = Mapping[str, Mapping[str, "Contact"]]

_KINDS = ("tie", "body", "line", "boss", "met")
_CONVERSATIONS = ("meeting", "call", "visit", "dialogue")
_MET_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Contact:
    """A step of contact. `kind` is tie, body, line, boss or met; `strength` and `basis` belong to a tie.

    `through` names the body, the organisation or the meeting; `sources` are the ids of the sources that it rests on.
    """

    effort: int
    kind: str
    strength: str | None = None
    through: str | None = None
    sources: tuple[str, ...] = ()
    basis: str | None = None

    @property
    def hangs_on_a_person(self) -> bool:
        """Whether it is lost when somebody leaves."""
        return self.basis == "person"

    @property
    def _rank(self) -> tuple[int, bool, int, str]:
        return self.effort, self.hangs_on_a_person, _KINDS.index(self.kind), self.through or ""


Step = tuple[str, str, Contact]


def build_contacts(today: Map, settings: Mapping[str, int], day: date) -> ContactGraph:
    """Build the contact graph of a day: actor → actor → the cheapest step between them, in id order."""
    graph: dict[str, dict[str, Contact]] = {actor.id: {} for actor in today.labelled("Actor")}
    for one, other, contact in _find_steps(today, settings, day):
        if one == other:
            continue
        known = graph[one].get(other)
        if known is None or contact._rank < known._rank:
            graph[one][other] = graph[other][one] = contact
    return {actor: dict(sorted(steps.items())) for actor, steps in graph.items()}


def find_cost(today: Map, start: str, contact: Contact, us: Collection[str]) -> Cost:
    """Return what a step costs that starts from an actor: an organisation that is not us has no telephone."""
    from_no_post = not is_post(today.nodes[start]) and start not in us
    return Cost(contact.effort, 0, int(from_no_post), int(contact.hangs_on_a_person), 1)


def _find_steps(today: Map, settings: Mapping[str, int], day: date) -> Iterator[Step]:
    for actor in today.labelled("Actor"):
        yield from _find_ties(today, actor, settings)
        yield from _find_seats(today, actor, settings["reach_body"])
        yield from _find_lines(today, actor, settings["reach_line"])
        yield from _find_bosses(today, actor, settings["reach_boss"])
    for interaction in today.labelled("Interaction"):
        yield from _find_met(today, interaction, settings["reach_met"], day)


def _find_ties(today: Map, actor: Node, settings: Mapping[str, int]) -> Iterator[Step]:
    for tie in today.out(actor.id, "TIE"):
        strength, basis = str(tie.properties.get("strength", "new")), tie.properties.get("basis")
        known = None if basis is None else str(basis)
        sources = _find_source(tie.properties)
        yield actor.id, tie.end, Contact(settings[f"reach_tie_{strength}"], "tie", strength, None, sources, known)


def _find_seats(today: Map, body: Node, effort: int) -> Iterator[Step]:
    """Yield the contacts in a body: between its members, whatever their seats, and of each with the body itself."""
    sources = {seat.start: _find_source(seat.properties) for seat in today.into(body.id, "MEMBER_OF")}
    for one, other in combinations(sorted(sources), 2):
        both = tuple(sorted({*sources[one], *sources[other]}))
        yield one, other, Contact(effort, "body", through=body.id, sources=both)
    for member in sorted(sources):
        yield member, body.id, Contact(effort, "body", through=body.id, sources=sources[member])


def _find_lines(today: Map, actor: Node, effort: int) -> Iterator[Step]:
    for line in today.out(actor.id, "PART_OF"):
        if not is_forum(actor) and _is_organisation(today.nodes[line.end]):
            yield actor.id, line.end, Contact(effort, "line", sources=_find_source(line.properties))


def _find_bosses(today: Map, actor: Node, effort: int) -> Iterator[Step]:
    """Yield the contacts of a post, or of who heads an organisation, with who heads what it is part of."""
    if is_forum(actor):
        return
    own = [actor.id] if is_post(actor) else find_heads(today, actor.id)
    for over in today.targets(actor.id, "PART_OF") if own else ():
        for head in find_heads(today, over.id) if _is_organisation(over) else ():
            yield from ((one, head, Contact(effort, "boss", through=over.id)) for one in own)


def _is_organisation(actor: Node) -> bool:
    return not is_forum(actor) and not is_post(actor)


def _find_met(today: Map, interaction: Node, effort: int, day: date) -> Iterator[Step]:
    """Yield the contacts of a conversation of the last 24 months, but of a post's earlier holder."""
    held = interaction.properties.get("date")
    if interaction.properties.get("kind") not in _CONVERSATIONS or not isinstance(held, date):
        return
    if not find_months_before(day, _MET_MONTHS) <= held <= day:
        return
    present = [n.id for n in today.origins(interaction.id, "TOOK_PART_IN") if n.label == "Actor" and _met(n, held, day)]
    sources = tuple(r.end for r in today.out(interaction.id, "SOURCED_BY"))
    for one, other in combinations(present, 2):
        yield one, other, Contact(effort, "met", through=interaction.id, sources=sources)


def _met(actor: Node, held: date, day: date) -> bool:
    """Tell whether it was the present holder who was there: a meeting is with a person."""
    since = actor.properties.get("holder_since")
    return not isinstance(since, date) or since > day or held >= since


def _find_source(properties: Mapping[str, object]) -> tuple[str, ...]:
    source = properties.get("source")
    return () if source is None else (str(source),)


def find_route(
    today: Map, graph: ContactGraph, start: Collection[str], goal: str, closed: Collection[str] = ()
) -> list[str] | None:
    """Find the cheapest way from any of `start` to an actor without cold contact, both ends in it; None without one.

    Nobody in `closed` passes a contact on (but may be the end of the road); `start` always does.
    """
    nothing = (0, 0, 0, 0, 0)
    heap: list[tuple[tuple[int, ...], list[str]]] = [(nothing, [actor]) for actor in sorted(start)]
    seen: set[str] = set()
    while heap:
        cost, route = heappop(heap)
        actor = route[-1]
        if actor == goal:
            return route
        if actor in seen or (actor in closed and actor not in start):
            continue
        seen.add(actor)
        for other, contact in graph.get(actor, {}).items():
            if other not in seen:
                step = find_cost(today, actor, contact, start)
                heappush(heap, (tuple(a + b for a, b in zip(cost, step, strict=True)), [*route, other]))
    return None
