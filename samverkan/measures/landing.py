"""What lands on us though we do not own it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.domain.areas import build_area_test
from samverkan.domain.organisations import find_wholes
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Relation

Values = Mapping[str, Any]


def find_landed(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield the issues that we, or what we are part of, receive and do not own: a row an owner, one where none is."""
    today, us = content.on(day), values["us"]
    if us not in today.nodes:
        return
    ours = set(find_wholes(today, us))
    lies_in = build_area_test(today, values["area"])
    received: dict[str, list[Relation]] = {}
    for relation in (r for actor in sorted(ours) for r in _find_roles(today.out(actor, "INVOLVED_IN"), "receiver")):
        received.setdefault(relation.end, []).append(relation)
    for issue, receiving in received.items():
        owning = _find_roles(today.into(issue, "INVOLVED_IN"), "owner")
        if today.nodes[issue].label == "Issue" and lies_in(issue) and not any(r.start in ours for r in owning):
            yield from (_to_row(today, issue, receiving, owner) for owner in owning or (None,))


def _find_roles(relations: Sequence[Relation], role: str) -> list[Relation]:
    return [r for r in relations if r.properties.get("role") == role]


def _to_row(today: Map, issue: str, receiving: Sequence[Relation], owner: Relation | None) -> Values:
    node = today.nodes[issue]
    since = [day for r in receiving if isinstance(day := r.properties.get("valid_from"), date)]
    return {
        "issue": issue,
        "issue_name": node.name,
        "domain": node.properties.get("domain"),
        "owned": "elsewhere" if owner else "by_nobody",
        "lands_on": [r.start for r in receiving],
        "owner": owner.start if owner else None,
        "owner_name": today.nodes[owner.start].name if owner else None,
        "areas": [r.end for r in today.out(issue, "IN_AREA")],
        "since": min(since, default=None),
        **find_sources(today, [issue], [*receiving, *([owner] if owner else [])]),
    }
