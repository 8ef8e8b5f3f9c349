"""What everybody is in an area, in words: a part in its issues, a mandate or an agreement there, or a place in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from samverkan.domain.areas import find_areas_around, find_areas_inside
from samverkan.model import Map
from samverkan.views.words import Words

_MOST = 2  # said in a row


def say_area_role(today: Map, area: str, actor: str, words: Words) -> str:
    """Say what an actor is in an area, what weighs most first."""
    inside = find_areas_inside(today, area)
    around = find_areas_around(today, area)
    said = [
        *_say_parts(today, inside, actor, words),
        *_say_held(today, inside, around, actor, words),
        *_say_place(today, inside, around, actor, words),
    ]
    return " · ".join(said[:_MOST])


def _say_parts(today: Map, inside: set[str], actor: str, words: Words) -> Iterator[str]:
    """Say the part that weighs most in the issues of the area, and in how many."""
    parts: Counter[str] = Counter()
    for part in today.out(actor, "INVOLVED_IN"):
        if _is_in(today, part.end, inside):
            parts[str(part.properties.get("role", ""))] += 1
    for role in [role for role in words.schema.enums["role"] if parts[role]][:1]:
        yield words.texts.count("views_network.area-part", parts[role], role=words.token("role", role))


def _is_in(today: Map, thing: str, areas: set[str]) -> bool:
    return any(r.end in areas for r in today.out(thing, "IN_AREA"))


def _say_held(today: Map, inside: set[str], around: set[str], actor: str, words: Words) -> Iterator[str]:
    """Say that somebody has a mandate, or is party to an agreement, that holds for the area."""
    if any(_is_in(today, held.end, inside) for held in today.out(actor, "HOLDS")):
        yield words.texts("views_network.area-mandate")
    parties = [r.end for r in today.out(actor, "PARTY_TO")]
    if any(r.end in inside | around for party in parties for r in today.out(party, "COVERS")):
        yield words.texts("views_network.area-agreement")


def _say_place(today: Map, inside: set[str], around: set[str], actor: str, words: Words) -> Iterator[str]:
    """Say that somebody is placed there, or in what lies around it, by its name."""
    places = [r.end for r in today.out(actor, "IN_AREA")]
    if any(place in inside for place in places):
        yield words.texts("views_network.area-placed")
    for place in [place for place in places if place in around - inside][:1]:
        yield words.texts("views_network.area-around", name=today.nodes[place].name)
