"""What a map knows of the conditions for collaboration: each involved actor's part in each issue.

Core mandate, problem picture, priority, mandate and resources. What nothing is written about is `unknown`, never
"no": only a stated low priority or an unshared picture is a "no". A mandate is full when it holds every power that
the issue's initiatives ask for (to drive, to decide, to fund), half when it holds some, and a "no" when those that
are held in its matters are other ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from samverkan.domain.issues import find_initiatives
from samverkan.domain.organisations import find_parts, find_wholes
from samverkan.domain.positions import find_position, find_restricted_takers, is_position_restricted, is_stale
from samverkan.domain.requirements import find_requirements
from samverkan.measures.needed_powers import POWERS, find_needed_powers, find_power
from samverkan.model import Map, Node

CONDITIONS = ("core", "picture", "priority", "mandate", "resources")
MEETING_CONDITIONS = ("core", "mandate", "resources")
_STATES: Mapping[str, str] = {
    "shares": "yes",
    "partly": "partly",
    "does_not_share": "no",
    "high": "yes",
    "medium": "partly",
    "low": "no",
    "none": "no",
}
_BEST = ("yes", "partly", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of one condition: yes, partly, no or unknown, and the things that say so.

    `value` is the token that was stated, where something was; `former` one that is past its review date. What is
    `restricted` was stated, and must not be used while an objection is examined. `powers` are those of
    needed_powers.py that a mandate holds.
    """

    state: str = "unknown"
    evidence: tuple[str, ...] = ()
    value: str = ""
    former: str = ""
    powers: tuple[str, ...] = ()
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor's part in an issue: its roles (none where it has only stated something), and the marks."""

    actor: str
    issue: str
    roles: tuple[str, ...]
    marks: Mapping[str, Mark]

    @property
    def unknown(self) -> int:
        """How many conditions nothing is known of."""
        return sum(mark.state == "unknown" for mark in self.marks.values())


