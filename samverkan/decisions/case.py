"""A case: an initiative on a day, its requirement tree as a formula over asks, and who may be asked what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from samverkan.decisions.formula import Formula, Threshold
from samverkan.domain.authority import Candidates, Holder, Leaf, find_candidates, read_leaf
from samverkan.domain.positions import Stance, find_stance
from samverkan.domain.requirements import find_children, find_leaf_ids, find_order, find_root, is_leaf
from samverkan.errors import EmptyAnswerError, UsageError
from samverkan.model import Map


@dataclass(frozen=True, slots=True)
class PossibleAsk:
    """A leaf that can be put to an actor (None: to nobody known); `mandate` is what the actor would act under."""

    leaf: str
    actor: str | None
    mandate: str | None
    above: bool


@dataclass(frozen=True)
class Case:
    """An initiative on a day. `asks` are numbered by their place; `formula` stands over these numbers.

    `whole` is the map at any time, `today` the map on the day. `order` are the pairs of leaves that a SEQUENCE
    puts in order. `stances` are those of every actor that count on the day, None where none is stated;
    `supposed` replaces some of them to see what would follow.
    """

    initiative: str
    day: date
    start: tuple[str, ...]
    whole: Map
    today: Map
    leaves: Mapping[str, Leaf]
    candidates: Mapping[str, Candidates]
    asks: tuple[PossibleAsk, ...]
    formula: Threshold
    order: tuple[tuple[str, str], ...]
    stances: Mapping[str, Stance | None]
    supposed: Mapping[str, str] = field(default_factory=dict)

    def counts(self, actor: str) -> str:
        """Return the stance that an actor's convincing is reckoned by; unknown where none is stated."""
        stance = self.stances[actor]
        return self.supposed.get(actor) or (stance.counts if stance else "unknown")

    @cached_property
    def opposing(self) -> frozenset[str]:
        """The actors that oppose the initiative, and so are no go-betweens."""
        return frozenset(actor for actor in self.stances if self.counts(actor) == "opposes")

    @cached_property
    def asks_of(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the asks that can be put to each actor, in id order of the actors."""
        actors = sorted({ask.actor for ask in self.asks if ask.actor is not None})
        return {a: tuple(i for i, ask in enumerate(self.asks) if ask.actor == a) for a in actors}

    def pick(self, *, above: bool = True, unknown: bool = True, without: Collection[str] = ()) -> set[int]:
        """Return the asks left when those above, those to nobody known, or those to some actors are left out."""
        return {
            number
            for number, ask in enumerate(self.asks)
            if (above or not ask.above) and (unknown or ask.actor is not None) and ask.actor not in without
        }


def build_case(whole: Map, initiative: str, day: date, start: Sequence[str]) -> Case:
    """Build the case of an initiative.

    An initiative without requirements is an EmptyAnswerError; nobody to start from, or somebody who is not
    there on the day, a UsageError.
    """
    today = whole.on(day)
    _check_start(today, start, day)
    root = find_root(whole, initiative)
    if root is None:
        raise EmptyAnswerError("plan.no-requirements", initiative=initiative, name=whole.nodes[initiative].name)
    leaves = {i: read_leaf(whole, today, whole.nodes[i]) for i in find_leaf_ids(whole, root)}
    candidates = {i: find_candidates(today, leaf) for i, leaf in leaves.items()}
    asks: list[PossibleAsk] = []
    formula = _build_formula(whole, root, candidates, asks)
    if isinstance(formula, int):
        raise AssertionError("a requirement is never a bare ask")
    return Case(
        initiative=initiative,
        day=day,
        start=tuple(sorted(set(start))),
        whole=whole,
        today=today,
        leaves=leaves,
        candidates=candidates,
        asks=tuple(asks),
        formula=formula,
        order=tuple(find_order(whole, root)),
        stances={a.id: find_stance(today, a.id, initiative, day) for a in today.labelled("Actor")},
    )


def _check_start(today: Map, start: Sequence[str], day: date) -> None:
    if not start:
        raise UsageError("plan.no-start")
    for actor in start:
        if actor not in today.nodes:
            raise UsageError("plan.start-not-valid", actor=actor, day=day.isoformat())


def _build_formula(
    whole: Map, requirement: str, candidates: Mapping[str, Candidates], asks: list[PossibleAsk]
) -> Formula:
    if is_leaf(whole, requirement):
        return _build_leaf(requirement, candidates[requirement], asks)
    node = whole.nodes[requirement]
    parts = tuple(_build_formula(whole, child, candidates, asks) for child in find_children(whole, requirement))
    op = node.properties.get("op")
    number = node.properties.get("n", len(parts))
    assert isinstance(number, (int, float))
    least = {"any": 1, "at_least": int(number)}.get(str(op), len(parts))
    return Threshold(least, parts)


def _build_leaf(leaf: str, candidates: Candidates, asks: list[PossibleAsk]) -> Threshold:
    """Build a leaf's formula: any of its candidates, a voting board as a majority of its voters.

    Who may answer in two ways (itself and as a voter, ordinary and above) is one ask, ordinary before above.
    """
    if candidates.unknown:
        asks.append(PossibleAsk(leaf, None, None, above=False))
        return Threshold(1, (len(asks) - 1,), leaf)
    numbers: dict[str, int] = {}
    for holders, above in ((candidates.ordinary, False), (candidates.above, True)):
        for holder in holders:
            for actor in holder.voters or (holder.actor,):
                if actor not in numbers:
                    numbers[actor] = len(asks)
                    asks.append(PossibleAsk(leaf, actor, holder.mandate, above))
    everybody = (*candidates.ordinary, *candidates.above)
    alone = tuple(numbers[h.actor] for h in everybody if not h.voters)
    boards = tuple(_build_board(h, numbers) for h in everybody if h.voters)
    return Threshold(1, (*alone, *boards), leaf)


def _build_board(holder: Holder, numbers: Mapping[str, int]) -> Threshold:
    return Threshold(holder.majority, tuple(numbers[voter] for voter in holder.voters))
