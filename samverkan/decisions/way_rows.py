"""The ways to get an initiative through, cheapest first: whom each asks, where they stand, what would help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.decisions.answer import Answer, Plan
from samverkan.decisions.deadline import set_deadline
from samverkan.decisions.earlier import Earlier
from samverkan.decisions.effort import build_settings, find_reach
from samverkan.decisions.horizon import Horizon
from samverkan.decisions.near import answer_at_hand
from samverkan.decisions.plan import build_answer
from samverkan.decisions.reads import find_plan_reads
from samverkan.domain.positions import OWN_ASSESSMENT, RESTRICTED, tell_stance
from samverkan.domain.reads import Read
from samverkan.domain.requirements import find_root
from samverkan.measures.sentences import Sentence
from samverkan.model import Map

Values = Mapping[str, Any]
_MOST = 10
_SECONDS = 20
_AGAINST = {"against": "opposes", "hesitant": "hesitant", "unknown": "unknown", "restricted": RESTRICTED}


def find_way_reads(day: date, values: Values, within: int | None = None) -> Sequence[Read]:
    """Declare what the plans of an initiative rest on; `within` an effort of us and the deciders, or all that is."""
    return find_plan_reads(values["initiative"], (), on=day, reach=find_reach(build_settings()), within=within)


def find_ways(
    content: Map,
    day: date,
    values: Values,
    horizon: Horizon | None = None,
    seconds: float | None = _SECONDS,
    earlier: Earlier | None = None,
) -> Iterator[Values]:
    """Yield the ten ways that ask least, as the plan reckons; none without requirements or anybody to start from.

    With a `horizon` the map holds no contacts beyond it, and the ways are no worse than what smaller parts of it showed
    `earlier`; else a large one is answered from what is near, as a plan is.
    """
    today, initiative = content.on(day), values["initiative"]
    start = [actor for actor in content.us if actor in today.nodes]
    if not start or find_root(content, initiative) is None:
        return
    earlier = earlier or Earlier()

    def answer(part: Map, horizon: Horizon | None, left: float | None) -> Answer:
        given: dict[str, Any] = {"on": day, "start": start, "seconds": left, "horizon": horizon, "earlier": earlier}
        return build_answer(part, initiative, alternatives=_MOST - 1, **given)

    def find_reads(radius: int) -> Sequence[Read]:
        return find_way_reads(day, values, radius)

    if horizon is None:
        deadline = set_deadline(seconds)
        told = answer_at_hand(content, find_reads, answer, seconds=seconds, deadline=deadline)
    else:
        told = answer(content, horizon, seconds)
    for number, plan in enumerate([*([told.plan] if told.plan else []), *told.alternatives], 1):
        yield _to_row(today, day, told.initiative, number, plan) | {"all_tried": told.alternatives_complete}


def _to_row(today: Map, day: date, initiative: str, number: int, plan: Plan) -> dict[str, Any]:
    binding = [step for step in plan.steps if not step.is_only_heard and step.asks]
    stances = {step.actor: tell_stance(today, step.actor, initiative, day) for step in binding}
    sources = {i for step in plan.steps for i in step.sources}
    days = [dated for i in sources if isinstance(dated := today.nodes[i].properties.get("date"), date)]
    own = [step for step in binding if step.position and step.position.basis == OWN_ASSESSMENT]
    return {
        "way": number,
        "effort": plan.effort,
        "proven": plan.proven,
        "asked": list(plan.convince),
        "yes_needed": len(plan.convince),
        "heard": [step.actor for step in plan.steps if step.is_only_heard and step.asks],
        **{name: [a for a, stance in stances.items() if stance == said] for name, said in _AGAINST.items()},
        "above": any(ask.above for step in binding for ask in step.asks),
        "find_holder_of": [end.removeprefix("?") for _, end, _, kind in plan.contacts if kind == "unknown_authority"],
        "would_help": [step.would_help for step in binding if step.would_help],
        "basis": OWN_ASSESSMENT if own else None,
        "sources": sorted(sources),
        "newest_source": max(days, default=None),
    }


def judge_ways(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say how many yes the cheapest way takes, and whether there may be other ways that there was no time to find."""
    first = min(rows, key=lambda row: row["way"])
    yield Sentence("ways" if first["proven"] else "ways-found", {"effort": first["effort"]}, first["yes_needed"])
    if not all(row["all_tried"] and (row["proven"] or row is first) for row in rows):
        yield Sentence("ways-open")
