"""Monotone threshold formulas: the one form of what must be met, over asks (by number) and in the solver over nodes.

A formula is met when those of its `parts` that are met weigh at least `least`; a part is another formula or a number,
and weighs 1 where no `weights` are given. The same number may stand in several places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Threshold:
    """At least `least` of `parts`, each counted with its weight.

    `leaf` is the id of the requirement leaf that this formula stands for, if any.
    """

    least: int
    parts: tuple[Threshold | int, ...]
    leaf: str | None = None
    weights: tuple[int, ...] | None = None

    def weigh(self) -> Sequence[int]:
        """Return the weight of each part."""
        return (1,) * len(self.parts) if self.weights is None else self.weights

    @property
    def needs_all(self) -> bool:
        """Whether no part can be left out."""
        weights = self.weigh()
        return sum(weights) - min(weights, default=0) < self.least <= sum(weights)

    @property
    def needs_any(self) -> bool:
        """Whether each part is enough alone."""
        return 0 < self.least <= min(self.weigh(), default=0)


Formula = Threshold | int


def is_met(formula: Formula, available: Collection[int]) -> bool:
    """Tell whether the numbers in `available` together meet the formula."""
    if isinstance(formula, int):
        return formula in available
    if formula.weights is None:
        return sum(is_met(part, available) for part in formula.parts) >= formula.least
    pairs = zip(formula.weights, formula.parts, strict=True)
    return sum(weight for weight, part in pairs if is_met(part, available)) >= formula.least


def find_asks(formula: Formula) -> Iterator[int]:
    """Yield every number of a formula, as often as it stands there."""
    if isinstance(formula, int):
        yield formula
    else:
        for part in formula.parts:
            yield from find_asks(part)


def find_leaves(formula: Threshold) -> Iterator[Threshold]:
    """Yield the parts that stand for requirement leaves, in the order of the tree."""
    if formula.leaf is not None:
        yield formula
        return
    for part in formula.parts:
        assert isinstance(part, Threshold)
        yield from find_leaves(part)


def find_minimal_asks(formula: Threshold, available: Collection[int]) -> set[int]:
    """Find the asks that stand in some minimal way made of `available` asks only.

    An ask stands in a minimal way exactly when some set of others does not meet the formula but meets it
    together with that ask. Above the leaves that is so when at every threshold enough other parts can be met.
    """
    if formula.leaf is not None:
        return {ask for ask in set(find_asks(formula)) & set(available) if _matters(formula, ask, available)}
    found: set[int] = set()
    possible = [is_met(part, available) for part in formula.parts]
    for part, itself in zip(formula.parts, possible, strict=True):
        if itself and formula.least >= 1 and sum(possible) >= formula.least:
            assert isinstance(part, Threshold)
            found |= find_minimal_asks(part, available)
    return found


def _matters(leaf: Threshold, ask: int, available: Collection[int]) -> bool:
    """Tell whether an ask stands in a minimal set of asks that meets one leaf (any of asks and boards)."""
    if ask in leaf.parts:
        return True
    alone = {part for part in leaf.parts if isinstance(part, int)} & set(available)
    boards = [part for part in leaf.parts if isinstance(part, Threshold)]
    return any(_tips(board, boards, ask, set(available) - alone) for board in boards if ask in board.parts)


def _tips(board: Threshold, boards: list[Threshold], ask: int, available: set[int]) -> bool:
    """Tell whether an ask can be the one that gives a board its majority while no other board has one yet."""
    others = [part for part in board.parts if isinstance(part, int) and part != ask and part in available]
    rest = [b for b in boards if b is not board]
    chosen_sets = (set(chosen) for chosen in combinations(others, board.least - 1))
    return any(not any(is_met(b, chosen) for b in rest) for chosen in chosen_sets)


def replace_leaf(formula: Threshold, leaf: str, other: Threshold) -> Threshold:
    """Put another formula in the place of a leaf."""
    if formula.leaf == leaf:
        return other
    if formula.leaf is not None:
        return formula
    parts = tuple(replace_leaf(part, leaf, other) if isinstance(part, Threshold) else part for part in formula.parts)
    return Threshold(formula.least, parts, None, formula.weights)


def find_needed_leaves(formula: Threshold, available: Collection[int]) -> set[str]:
    """Find the leaves that every way needs: without them the formula cannot be met."""
    needed: set[str] = set()
    for leaf in find_leaves(formula):
        assert leaf.leaf is not None
        if not is_met(replace_leaf(formula, leaf.leaf, Threshold(1, ())), available):
            needed.add(leaf.leaf)
    return needed
