"""List all sets of actors that block a formula, part by part, where they are few enough: as kinds of sets.

A formula "at least k of n" is blocked when so many of its parts are that the others weigh less than k. Actors that
stand in the same places with the same weights are exchangeable: of them only the number counts, so that a kind of set
tells how many of each class. It is a whole number with one bit an actor, the first class highest; "three of a class" is
its three lowest bits, so that of two kinds that must both be there, the bits of either are what it takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from samverkan.decisions.deadline import WHENEVER, Deadline
from samverkan.decisions.formula import Formula, Threshold

_MOST_LISTED = 20_000
_MOST_COMPARED = 1_000  # comparing more sets with each other takes longer than it saves
_MOST_KINDS = 500


@dataclass(frozen=True)
class Kinds:
    """The classes of exchangeable actors of a formula, and where the bits of each begin.

    `actor_of` has the actor of each ask that can be refused.
    """

    formula: Threshold
    actor_of: Mapping[int, str]
    deadline: Deadline = WHENEVER

    @cached_property
    def classes(self) -> tuple[tuple[str, ...], ...]:
        """The classes, each in id order, the one with the first id first."""
        places: dict[str, list[tuple[int, int]]] = {}
        for number, part in enumerate(_find_thresholds(self.formula)):
            for ask, weight in part.pair():
                if isinstance(ask, int) and ask in self.actor_of:
                    places.setdefault(self.actor_of[ask], []).append((number, weight))
        alike: dict[tuple[tuple[int, int], ...], list[str]] = {}
        for actor in sorted(places):
            alike.setdefault(tuple(sorted(places[actor])), []).append(actor)
        return tuple(tuple(group) for group in alike.values())

    @cached_property
    def class_of(self) -> Mapping[str, int]:
        """The number of each actor's class."""
        return {actor: number for number, group in enumerate(self.classes) for actor in group}

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        offsets, so_far = [], 0
        for group in reversed(self.classes):
            offsets.append(so_far)
            so_far += len(group)
        return tuple(reversed(offsets))

    def some(self, number: int, count: int) -> int:
        """Return `count` of a class as bits."""
        return ((1 << count) - 1) << self._offsets[number]

    def count(self, kind: int) -> tuple[int, ...]:
        """Return how many of each class a kind of set holds."""
        masks = (self.some(number, len(group)) for number, group in enumerate(self.classes))
        return tuple((kind & mask).bit_count() for mask in masks)

    def find_minimal(self) -> tuple[list[tuple[int, ...]], bool] | None:
        """Find the minimal kinds of sets that block the formula, smallest first, and whether these are all.

        None when there are too many to go through, or no time.
        """
        found = self._find_blocks(self.formula)
        if found is None:
            return None
        minimal = _pick_minimal(found, _MOST_KINDS + 1)
        return [self.count(kind) for kind in minimal[:_MOST_KINDS]], len(minimal) <= _MOST_KINDS

    def _find_blocks(self, formula: Formula) -> set[int] | None:
        """Find kinds of sets that block a formula, every minimal one among them; None when they are too many."""
        if isinstance(formula, int):
            actor = self.actor_of.get(formula)
            return set() if actor is None else {self.some(self.class_of[actor], 1)}
        count = formula.total - formula.least + 1
        if count <= 0 or formula.least <= 0:
            return {0} if count <= 0 else set()
        chosen: dict[int, set[int]] = {0: {0}}
        for choices in self._list_choices(formula):
            more = None if choices is None or self.deadline.is_late() else _choose(chosen, choices, count)
            if more is None:
                return None
            chosen = more
        return chosen.get(count, set())

    def _list_choices(self, formula: Threshold) -> Iterable[list[tuple[int, int]] | None]:
        """Yield what can be blocked of each part, or of all parts of a class: (weight, kind), nothing first."""
        alike: dict[tuple[int, int], int] = {}
        for part, weight in formula.pair():
            if isinstance(part, Threshold):
                blocks = self._find_blocks(part)
                yield None if blocks is None else [(0, 0), *((weight, kind) for kind in sorted(blocks))]
            elif part in self.actor_of:
                key = (self.class_of[self.actor_of[part]], weight)
                alike[key] = alike.get(key, 0) + 1
        for (number, weight), size in alike.items():
            yield [(count * weight, self.some(number, count)) for count in range(size + 1)]


def _choose(chosen: Mapping[int, set[int]], choices: list[tuple[int, int]], most: int) -> dict[int, set[int]] | None:
    """Add one of some choices to each of what is chosen; None when that makes too many sets.

    What weighs enough is left as it is: a set with more than that is not minimal.
    """
    if sum(len(kinds) for weight, kinds in chosen.items() if weight < most) * len(choices) > _MOST_LISTED:
        chosen = {weight: _leave_out_larger(kinds) for weight, kinds in chosen.items()}
    if sum(len(kinds) for weight, kinds in chosen.items() if weight < most) * len(choices) > _MOST_LISTED:
        return None
    found: dict[int, set[int]] = {most: set(chosen.get(most, ()))}
    for weight, kinds in chosen.items():
        for more, kind in choices if weight < most else ():
            found.setdefault(min(most, weight + more), set()).update(known | kind for known in kinds)
    return found


def _leave_out_larger(blocks: set[int]) -> set[int]:
    """Leave out sets that hold another: they would multiply from part to part, and none of them is minimal."""
    if 1 < len(blocks) <= _MOST_COMPARED:
        return set(_pick_minimal(blocks, len(blocks)))
    return blocks


def _find_thresholds(formula: Formula) -> Iterable[Threshold]:
    if isinstance(formula, Threshold):
        yield formula
        for part in formula.parts:
            yield from _find_thresholds(part)


def _pick_minimal(blocks: Collection[int], most: int) -> list[int]:
    """Pick the sets that hold no smaller one, in order; a smaller one always comes before."""
    found: list[int] = []
    for block in sorted(blocks, key=lambda b: (b.bit_count(), -b)):
        if len(found) == most:
            break
        if not any(other & block == other for other in found):
            found.append(block)
    return found