@dataclass(frozen=True, slots=True)
class PictureShared:
    """A wording of an issue, and by state (yes, partly, no) who shares it, in id order."""

    picture: str
    by_state: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Conditions:
    """Find standings in a map on a day."""

    today: Map
    day: date
    meeting: bool

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The conditions that may be shown."""
        return MEETING_CONDITIONS if self.meeting else CONDITIONS

    def find_standings(self, issues: Iterable[str]) -> list[Standing]:
        """Find who is involved in each issue or has stated something on it, in the order of the issues."""
        return [self._standing(actor, issue) for issue in issues for actor in self._find_actors(issue)]

    def _find_actors(self, issue: str) -> list[str]:
        involved = {r.start for r in self.today.into(issue, "INVOLVED_IN")}
        wordings = (issue, *(r.start for r in self.today.into(issue, "OF")))
        stated = {
            r.start
            for about in wordings
            for position in self.today.origins(about, "ABOUT")
            if position.label == "Position" and position.properties.get("kind") in ("priority", "problem_picture")
            for r in self.today.into(position.id, "TAKES")
        }
        kinds = [(about, kind) for about in wordings for kind in ("priority", "problem_picture")]
        return sorted(involved.union(stated, *(find_restricted_takers(self.today, *key) for key in kinds)))

    def _standing(self, actor: str, issue: str) -> Standing:
        roles = {str(r.properties.get("role", "")) for r in self.today.out(actor, "INVOLVED_IN") if r.end == issue}
        return Standing(actor, issue, tuple(sorted(roles)), self.find_marks(actor, issue))

    def find_marks(self, actor: str, issue: str) -> Mapping[str, Mark]:
        """Find what is known of each condition that may be shown, for an actor in an issue."""
        finders = {
            "core": self._core,
            "picture": self._picture,
            "priority": self._priority,
            "mandate": self._mandate,
            "resources": self._resources,
        }
        return {name: finders[name](actor, issue) for name in self.names}

    def _core(self, actor: str, _issue: str) -> Mark:
        found = [c.id for up in self._wholes(actor) for c in self.today.targets(up, "HAS_CORE_MANDATE")]
        return _known(found)

    def _mandate(self, actor: str, issue: str) -> Mark:
        covered = {issue, *self._matters(issue)}
        found = [(mandate, kind) for mandate, kind, covers in self._mandates(actor) if not covers.isdisjoint(covered)]
        held = {find_power(kind) for _, kind in found}
        needed = set(self.needed_powers(issue))
        state = "yes" if needed <= held else "partly" if needed & held else "no"
        powers = tuple(power for power in POWERS if power in held)
        return Mark(state, tuple(dict.fromkeys(m for m, _ in found)), powers=powers) if found else Mark()

    def needed_powers(self, issue: str) -> tuple[str, ...]:
        """Return the powers that the initiatives on an issue ask for; none where none of them asks for anything."""
        return self._needed_powers(issue)

    def find_pictures(self, issue: str, actors: Sequence[str]) -> tuple[PictureShared, ...]:
        """Return the wordings of an issue, in id order, each with who of some actors shares it; none in a meeting."""
        if self.meeting:
            return ()
        wordings = sorted(r.start for r in self.today.into(issue, "OF"))
        return tuple(PictureShared(wording, self._share(wording, actors)) for wording in wordings)

    def _share(self, wording: str, actors: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        states = {actor: self._stated(actor, [wording], "problem_picture").state for actor in actors}
        return {state: tuple(a for a in actors if states[a] == state) for state in _BEST[:3]}

    # What hangs on one thing alone is found once, since an actor stands in many issues.

    @cached_property
    def _wholes(self) -> Callable[[str], tuple[str, ...]]:
        return cache(lambda node: find_wholes(self.today, node))

    @cached_property
    def _parts(self) -> Callable[[str], tuple[str, ...]]:
        return cache(lambda node: find_parts(self.today, node))

    @cached_property
    def _needed_powers(self) -> Callable[[str], tuple[str, ...]]:
        return cache(lambda issue: find_needed_powers(self.today, self._initiatives(issue)))

    @cached_property
    def _mandates(self) -> Callable[[str], list[tuple[str, str | None, frozenset[str]]]]:
        """The mandates of an actor and its parts, each with its kind and what it covers."""
        return cache(
            lambda actor: [
                (mandate.id, mandate.text("kind"), frozenset(r.end for r in self.today.out(mandate.id, "COVERS")))
                for part in self._parts(actor)
                for mandate in self.today.targets(part, "HOLDS")
            ]
        )

    @cached_property
    def _offers(self) -> Callable[[str], list[str]]:
        return cache(lambda actor: [r.id for part in self._parts(actor) for r in self.today.targets(part, "OFFERS")])

    @cached_property
    def _needed(self) -> Callable[[str], frozenset[str]]:
        return cache(
            lambda issue: frozenset(n.id for i in self._initiatives(issue) for n in self.today.targets(i, "NEEDS"))
        )

    @cached_property
    def _spoken(self) -> frozenset[tuple[str, str]]:
        """Everybody who has stated anything, with each thing it was about."""
        about = [(r.start, r.end) for r in self.today.relations if r.type == "ABOUT"]
        return frozenset((taken.start, thing) for stated, thing in about for taken in self.today.into(stated, "TAKES"))

    @cached_property
    def _matters(self) -> Callable[[str], frozenset[str]]:
        """The matters that the initiatives on an issue have to be decided in."""
        return cache(lambda issue: frozenset(m for i in self._initiatives(issue) for m in self._find_matters(i)))

    def _find_matters(self, initiative: str) -> list[str]:
        return [r.end for i in find_requirements(self.today, initiative) for r in self.today.out(i, "CONCERNS")]

    def _initiatives(self, issue: str) -> list[str]:
        return find_initiatives(self.today, issue)

    def _resources(self, actor: str, issue: str) -> Mark:
        offers = self._offers(actor)
        fits = [resource for resource in offers if resource in self._needed(issue)]
        if fits:
            return _known(fits)
        near = [resource for resource in offers if self._areas_meet(resource, issue)]
        return Mark("partly", tuple(dict.fromkeys(near))) if near else Mark()

    def _areas_meet(self, one: str, other: str) -> bool:
        mine, theirs = ([r.end for r in self.today.out(i, "IN_AREA")] for i in (one, other))
        return any(a in self._wholes(b) or b in self._wholes(a) for a in mine for b in theirs)

    def _priority(self, actor: str, issue: str) -> Mark:
        return self._stated(actor, [issue], "priority")

    def _picture(self, actor: str, issue: str) -> Mark:
        wordings = [r.start for r in self.today.into(issue, "OF")]
        return self._stated(actor, [issue, *wordings], "problem_picture")

    def _stated(self, actor: str, about: Sequence[str], kind: str) -> Mark:
        """Find the best answer among the latest on each wording; one past its review date counts as unknown."""
        spoken = [a for a in about if (actor, a) in self._spoken]
        found = [p for p in (find_position(self.today, actor, a, kind, self.day) for a in spoken) if p is not None]
        late = {p.id for p in found if is_stale(self.today.nodes[actor], p, self.day)}
        current = [p for p in found if p.id not in late and _state(p) != "unknown"]
        if current:
            best = min(current, key=lambda p: (_BEST.index(_state(p)), p.id))
            return Mark(_state(best), tuple(p.id for p in current), str(best.properties["value"]))
        if self.today.restricted and any(is_position_restricted(self.today, actor, a, kind, self.day) for a in about):
            return Mark(restricted=True)
        former = [p for p in found if p.id in late]
        return Mark(evidence=tuple(p.id for p in former), former=str(former[0].properties["value"]) if former else "")


def _state(position: Node) -> str:
    return _STATES.get(str(position.properties.get("value")), "unknown")


def _known(found: Iterable[str]) -> Mark:
    evidence = tuple(dict.fromkeys(found))
    return Mark("yes", evidence) if evidence else Mark()
