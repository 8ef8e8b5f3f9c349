"""Who decides on a matter, and what an actor has to guard and to decide: the rows of two questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.domain.authority import Leaf, find_chain
from samverkan.domain.organisations import find_wholes
from samverkan.measures.mandates import MandateRow, find_beyond, find_for_matter
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]


def find_deciders(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield who decides on a matter, the lowest level of each kind of mandate marked; one row without any if nobody.

    Without an area those that hold in some areas only are told too, none of them as the lowest.
    """
    matter, area, kind = values["matter"], values["area"] or None, values["kind"] or None
    asked = Leaf("", "", matter, area, values["amount"] or None)
    today = content.on(day)
    found = list(find_for_matter(today, asked, kind, content))
    for row in found:
        meeting = {other.mandate for other in found if other.kind == row.kind}
        yield _to_decider(today, row, meeting)
    if not found:
        nothing: Values = {name: [] for name in ("delegated_from", "above", "areas", "after_hearing")}
        basis = today.nodes[matter].text("legal_basis")
        yield {**nothing, "matter": matter, "kind": kind, "legal_basis": basis, **find_sources(today, ())}


def _to_decider(today: Map, row: MandateRow, meeting: set[str]) -> Values:
    chain = find_chain(today, row.mandate)[1:]
    above = chain[: next((place for place, m in enumerate(chain) if m not in meeting), len(chain))]
    return {
        "matter": row.matter,
        "kind": row.kind,
        "lowest": row.ordinary,
        "actor": row.actor,
        "actor_name": row.actor_name,
        "mandate": row.mandate,
        "delegated_from": [r.end for r in today.out(row.mandate, "DELEGATED_FROM")],
        "above": [r.start for m in above for r in today.into(m, "HOLDS")],
        "areas": [r.end for r in today.out(row.mandate, "IN_AREA")],
        "amount_limit": row.limit,
        "legal_basis": row.legal_basis,
        "conditions": row.conditions,
        "after_hearing": list(row.after_hearing),
        "jointly": row.jointly,
        "stands_in_for": row.stands_in_for,
        "vacant": row.vacant,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        **find_sources(today, [row.mandate]),
    }


def find_powers(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield the core mandates, the mandates, and what may not be decided, of an actor."""
    today, actor = content.on(day), values["actor"]
    if actor not in today.nodes:
        return
    yield from _core_rows(today, actor)
    yield from (_mandate_row(today, actor, mandate) for mandate in today.targets(actor, "HOLDS"))
    for matter, holders in find_beyond(today, actor):
        yield _beyond_row(today, matter, holders)


def _core_rows(today: Map, actor: str) -> Iterator[Values]:
    owners: dict[str, list[str]] = {}
    for whole in find_wholes(today, actor):
        for core in today.out(whole, "HAS_CORE_MANDATE"):
            owners.setdefault(core.end, []).append(whole)
    for core_id, held_by in owners.items():
        node = today.nodes[core_id]
        yield _thing(today, node, "core_mandate") | {"held_by": held_by, "legal_basis": node.text("legal_basis")}
    if not owners:
        yield {"about": "core_mandate", "held_by": [], **find_sources(today, ())}


def _mandate_row(today: Map, actor: str, mandate: Node) -> Values:
    return _thing(today, mandate, "mandate") | {
        "kind": mandate.properties.get("kind"),
        "held_by": [actor],
        "subjects": [r.end for r in today.out(mandate.id, "COVERS")],
        "areas": [r.end for r in today.out(mandate.id, "IN_AREA")],
        "amount_limit": mandate.properties.get("limit"),
        "legal_basis": mandate.text("legal_basis"),
        "valid_to": mandate.properties.get("valid_to"),
    }


def _beyond_row(today: Map, matter: str, holders: tuple[str, ...]) -> Values:
    mandates = [
        m.id
        for m in today.origins(matter, "COVERS")
        if m.properties.get("kind") == "decide" and any(r.start in holders for r in today.into(m.id, "HOLDS"))
    ]
    return {
        **_thing(today, today.nodes[matter], "may_not"),
        "kind": "decide",
        "held_by": list(holders),
        "subjects": [matter],
        "areas": [r.end for m in mandates for r in today.out(m, "IN_AREA")],
        "legal_basis": today.nodes[matter].text("legal_basis"),
        **find_sources(today, mandates),
    }


def _thing(today: Map, node: Node, about: str) -> dict[str, Any]:
    return {"about": about, "thing": node.id, "thing_name": node.text("name"), **find_sources(today, [node.id])}
