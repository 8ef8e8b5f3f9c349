"""What a page of readiness shows: standings by issue and actor, and the words to say them in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from samverkan.measures.conditions import Conditions, Mark, Standing
from samverkan.model import Node
from samverkan.views.request import Request
from samverkan.views.short_names import ShortNames
from samverkan.views.speech import Speech

STATES = ("yes", "partly", "no", "unknown")


@dataclass(frozen=True)
class Readiness:
    """The standings that a page shows; the issues with most gaps come first."""

    request: Request
    say: Speech
    conditions: Conditions
    standings: tuple[Standing, ...]
    short: ShortNames

    @property
    def names(self) -> tuple[str, ...]:
        """The conditions that are shown."""
        return self.conditions.names

    @cached_property
    def issues(self) -> tuple[str, ...]:
        """The issues, those with most that is unknown first."""
        found = dict.fromkeys(s.issue for s in self.standings)
        return tuple(sorted(found, key=lambda i: (-self.count_unknown(self.of_issue(i)), i)))

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """The actors, those with most issues first."""
        found = dict.fromkeys(s.actor for s in self.standings)
        return tuple(sorted(found, key=lambda a: (-len(self.of_actor(a)), -self.count_unknown(self.of_actor(a)), a)))

    def name(self, node: str) -> str:
        """Return the name of anything in the map."""
        return self.request.content.nodes[node].name

    def of_issue(self, issue: str) -> list[Standing]:
        """Return the standings on an issue, in the order of the actors' ids."""
        return self._by_issue[issue]

    def of_actor(self, actor: str) -> list[Standing]:
        """Return the standings of an actor, those with most that is unknown first."""
        found = [s for s in self.standings if s.actor == actor]
        return sorted(found, key=lambda s: (-s.unknown, s.issue))

    @cached_property
    def _by_issue(self) -> dict[str, list[Standing]]:
        found: dict[str, list[Standing]] = {}
        for standing in self.standings:
            found.setdefault(standing.issue, []).append(standing)
        return found

    @staticmethod
    def count_unknown(standings: list[Standing]) -> int:
        """Count the conditions that nothing is known of."""
        return sum(s.unknown for s in standings)

    def is_competing(self, issue: str) -> bool:
        """Tell whether an issue is worded in more than one way."""
        return len(self.conditions.find_pictures(issue, ())) > 1

    def say_mark(self, name: str, mark: Mark) -> str:
        """Say a mark in words: what was stated, what is there, or that it has to be found out."""
        words = self.request.words
        if mark.restricted:
            return self.say("restricted")
        if mark.value:
            return words.token("priority" if name == "priority" else "problem_picture", mark.value)
        if name == "mandate" and mark.powers:
            return self.say(f"powers-{mark.state}", powers=self.say_powers(mark))
        return self.say("near" if name == "resources" and mark.state == "partly" else f"state-{mark.state}")

    def say_powers(self, mark: Mark) -> str:
        """Say which powers a mandate holds: to drive, to decide, to fund."""
        return self.request.words.listing([self.say(f"power-{power}") for power in mark.powers])

    def say_roles(self, standing: Standing) -> str:
        """Say the roles of an actor in an issue."""
        words = self.request.words
        roles = [words.token("role", role) for role in standing.roles if role]
        return words.listing(roles) or self.say("involved" if standing.roles else "not-involved")

    def say_former(self, name: str, mark: Mark) -> str:
        """Say what was stated before its review date passed."""
        enum = "priority" if name == "priority" else "problem_picture"
        return self.say("former", value=self.request.words.token(enum, mark.former))

    def say_evidence(self, node: str) -> str:
        """Say what a mark rests on: a thing by its name, a statement by its wording, date, basis and source."""
        content, words = self.request.content, self.request.words
        thing = content.nodes[node]
        if thing.label == "Mandate":
            covers = [n.name for n in content.targets(node, "COVERS")]
            return f"{words.token('mandate_kind', thing.text('kind'))}: {', '.join(covers[:2])}"
        return " · ".join(_parts_of_position(self, thing)) if thing.label == "Position" else thing.name

    def hint(self, name: str, mark: Mark) -> str:
        """Say what hovering tells: what is known, and the first thing that it rests on."""
        evidence = self.say_evidence(mark.evidence[0]) if mark.evidence else ""
        return " – ".join(part for part in (self.say_mark(name, mark), evidence) if part)


def _parts_of_position(readiness: Readiness, position: Node) -> Iterator[str]:
    content, words = readiness.request.content, readiness.request.words
    about = ", ".join(n.name for n in content.targets(position.id, "ABOUT"))
    yield f"{about}: {words.token(position.text('kind') or '', position.text('value'))}"
    sources = ", ".join(n.name for n in content.targets(position.id, "SOURCED_BY"))
    said = (position.text("stated_on"), words.token("position_basis", position.text("basis")), sources)
    yield from (part for part in said if part)


def to_pair(standing: Standing) -> str:
    """Name an actor's part in an issue; no id of a map holds a colon."""
    return f"{standing.issue}:{standing.actor}"
