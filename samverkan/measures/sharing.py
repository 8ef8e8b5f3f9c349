"""Who shares what on which basis, and what is offered that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from samverkan.domain.areas import build_area_test
from samverkan.measures.sources import find_sources
from samverkan.model import ALWAYS_TO, Map, Node

Values = Mapping[str, Any]
_SOON = timedelta(days=365)


def find_shared(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield each resource with each agreement that covers it, ended ones too; one row where none does."""
    today = content.on(day)
    for resource in today.labelled("Resource"):
        offering, using = ([r.start for r in today.into(resource.id, kind)] for kind in ("OFFERS", "USES"))
        if values["actor"] in ("", *offering, *using):
            agreements = [n for n in content.origins(resource.id, "COVERS") if n.label == "Agreement"]
            for agreement in agreements or (None,):
                row = _to_agreement(content, day, agreement)
                shared = {"offered_by": offering, "used_by": using}
                ids = [resource.id, agreement.id if agreement else None]
                yield _to_resource(resource) | shared | row | find_sources(content, ids)


def _to_resource(resource: Node) -> dict[str, Any]:
    properties = ("kind", "legal_basis", "secrecy")
    return {
        "resource": resource.id,
        "resource_name": resource.name,
        **{name: resource.text(name) for name in properties},
    }


def _to_agreement(content: Map, day: date, agreement: Node | None) -> dict[str, Any]:
    if agreement is None:
        return {"state": "none", "parties": []}
    end = agreement.properties.get("valid_to", ALWAYS_TO)
    assert isinstance(end, date)
    return {
        "agreement": agreement.id,
        "agreement_name": agreement.name,
        "parties": [r.start for r in content.into(agreement.id, "PARTY_TO")],
        "binding": agreement.properties.get("binding"),
        "valid_to": end,
        "state": "ended" if end <= day else "ending" if end - day <= _SOON else "in_force",
        "ended": end <= day,
    }


def find_unused(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield the resources that somebody offers and nobody uses."""
    today = content.on(day)
    lies_in = build_area_test(today, values["area"])
    for resource in today.labelled("Resource"):
        offering = [r.start for r in today.into(resource.id, "OFFERS")]
        if offering and not today.into(resource.id, "USES") and lies_in(resource.id):
            row = _to_resource(resource)
            del row["secrecy"]
            yield row | {
                "offered_by": offering,
                "areas": [r.end for r in today.out(resource.id, "IN_AREA")],
                "needed_by": [r.start for r in today.into(resource.id, "NEEDS")],
                **find_sources(today, [resource.id]),
            }
