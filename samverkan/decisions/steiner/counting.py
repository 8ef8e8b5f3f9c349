"""The cheapest solution where a graph is hubs and small trees: the tables of the trees added up, exact in every order.

A board of hundreds whose members are reached through its circle, with a tie here and there, is that: what it takes to
have so many votes is a sum over trees, and no member is named before it is known how many of which kind there are. Who
says no changes one tree, and the sums of all before it and of all after it stay.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import prod
from typing import Any

from samverkan.decisions.formula import find_asks
from samverkan.decisions.steiner.gates import simplify
from samverkan.decisions.steiner.graph import FAR, build_graph
from samverkan.decisions.steiner.instance import Instance, Solution
from samverkan.decisions.steiner.peel import has_quorum
from samverkan.decisions.steiner.problem import Incumbent, to_solution
from samverkan.decisions.steiner.tabled import (
    DOWN,
    ENTER,
    OPEN,
    UP,
    Counts,
    Entries,
    Step,
    Steps,
    list_steps,
    table_tree,
)
from samverkan.decisions.steiner.trees import Branch, Forest, plant

BOARD = 32  # ends of a need from which on it is tried to count them
SUMS = 8_000_000  # sums that are kept, at most, for all orders of hubs
TABLE = 400  # entries of the table of one tree, at most
NEVER = 1 << 61  # a sum that cannot be had; costs stay far below
LARGE = 1 << 59  # costs, all in all, that numbers of a machine hold with room to spare


class Counting:
    """An instance whose solutions are counted: what is cheapest, also where some arcs are gone."""

    def __init__(self, instance: Instance, forest: Forest) -> None:
        """Take an instance with its forest; sums are made when they are asked for."""
        self._instance = instance
        self._forest = forest
        self._sums: list[_Sums] = []

    def solve(self, gone: Collection[int], most: int | None = None) -> Solution | None:
        """Find the cheapest solution of at most `most` without some arcs; None where counting does not tell."""
        if not self._sums:
            self._sums = sorted(
                (_Sums(self._forest, order) for order in self._forest.list_orders()), key=lambda sums: sums.value
            )
        changed = self._forest.change({*gone})
        if changed is None:
            return None
        limit = FAR if most is None else most + 1
        value, arcs = limit, list[int]()
        for sums in self._sums:
            if sums.value < value:
                value, arcs = min((value, arcs), sums.find(changed), key=lambda pair: pair[0])
        if value >= limit:
            return Solution(None, 0 if most is None else limit, (), frozenset())
        return to_solution(self._instance, Incumbent(value, (*arcs, *self._forest.free), value))


def count_instance(instance: Instance) -> Counting | None:
    """Prepare an instance for counting; None where it is none of a large board, or more than circles and few ties."""
    if not has_quorum(instance.need) or sum(1 for _ in find_asks(instance.need)) < BOARD:
        return None
    arcs = ((tail, head, cost, index) for index, (tail, head, cost) in enumerate(instance.arcs))
    graph = build_graph(instance.size, instance.root, arcs)
    need = simplify(instance.need, {node for node in find_asks(instance.need) if 0 <= node < graph.size}, graph.root)
    if isinstance(need, bool) or sum(graph.costs) >= LARGE:
        return None
    forest = plant(graph, need, instance)
    return Counting(instance, forest) if forest is not None and _is_small(forest) else None


def _is_small(forest: Forest) -> bool:
    """Tell whether a forest has few enough sums, and its trees small tables."""
    orders = sum(1 for _ in forest.list_orders())
    states = prod(cap + 1 for cap in forest.caps) << len(forest.hubs)
    return states * len(forest.trees) * orders <= SUMS and all(_measure(forest, tree) <= TABLE for tree in forest.trees)


def _measure(forest: Forest, tree: Branch) -> int:
    """Return how many entries the table of a tree may have."""
    counts = [sum(knot.counts[place] for knot in tree.knots) for place in range(len(forest.caps))]
    return prod(min(cap, count) + 1 for cap, count in zip(forest.caps, counts, strict=True)) << len(forest.hubs)


class _Sums:
    """The sums of all trees, where hubs are opened in an order: for each state what it costs to have as much at least.

    A state is what each count has come to, and which hubs are open, as one number: the last has all.
    """

    def __init__(self, forest: Forest, order: tuple[int, ...]) -> None:
        import numpy as np

        self._forest, self._order = forest, order
        caps = (*forest.caps, *(1 for _ in order))
        sizes = [cap + 1 for cap in caps]
        self._strides = np.array([prod(sizes[place + 1 :]) for place in range(len(sizes))])
        self._states = np.indices(sizes).reshape(len(sizes), -1)
        self._less: dict[Counts, Any] = {}
        self._stacks: dict[tuple[Counts, ...], Any] = {}
        self._tables = [self._table_hub(place) for place in range(len(order))]
        self._tables += [table_tree(tree.knots, forest.caps, order) for tree in forest.trees]
        nothing = np.full(self._states.shape[1], NEVER, dtype=np.int64)
        nothing[0] = 0
        self._before = self._add_up(nothing, self._tables)
        self._after: list[Any] = []

    @property
    def value(self) -> int:
        """What the cheapest solution costs that opens all hubs of the order; a bound where anything is gone."""
        return int(self._before[-1][-1])

    def find(self, changed: Mapping[int, Branch]) -> tuple[int, list[int]]:
        """Find the least cost of a solution that opens all hubs of the order, where some trees are other ones."""
        first = len(self._order) + min(changed, default=len(self._forest.trees))
        end = len(self._order) + max(changed, default=len(self._forest.trees) - 1) + 1
        tables = self._tables[first:end]
        for number, tree in changed.items():
            tables[number + len(self._order) - first] = table_tree(tree.knots, self._forest.caps, self._order)
        sums = self._add_up(self._before[first], tables)
        every = sums[-1] + self._list_after()[end][::-1]
        state = int(every.argmin())
        if every[state] >= NEVER:
            return FAR, []
        behind = self._trace(self._tables[end:][::-1], self._list_after()[end:][::-1], len(every) - 1 - state)
        ahead = self._trace([*self._tables[:first], *tables], [*self._before[:first], *sums], state)
        trees = [*(None for _ in self._order), *self._forest.trees]
        for number, tree in changed.items():
            trees[number + len(self._order)] = tree
        pairs = zip(trees, [*ahead, *behind[::-1]], strict=True)
        return int(every[state]), [self._find_arc(tree, step) for tree, steps in pairs for step in list_steps(steps)]

    def _add_up(self, start: Any, tables: Sequence[Entries]) -> list[Any]:
        """List the sums without any of some tables, with the first, with the first two, and so on."""
        import numpy as np

        sums = [start]
        for table in tables:
            costs = np.array([[cost] for _, cost, _ in table], dtype=np.int64)
            sums.append(np.minimum((sums[-1][self._stack(table)] + costs).min(axis=0), NEVER))
        return sums

    def _list_after(self) -> list[Any]:
        """List the sums of all tables, of all but the first, and so on."""
        if not self._after:
            self._after = self._add_up(self._before[0], self._tables[::-1])[::-1]
        return self._after

    def _table_hub(self, place: int) -> Entries:
        """Table what opening a hub adds: itself, and that the root or a hub before it may open it."""
        hub = self._forest.hubs[self._order[place]]
        counts = self._forest.counts.get(hub, (0,) * len(self._forest.caps))
        reached = (*map(min, counts, self._forest.caps), *(0 for _ in self._order))
        opened = (*reached[: len(counts)], *(int(number == place) for number in range(len(self._order))))
        costs = [
            (self._forest.find_cost(self._forest.name_source(source), hub), source)
            for source in (0, *(number + 1 for number in self._order[:place]))
        ]
        ways = [
            (opened, cost, (OPEN, -1 - source, self._order[place] + 1)) for cost, source in costs if cost is not None
        ]
        return ((reached, 0, ()), *ways)

    def _stack(self, table: Entries) -> Any:
        """Return, for each entry of a table, which state is left to be had of each one."""
        import numpy as np

        entries = tuple(counts for counts, _, _ in table)
        if entries not in self._stacks:
            self._stacks[entries] = np.stack([self._find_less(counts) for counts in entries])
        return self._stacks[entries]

    def _find_less(self, counts: Counts) -> Any:
        """Return which state is left to be had of each one, once some counts are."""
        import numpy as np

        if counts not in self._less:
            left = np.maximum(self._states - np.array(counts)[:, None], 0)
            self._less[counts] = self._strides @ left
        return self._less[counts]

    def _trace(self, tables: Sequence[Entries], sums: Sequence[Any], state: int) -> list[Steps]:
        """List the steps taken in each table for what a state costs at least."""
        found: list[Steps] = []
        for table, before in zip(tables[::-1], sums[: len(tables)][::-1], strict=True):
            left = [int(self._find_less(counts)[state]) for counts, _, _ in table]
            costs = [int(before[rest]) + entry[1] for rest, entry in zip(left, table, strict=True)]
            number = costs.index(min(costs))
            state = left[number]
            found.append(table[number][2])
        return found[::-1]

    def _find_arc(self, tree: Branch | None, step: Step) -> int:
        """Return the arc of the instance that a step takes."""
        kind, place, hub = step
        source = self._forest.name_source
        if tree is None:
            return self._forest.find_arc(source(-1 - place), source(hub))
        node, above = tree.nodes[place], tree.nodes[tree.knots[place].above]
        ends = {ENTER: (source(hub), node), OPEN: (node, source(hub)), DOWN: (above, node), UP: (node, above)}
        return self._forest.find_arc(*ends[kind])
