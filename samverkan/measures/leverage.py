"""Who has leverage over somebody's behaviour, over at most three links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.errors import UsageError
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Relation

Values = Mapping[str, Any]
_MOST_LINKS = 3


def find_leverage(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield each chain of leverage that ends in an actor or group (else in anybody), by its first link.

    A group of a special category cannot be picked out: that is a UsageError.
    """
    today = content.on(day)
    wanted = {values["actor"], values["affected"]} - {""}
    for group in (today.nodes.get(i) for i in wanted):
        if group and group.properties.get("special_category") is True:
            raise UsageError("questions.special-group", name=group.name)
    ends = {r.end for r in today.relations if r.type == "HAS_LEVERAGE_OVER"}
    for target in sorted(ends & wanted if wanted else ends):
        for chain in _find_chains(today, (), target):
            yield _to_row(today, chain, target)


def _find_chains(today: Map, after: tuple[Relation, ...], goal: str) -> Iterator[tuple[Relation, ...]]:
    """Yield the chains that lead to a goal before some links that do; nobody stands in a chain twice."""
    passed = {goal, *(r.end for r in after)}
    for link in today.into(goal, "HAS_LEVERAGE_OVER"):
        if link.start not in passed:
            chain = (link, *after)
            yield chain
            if len(chain) < _MOST_LINKS:
                yield from _find_chains(today, chain, link.start)


def _to_row(today: Map, chain: tuple[Relation, ...], target: str) -> Values:
    first = chain[0]
    return {
        "steps": len(chain),
        "actor": first.start,
        "actor_name": today.nodes[first.start].name,
        "instrument": first.properties.get("instrument"),
        "sanction": first.properties.get("sanction"),
        "over": first.end,
        "over_name": today.nodes[first.end].name,
        "target": target,
        "target_name": today.nodes[target].name,
        **find_sources(today, (), chain),
    }
