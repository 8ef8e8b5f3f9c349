"""Who gives an issue which priority, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.domain.areas import build_area_test
from samverkan.domain.positions import find_position, find_restricted_takers, is_stale, tell_value
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]


def find_priorities(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield for each issue who is involved or has given it a priority; a row without an actor where nobody is."""
    today = content.on(day)
    lies_in = build_area_test(today, values["area"])
    for issue in today.labelled("Issue"):
        if values["issue"] in ("", issue.id) and lies_in(issue.id):
            actors = _find_actors(today, issue.id)
            yield from (_to_row(today, day, issue, actor) for actor in actors)
            if not actors:
                yield {"issue": issue.id, "issue_name": issue.name, "roles": [], **find_sources(today)}


def _find_actors(today: Map, issue: str) -> list[str]:
    about = (n for n in today.origins(issue, "ABOUT") if n.properties.get("kind") == "priority")
    spoken = {r.start for n in about for r in today.into(n.id, "TAKES")}
    spoken |= find_restricted_takers(today, issue, "priority")
    return sorted(spoken | {r.start for r in today.into(issue, "INVOLVED_IN")})


def _to_row(today: Map, day: date, issue: Node, actor: str) -> Values:
    position = find_position(today, actor, issue.id, "priority", day)
    stale = position is not None and is_stale(today.nodes[actor], position, day)
    properties = position.properties if position else {}
    value = properties.get("value")
    return {
        "issue": issue.id,
        "issue_name": issue.name,
        "actor": actor,
        "actor_name": today.nodes[actor].name,
        "roles": [r.properties.get("role") for r in today.out(actor, "INVOLVED_IN") if r.end == issue.id],
        "priority": tell_value(today, actor, issue.id, "priority", day),
        "past_review": value if stale else None,
        "stated_on": properties.get("stated_on"),
        "review_by": properties.get("review_by"),
        "basis": properties.get("basis"),
        "position": position.id if position else None,
        **find_sources(today, [position.id if position else None]),
    }
