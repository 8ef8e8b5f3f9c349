"""Small maps with everything that bears on who must be convinced, each made from a seed.

A seed rather than a hypothesis strategy for each part: drawn part by part, most maps would be nearly empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from oracle.sketch import DAY, GOAL, US, Sketch, Tree

from samverkan.model import Map

T = TypeVar("T")

KINDS = ("post", "post", "post", "department", "municipality", "forum", "association")
BODIES = ("board", "committee", "forum")
FORMS = ("decide",) * 6 + ("fund", "prepare")
MATTERS = ("m",) * 6 + ("m2",)
AREAS = ("town", "district", "block", "elsewhere")
STANCES = ("champions", "supports", "neutral", "unknown", "hesitant", "opposes", "opposes")
STRENGTHS = ("strong", "established", "acquainted", "new")

seeds = st.integers(0, 2**32 - 1)

# A seed says all there is to say of an example, so there is nothing to shrink.
many = settings(
    max_examples=250,
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
    rng = Random(seed)
    sketch = make_sketch(rng, most_actors)
    actors = [n.id for n in sketch.nodes if n.label == "Actor" and not set(n.properties) & {"valid_from", "valid_to"}]
    start = (US,) if rng.random() < 0.7 else tuple(_some(rng, actors, 1, 2))
    without = () if rng.random() < 0.7 else tuple(_some(rng, actors, 1, 2))
    return Question(sketch.build(), start, without)


def make_sketch(rng: Random, most_actors: int = 7) -> Sketch:
    sketch = Sketch()
    sketch.add("Matter", "m2")
    _add_areas(rng, sketch)
    actors = _add_actors(rng, sketch, most_actors)
    _add_contacts(rng, sketch, actors)
    _add_mandates(rng, sketch, actors)
    _add_positions(rng, sketch, actors)
    sketch.requires(_grow(rng, actors, [rng.choice([1, 2, 3, 3, 4, 4])]))
    return sketch


def _in_days(days: int) -> date:
    return DAY + timedelta(days=days)


def _validity(rng: Random) -> dict[str, date]:
    if rng.random() < 0.9:
        return {}
    one_day = {"valid_from": DAY, "valid_to": _in_days(1)}
    return rng.choice([{"valid_to": DAY}, {"valid_from": _in_days(1)}, one_day])


def _some(rng: Random, of: Sequence[T], least: int, most: int) -> list[T]:
    return rng.sample(list(of), min(len(of), rng.randint(least, most)))


def _maybe(rng: Random, chance: float, of: Sequence[T]) -> T | None:
    return rng.choice(of) if rng.random() < chance else None


def _add_areas(rng: Random, sketch: Sketch) -> None:
    for area in AREAS:
        sketch.add("Area", area)
    sketch.link("PART_OF", "district", "town")
    sketch.link("PART_OF", "block", "district", **_validity(rng))


def _add_actors(rng: Random, sketch: Sketch, most: int) -> list[str]:
    actors = [US, *(f"a{number}" for number in range(rng.randint(2, most)))]
    for number, actor in enumerate(actors[1:]):
        kind = rng.choice(KINDS + ("board",) * 3 + ("committee",))
        votes = rng.choice([None, "whole", "vote", "vote", "vote"]) if kind in BODIES else None
        sketch.actor(actor, kind=kind, decides_by=votes, **_validity(rng))
        if rng.random() < 0.5:
            sketch.link("PART_OF", actor, rng.choice(actors[: number + 1]), **_validity(rng))
        for member in _some(rng, actors, 1, 5) if kind in BODIES else []:
            seat = rng.choice(["voting", "voting", "voting", "chair", "ordinary", "secretary", None])
            if member != actor:
                sketch.link("MEMBER_OF", member, actor, seat=seat, **_validity(rng))
    return actors


def _add_contacts(rng: Random, sketch: Sketch, actors: list[str]) -> None:
    most = rng.choice([0, 1, 2, 3])
    for one in actors[1:]:
        for other in _some(rng, actors, 0, most):
            if one != other:
                sketch.tie(one, other, rng.choice(STRENGTHS), **_validity(rng))


def _add_mandates(rng: Random, sketch: Sketch, actors: list[str]) -> None:
    given: list[dict[str, Any]] = []
    boards = [n.id for n in sketch.nodes if n.properties.get("decides_by") == "vote"]
    holders = list(dict.fromkeys(_some(rng, actors, 3, 4) + boards))
    for number in range(rng.randint(2, 7)):
        up = rng.randrange(number) if number and rng.random() < 0.7 else None
        what = {"kind": rng.choice(FORMS), "matter": rng.choice(MATTERS)} if up is None else given[up]
        given.append(what)
        sketch.mandate(
            f"d{number}",
            *_some(rng, holders, 1, rng.choice([1, 1, 2])),
            above=None if up is None else f"d{up}",
            areas=tuple(_some(rng, AREAS, 1, 2)) if rng.random() < 0.2 else (),
            limit=_maybe(rng, 0.2, [50, 100]),
            **what,
            **_validity(rng),
        )
        if number > 1 and up not in (None, 0) and rng.random() < 0.2:
            sketch.link("DELEGATED_FROM", f"d{number}", "d0")


def _add_positions(rng: Random, sketch: Sketch, actors: list[str]) -> None:
    sketch.add("Issue", "issue")
    sketch.link("ADDRESSES", GOAL, "issue")
    for actor in _some(rng, actors, 0, 2):
        sketch.link("INVOLVED_IN", actor, rng.choice([GOAL, "issue"]), role="owner", **_validity(rng))
    for number in range(rng.randint(0, 8)):
        sketch.stance(
            f"p{number}",
            rng.choice(actors),
            rng.choice(STANCES),
            _in_days(rng.choice([-366, -365, -364, -91, -90, -89, -30, -1, 0, 1])),
            about=rng.choice([GOAL, GOAL, GOAL, "issue"]),
            basis=rng.choice([None, "written", "own_assessment"]),
            review_by=_maybe(rng, 0.3, [_in_days(-1), DAY, _in_days(30)]),
        )


def _grow(rng: Random, actors: list[str], budget: list[int], depth: int = 0) -> Tree:
    """Grow a tree with at most as many leaves as the budget holds."""
    if budget[0] < 2 or depth > 2 or rng.random() < 0.2 * depth:
        budget[0] -= 1
        return _make_leaf(rng, actors)
    op = rng.choice(["all", "all", "any", "at_least", "sequence"])
    parts = [_grow(rng, actors, budget, depth + 1)]
    while budget[0] > 0 and (len(parts) < 2 or rng.random() < 0.7):
        parts.append(_grow(rng, actors, budget, depth + 1))
    return {"op": op, "of": parts, "n": rng.randint(1, len(parts)) if op == "at_least" else None}


def _make_leaf(rng: Random, actors: list[str]) -> Tree:
    return {
        "form": rng.choice(FORMS),
        "matter": rng.choice(MATTERS),
        "area": _maybe(rng, 0.5, AREAS),
        "directed_to": _maybe(rng, 0.2, actors),
        "amount": _maybe(rng, 0.3, [50, 70]),
        "veto": _maybe(rng, 0.3, [True]),
    }
