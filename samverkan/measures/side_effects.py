"""What follows that was not meant: of an initiative itself, and as it was seen of those that are like it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.measures.foresight import Precedent, SeenEffect, find_alike, find_marks, find_precedents
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]


def find_side_effects(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield the side effects of an initiative, expected or seen, with those like it of which any was seen."""
    today = content.on(day)
    for initiative in today.labelled("Initiative"):
        effects = [n for n in today.targets(initiative.id, "LEADS_TO") if _is_side_effect(n)]
        if effects and values["initiative"] in ("", initiative.id):
            precedents = [p.initiative for p in find_precedents(today, initiative.id, day) if p.effects]
            for effect in effects:
                yield _to_row(today, initiative, effect) | {"precedents": precedents}


def _is_side_effect(node: Node) -> bool:
    return node.label == "Effect" and node.properties.get("intended") is not True


def _to_row(today: Map, initiative: Node, effect: Node) -> dict[str, Any]:
    return {
        "initiative": initiative.id,
        "initiative_name": initiative.name,
        **_describe(today, effect),
        "expected": effect.properties.get("expected"),
        "observed": effect.properties.get("observed"),
        "new_issues": [n.id for n in today.targets(effect.id, "LEADS_TO") if n.label == "Issue"],
    }


def _describe(today: Map, effect: Node) -> dict[str, Any]:
    return {
        "effect": effect.id,
        "effect_name": effect.name,
        "severity": effect.text("severity"),
        "direction": effect.text("direction"),
        "observed_on": effect.properties.get("observed_on"),
        "lag_days": effect.properties.get("lag_days"),
        "affects": [r.end for r in today.out(effect.id, "AFFECTS")],
        "mitigated_by": [r.start for r in today.into(effect.id, "MITIGATES")],
        **find_sources(today, [effect.id]),
    }


def find_foreseen(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield what was seen to follow what is like an initiative, or like one that is described; one row if nothing was.

    An initiative is like another by its family, an issue, a cause, a matter or an affected group.
    """
    today = content.on(day)
    for precedent in find_alike(today, _read_marks(today, values), day, without=values["initiative"]):
        for effect in precedent.effects or (None,):
            yield _to_foreseen(today, precedent, effect)


def _read_marks(today: Map, values: Values) -> dict[str, Collection[str]]:
    """Return by what something is alike: what an initiative is about, and what was given beside it."""
    own = find_marks(today, values["initiative"]) if values["initiative"] in today.nodes else {}
    given = {name: {values[name]} - {""} for name in ("family", "issue", "cause", "matter")}
    return {name: own.get(name, set()) | given.get(name, set()) for name in {*own, *given}}


def _to_foreseen(today: Map, precedent: Precedent, effect: SeenEffect | None) -> Values:
    nothing: Values = {"affects": [], "mitigated_by": [], **find_sources(today, [precedent.initiative])}
    return {
        "counts_as": "precedent",
        "initiative": precedent.initiative,
        "initiative_name": precedent.name,
        "status": precedent.status,
        "shares": list(precedent.shares),
        **(_describe(today, today.nodes[effect.id]) if effect else nothing),
        "outcome": precedent.outcome,
        "lesson": precedent.lesson,
    }
