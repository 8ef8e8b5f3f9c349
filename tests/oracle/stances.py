"""The oracle: the stance that counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from oracle.there import There

from samverkan.model import Node


def months_later(day: date, months: int) -> date:
    """The same day so many months later; of a month without it, the last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for shorter in range(4):
        try:
            return date(year, month + 1, day.day - shorter)
        except ValueError:
            continue
    raise AssertionError(day)


def on(node: Node, key: str) -> date | None:
    value = node.properties.get(key)
    assert value is None or isinstance(value, date)
    return value


@dataclass(frozen=True)
class Stances:
    """What everybody thinks of an initiative on a day."""

    there: There
    initiative: str
    supposed: Mapping[str, str] = field(default_factory=dict)  # stances other than those in the map

    @cached_property
    def _about(self) -> set[str]:
        nodes = self.there.content.nodes
        about = {r.start for r in self.there.all_relations("ABOUT") if r.end == self.initiative}
        return {p for p in about if nodes[p].label == "Position" and nodes[p].properties["kind"] == "stance"}

    @cached_property
    def _taken(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for r in self.there.all_relations("TAKES"):
            position = self.there.content.nodes[r.end]
            if r.end in self._about and on(position, "stated_on") <= self.there.day:  # type: ignore[operator]
                found.setdefault(r.start, []).append(position)
        return found

    def stated(self, actor: str) -> list[Node]:
        """The stances stated by the day, the one that counts last: the latest, of one day the one with the later id."""
        return sorted(self._taken.get(actor, []), key=lambda p: (on(p, "stated_on"), p.id))

    def counts_as(self, actor: str, position: Node) -> str:
        """A position's value, or unknown: past its review, or said by an earlier holder and not in writing."""
        stated, basis = on(position, "stated_on"), position.properties.get("basis")
        assert stated is not None
        own = basis == "own_assessment"
        usual = stated + timedelta(days=90) if own else months_later(stated, 12)
        latest = stated + timedelta(days=90) if own else months_later(stated, 24)
        if self.there.day > min(on(position, "review_by") or usual, latest):
            return "unknown"
        since = on(self.there.content.nodes[actor], "holder_since") if self.there.is_post(actor) else None
        if since is not None and stated < since <= self.there.day and basis not in ("minutes", "written"):
            return "unknown"
        return str(position.properties["value"])

    def own(self, actor: str) -> str | None:
        """What an actor has stated itself, as it counts; None where it has stated nothing."""
        stated = self.stated(actor)
        return self.counts_as(actor, stated[-1]) if stated else None

    def _over(self, post: str) -> list[str]:
        """Whose stance a post takes that has stated none, the first that has stated one: party groups, organisation."""
        groups = sorted(r.end for r in self.there.relations("MEMBER_OF") if r.start == post)
        over = [r.end for r in self.there.relations("PART_OF") if r.start == post]
        return [g for g in groups if self.there.kind(g) == "party_group"] + [
            o for o in over if self.there.kind(o) not in ("forum", "post")
        ]

    def __getitem__(self, actor: str) -> str:
        if actor in self.supposed:
            return self.supposed[actor]
        whose = [actor, *(self._over(actor) if self.there.is_post(actor) else [])]
        return next((stance for who in whose if (stance := self.own(who)) is not None), "unknown")
