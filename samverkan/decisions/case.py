"""A case: an initiative on a day, its requirement tree as a formula over asks, and who may be asked what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from samverkan.decisions.asks import AskList, PossibleAsk
from samverkan.decisions.formula import (
    NEVER,
    Formula,
    Threshold,
    find_asks,
    find_boards,
    find_leaves,
    find_minimal_asks,
)
from samverkan.domain.answering import is_vacant
from samverkan.domain.authority import Candidates, Leaf, Option, find_candidates, read_leaf
from samverkan.domain.positions import Stance, find_stance
from samverkan.domain.requirements import find_children, find_leaf_ids, find_order, find_root, is_leaf
from samverkan.errors import UsageError
from samverkan.model import Map


@dataclass(frozen=True)
class Case:
    """An initiative on a day. `asks` are numbered by their place; `formula` stands over these numbers.

    `whole` is the map at any time, `today` the map on the day. Without a tree there are no leaves, and nothing meets
    the formula. `ways` are the options of each leaf that are left, as formulas; of the leaves in `released` those above
    count as ordinary, since no ordinary holder is left. `order` are the pairs of leaves that a SEQUENCE puts in order,
    `without` those who are taken to refuse. `stances` are those of every actor that count on the day, None where none
    is stated; `supposed` replaces some of them to see what would follow.
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
    ways: Mapping[str, Sequence[tuple[Option, Formula]]]
    released: Collection[str] = ()
    without: frozenset[str] = frozenset()
    supposed: Mapping[str, str] = field(default_factory=dict)

    def counts(self, actor: str) -> str:
        """Return the stance that an actor's convincing is reckoned by; unknown where none is stated."""
        stance = self.stances[actor]
        return self.supposed.get(actor) or (stance.counts if stance else "unknown")

    @cached_property
    def closed(self) -> frozenset[str]:
        """Who is no go-between: whoever opposes the initiative, and vacant posts."""
        vacant = {a.id for a in self.today.labelled("Actor") if is_vacant(a)}
        return frozenset(actor for actor in self.stances if self.counts(actor) == "opposes") | vacant

    @cached_property
    def live(self) -> frozenset[int]:
        """The numbers of the asks that can still meet something."""
        return frozenset(find_asks(self.formula))

    @cached_property
    def useful(self) -> frozenset[int]:
        """The numbers of the asks that stand in some minimal way of meeting their own leaf."""
        return frozenset(n for leaf in find_leaves(self.formula) for n in find_minimal_asks(leaf, self.live))

    @cached_property
    def asks_of(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the asks that bind and can be put to each actor, in id order of the actors."""
        return self._group(number for number in sorted(self.live) if self.asks[number].binds)

    @cached_property
    def hearings_of(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the hearings that each actor can have, in id order of the actors."""
        return self._group(number for number in sorted(self.live) if self.asks[number].hearing)

    def _group(self, numbers: Iterable[int]) -> Mapping[str, tuple[int, ...]]:
        groups: dict[str, list[int]] = {}
        for number in numbers:
            groups.setdefault(str(self.asks[number].actor), []).append(number)
        return {actor: tuple(groups[actor]) for actor in sorted(groups)}

    @cached_property
    def candidates_for(self) -> Mapping[str, tuple[str, ...]]:
        """The leaves that each actor may answer, whatever their status, in id order of the actors."""
        found: dict[str, dict[str, None]] = {}
        for ask in self.asks:
            if ask.actor is not None and not ask.beside:
                found.setdefault(ask.actor, {})[ask.leaf] = None
        for leaf, candidates in self.candidates.items():
            for holder in (h for option in candidates.options for h in option.holders):
                for actor in holder.voters or (holder.actor,):
                    found.setdefault(actor, {})[leaf] = None
        return {actor: tuple(found[actor]) for actor in sorted(found)}

    @cached_property
    def boards(self) -> frozenset[str]:
        """The boards whose members' votes can still meet something."""
        return frozenset(str(board.board) for board in find_boards(self.formula))

    def pick(self, *, above: bool = True, unknown: bool = True, without: Collection[str] = ()) -> set[int]:
        """Return the asks left when those above, those to nobody known, or what binds some actors is left out."""
        return {
            number
            for number in self.live
            if (above or not (ask := self.asks[number]).above or ask.leaf in self.released)
            and (unknown or self.asks[number].actor is not None)
            and not (self.asks[number].actor in without and self.asks[number].binds)
        }


def build_case(
    whole: Map,
    initiative: str,
    day: date,
    start: Sequence[str],
    without: Collection[str] = (),
    today: Map | None = None,
) -> Case:
    """Build the case of an initiative, when some are taken to refuse; `today` is the map on the day, if it is at hand.

    Nobody to start from, or somebody who is not there on the day, is a UsageError.
    """
    today = today or whole.on(day)
    _check_start(today, start, day)
    root = find_root(whole, initiative)
    leaf_ids = find_leaf_ids(whole, root) if root else []
    leaves = {i: read_leaf(whole, today, whole.nodes[i], day) for i in leaf_ids}
    candidates = {i: find_candidates(today, leaf, whole) for i, leaf in leaves.items()}
    asks = AskList(today, leaves, candidates, without)
    formula = _build_formula(whole, root, asks) if root else NEVER
    return Case(
        initiative=initiative,
        day=day,
        start=tuple(sorted(set(start))),
        whole=whole,
        today=today,
        leaves=leaves,
        candidates=candidates,
        asks=tuple(asks.asks),
        formula=formula,
        order=tuple(find_order(whole, root)) if root else (),
        stances={a.id: find_stance(today, a.id, initiative, day) for a in today.labelled("Actor")},
        ways=asks.ways,
        released=frozenset(asks.released),
        without=frozenset(without),
    )


def _check_start(today: Map, start: Sequence[str], day: date) -> None:
    if not start:
        raise UsageError("plan.no-start")
    for actor in start:
        if actor not in today.nodes:
            raise UsageError("plan.start-not-valid", actor=actor, day=day.isoformat())


def _build_formula(whole: Map, requirement: str, asks: AskList) -> Threshold:
    if is_leaf(whole, requirement):
        return asks.add_leaf(requirement)
    node = whole.nodes[requirement]
    parts = tuple(_build_formula(whole, child, asks) for child in find_children(whole, requirement))
    op = node.properties.get("op")
    number = node.properties.get("n", len(parts))
    assert isinstance(number, (int, float))
    least = {"any": 1, "at_least": int(number)}.get(str(op), len(parts))
    return Threshold(least, parts)
