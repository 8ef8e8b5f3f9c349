"""Who reaches whom: the contact graph of a day, its steps and what each costs.

Contact is symmetric. Between two actors only the cheapest kind of step counts; among equally cheap ones one that hangs
on a person goes last, else a tie goes before a shared body, and that before the line, the boss and a meeting. Cold
contact is not part of the graph: it goes from us to anybody, and the plan adds it.

In a body or a meeting everybody reaches everybody at the same effort. Where many are in it, the pairs are not written
out: it is a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from heapq import heappop, heappush
from itertools import combinations, pairwise

from samverkan.decisions.cost import Cost
from samverkan.domain.days import find_months_before
from samverkan.domain.organisations import find_heads, is_forum, is_post
from samverkan.model import Map, Node

_KINDS = ("tie", "body", "line", "boss", "met")
_CONVERSATIONS = ("meeting", "call", "visit", "dialogue")
_MET_MONTHS = 24
_FEW = 8  # the pairs of so many in a body or a meeting are written out


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


@dataclass(frozen=True, slots=True)
class Circle:
    """Many in one body, itself among them, or in one meeting (`through`), by what each one's being there rests on."""

    kind: str
    through: str
    effort: int
    members: Mapping[str, tuple[str, ...]]

    def join(self, one: str, other: str) -> Contact:
        """Return the contact of two of them."""
        both = tuple(sorted({*self.members[one], *self.members[other]}))
        return Contact(self.effort, self.kind, through=self.through, sources=both)


@dataclass(frozen=True)
class ContactGraph:
    """The contacts of a day: in `near`, of every actor, the cheapest step to each other; and the circles beside."""

    near: Mapping[str, Mapping[str, Contact]]
    circles: tuple[Circle, ...] = ()

    def __contains__(self, actor: object) -> bool:
        """Tell whether an actor is there on the day."""
        return actor in self.near

    @cached_property
    def circles_of(self) -> Mapping[str, tuple[Circle, ...]]:
        """The circles that each actor is in."""
        found: dict[str, list[Circle]] = {}
        for circle in self.circles:
            for member in circle.members:
                found.setdefault(member, []).append(circle)
        return {member: tuple(circles) for member, circles in found.items()}

    def find(self, one: str, other: str, effort: int | None = None) -> Contact:
        """Return the cheapest step between two who are in contact; with an `effort`, the first of this effort."""
        near = self.near[one].get(other)
        circles = (circle for circle in self.circles_of.get(one, ()) if other in circle.members)
        found = [*([near] if near else []), *(circle.join(one, other) for circle in circles)]
        return min((c for c in found if effort in (None, c.effort)), key=lambda c: c._rank)

    def list_from(self, actor: str) -> Mapping[str, Contact]:
        """Return the cheapest step to each that an actor is in contact with, in id order."""
        others = {*self.near[actor], *(m for circle in self.circles_of.get(actor, ()) for m in circle.members)}
        return {other: self.find(actor, other) for other in sorted(others - {actor})}

    def find_nearest(self, actor: str, closed: Collection[str]) -> tuple[str, int] | None:
        """Return who is in contact with an actor at the least effort, and that effort; nobody in `closed`."""
        near = [(contact.effort, other) for other, contact in self.near[actor].items()]
        inside = ((circle.effort, m) for circle in self.circles_of.get(actor, ()) for m in circle.members)
        found = min(((e, m) for e, m in (*near, *inside) if m not in closed and m != actor), default=None)
        return None if found is None else (found[1], found[0])

    def measure(self, route: Collection[str]) -> int:
        """Return the effort of the steps from one to the next."""
        return sum(self.find(one, other).effort for one, other in pairwise(route))


Step = tuple[str, str, Contact]


def build_contacts(today: Map, settings: Mapping[str, int], day: date) -> ContactGraph:
    """Build the contact graph of a day, in id order."""
    near: dict[str, dict[str, Contact]] = {actor.id: {} for actor in today.labelled("Actor")}
    circles = tuple(_find_circles(today, settings, day))
    for one, other, contact in _find_steps(today, settings, circles):
        if one == other:
            continue
        known = near[one].get(other)
        if known is None or contact._rank < known._rank:
            near[one][other] = near[other][one] = contact
    large = tuple(circle for circle in circles if len(circle.members) > _FEW)
    return ContactGraph({actor: dict(sorted(steps.items())) for actor, steps in near.items()}, large)


def find_cost(today: Map, start: str, contact: Contact, us: Collection[str]) -> Cost:
    """Return what a step costs that starts from an actor: an organisation that is not us has no telephone."""
    from_no_post = not is_post(today.nodes[start]) and start not in us
    return Cost(contact.effort, 0, int(from_no_post), int(contact.hangs_on_a_person), 1)


def _find_steps(today: Map, settings: Mapping[str, int], circles: Collection[Circle]) -> Iterator[Step]:
    heads = cache(partial(find_heads, today))  # an organisation may have thousands of posts, each asking who heads it
    for actor in today.labelled("Actor"):
        yield from _find_ties(today, actor, settings)
        yield from _find_lines(today, actor, settings["reach_line"])
        yield from _find_bosses(today, actor, settings["reach_boss"], heads)
    for circle in circles:
        if len(circle.members) <= _FEW:
            yield from ((one, other, circle.join(one, other)) for one, other in combinations(circle.members, 2))


