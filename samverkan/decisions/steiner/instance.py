"""The problem and its answer: a directed graph with whole costs, and a monotone formula of nodes to reach."""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.decisions.formula import Formula


@dataclass(frozen=True, slots=True)
class Instance:
    """A directed graph on the nodes 0 to `size` - 1, a root, and what must be reached from it.

    An arc is (tail, head, cost) with a cost of at least zero; two arcs may join the same nodes. `orders` are what one
    of each order of costs counts, the largest first and 1 last: the smaller ones only decide between solutions that
    are equal otherwise, and of all arcs of a tree they never amount to one of the next larger.
    """

    size: int
    root: int
    arcs: tuple[tuple[int, int, int], ...]
    need: Formula
    orders: tuple[int, ...] = (1,)

    @property
    def unit(self) -> int:
        """One of the largest order."""
        return self.orders[0]


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
