"""What a page of interventions shows: measures in the order of time, what each led to, and what came of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from samverkan.measures.foresight import Precedent, find_precedents
from samverkan.measures.timeline import Span, find_span
from samverkan.model import Map, Node
from samverkan.views.diagram import Card
from samverkan.views.request import Request
from samverkan.views.speech import Speech

_OPEN = ("idea", "proposed", "decided", "under_way")


@dataclass(frozen=True)
class Chain:
    """The measures that a page shows, in order; `title` names their family or issue, `first` is the first one's number.

    `whole` are those of the page where these are a part of them. `drawn` keeps the cards that were built, by id, width
    and how much they go without.
    """

    request: Request
    say: Speech
    title: str
    measures: tuple[Node, ...]
    first: int = 1
    whole: tuple[Node, ...] = ()
    drawn: dict[tuple[str, float, int], Card] = field(default_factory=dict, compare=False)

    @property
    def content(self) -> Map:
        """The map on the day."""
        return self.request.content

    @cached_property
    def effects(self) -> Mapping[str, list[Node]]:
        """What each measure leads to; what several lead to stands with the first of them."""
        taken: set[str] = set()
        found: dict[str, list[Node]] = {}
        for measure in self.measures:
            new = [e for e in self.content.targets(measure.id, "LEADS_TO") if e.id not in taken]
            taken |= {e.id for e in new}
            found[measure.id] = new
        return found

    def intended(self, measure: str) -> list[Node]:
        """Return the effects that were wanted."""
        return [e for e in self.effects[measure] if e.properties.get("intended") is True]

    def side(self, measure: str) -> list[Node]:
        """Return the effects that were not, or of which nobody has said so."""
        return [e for e in self.effects[measure] if e.properties.get("intended") is not True]

    def new_issues(self, measure: str) -> list[Node]:
        """Return the issues that the effects placed with a measure became."""
        found = {n.id: n for e in self.effects[measure] for n in self._issues_after(e.id)}
        return [found[i] for i in sorted(found) if self._first_with(i) == measure]

    def has_become(self, issue: str) -> bool:
        """Tell whether an effect of the page that led to an issue has been seen: it is no longer only feared."""
        found = [e for m in self.whole or self.measures for e in self.content.targets(m.id, "LEADS_TO")]
        effects = [e for e in found if issue in self._ids_after(e.id)]
        return any(e.properties.get("observed") is True for e in effects)

    def _first_with(self, issue: str) -> str:
        return next(m.id for m in self.measures if any(issue in self._ids_after(e.id) for e in self.effects[m.id]))

    def _ids_after(self, effect: str) -> set[str]:
        return {n.id for n in self._issues_after(effect)}

    def _issues_after(self, effect: str) -> list[Node]:
        """Find the issues that an effect leads to, also through other effects."""
        seen, ahead, issues = {effect}, [effect], []
        for node in ahead:
            for other in self.content.targets(node, "LEADS_TO"):
                if other.id not in seen:
                    seen.add(other.id)
                    ahead.append(other.id)
                    issues += [other] if other.label == "Issue" else []
        return issues

    def say_when(self, measure: Node, *, months: bool = False) -> str:
        """Say when a measure went on, by its days or, where there is little room, its months."""
        span: Span = find_span(measure)
        size = 7 if months else 10
        if not span.is_dated:
            return self.say("undated")
        if span.start is None:
            return self.say("when-ended", date=span.first.isoformat()[:size])
        if span.end is None:
            return self.say("when-since", date=span.start.isoformat()[:size])
        return self.say("when-both", start=span.start.isoformat()[:size], end=span.end.isoformat()[:size])

    @cached_property
    def precedents(self) -> tuple[Precedent, ...]:
        """What was tried before that is like a measure that is still open, beside what the page shows."""
        found: dict[str, Precedent] = {}
        shown = {m.id for m in self.measures}
        for measure in self.measures:
            if measure.text("status") in _OPEN:
                for one in find_precedents(self.request.whole, measure.id, self.request.on):
                    if one.initiative not in shown:
                        found.setdefault(one.initiative, one)
        return tuple(found.values())
