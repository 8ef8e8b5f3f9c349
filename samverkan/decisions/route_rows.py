"""The best ways to reach somebody, as rows of a question: a row a contact, the best way first, and a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.decisions.effort import build_settings
from samverkan.decisions.route_reads import find_enough
from samverkan.decisions.routes import RouteStep, find_routes
from samverkan.domain.reads import Read
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map

Values = Mapping[str, Any]


def find_contact_reads(day: date, values: Values) -> Sequence[Read]:
    """Declare what lies around both ends, as far as the three best ways may lead."""
    ends = (values["us"], values["actor"]) if values["us"] else (values["actor"],)
    return find_enough(ends, day, build_settings())


def find_contact_route(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield the three best ways from us, or from one, to an actor, a row a contact; one of them may be cold."""
    today, goal = content.on(day), values["actor"]
    start = [values["us"]] if values["us"] else list(content.us)
    start = [actor for actor in start if actor in today.nodes]
    if not start or goal not in today.nodes or goal in start:
        return
    for number, route in enumerate(find_routes(content, start, goal, on=day, settings=build_settings()), 1):
        for place, step in enumerate(route.steps, 1):
            yield {"way": number, "effort": route.effort, "cold": route.cold, "step": place, **_to_step(today, step)}


def _to_step(today: Map, step: RouteStep) -> Values:
    ties = [r for one, other in ((step.start, step.end), (step.end, step.start)) for r in today.out(one, "TIE")]
    between = [r for r in ties if {r.start, r.end} == {step.start, step.end}] if step.kind == "tie" else []
    return {
        "from_actor": step.start,
        "from_actor_name": today.nodes[step.start].name,
        "to_actor": step.end,
        "to_actor_name": today.nodes[step.end].name,
        "step_effort": step.effort,
        "kind": step.kind,
        "through": step.through if step.through in today.nodes else None,
        "strength": step.strength,
        "basis": step.basis or ("unknown" if step.kind == "tie" else None),
        "last_contact": step.last_contact,
        "hangs_on_person": step.hangs_on_person,
        **find_sources(today, (), between),
    }


def judge_route(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say through whom the best way goes; that you know nobody only where nobody leads there at all."""
    ways: dict[int, list[Values]] = {}
    for row in sorted(rows, key=lambda row: (row["way"], row["step"])):
        ways.setdefault(row["way"], []).append(row)
    people = next((way for way in ways.values() if not way[0]["cold"]), None)
    if people is None:
        yield Sentence("route-nobody")
        return
    best = next(iter(ways.values()))
    names = tuple(row["to_actor_name"] for row in people[:-1]) or (people[0]["to_actor_name"],)
    if best[0]["cold"]:
        yield Sentence("route-cold", {"names": names, "more": people[0]["effort"] - best[0]["effort"]})
    else:
        yield Sentence("route-through" if len(people) > 1 else "route-direct", {"names": names})
