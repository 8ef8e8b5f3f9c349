"""Who holds which power: the mandates of a day, with the chain that each was delegated through.

Every map given here is the map on one day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from samverkan.domain.authority import (
    Holder,
    Leaf,
    find_chain,
    find_holder,
    find_meeting_mandates,
    find_suiting_mandates,
)
from samverkan.domain.organisations import find_wholes, is_forum
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Map, Node
from samverkan.schema import read_schema

# What lies in these is too much to be one's own organisation.
_TOO_WIDE = ("municipality", "region")


@dataclass(frozen=True)
class MandateRow:
    """One mandate in one holder's hands over one matter. `chain` are actors from the holder up to the origin.

    `actor` is who answers: where that is a stand-in, `stands_in_for` is the holder; where nobody is, it is `vacant`.
    `ordinary` (None unless a matter was asked for) tells whether it is the lowest level that meets what was asked.
    """

    mandate: str
    actor: str
    actor_name: str
    kind: str
    matter: str | None
    matter_name: str | None
    limit: float | None
    areas: tuple[str, ...]
    legal_basis: str | None
    conditions: str | None
    valid_from: date | None
    valid_to: date | None
    delegated_from: str | None
    chain: tuple[str, ...]
    vacant: bool
    stands_in_for: str | None
    after_hearing: tuple[str, ...]
    jointly: bool
    sources: tuple[str, ...]
    ordinary: bool | None = None


def find_all(today: Map) -> Iterator[MandateRow]:
    """Yield the rows of every mandate that holds on the day."""
    for mandate in today.labelled("Mandate"):
        yield from _rows_of(today, mandate)


def find_for_matter(today: Map, asked: Leaf, kind: str | None, whole: Map | None = None) -> Iterator[MandateRow]:
    """Yield the mandates that meet what is asked, the lowest level of each kind first.

    Those that would, did anybody answer for them, come last; where no area is asked for, those that hold in some areas
    only come after them, and none of these is the lowest. `whole` is the map at any time.
    """
    for form in [kind] if kind else read_schema().enums["mandate_kind"]:
        leaf = replace(asked, form=form)
        meeting = set(find_meeting_mandates(today, leaf, whole))
        lowest = meeting - {r.end for m in meeting for r in today.out(m, "DELEGATED_FROM")}
        suiting = find_suiting_mandates(today, leaf, whole)
        for mandate in sorted(suiting, key=lambda m: (m not in lowest, m not in meeting, m)):
            rows = _rows_of(today, today.nodes[mandate], asked.matter, ordinary=mandate in lowest)
            told = [row for row in rows if row.vacant or mandate in meeting]
            yield from sorted(told, key=lambda row: row.vacant)
        if asked.area is None:
            yield from _find_limited(today, leaf, suiting)


def _find_limited(today: Map, leaf: Leaf, suiting: list[str]) -> Iterator[MandateRow]:
    """Yield the mandates that would suit a leaf in some area, beside those that suit it anywhere."""
    anywhere = lift_areas(today)
    for mandate in sorted(set(find_suiting_mandates(anywhere, leaf)) - set(suiting)):
        yield from _rows_of(today, today.nodes[mandate], leaf.matter, ordinary=False)


def lift_areas(content: Map) -> Map:
    """Return a map in which no mandate is limited to an area."""
    mandates = {n.id for n in content.labelled("Mandate")}
    kept = (r for r in content.relations if r.type != "IN_AREA" or r.start not in mandates)
    return replace(content, relations=tuple(kept))


def _rows_of(
    today: Map, mandate: Node, matter: str | None = None, *, ordinary: bool | None = None
) -> Iterator[MandateRow]:
    """Yield a row for each holder and each thing that a mandate covers; a forum holds no power, but can be heard."""
    hearing = mandate.properties.get("kind") == "consult"
    holders = [h for h in today.origins(mandate.id, "HOLDS") if hearing or not is_forum(h)]
    covered = [n for n in today.targets(mandate.id, "COVERS") if matter in (None, n.id)]
    for holder in holders:
        who = find_holder(today, holder.id, mandate.id, hearing=hearing)
        for thing in covered:
            yield _row(today, mandate, who or Holder(holder.id, mandate.id), thing, ordinary, vacant=who is None)


def _row(today: Map, mandate: Node, who: Holder, thing: Node, ordinary: bool | None, *, vacant: bool) -> MandateRow:
    limit = mandate.properties.get("limit")
    above = find_chain(today, mandate.id)
    return MandateRow(
        mandate=mandate.id,
        actor=who.actor,
        actor_name=today.nodes[who.actor].name,
        kind=str(mandate.properties["kind"]),
        matter=thing.id,
        matter_name=thing.name,
        limit=limit if isinstance(limit, (int, float)) else None,
        areas=tuple(r.end for r in today.out(mandate.id, "IN_AREA")),
        legal_basis=mandate.text("legal_basis") or thing.text("legal_basis"),
        conditions=mandate.text("conditions"),
        valid_from=_day(mandate, "valid_from"),
        valid_to=_day(mandate, "valid_to"),
        delegated_from=above[1] if len(above) > 1 else None,
        chain=(who.actor, *(node.id for m in above[1:] for node in today.origins(m, "HOLDS")[:1])),
        vacant=vacant,
        stands_in_for=who.stands_for,
        after_hearing=tuple(r.end for r in today.out(mandate.id, "AFTER_HEARING")),
        jointly=mandate.properties.get("jointly") is True,
        sources=tuple(r.end for r in today.out(mandate.id, "SOURCED_BY")),
        ordinary=None if ordinary is None else ordinary and not vacant,
    )


def _day(mandate: Node, key: str) -> date | None:
    day = mandate.properties.get(key)
    return day if isinstance(day, date) and day not in (ALWAYS_FROM, ALWAYS_TO) else None


def find_beyond(today: Map, actor: str, matter: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each matter that somebody of an actor's own organisation decides, and the actor does not: who decides.

    A `matter` asks of that one alone. Its own organisation is what it lies in, below a municipality or a region, and
    what lies right in that.
    """
    own = [i for i in find_wholes(today, actor) if today.nodes[i].properties.get("kind") not in _TOO_WIDE]
    around = {*own, *(r.start for i in own for r in today.into(i, "PART_OF"))}
    for asked in [matter] if matter else [n.id for n in today.labelled("Matter")]:
        mandates = [m for m in today.origins(asked, "COVERS") if m.properties.get("kind") == "decide"]
        who = {h.id for m in mandates for h in today.origins(m.id, "HOLDS") if not is_forum(h)}
        if actor not in who and around & who:
            yield asked, tuple(sorted(around & who))
