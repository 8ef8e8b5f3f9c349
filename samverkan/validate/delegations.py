"""What a delegation may not do: give more than there was to give, or what may not be given at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samverkan.domain.areas import find_areas_around
from samverkan.errors import Problem
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Map, Node, Relation
from samverkan.validate.problem import to_relation_warning, to_warning


def find_delegation_doubts(content: Map, today: Map, on: date) -> Iterator[Problem]:
    """Find the delegations of the day that give more than their origin, from what has ended, or against the rules."""
    for mandate in today.labelled("Mandate"):
        for relation in content.out(mandate.id, "DELEGATED_FROM"):
            if relation.end not in today.nodes:
                yield to_relation_warning("delegated-from-ended", relation, other=relation.end, day=on)
            yield from _find_forbidden(content, relation)
            yield from _find_beyond(content, mandate, content.nodes[relation.end], on)


def _find_forbidden(content: Map, relation: Relation) -> Iterator[Problem]:
    for matter in content.targets(relation.start, "COVERS"):
        if matter.properties.get("delegable") is False:
            key = "delegation-forbidden" if content.profile == "se" else "delegation-not-allowed"
            yield to_relation_warning(key, relation, matter=matter.id)


def _find_beyond(content: Map, mandate: Node, origin: Node, on: date) -> Iterator[Problem]:
    yield from _find_beyond_limit(mandate, origin)
    yield from _find_beyond_areas(content, mandate, origin)
    yield from _find_beyond_kind(mandate, origin)
    yield from _find_beyond_matters(content, mandate, origin)
    yield from _find_beyond_time(mandate, origin, on)


def _find_beyond_limit(mandate: Node, origin: Node) -> Iterator[Problem]:
    own, given = mandate.properties.get("limit"), origin.properties.get("limit")
    if isinstance(given, (int, float)) and not (isinstance(own, (int, float)) and own <= given):
        yield to_warning("delegation-beyond-limit", mandate.id, "limit", other=origin.id, limit=given)


def _find_beyond_areas(content: Map, mandate: Node, origin: Node) -> Iterator[Problem]:
    own, given = ({r.end for r in content.out(node.id, "IN_AREA")} for node in (mandate, origin))
    if not given:
        return
    outside = sorted(area for area in own if given.isdisjoint(find_areas_around(content, area)))
    if outside or not own:
        areas = outside or sorted(given)
        key = "delegation-beyond-areas" if outside else "delegation-without-area"
        yield to_warning(key, mandate.id, "in_area", other=origin.id, areas=areas)


def _find_beyond_kind(mandate: Node, origin: Node) -> Iterator[Problem]:
    own, given = mandate.properties.get("kind"), origin.properties.get("kind")
    if own != given:
        yield to_warning(
            "delegation-beyond-kind", mandate.id, "kind", other=origin.id, kind_token=given, kind_enum="mandate_kind"
        )


def _find_beyond_matters(content: Map, mandate: Node, origin: Node) -> Iterator[Problem]:
    own, given = ({r.end for r in content.out(node.id, "COVERS")} for node in (mandate, origin))
    matters = sorted(own - given)
    if matters:
        yield to_warning("delegation-beyond-matters", mandate.id, "covers", other=origin.id, matters=matters)


def _find_beyond_time(mandate: Node, origin: Node, on: date) -> Iterator[Problem]:
    """Find a delegation written to begin before, or that lasts beyond, its origin; an ended one is told as such."""
    (own_from, own_to), (given_from, given_to) = _limits(mandate), _limits(origin)
    if ALWAYS_FROM < own_from < given_from <= on:
        yield to_warning("delegation-before-origin", mandate.id, "valid_from", other=origin.id, day=given_from)
    if own_to > given_to and on < given_to:
        yield to_warning("delegation-beyond-time", mandate.id, "valid_to", other=origin.id, day=given_to)


def _limits(node: Node) -> tuple[date, date]:
    start, end = node.properties.get("valid_from", ALWAYS_FROM), node.properties.get("valid_to", ALWAYS_TO)
    assert isinstance(start, date) and isinstance(end, date)
    return start, end
