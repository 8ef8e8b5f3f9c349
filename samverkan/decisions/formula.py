"""Monotone threshold formulas: the one form of what must be met, over asks (by number) and in the solver over nodes.

A formula is met when those of its `parts` that are met weigh at least `least`; a part is another formula or a number,
and weighs 1 where no `weights` are given. The same number may stand in several places; outside one leaf no ask does,
which is what makes the tests here simple and exact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from samverkan.decisions.relevance import Gate, find_relevant


@dataclass(frozen=True, slots=True)
class Threshold:
    """At least `least` of `parts`, each counted with its weight (of a board: votes).

    `leaf` is the id of the requirement leaf that this formula stands for, `board` that of the board that votes.
    """

    least: int
    parts: tuple[Threshold | int, ...]
    leaf: str | None = None
    weights: tuple[int, ...] | None = None
    board: str | None = None

    def weigh(self) -> Sequence[int]:
        """Return the weight of each part."""
        return (1,) * len(self.parts) if self.weights is None else self.weights

    def pair(self) -> Iterator[tuple[Threshold | int, int]]:
        """Yield each part with its weight."""
        return zip(self.parts, self.weigh(), strict=True)

    @property
    def total(self) -> int:
        """What all parts weigh together."""
        return sum(self.weigh())

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
ALWAYS = Threshold(0, ())
NEVER = Threshold(1, ())


def is_met(formula: Formula, available: Collection[int]) -> bool:
    """Tell whether the numbers in `available` together meet the formula."""
    if isinstance(formula, int):
        return formula in available
    if formula.weights is None:
        return sum(is_met(part, available) for part in formula.parts) >= formula.least
    return sum(weight for part, weight in formula.pair() if is_met(part, available)) >= formula.least


class Tally:
    """What of a formula some asks meet, counted part by part, so that few of them can be taken away at once."""

    def __init__(self, formula: Formula, available: Collection[int]) -> None:
        """Count what is met by everything that is available."""
        self._least: list[int] = []
        self._weighs: list[int] = []  # what is met of each part, in all
        self._above: list[tuple[int, int]] = []  # the part that each part stands in, and what it weighs there
        self._places: dict[int, list[tuple[int, int]]] = {}
        self._met = self._count(Threshold(1, (formula,)), (-1, 0), available)

    def _count(self, formula: Threshold, above: tuple[int, int], available: Collection[int]) -> bool:
        number = len(self._least)
        self._least.append(formula.least)
        self._weighs.append(0)
        self._above.append(above)
        for part, weight in formula.pair():
            if isinstance(part, Threshold):
                met = self._count(part, (number, weight), available)
            else:
                met = part in available
                self._places.setdefault(part, []).extend([(number, weight)] if met else [])
            self._weighs[number] += weight if met else 0
        return self._weighs[number] >= formula.least

    def is_met_without(self, asks: Collection[int]) -> bool:
        """Tell whether the formula is met when some asks are taken away."""
        return self._met and not self._find_lost(asks).get(0)

    def drop(self, ask: int) -> bool:
        """Take an ask away for good where the formula is met without it, and tell whether it is."""
        lost = self._find_lost([ask])
        if not self._met or lost.get(0):
            return False
        for number, weight in lost.items():
            self._weighs[number] -= weight
        self._places.pop(ask, None)
        return True

    def _find_lost(self, asks: Collection[int]) -> dict[int, int]:
        lost: dict[int, int] = {}
        for ask in {*asks}:
            for place in self._places.get(ask, ()):
                self._lose(*place, lost)
        return lost

    def _lose(self, number: int, weight: int, lost: dict[int, int]) -> None:
        """Take a weight from a part, and the part from those above where it is met no longer."""
        while number >= 0:
            before = self._weighs[number] - lost.get(number, 0)
            lost[number] = lost.get(number, 0) + weight
            if not before >= self._least[number] > before - weight:
                return
            number, weight = self._above[number]


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
    together with that ask. Above the leaves that is so when at every threshold enough other parts can be met, and too
    few of them are anyway.
    """
    if formula.leaf is not None:
        return find_relevant([_find_gates(option) for option in formula.parts], available)
    return {ask for part in _find_open_parts(formula, available) for ask in find_minimal_asks(part, available)}


def _find_open_parts(formula: Threshold, available: Collection[int]) -> list[Threshold]:
    """Find the parts of which it can depend whether the formula is met."""
    parts = [part for part in formula.parts if isinstance(part, Threshold)]
    possible = [part for part in parts if is_met(part, available)]
    still_open = [part for part in possible if not is_met(part, ())]
    return still_open if len(possible) - len(still_open) < formula.least <= len(possible) else []


def _find_gates(option: Formula) -> list[Gate]:
    """Return what must all be met for one option of a leaf: holders, boards by their votes, hearings."""
    if isinstance(option, int):
        return [Gate(1, {option: 1})]
    inner = [part for part in option.parts if isinstance(part, Threshold)]
    if option.board is not None or not (inner or option.least == option.total):
        return [_to_gate(option)]
    assert option.least == option.total
    return [_to_gate(part) if isinstance(part, Threshold) else Gate(1, {part: 1}) for part in option.parts]


def _to_gate(board: Threshold) -> Gate:
    weights: dict[int, int] = {}
    for ask, weight in board.pair():
        assert isinstance(ask, int)
        weights[ask] = weights.get(ask, 0) + weight
    return Gate(board.least, weights)


def find_needed_leaves(formula: Threshold, available: Collection[int]) -> tuple[set[str], set[str]]:
    """Find the leaves that some minimal way meets by asking somebody, and those of them that every way needs."""
    some = {str(leaf.leaf) for leaf in _find_open_leaves(formula, available)}
    return some, {leaf for leaf in some if not is_met(replace_leaf(formula, leaf, NEVER), available)}


def _find_open_leaves(formula: Threshold, available: Collection[int]) -> list[Threshold]:
    if formula.leaf is not None:
        return [formula] if is_met(formula, available) and not is_met(formula, ()) else []
    return [leaf for part in _find_open_parts(formula, available) for leaf in _find_open_leaves(part, available)]


def replace_leaf(formula: Threshold, leaf: str, other: Threshold) -> Threshold:
    """Put another formula in the place of a leaf."""
    if formula.leaf is not None:
        return other if formula.leaf == leaf else formula
    parts = tuple(replace_leaf(part, leaf, other) if isinstance(part, Threshold) else part for part in formula.parts)
    return replace(formula, parts=parts)


def without_boards(formula: Threshold, boards: Collection[str]) -> Threshold:
    """Return the formula as it is when some boards say no: their members' answers elsewhere stay."""
    if not boards:
        return formula
    if formula.board in boards:
        return NEVER
    parts = tuple(without_boards(p, boards) if isinstance(p, Threshold) else p for p in formula.parts)
    return replace(formula, parts=parts)


def find_boards(formula: Formula) -> Iterator[Threshold]:
    """Yield the boards that vote in a formula, as often as they do."""
    if isinstance(formula, Threshold):
        if formula.board is not None:
            yield formula
        for part in formula.parts:
            yield from find_boards(part)


def count_most(formula: Formula) -> int:
    """Return how many asks a minimal way has at the most."""
    if isinstance(formula, int):
        return 1
    most = sorted(map(count_most, formula.parts), reverse=True)
    return sum(most) if formula.weights else sum(most[: max(0, formula.least)])
