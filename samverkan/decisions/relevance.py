"""Which asks matter to a leaf: those that some minimal way of meeting it holds.

A leaf is met by any of its options, an option by all of its gates, a gate by asks whose weights reach `least`. An ask
matters when some set of others does not meet the leaf, but does together with it. Sets are not gone through: what
counts of a set is only how far it fills each gate, and asks that fill all gates alike are exchangeable.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gate:
    """Met by asks whose `weights` together reach `least`."""

    least: int
    weights: Mapping[int, int]


Fill = tuple[int, ...]


def find_relevant(options: Sequence[Sequence[Gate]], available: Collection[int]) -> set[int]:
    """Find the asks among those available that stand in some minimal set that meets one of the options."""
    found: set[int] = set()
    for group in _group(options):
        found |= _Leaf(group, available).find_relevant()
    return found


def _group(options: Sequence[Sequence[Gate]]) -> list[list[Sequence[Gate]]]:
    """Group options that share asks, directly or through others: the rest has no bearing on them."""
    groups: list[tuple[set[int], list[Sequence[Gate]]]] = []
    for option in options:
        asks = {ask for gate in option for ask in gate.weights}
        near = [group for group in groups if group[0] & asks]
        merged = (asks.union(*(group[0] for group in near)), [*(o for group in near for o in group[1]), option])
        groups = [group for group in groups if group not in near] + [merged]
    return [group for _, group in groups]


class _Leaf:
    """Options that share asks, with their gates in one row; a fill tells how far each gate is filled."""

    def __init__(self, options: Sequence[Sequence[Gate]], available: Collection[int]) -> None:
        self._leasts = tuple(gate.least for option in options for gate in option)
        gates = [gate for option in options for gate in option]
        self._spans: list[range] = []
        for option in options:
            first = self._spans[-1].stop if self._spans else 0
            self._spans.append(range(first, first + len(option)))
        self._classes: dict[Fill, list[int]] = {}
        for ask in sorted({ask for gate in gates for ask in gate.weights} & set(available)):
            self._classes.setdefault(tuple(gate.weights.get(ask, 0) for gate in gates), []).append(ask)

    def find_relevant(self) -> set[int]:
        """Find the asks that matter, a class of exchangeable ones at a time."""
        return {ask for kind, asks in self._classes.items() if self._matters(kind) for ask in asks}

    def _matters(self, kind: Fill) -> bool:
        """Tell whether one more ask of a kind can tip the leaf, after any number of others that do not meet it."""
        fills = {tuple(0 for _ in self._leasts)}
        if self._is_met(next(iter(fills))):
            return False
        for other, asks in self._classes.items():
            fills = self._add(fills, other, len(asks) - (other == kind))
        return any(self._is_met(self._fill(fill, kind)) for fill in fills)

    def _add(self, fills: set[Fill], kind: Fill, count: int) -> set[Fill]:
        """Add up to `count` asks of a kind to each fill, as long as the leaf is not met."""
        found = set(fills)
        edge = fills
        for _ in range(count):
            edge = {more for fill in edge if not self._is_met(more := self._fill(fill, kind))} - found
            if not edge:
                break
            found |= edge
        return found

    def _fill(self, fill: Fill, kind: Fill) -> Fill:
        return tuple(min(least, a + b) for a, b, least in zip(fill, kind, self._leasts, strict=True))

    def _is_met(self, fill: Fill) -> bool:
        return any(all(fill[gate] >= self._leasts[gate] for gate in span) for span in self._spans)
