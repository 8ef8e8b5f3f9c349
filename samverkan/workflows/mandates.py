"""Who may decide what: the mandates that hold on a day, with the chain that each was delegated through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from samverkan.domain.authority import Leaf
from samverkan.errors import UsageError
from samverkan.measures.mandates import MandateRow, find_all, find_beyond, find_for_matter
from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.workflows.find_node import find_day, find_known
from samverkan.workflows.open_store import Where, open_store

if TYPE_CHECKING:
    from samverkan.store.protocol import Readable

_LABELS = ("Actor", "Area", "Issue", "Mandate", "Matter", "Source")
_TYPES = (
    *("AFTER_HEARING", "COVERS", "DELEGATED_FROM", "HOLDS", "IN_AREA", "MEMBER_OF", "PART_OF", "SOURCED_BY"),
    "STANDS_IN_FOR",
)


@dataclass(frozen=True)
class Search:
    """What mandates are looked for: an actor's, or those that may decide a matter. Texts are ids or names."""

    actor: str | None = None
    matter: str | None = None
    area: str | None = None
    amount: float | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Mandates:
    """The mandates found as of a day, for an area where one was asked for.

    `beyond` are (matter, holders) near an actor that it may not decide.
    """

    rows: tuple[MandateRow, ...]
    on: date
    content: Map
    actor: str | None = None
    beyond: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    area: str | None = None


def find_mandates(where: Where, search: Search, *, as_of: date | None) -> Mandates:
    """Find the mandates of an actor, of a matter, or all."""
    _check(search)
    with open_store(where) as store:
        return find_mandates_in(store, search, as_of=as_of)


def find_mandates_in(store: Readable, search: Search, *, as_of: date | None) -> Mandates:
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
        return Mandates(tuple(find_for_matter(today, leaf, kind, content)), on, today, area=area)
    rows = tuple(
        row for row in find_all(today) if actor in (None, row.actor, row.stands_in_for) and kind in (None, row.kind)
    )
    beyond = tuple(find_beyond(today, actor)) if actor is not None and actor in today.nodes else ()
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
