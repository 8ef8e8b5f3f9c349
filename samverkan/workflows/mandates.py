"""Who may decide what: the mandates that hold on a day, with the chain that each was delegated through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from samverkan.domain.authority import Leaf
from samverkan.domain.reads import Follow, Pick, Read
from samverkan.errors import UsageError
from samverkan.measures.mandates import MandateRow, find_all, find_beyond, find_for_matter
from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.workflows.find_node import find_day, find_known, find_node
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
    one = search.actor or search.matter
    content = _read_about(store, search) if one and store.rows_fetched is not None else None
    content = content or store.read_part(_LABELS, _TYPES)
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


def build_reads(ids: Sequence[str]) -> tuple[Read, ...]:
    """Declare what tells the mandates of an actor or over a matter: theirs, their organisation's, and who answers."""
    return (
        Pick(tuple(ids), "it"),
        Follow(("it",), ("STANDS_IN_FOR",), "whom", depth=None),
        Follow(("it",), ("PART_OF",), "wholes", depth=None),
        Follow(("it", "wholes"), ("PART_OF",), "around", inward=True),
        Follow(("it", "whom", "wholes", "around"), ("HOLDS",), "mandates"),
        Follow(("it",), ("COVERS",), "mandates", inward=True),
        Follow(("mandates",), ("DELEGATED_FROM",), "mandates", depth=None),
        Follow(("mandates",), ("COVERS", "IN_AREA", "AFTER_HEARING", "SOURCED_BY"), "told"),
        Follow(("told",), ("PART_OF",), depth=None),
        Follow(("mandates",), ("HOLDS",), "holders", inward=True),
        Follow(("holders", "told"), ("MEMBER_OF",), "members", inward=True),
        Follow(("holders", "told", "members"), ("STANDS_IN_FOR",), "stand-ins", inward=True),
        Follow(("holders", "told", "members", "stand-ins"), ("PART_OF", "MEMBER_OF", "STANDS_IN_FOR")),
    )


def _read_about(store: Readable, search: Search) -> Map | None:
    """Return what a server needs to send for one actor or matter; nothing where a text is no id there."""
    ids = [text for text in (search.actor, search.matter, search.area) if text is not None]
    content = store.read(build_reads(ids))
    if not {*ids} <= content.nodes.keys():
        names = store.read_names(("Actor", "Matter", "Area"))
        try:
            ids = [find_node(names, text, ("Actor", "Matter", "Area")).id for text in ids]
        except UsageError:
            return None
        content = store.read(build_reads(ids))
    return content


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
        raise UsageError("unknown-kind", text=text, choices=schema.speak_tokens("mandate_kind"))
    return token
