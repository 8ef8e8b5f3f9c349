"""Whom we have not met: actors in an area or an issue whom none of us has met, or not since a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from samverkan.domain.areas import build_area_test
from samverkan.domain.issues import find_initiatives
from samverkan.domain.organisations import find_organisation, find_parts, find_wholes, is_forum, is_post
from samverkan.measures.sentences import Sentence
from samverkan.measures.sources import find_sources
from samverkan.model import Map, Node

Values = Mapping[str, Any]
# A letter is no meeting.
CONVERSATIONS = ("meeting", "call", "visit", "dialogue")


def find_unmet(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield who is in an area or an issue (else in the map) and whom none of us has met, or not since a day."""
    round_ = Round(content.on(day), content.us)
    since = values["since"] or None
    for actor in round_.find_actors(values["area"], values["issue"]):
        last = round_.find_last(actor.id)
        held = last.properties["date"] if last else None
        if held is None or (since is not None and held < since):
            yield _to_row(round_, actor, last, values["issue"])


@dataclass(frozen=True)
class Round:
    """Everybody in a map on a day, and whom of them we have met."""

    today: Map
    us: tuple[str, ...]

    @cached_property
    def ours(self) -> frozenset[str]:
        """We ourselves, and everything that we are part of."""
        return frozenset(
            whole for actor in self.us if actor in self.today.nodes for whole in find_wholes(self.today, actor)
        )

    @cached_property
    def last_met(self) -> Mapping[str, Node]:
        """The latest conversation with one of us that each actor took part in."""
        found: dict[str, Node] = {}
        for node in self.today.labelled("Interaction"):
            present = [r.start for r in self.today.into(node.id, "TOOK_PART_IN")]
            if node.properties.get("kind") in CONVERSATIONS and not set(self.us).isdisjoint(present):
                for actor in present:
                    if actor not in found or _order_of(found[actor]) < _order_of(node):
                        found[actor] = node
        return found

    def find_last(self, actor: str) -> Node | None:
        """Find the latest conversation with an actor; who met somebody of an organisation has met it."""
        met = (self.last_met[part] for part in find_parts(self.today, actor) if part in self.last_met)
        return max(met, key=_order_of, default=None)

    def find_actors(self, area: str, issue: str) -> list[Node]:
        """Find who belongs to an area and is in an issue, where these are given; no forum, and none of ours."""
        lies_in = build_area_test(self.today, area)
        involved = self._find_involved(issue) if issue else None
        return [
            actor
            for actor in self.today.labelled("Actor")
            if not is_forum(actor) and actor.id not in self.ours and lies_in(actor.id)
            if involved is None or actor.id in involved
        ]

    def _find_involved(self, issue: str) -> set[str]:
        things = (issue, *find_initiatives(self.today, issue))
        return {r.start for thing in things for r in self.today.into(thing, "INVOLVED_IN")}


def _order_of(contact: Node) -> tuple[date, str]:
    held = contact.properties.get("date")
    return held if isinstance(held, date) else date.min, contact.id


def _to_row(round_: Round, actor: Node, last: Node | None, issue: str) -> Values:
    today = round_.today
    organisation = find_organisation(today, actor.id) if is_post(actor) else None
    roles = today.out(actor.id, "INVOLVED_IN")
    return {
        "state": "before" if last else "never",
        "last_met": last.properties["date"] if last else None,
        "at": last.id if last else None,
        "actor": actor.id,
        "actor_name": actor.name,
        "kind": actor.properties.get("kind"),
        "organisation": organisation if organisation != actor.id else None,
        "roles": [str(r.properties["role"]) for r in roles if "role" in r.properties and issue in ("", r.end)],
        "issues": [r.end for r in roles if today.nodes[r.end].label == "Issue"],
        "known_by": [i for i in sorted(_find_tied(today, actor.id)) if i in round_.us or i in round_.last_met],
        **find_sources(today, [actor.id]),
    }


def _find_tied(today: Map, actor: str) -> set[str]:
    return {r.end for r in today.out(actor, "TIE")} | {r.start for r in today.into(actor, "TIE")}


def judge_unmet(rows: Sequence[Values]) -> Iterator[Sentence]:
    """Say how many were never met, and how many not since the day."""
    never = sum(row["state"] == "never" for row in rows)
    if rows:
        yield Sentence("unmet-since" if never < len(rows) else "unmet", {"before": len(rows) - never}, never)
