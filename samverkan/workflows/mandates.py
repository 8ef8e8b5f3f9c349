"""Who may decide what: the mandates that hold on a day, with the chain that each was delegated through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from samverkan.domain.authority import Leaf, find_candidates, find_chain
from samverkan.domain.organisations import find_wholes, is_forum
from samverkan.errors import UsageError
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Map, Node
from samverkan.schema import read_schema
from samverkan.workflows.find_node import find_day, find_known
from samverkan.workflows.open_store import Where, open_store

if TYPE_CHECKING:
    from samverkan.store.protocol import Store

_LABELS = ("Actor", "Area", "Issue", "Mandate", "Matter", "Source")
_TYPES = ("COVERS", "DELEGATED_FROM", "HOLDS", "IN_AREA", "PART_OF", "SOURCED_BY")


@dataclass(frozen=True)
class Search:
    """What mandates are looked for: an actor's, or those that may decide a matter. Texts are ids or names."""

    actor: str | None = None
    matter: str | None = None
    area: str | None = None
    amount: float | None = None
    kind: str | None = None


@dataclass(frozen=True)
class MandateRow:
    """One mandate in one holder's hands over one matter. `chain` are actors from the holder up to the origin.

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
    sources: tuple[str, ...]
    ordinary: bool | None = None


@dataclass(frozen=True)
class Mandates:
    """The mandates found as of a day. `beyond` are (matter, holders) near an actor that it may not decide."""

    rows: tuple[MandateRow, ...]
    on: date
    content: Map
    actor: str | None = None
    beyond: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())


def find_mandates(where: Where, search: Search, *, as_of: date | None) -> Mandates:
    """Find the mandates of an actor, of a matter, or all."""
    _check(search)
    with open_store(where) as store:
        return find_mandates_in(store, search, as_of=as_of)


def find_mandates_in(store: Store, search: Search, *, as_of: date | None) -> Mandates:
    """Find the mandates of an actor, of a matter, or all, in what an open store needs to send for it."""
    content = store.read_part(_LABELS, _TYPES)
    asked = ((search.actor, "Actor"), (search.matter, "Matter"), (search.area, "Area"))
    actor, matter, area = (
        None if text is None else find_known(store, content, text, label).id for text, label in asked
    )
    on = find_day(content, as_of)
    today = content.on(on)
    kind = _read_kind(search.kind)
    if matter is not None:
        leaf = Leaf("", "", matter, area, search.amount)
        return Mandates(tuple(_find_for_matter(today, leaf, kind)), on, today)
    rows = tuple(row for row in _find_all(today) if actor in (None, row.actor) and kind in (None, row.kind))
    beyond = tuple(_find_beyond(today, actor)) if actor is not None and actor in today.nodes else ()
    return Mandates(rows, on, today, actor, beyond)


def _check(search: Search) -> None:
    if search.actor is not None and search.matter is not None:
        raise UsageError("search-or-actor")
    if search.matter is None and (search.area is not None or search.amount is not None):
        raise UsageError("amount-needs-matter")


def _read_kind(text: str | None) -> str | None:
    """Return the mandate kind that a Swedish or English word means."""
    if text is None:
        return None
    schema = read_schema()
    token = schema.find_token("mandate_kind", text)
    if token is None:
        raise UsageError("unknown-kind", text=text, choices=tuple(schema.enums["mandate_kind"]))
    return token


def _find_all(today: Map) -> Iterator[MandateRow]:
    for mandate in today.labelled("Mandate"):
        yield from _rows_of(today, mandate)


def _find_for_matter(today: Map, asked: Leaf, kind: str | None) -> Iterator[MandateRow]:
    """Yield the mandates that meet what is asked, the lowest level of each kind first."""
    for form in [kind] if kind else read_schema().enums["mandate_kind"]:
        found = find_candidates(today, replace(asked, form=form))
        delegated = {r.end for m in found.meeting for r in today.out(m, "DELEGATED_FROM")}
        lowest = set(found.meeting) - delegated
        for mandate in sorted(found.meeting, key=lambda m: (m not in lowest, m)):
            yield from _rows_of(today, today.nodes[mandate], asked.matter, ordinary=mandate in lowest)


def _rows_of(
    today: Map, mandate: Node, matter: str | None = None, *, ordinary: bool | None = None
) -> Iterator[MandateRow]:
    """Yield a row for each holder and each thing that a mandate covers; a forum holds no power."""
    holders = [h for h in today.origins(mandate.id, "HOLDS") if not is_forum(h)]
    covered = [n for n in today.targets(mandate.id, "COVERS") if matter in (None, n.id)]
    for holder in holders:
        for thing in covered:
            yield _row(today, mandate, holder, thing, ordinary)


def _row(today: Map, mandate: Node, holder: Node, thing: Node, ordinary: bool | None) -> MandateRow:
    limit = mandate.properties.get("limit")
    above = find_chain(today, mandate.id)
    return MandateRow(
        mandate=mandate.id,
        actor=holder.id,
        actor_name=holder.name,
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
        chain=(holder.id, *(node.id for m in above[1:] for node in today.origins(m, "HOLDS")[:1])),
        sources=tuple(r.end for r in today.out(mandate.id, "SOURCED_BY")),
        ordinary=ordinary,
    )


def _day(mandate: Node, key: str) -> date | None:
    day = mandate.properties.get(key)
    return day if isinstance(day, date) and day not in (ALWAYS_FROM, ALWAYS_TO) else None


def _find_beyond(today: Map, actor: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the matters in which an organisation above an actor holds a mandate, and the actor none: who decides."""
    above = {*find_wholes(today, actor)} - {actor}
    holders: dict[str, set[str]] = {}
    for row in _find_all(today):
        holders.setdefault(row.matter or "", set()).add(row.actor)
    for matter, who in sorted(holders.items()):
        if matter and actor not in who and above & who:
            yield matter, tuple(sorted(who))
