"""Small maps for the planner's second edition, each made from a seed: everything that bears on who must be convinced.

A seed rather than a hypothesis strategy for each part: drawn part by part, most maps would be nearly empty. Every map
leans towards a few themes (boards, hearings, absence, …), so that what is rare in a town is common here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from oracle.sketch import DAY, GOAL, US, Sketch, Tree

from samverkan.model import Map, Node

T = TypeVar("T")
THEMES = ("boards", "hearings", "absence", "levels", "contacts", "refusals", "stances", "groups", "meetings", "even")
BODIES = ("board", "committee", "assembly")
AREAS = ("town", "district", "elsewhere")
STANCES = ("champions", "supports", "neutral", "unknown", "hesitant", "opposes", "opposes")
STRENGTHS = ("strong", "established", "acquainted", "new", None)

seeds = st.integers(0, 2**32 - 1)

# A seed says all there is to say of an example, so there is nothing to shrink.
many = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Question:
    """A map, and what is asked of it."""

    content: Map
    start: tuple[str, ...]
    without: tuple[str, ...]


def make_question(seed: int, most_actors: int = 7) -> Question:
    """Make the map of a seed, who asks (mostly one, sometimes two) and who is taken to refuse (mostly nobody)."""
    if seed % 4 == 3:
        return make_even_question(seed)
    making = _Making(Random(seed), most_actors)
    making.fill()
    sure = [
        n.id for n in making.sketch.nodes if n.label == "Actor" and not set(n.properties) & {"valid_from", "valid_to"}
    ]
    start = (US,) if making.chance(0.8) else tuple(making.some(sure, 1, 2))
    stood_in_for = {r.end for r in making.sketch.relations if r.type == "STANDS_IN_FOR"}
    others = [a for a in sure if a not in stood_in_for]
    without = () if making.chance(0.75) else tuple(making.some(others, 1, 2))
    return Question(making.sketch.build(), start, without)


def make_even_question(seed: int) -> Question:
    """Make a map where everybody is in favour, so that only contacts decide, and many roads are equally long."""
    rng, sketch = Random(seed), Sketch()
    actors = [US]
    for number in range(rng.randint(4, 7)):
        kind = rng.choice(["post", "post", "department"])
        sketch.actor(f"a{number}", kind=kind)
        sketch.stance(f"p{number}", f"a{number}", "supports")
        actors.append(f"a{number}")
    roads = rng.choice([["new", "acquainted"], ["acquainted", "established", "strong"], ["established", "strong"]])
    for one in actors:
        for other in rng.sample([a for a in actors if a != one], 1 if one == US else rng.randint(1, 2)):
            sketch.tie(one, other, rng.choice(roads), basis=rng.choice(["person", "function"]))
    sketch.mandate("d", *rng.sample(actors[1:], 2), kind="concur")
    asked = [{"form": "concur", "directed_to": a} for a in rng.sample(actors[1:], rng.randint(1, 3))]
    sketch.requires({"op": "all", "of": [{"form": "concur"}, *asked]})
    return Question(sketch.build(), (US,), ())


@dataclass
class _Making:
    """A map in the making."""

    rng: Random
    most_actors: int
    sketch: Sketch = field(default_factory=Sketch)
    actors: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    given: list[dict[str, Any]] = field(default_factory=list)  # what the mandates are for
    themes: set[str] = field(default_factory=set)

    def fill(self) -> None:
        self.themes = {*self.some(THEMES, 2, 4), *(["even"] if self.chance(0.3) else [])}
        self._surroundings()
        self._actors()
        self._seats()
        self._lines()
        self._ties()
        self._meetings()
        self._stand_ins()
        self._mandates()
        self._positions()
        self._foresight()
        self._earlier()
        self.sketch.requires(self._grow([self.rng.choice([1, 2, 2, 3, 3, 4])]))

    # Drawing

    def chance(self, usual: float, theme: str | None = None) -> bool:
        """Say yes with this chance, more often where the map leans that way."""
        return self.rng.random() < (min(0.85, usual * 4) if theme in self.themes else usual)

    def some(self, of: Sequence[T], least: int, most: int) -> list[T]:
        return self.rng.sample(list(of), min(len(of), self.rng.randint(least, most)))

    def maybe(self, chance: float, of: Sequence[T], theme: str | None = None) -> T | None:
        return self.rng.choice(of) if self.chance(chance, theme) else None

    def validity(self, chance: float = 0.04) -> dict[str, date]:
        if not self.chance(chance):
            return {}
        one_day = {"valid_from": DAY, "valid_to": in_days(1)}
        return self.rng.choice([{"valid_to": DAY}, {"valid_from": in_days(1)}, one_day])

    # Parts of the map

    def _surroundings(self) -> None:
        for area in AREAS:
            self.sketch.add("Area", area)
        self.sketch.link("PART_OF", "district", "town")
        self.sketch.add("Matter", "m2")
        self.sketch.add("Issue", "issue")
        self.sketch.add("Issue", "far")
        self.sketch.add("Cause", "cause")
        self.sketch.link("CONTRIBUTES_TO", "cause", "far")
        self.sketch.link("ADDRESSES", GOAL, "issue")
        if self.chance(0.5):
            self.sketch.link("ADDRESSES", GOAL, "cause")

    def _actors(self) -> None:
        self.actors, self.kinds = [US], {US: "post"}
        for number in range(self.rng.randint(3, self.most_actors)):
            kinds = ["post"] * 5 + ["department", "municipality", "association"]
            kinds += ["forum"] + ["board", *BODIES] * (2 if "boards" in self.themes else 1)
            kinds += ["party_group"] * (3 if "groups" in self.themes else 0)
            self._actor(f"a{number}", self.rng.choice(kinds))

    def _actor(self, actor: str, kind: str) -> None:
        self.kinds[actor] = kind
        self.actors.append(actor)
        given: dict[str, Any] = {}
        if kind == "post":
            given["vacant"] = self.maybe(0.18, [True], "absence")
            given["head"] = self.maybe(0.25, [True], "contacts")
            given["holder_since"] = self.maybe(0.1, [in_days(n) for n in (-400, -50, -10, 0, 1)], "stances")
        if kind in BODIES and self.chance(0.75):
            given |= {"decides_by": "vote", **self._rule()}
        self.sketch.actor(actor, kind=kind, **given, **self.validity())

    def _rule(self) -> dict[str, Any]:
        rules: list[dict[str, Any]] = [
            {"casting_vote": True},
            {"casting_vote": True},
            {"majority": self.rng.choice(["two_thirds", "three_quarters", "unanimous", "simple"])},
            {"votes_needed": self.rng.choice([1, 2, 3, 4]), "casting_vote": self.maybe(0.3, [True])},
        ]
        return self.maybe(0.2, rules, "boards") or {}

    def _seats(self) -> None:
        for body in [a for a in self.actors if self.kinds[a] in (*BODIES, "forum", "party_group")]:
            most = 5 if self.kinds[body] in BODIES else 3
            least = 2 if self.kinds[body] in BODIES else 1
            for member in self.some([a for a in self.actors if a != body], least, most):
                seat = self.rng.choice(["voting"] * 6 + ["chair"] * 3 + ["ordinary", "secretary", None])
                votes = self.maybe(0.1, [2, 3], "boards")
                self.sketch.link("MEMBER_OF", member, body, seat=seat, votes=votes, **self.validity())

    def _lines(self) -> None:
        for number, actor in enumerate(self.actors[1:]):
            over = [a for a in self.actors[: number + 1] if self.kinds[a] != "post"]
            if over and self.chance(0.5, "contacts"):
                self.sketch.link("PART_OF", actor, self.rng.choice(over), **self.validity())

    def _ties(self) -> None:
        most = 4 if "even" in self.themes else self.rng.choice([1, 2, 3] if "contacts" in self.themes else [0, 1, 2])
        for one in self.actors[1:]:
            for other in self.some([a for a in self.actors if a != one], 0, most):
                basis = self.rng.choice(["person", "person", "function", "both", None])
                strength = self.rng.choice(STRENGTHS[:4] if "even" in self.themes else STRENGTHS)
                self.sketch.tie(one, other, strength, basis=basis, **self.validity())

    def _meetings(self) -> None:
        for number in range(self.rng.randint(1, 3) if "meetings" in self.themes else int(self.chance(0.2))):
            day = self.rng.choice([in_days(n) for n in (-40, -9, 0, 1)] + [date(2023, 6, d) for d in (14, 15, 16)])
            kind = self.rng.choice(["meeting", "call", "visit", "dialogue", "letter", "other"])
            self.sketch.meeting(f"x{number}", day, *self.some(self.actors, 2, 3), kind=kind)

    def _stand_ins(self) -> None:
        for post in [a for a in self.actors[1:] if self.kinds[a] == "post"]:
            if self.chance(0.06, "absence"):
                others = [a for a in self.actors if a != post]
                for instead in self.some(others, 1, 2):
                    self.sketch.stand_in(instead, post, **self.validity(0.15))

    def _mandates(self) -> None:
        voting = [n.id for n in self.sketch.nodes if n.properties.get("decides_by") == "vote"]
        holders = list(dict.fromkeys(self.some(self.actors, 3, 4) + voting))
        for number in range(self.rng.randint(3, 7)):
            up = self.rng.randrange(number) if number and self.chance(0.22, "levels") else None
            what = {"kind": self._form(), "matter": self._matter()} if up is None else self.given[up]
            self.given.append(what)
            self._mandate(f"d{number}", up, holders, what)
            if number > 1 and up not in (None, 0) and self.chance(0.15):
                self.sketch.link("DELEGATED_FROM", f"d{number}", "d0")

    def _mandate(self, mandate: str, up: int | None, holders: list[str], what: dict[str, Any]) -> None:
        held_by = self.some(holders, 1, self.rng.choice([1, 2, 3]))
        forum_heard = what["kind"] == "consult" and any(self.kinds[h] == "forum" for h in held_by)
        self.sketch.mandate(
            mandate,
            *held_by,
            above=None if up is None else f"d{up}",
            areas=tuple(self.some(AREAS, 1, 2)) if self.chance(0.08) else (),
            limit=self.maybe(0.12, [50, 100]),
            hears=tuple(self.some(self.actors, 1, 2)) if self.chance(0.12, "hearings") else (),
            jointly=None if forum_heard else self.maybe(0.25, [True]),
            conditions=self.maybe(0.1, ["after consulting the neighbours"]),
            **what,
            **self.validity(),
        )

    def _form(self) -> str:
        forms = ["decide"] * 6 + ["fund", "prepare", "concur"]
        return self.rng.choice(forms + ["consult"] * (5 if "hearings" in self.themes else 1))

    def _matter(self) -> str:
        return self.rng.choice(["m"] * 6 + ["m2"])

    def _positions(self) -> None:
        for actor in self.some(self.actors, 0, 2):
            self.sketch.link(
                "INVOLVED_IN", actor, self.rng.choice([GOAL, "issue", "far"]), role="owner", **self.validity()
            )
        for number in range(self.rng.randint(4, 10) if "stances" in self.themes else self.rng.randint(0, 6)):
            days = self.rng.choice([-731, -366, -365, -364, -91, -90, -89, -50, -49, -30, -1, 0, 1])
            self._position(f"p{number}", in_days(days))

    def _position(self, position: str, stated_on: date) -> None:
        reviews = [day for day in (in_days(-1), DAY, in_days(30), in_days(900)) if day >= stated_on]
        self.sketch.stance(
            position,
            self.rng.choice(self.actors),
            self.rng.choice(["supports", "champions"] if "even" in self.themes else STANCES),
            stated_on,
            about=self.rng.choice([GOAL] * 5 + ["issue"]),
            basis=self.rng.choice([None, "written", "minutes", "own_assessment", "stated_in_meeting"]),
            review_by=self.maybe(0.35, reviews or [None]),
        )

    def _foresight(self) -> None:
        """Core mandates, leverage, resources and promises."""
        self.sketch.add("CoreMandate", "core")
        if self.chance(0.5):
            self.sketch.link("SERVES", GOAL, "core", direction=self.rng.choice(["positive", "negative", "neutral"]))
        for actor in self.some(self.actors, 0, 2):
            self.sketch.link("HAS_CORE_MANDATE", actor, "core")
        for one in self.some(self.actors, 0, 3):
            for other in self.some([a for a in self.actors if a != one], 0, 2):
                self.sketch.link("HAS_LEVERAGE_OVER", one, other, instrument="money", **self.validity())
        for number in range(self.rng.randint(0, 2)):
            self.sketch.add("Resource", f"res{number}", kind="money")
            self.sketch.link("NEEDS", GOAL, f"res{number}")
            for actor in self.some(self.actors, 0, 1):
                self.sketch.link("OFFERS", actor, f"res{number}")
        for number in range(self.rng.randint(0, 2)):
            self._commitment(f"com{number}")

    def _commitment(self, commitment: str) -> None:
        days = [None, in_days(-1), DAY, in_days(1)]
        given = {"due": self.rng.choice(days), "done_on": self.maybe(0.3, days), "dropped_on": self.maybe(0.2, days)}
        self.sketch.add("Commitment", commitment, **given)
        self.sketch.link("ABOUT", commitment, self.rng.choice([GOAL, "issue", "far"]))
        for actor in self.some(self.actors, 1, 2):
            self.sketch.link("COMMITTED_TO", actor, commitment)

    def _earlier(self) -> None:
        """Other initiatives, with what they share and when they were."""
        if self.chance(0.5):
            node = next(n for n in self.sketch.nodes if n.id == GOAL)
            self.sketch.nodes[self.sketch.nodes.index(node)] = Node(
                GOAL, node.label, {**node.properties, "family": "gates"}
            )
        for number in range(self.rng.randint(0, 2)):
            other = self.sketch.add(
                "Initiative",
                f"other{number}",
                status=self.maybe(0.8, ["idea", "decided", "under_way", "done", "rejected"]),
                started_on=self.maybe(0.4, [in_days(-9), DAY, in_days(1)]),
                family=self.maybe(0.4, ["gates", "bumps"]),
            )
            for subject in self.some(["issue", "far", "cause"], 0, 1):
                self.sketch.link("ADDRESSES", other, subject)

    # The tree

    def _grow(self, budget: list[int], depth: int = 0) -> Tree:
        """Grow a tree with at most as many leaves as the budget holds."""
        if budget[0] < 2 or depth > 2 or self.rng.random() < 0.2 * depth:
            budget[0] -= 1
            return self._leaf()
        op = self.rng.choice(["all", "all", "any", "at_least", "sequence", "sequence"])
        parts = [self._grow(budget, depth + 1)]
        while budget[0] > 0 and (len(parts) < 2 or self.rng.random() < 0.7):
            parts.append(self._grow(budget, depth + 1))
        return {"op": op, "of": parts, "n": self.rng.randint(1, len(parts)) if op == "at_least" else None}

    def _leaf(self) -> Tree:
        meant = self.maybe(0.85, self.given) or {"kind": self._form(), "matter": self._matter()}
        status = self.maybe(0.1, ["met", "met", "asked", "asked", "open", "refused", "refused", "refused"], "refusals")
        return {
            "form": meant["kind"],
            "matter": meant["matter"],
            "area": self.maybe(0.3, AREAS),
            "directed_to": self.maybe(0.08, self.actors),
            "amount": self.maybe(0.2, [50, 70]),
            "veto": self.maybe(0.2, [True]),
            "status": status,
            "status_on": self.maybe(0.3, [in_days(-3), DAY, in_days(1)]) if status else None,
            "answered_by": self.maybe(0.7, self.actors) if status == "refused" else None,
        }


def in_days(days: int) -> date:
    return DAY + timedelta(days=days)
