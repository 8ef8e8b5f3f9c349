"""The problem and its answer: a directed graph with whole costs, and a monotone formula of nodes to reach."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """A threshold over parts: met when at least `least` of them are met.

    A part that is an int is a node, met when it is reached; 1 means any of the parts, `len(parts)` all of them.
    """

    least: int
    parts: tuple[Need | int, ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """A directed graph on the nodes 0 to `size` - 1, a root, and what must be reached from it.

    An arc is (tail, head, cost) with a cost of at least zero; two arcs may join the same nodes.
    """

    size: int
    root: int
    arcs: tuple[tuple[int, int, int], ...]
    need: Need | int


@dataclass(frozen=True, slots=True)
class Solution:
    """The best arborescence that is known, and what is certain about it.

    `value` is the cost of `arcs` (indices into `Instance.arcs`), None when none is known; `bound` is a
    certified lower bound, so that `value == bound` means proven. A need that cannot be met has the value None and
    the bound 0. `reached` is a minimal set of nodes that meets the need.
    """

    value: int | None
    bound: int
    arcs: tuple[int, ...]
    reached: frozenset[int]

    @property
    def proven(self) -> bool:
        """Tell whether no cheaper arborescence exists."""
        return self.value == self.bound


def is_met(need: Need | int, reached: Set[int]) -> bool:
    """Tell whether the reached nodes meet a need."""
    if isinstance(need, int):
        return need in reached
    return sum(is_met(part, reached) for part in need.parts) >= need.least


def find_named(need: Need | int) -> set[int]:
    """Find every node that a need names."""
    if isinstance(need, int):
        return {need}
    return set().union(*(find_named(part) for part in need.parts))
