"""Who reaches whom: the contact graph of a day, its steps and what each costs.

Contact is symmetric. Between two actors only the cheapest kind of step counts; among equally cheap kinds a tie
goes before a shared body, and that before the line. Cold contact is not part of the graph: it goes from us to
anybody, and the plan adds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations

from samverkan.model import Map

ContactGraph = Mapping[str, Mapping[str, "Contact"]]

_KINDS = ("tie", "body", "line", "cold")


@dataclass(frozen=True, slots=True)
class Contact:
    """A step of contact. `kind` is tie, body or line; `strength` belongs to a tie, `through` names the body.

    `sources` are the ids of the sources that the tie or the seats rest on.
    """

    effort: int
    kind: str
    strength: str | None = None
    through: str | None = None
    sources: tuple[str, ...] = ()

    @property
    def _rank(self) -> tuple[int, int, str]:
        return self.effort, _KINDS.index(self.kind), self.through or ""


def build_contacts(today: Map, settings: Mapping[str, int]) -> ContactGraph:
    """Build the contact graph of a day: actor → actor → the cheapest step between them, in id order."""
    graph: dict[str, dict[str, Contact]] = {actor.id: {} for actor in today.labelled("Actor")}
    for one, other, contact in _steps(today, settings):
        if one == other:
            continue
        known = graph[one].get(other)
        if known is None or contact._rank < known._rank:
            graph[one][other] = graph[other][one] = contact
    return {actor: dict(sorted(steps.items())) for actor, steps in graph.items()}


def _steps(today: Map, settings: Mapping[str, int]) -> Iterator[tuple[str, str, Contact]]:
    for actor in today.labelled("Actor"):
        for tie in today.out(actor.id, "TIE"):
            strength = tie.properties.get("strength")
            effort = settings[f"reach_tie_{strength or 'new'}"]
            yield (
                actor.id,
                tie.end,
                Contact(effort, "tie", str(strength or "new"), sources=_source(tie.properties)),
            )
        seats = today.into(actor.id, "MEMBER_OF")
        members = sorted({seat.start for seat in seats})
        sources = {seat.start: _source(seat.properties) for seat in seats}
        for one, other in combinations(members, 2):
            both = tuple(sorted({*sources[one], *sources[other]}))
            yield one, other, Contact(settings["reach_body"], "body", through=actor.id, sources=both)
        for line in today.out(actor.id, "PART_OF"):
            if _is_line(today, actor.id, line.end):
                yield (
                    actor.id,
                    line.end,
                    Contact(settings["reach_line"], "line", sources=_source(line.properties)),
                )


def _source(properties: Mapping[str, object]) -> tuple[str, ...]:
    source = properties.get("source")
    return () if source is None else (str(source),)


def _is_line(today: Map, lower: str, upper: str) -> bool:
    """Tell whether PART_OF is a line: from a post or organisation to an organisation, no forum at either end."""
    kinds = (today.nodes[lower].properties.get("kind"), today.nodes[upper].properties.get("kind"))
    return "forum" not in kinds and kinds[1] != "post"


def find_distances(graph: ContactGraph, start: Iterable[str], closed: frozenset[str] = frozenset()) -> dict[str, int]:
    """Find the least contact effort from any of `start` to every actor that can be reached without cold contact.

    Nobody in `closed` passes a contact on (but may be the end of the road); `start` always does.
    """
    first = set(start)
    distances: dict[str, int] = {}
    heap = [(0, actor) for actor in sorted(first)]
    while heap:
        distance, actor = heappop(heap)
        if actor in distances:
            continue
        distances[actor] = distance
        if actor in closed and actor not in first:
            continue
        for other, contact in graph.get(actor, {}).items():
            if other not in distances:
                heappush(heap, (distance + contact.effort, other))
    return distances