def _find_circles(today: Map, settings: Mapping[str, int], day: date) -> Iterator[Circle]:
    """Yield the bodies, with their members, whatever their seats, and the meetings that count."""
    for body in today.labelled("Actor"):
        members = {seat.start: _find_source(seat.properties) for seat in today.into(body.id, "MEMBER_OF")}
        if members:
            yield Circle("body", body.id, settings["reach_body"], dict(sorted((members | {body.id: ()}).items())))
    for interaction in today.labelled("Interaction"):
        sources = tuple(r.end for r in today.out(interaction.id, "SOURCED_BY"))
        present = dict.fromkeys(sorted(_find_present(today, interaction, day)), sources)
        yield Circle("met", interaction.id, settings["reach_met"], present)


def _find_ties(today: Map, actor: Node, settings: Mapping[str, int]) -> Iterator[Step]:
    for tie in today.out(actor.id, "TIE"):
        strength, basis = str(tie.properties.get("strength", "new")), tie.properties.get("basis")
        known = None if basis is None else str(basis)
        sources = _find_source(tie.properties)
        yield actor.id, tie.end, Contact(settings[f"reach_tie_{strength}"], "tie", strength, None, sources, known)


def _find_lines(today: Map, actor: Node, effort: int) -> Iterator[Step]:
    for line in today.out(actor.id, "PART_OF"):
        if not is_forum(actor) and _is_organisation(today.nodes[line.end]):
            yield actor.id, line.end, Contact(effort, "line", sources=_find_source(line.properties))


def _find_bosses(today: Map, actor: Node, effort: int, heads: Callable[[str], list[str]]) -> Iterator[Step]:
    """Yield the contacts of a post, or of who heads an organisation, with who heads what it is part of."""
    if is_forum(actor):
        return
    own = [actor.id] if is_post(actor) else heads(actor.id)
    for over in today.targets(actor.id, "PART_OF") if own else ():
        for head in heads(over.id) if _is_organisation(over) else ():
            yield from ((one, head, Contact(effort, "boss", through=over.id)) for one in own)


def _is_organisation(actor: Node) -> bool:
    return not is_forum(actor) and not is_post(actor)


def _find_present(today: Map, interaction: Node, day: date) -> Iterator[str]:
    """Yield who took part in a conversation of the last 24 months, but for a post's earlier holder."""
    held = interaction.properties.get("date")
    if interaction.properties.get("kind") not in _CONVERSATIONS or not isinstance(held, date):
        return
    if find_months_before(day, _MET_MONTHS) <= held <= day:
        present = today.origins(interaction.id, "TOOK_PART_IN")
        yield from (n.id for n in present if n.label == "Actor" and _met(n, held, day))


def _met(actor: Node, held: date, day: date) -> bool:
    """Tell whether it was the present holder who was there: a meeting is with a person."""
    since = actor.properties.get("holder_since")
    return not isinstance(since, date) or since > day or held >= since


def _find_source(properties: Mapping[str, object]) -> tuple[str, ...]:
    source = properties.get("source")
    return () if source is None else (str(source),)


@dataclass
class Spreading:
    """The steps of a search that settles the nearest first: of a circle only the first of each kind has any.

    Whoever is settled later reaches nobody in it for less; posts and us are one kind, all others the other.
    """

    today: Map
    graph: ContactGraph
    start: Collection[str]
    _used: set[tuple[str, bool]] = field(default_factory=set)

    def find_steps(self, actor: str, *, alone: bool = False) -> Iterator[tuple[str, Cost]]:
        """Yield whom an actor reaches, and what that costs; with `alone`, others in a circle may lead on as well."""
        for other, contact in self.graph.near.get(actor, {}).items():
            yield other, find_cost(self.today, actor, contact, self.start)
        for circle in self.graph.circles_of.get(actor, ()):
            cost = find_cost(self.today, actor, Contact(circle.effort, circle.kind), self.start)
            if (circle.through, bool(cost.from_no_post)) not in self._used:
                yield from ((other, cost) for other in circle.members if other != actor)
                if not alone:
                    self._used.add((circle.through, bool(cost.from_no_post)))


def find_route(
    today: Map, graph: ContactGraph, start: Collection[str], goal: str, closed: Collection[str] = ()
) -> list[str] | None:
    """Find the cheapest way from any of `start` to an actor without cold contact, both ends in it; None without one.

    Nobody in `closed` passes a contact on (but may be the end of the road); `start` always does.
    """
    return find_routes(today, graph, start, {goal}, closed).get(goal)


def find_routes(
    today: Map, graph: ContactGraph, start: Collection[str], goals: Collection[str], closed: Collection[str] = ()
) -> dict[str, list[str]]:
    """Find the same for several actors at once; those are left out to whom there is none."""
    nothing, steps = (0, 0, 0, 0, 0), Spreading(today, graph, start)
    heap: list[tuple[tuple[int, ...], list[str]]] = [(nothing, [actor]) for actor in sorted(start)]
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    while heap and len(found) < len(goals):
        cost, route = heappop(heap)
        actor = route[-1]
        if actor in goals:
            found.setdefault(actor, route)
        if actor in seen or (actor in closed and actor not in start):
            continue
        seen.add(actor)
        for other, step in steps.find_steps(actor):
            if other not in seen:
                heappush(heap, (tuple(a + b for a, b in zip(cost, step, strict=True)), [*route, other]))
    return found
