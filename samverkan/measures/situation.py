"""What an actor has on its table on a day: what lands on it, what it owes, what soon ends or must be asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from samverkan.domain.feedback import is_owed
from samverkan.domain.positions import find_review_by
from samverkan.model import ALWAYS_TO, Map, Node, Relation

AHEAD = timedelta(days=365)  # agreements that end within a year are told of
SOON = timedelta(days=90)  # positions to be reviewed within a quarter are told of
_LATEST = 30


@dataclass(frozen=True)
class Table:
    """What lies on the table; `us` are the actor and everything it is part of.

    `today` is the map on the day, `whole` the map at any time (agreements that have ended are told of).
    """

    today: Map
    whole: Map
    on: date
    us: tuple[str, ...]

    def roles(self, issue: str, role: str) -> list[Relation]:
        """Return who has a role in an issue."""
        return [r for r in self.today.into(issue, "INVOLVED_IN") if r.properties.get("role") == role]

    @cached_property
    def landed(self) -> tuple[Node, ...]:
        """The issues that we receive and do not own, those that nobody owns first."""
        found = {
            r.end for us in self.us for r in self.today.out(us, "INVOLVED_IN") if r.properties.get("role") == "receiver"
        }
        nodes = [self.today.nodes[i] for i in found if self.today.nodes[i].label == "Issue"]
        others = [n for n in nodes if not any(r.start in self.us for r in self.roles(n.id, "owner"))]
        return tuple(sorted(others, key=lambda n: (bool(self.roles(n.id, "owner")), n.name, n.id)))

    @cached_property
    def feedback(self) -> tuple[Node, ...]:
        """The contacts that somebody is still owed an answer after, the longest overdue first."""
        taken = {n.id: n for us in self.us for n in self.today.targets(us, "TOOK_PART_IN")}
        owed = [n for n in taken.values() if is_owed(n, self.on)]
        return tuple(sorted(owed, key=lambda n: (str(n.properties["feedback_due"]), n.id)))

    @cached_property
    def agreements(self) -> tuple[Node, ...]:
        """The agreements we are party to that have ended or end within a year, the first to end first."""
        taken = {n.id: n for us in self.us for n in self.whole.targets(us, "PARTY_TO")}
        ending = [n for n in taken.values() if self.on - AHEAD <= find_end(n) <= self.on + AHEAD]
        return tuple(sorted(ending, key=lambda n: (find_end(n), n.id)))

    @cached_property
    def positions(self) -> tuple[Node, ...]:
        """The latest positions on what concerns us that are past review or soon will be, the oldest first."""
        latest: dict[tuple[str, str, str], Node] = {}
        for node in self.today.labelled("Position"):
            key = self._key_of(node)
            if key is not None and (key not in latest or _order_of(node) > _order_of(latest[key])):
                latest[key] = node
        due = [n for n in latest.values() if find_review_by(n) <= self.on + SOON]
        return tuple(sorted(due, key=lambda n: (find_review_by(n), n.id))[:_LATEST])

    def _key_of(self, position: Node) -> tuple[str, str, str] | None:
        """Return who stated what kind of thing on what, where that can still change: a closed initiative cannot."""
        stated = position.properties.get("stated_on")
        takers = self.today.into(position.id, "TAKES")
        subjects = self.today.targets(position.id, "ABOUT")
        if not takers or not subjects or not isinstance(stated, date) or stated > self.on:
            return None
        if subjects[0].properties.get("status") in ("done", "rejected"):
            return None
        return takers[0].start, subjects[0].id, str(position.properties.get("kind"))


def find_end(agreement: Node) -> date:
    """Return the day an agreement ends; the last day that there is where nobody wrote it."""
    end = agreement.properties.get("valid_to", ALWAYS_TO)
    return end if isinstance(end, date) else ALWAYS_TO


def _order_of(position: Node) -> tuple[str, str]:
    return str(position.properties.get("stated_on")), position.id
