"""Who must be convinced, how much each is needed and what a no would mean, and who is against outside the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from samverkan.decisions.case import Case, build_case
from samverkan.decisions.needs import can_be_met, find_actor_needs
from samverkan.domain.positions import find_stance
from samverkan.measures.convincing import Asked, describe_stance, find_answers
from samverkan.measures.sources import find_sources
from samverkan.model import Map

Values = Mapping[str, Any]
_AGAINST = ("opposes", "hesitant")


def find_convincing(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield who may meet each requirement with need and refusal, as the plan reckons; then who is against outside."""
    asked = Asked(content, day, values["initiative"])
    needs, named = _Needs(asked), set[str]()
    for row in find_answers(asked):
        named |= {i for i in (row.get("actor"), *row["voters"]) if i is not None}
        yield {**row, **needs.describe(row.get("actor"))}
    yield from _find_outside(asked.today, day, asked.initiative, named)


@dataclass(frozen=True)
class _Needs:
    asked: Asked

    def _build(self, without: tuple[str, ...] = ()) -> Case:
        asked = self.asked
        # What is needed does not hang on who asks.
        start = [next(iter(asked.today.labelled("Actor"))).id]
        return build_case(asked.content, asked.initiative, asked.day, start, without, asked.today)

    @cached_property
    def case(self) -> Case:
        return self._build()

    @cached_property
    def needs(self) -> Mapping[str, str]:
        return find_actor_needs(self.case)

    @cached_property
    def describe(self) -> Callable[[str | None], Values]:
        """How much somebody is needed, and what a no would mean; nothing of nobody."""
        return cache(self._describe)

    def _describe(self, actor: str | None) -> Values:
        if actor is None:
            return {"need": None, "if_no": None}
        need = self.needs.get(actor, "not_needed")
        if need == "heard":
            return {"need": need, "if_no": "heard"}
        stops = can_be_met(self.case) and not can_be_met(self._build((actor,)))
        if need == "not_needed" and actor in self.case.boards:
            need = "must" if stops else "one_of"
        return {"need": need, "if_no": "stops" if stops else "other_way"}


def _find_outside(today: Map, day: date, initiative: str, named: set[str]) -> Iterator[Values]:
    """Yield who has said itself that it is against or hesitates, and is asked nothing."""
    about = (n for n in today.origins(initiative, "ABOUT") if n.label == "Position")
    for actor in sorted({r.start for n in about for r in today.into(n.id, "TAKES")} - named):
        stance = find_stance(today, actor, initiative, day)
        if stance and stance.counts in _AGAINST:
            yield {
                "answers": "outside",
                "actor": actor,
                "actor_name": today.nodes[actor].name,
                "need": "not_asked",
                "voters": [],
                "stance": stance.counts,
                **describe_stance(stance, today, actor),
                **find_sources(today, [stance.position]),
            }
