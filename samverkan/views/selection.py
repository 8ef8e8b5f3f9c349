"""Which actors a network shows: all, those of an issue or an area, or the rings around one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samverkan.domain.areas import find_areas_around, find_areas_inside
from samverkan.model import Map

NETWORK_KINDS = {"PART_OF": "line", "MEMBER_OF": "member", "TIE": "tie", "HAS_LEVERAGE_OVER": "leverage"}
NETWORK_RELATIONS = tuple(NETWORK_KINDS)
RING_ROOM = (8, 22)
_STRENGTHS = ("new", "acquainted", "established", "strong")


@dataclass(frozen=True)
class Selection:
    """The ids shown, in id order; `total` are those that there are.

    `centre` is the issue or actor in the middle, `area` the area whose actors are shown. `roles` say what somebody is
    in an issue. `rings` are those shown at each number of steps, `reached` how many there are at each, `parents` who
    each is reached through.
    """

    ids: tuple[str, ...]
    total: int
    centre: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    rings: tuple[tuple[str, ...], ...] = ()
    reached: tuple[int, ...] = ()
    parents: Mapping[str, str] = field(default_factory=dict)
    area: str = ""


def select_all(content: Map) -> Selection:
    """Select every actor, and the groups that somebody has leverage over."""
    actors = [a.id for a in content.labelled("Actor")]
    return Selection(tuple(sorted({*actors, *_find_swayed(content, actors)})), len(actors))


def _find_swayed(content: Map, actors: Iterable[str]) -> set[str]:
    targets = {n.id for a in actors for n in content.targets(a, "HAS_LEVERAGE_OVER")}
    return {i for i in targets if content.nodes[i].label == "AffectedGroup"}


def select_issue(content: Map, issue: str) -> Selection:
    """Select who is in an issue: involved, with a mandate or an agreement on it, with leverage over those who are."""
    involved = [r.start for r in content.into(issue, "INVOLVED_IN")]
    ids = {*involved, *_find_covering(content, issue), *_find_speakers(content, issue)}
    ids |= {g.id for g in content.targets(issue, "AFFECTS")}
    ids |= _find_leverage(content, ids)
    roles = {r.start: str(r.properties.get("role", "")) for r in content.into(issue, "INVOLVED_IN")}
    return Selection(tuple(sorted(ids)), len(content.labelled("Actor")), centre=issue, roles=roles)


def _find_covering(content: Map, thing: str) -> set[str]:
    """Find who holds a mandate on something, or is party to an agreement on it."""
    covering = content.origins(thing, "COVERS")
    holders = {h.id for m in covering if m.label == "Mandate" for h in content.origins(m.id, "HOLDS")}
    return holders | {p.id for a in covering if a.label == "Agreement" for p in content.origins(a.id, "PARTY_TO")}


def _find_speakers(content: Map, issue: str) -> set[str]:
    """Find who has taken a position on an issue or on a picture of it (in a meeting there are none)."""
    about = [issue, *(p.id for p in content.origins(issue, "OF"))]
    positions = [n.id for i in about for n in content.origins(i, "ABOUT") if n.label == "Position"]
    return {a.id for p in positions for a in content.origins(p, "TAKES")}


def _find_leverage(content: Map, ids: set[str]) -> set[str]:
    """Find who has leverage, in any number of steps, over somebody of these."""
    return content.reach(sorted(ids), "HAS_LEVERAGE_OVER", backwards=True)


def select_area(content: Map, area: str) -> Selection:
    """Select who is in an area: placed in it, in what it lies in or what lies in it; in its issues and agreements."""
    inside = find_areas_inside(content, area)
    around = find_areas_around(content, area)
    ids: set[str] = set()
    for place in sorted(inside | around):
        placed = [n for n in content.origins(place, "IN_AREA")]
        ids |= {n.id for n in placed if n.label == "Actor"}
        if place in inside:
            ids |= {h.id for n in placed if n.label == "Mandate" for h in content.origins(n.id, "HOLDS")}
            ids |= {a.id for n in placed if n.label == "Issue" for a in content.origins(n.id, "INVOLVED_IN")}
            ids |= _find_covering(content, place)
    return Selection(tuple(sorted(ids)), len(content.labelled("Actor")), area=area)


def select_rings(content: Map, centre: str) -> Selection:
    """Select the nearest around an actor: at most 8 at one step and 22 at two, the closest ties first."""
    around = find_neighbours(content, content.nodes)
    degree = {i: len(others) for i, others in around.items()}
    shown, rings, reached = {centre}, [], []
    parents: dict[str, str] = {}
    known, edge = {centre}, [centre]
    for room in RING_ROOM:
        ways = {other: one for one in reversed(edge) for other in around.get(one, {}) if other not in known}
        known.update(ways)
        ordered = sorted(ways, key=lambda i: (-around[ways[i]][i], -degree[i], i))
        ring = [i for i in ordered if ways[i] in shown][:room]
        parents |= {i: ways[i] for i in ring}
        rings.append(tuple(ring))
        reached.append(len(ordered))
        shown.update(ring)
        edge = ordered
    total = len(content.labelled("Actor"))
    return Selection(tuple(sorted(shown)), total, centre, {}, tuple(rings), tuple(reached), parents)


def find_neighbours(content: Map, ids: Iterable[str]) -> dict[str, dict[str, int]]:
    """Find everybody's neighbours, with how close they are (a strong tie counts most)."""
    known = set(ids)
    around: dict[str, dict[str, int]] = {}
    for relation in content.relations:
        if relation.type not in NETWORK_RELATIONS or relation.start not in known or relation.end not in known:
            continue
        if content.nodes[relation.start].label != "Actor":
            continue
        close = 2 if relation.type != "TIE" else 1 + to_weight(relation.properties.get("strength"))
        for one, other in ((relation.start, relation.end), (relation.end, relation.start)):
            if one != other:
                near = around.setdefault(one, {})
                near[other] = max(close, near.get(other, 0))
    return around


def to_weight(strength: object) -> int:
    """Return how wide a tie is drawn: 1 (new, or not known) to 4 (strong)."""
    return _STRENGTHS.index(str(strength)) + 1 if strength in _STRENGTHS else 1


def sort_by_degree(ids: Sequence[str], around: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Order ids by how many neighbours they have, most first."""
    return sorted(ids, key=lambda i: (-len(around.get(i, {})), i))
