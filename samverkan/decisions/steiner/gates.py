"""Needs in their simplest form: units (any of some nodes) under a tree of threshold gates.

Each unit is a bit. A state is a set of units, closed: as soon as a gate is met, all units under it count as
covered, since a minimal way to meet the need holds no further unit of that gate.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import comb, prod

from samverkan.decisions.formula import Formula, Threshold

IMPLICATION_PARTS = 40  # beyond so many parts, absorption costs more than it saves


@dataclass(frozen=True, slots=True)
class Gate:
    """A threshold over gates and units; `mask` holds the bits of all units under it."""

    least: int
    parts: tuple[Gate | int, ...]
    mask: int
    weights: tuple[int, ...] | None = None

    def weigh(self) -> Sequence[int]:
        """Return the weight of each part."""
        return (1,) * len(self.parts) if self.weights is None else self.weights

    @property
    def units(self) -> Sequence[int]:
        """The parts that are units."""
        return [part for part in self.parts if isinstance(part, int)]

    @property
    def needs_all(self) -> bool:
        """Whether every part must be met."""
        weights = self.weigh()
        return sum(weights) - min(weights) < self.least


@dataclass(slots=True)
class Gates:
    """A read-once tree of gates over units, with its closed states remembered."""

    top: Gate | int
    units: tuple[tuple[int, ...], ...]
    full: int
    gates: tuple[Gate, ...]  # those that can close before the whole is met, inner before outer
    closed: dict[int, int] = field(default_factory=dict)

    def close(self, state: int) -> int:
        """Add to a state the units under every gate that it meets."""
        known = self.closed.get(state)
        if known is None:
            known = state
            for gate in self.gates:
                met = (weight for weight, part in zip(gate.weigh(), gate.parts, strict=True) if covers(known, part))
                if sum(met) >= gate.least:
                    known |= gate.mask
            self.closed[state] = known
        return known


def find_mask(part: Gate | int) -> int:
    """Find the bits of the units under a gate or unit."""
    return 1 << part if isinstance(part, int) else part.mask


def covers(state: int, part: Gate | int) -> bool:
    """Tell whether a closed state meets a gate or unit."""
    mask = find_mask(part)
    return state & mask == mask


def find_price(part: Gate | int, prices: Sequence[int], state: int = 0) -> int:
    """Find the least sum of unit prices that meets a gate, given the units that a closed state covers."""
    if covers(state, part):
        return 0
    if isinstance(part, int):
        return prices[part]
    each = [find_price(inner, prices, state) for inner in part.parts]
    if part.weights is None:
        each.sort()
        return sum(each[: part.least])
    return int(_choose_weighted(each, part.weights, part.least)[0])


def choose_units(part: Gate | int, prices: Sequence[float]) -> tuple[float, tuple[int, ...]]:
    """Choose the units that meet a gate at the least sum of prices; the first among equals."""
    if isinstance(part, int):
        return prices[part], (part,)
    if part.weights is None and len(units := part.units) == len(part.parts):
        cheapest = tuple(sorted(units, key=prices.__getitem__)[: part.least])
        return sum(prices[unit] for unit in cheapest), cheapest
    each = [choose_units(inner, prices) for inner in part.parts]
    if part.weights is None:
        each.sort(key=lambda choice: choice[0])
        chosen = each[: part.least]
    else:
        chosen = [each[place] for place in _choose_weighted([price for price, _ in each], part.weights, part.least)[1]]
    return sum(price for price, _ in chosen), tuple(unit for _, units in chosen for unit in units)


def _choose_weighted(prices: Sequence[float], weights: Sequence[int], least: int) -> tuple[float, tuple[int, ...]]:
    """Choose parts that weigh at least `least` at the least sum of prices; the sum, and their places."""
    best: list[tuple[float, tuple[int, ...]] | None] = [(0, ()), *([None] * least)]
    for place, (price, weight) in enumerate(zip(prices, weights, strict=True)):
        for reached in range(least - 1, -1, -1):
            known = best[reached]
            if known is None:
                continue
            offer, end = (known[0] + price, (*known[1], place)), min(least, reached + weight)
            there = best[end]
            if there is None or offer[0] < there[0]:
                best[end] = offer
    found = best[least]
    assert found is not None
    return found


def find_obstacle(part: Gate | int, reached: Container[int], rank: Sequence[int]) -> tuple[int, ...]:
    """Find units without which a gate cannot be met, none of them reached; empty when it is met.

    At least one of them must be reached in every solution: of a gate that lacks enough parts, as few unmet parts as
    suffice to block it, those of the lowest rank.
    """
    if isinstance(part, int):
        return () if part in reached else (part,)
    each = [
        (weight, found)
        for weight, inner in zip(part.weigh(), part.parts, strict=True)
        if (found := find_obstacle(inner, reached, rank))
    ]
    spare = sum(part.weigh()) - part.least  # what may be lacking
    if sum(weight for weight, _ in each) <= spare:
        return ()
    each.sort(key=lambda pair: min(rank[unit] for unit in pair[1]))
    blocking: list[int] = []
    for weight, units in each:
        if spare >= 0:
            spare -= weight
            blocking += units
    return tuple(blocking)


def list_obstacles(part: Gate | int, most: int) -> list[tuple[int, ...]] | None:
    """List every smallest set of units of which one must be reached; None when there are more than `most`."""
    if isinstance(part, int):
        return [(part,)]
    each = [list_obstacles(inner, most) for inner in part.parts]
    if part.weights is None and comb(len(part.parts), part.least - 1) > most:
        return None
    obstacles: list[tuple[int, ...]] = []
    for places in _find_blocking(part.weigh(), sum(part.weigh()) - part.least):
        known = [found for place in places if (found := each[place]) is not None]
        if len(known) < len(places) or len(obstacles) + prod(map(len, known)) > most:
            return None
        obstacles += [tuple(unit for units in choice for unit in units) for choice in product(*known)]
    return obstacles


def _find_blocking(weights: Sequence[int], spare: int) -> Iterator[tuple[int, ...]]:
    """Yield the smallest sets of places that weigh more than `spare`; each is searched for heavy places first."""
    order = sorted(range(len(weights)), key=lambda place: -weights[place])
    left = [sum(weights[place] for place in order[index:]) for index in range(len(order))]

    def extend(index: int, lacking: int, chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if lacking < 0:
            yield chosen
        elif index < len(order) and left[index] > lacking:
            yield from extend(index + 1, lacking - weights[order[index]], (*chosen, order[index]))
            yield from extend(index + 1, lacking, chosen)

    yield from extend(0, spare, ())


def simplify(need: Formula, usable: Container[int], root: int) -> Formula | bool:
    """Bring a need to its simplest form; a node that is not usable is never met, the root always."""
    if isinstance(need, int):
        return True if need == root else need if need in usable else False
    parts = [(simplify(part, usable, root), weight) for part, weight in zip(need.parts, need.weigh(), strict=True)]
    least = need.least - sum(weight for part, weight in parts if part is True)
    open_parts = [(part, min(weight, least)) for part, weight in parts if not isinstance(part, bool) and weight > 0]
    if least <= 0 or least > sum(weight for _, weight in open_parts):
        return least <= 0
    return _build_threshold(least, [part for part, _ in open_parts], [weight for _, weight in open_parts])


def _build_threshold(least: int, parts: list[Formula], weights: list[int]) -> Formula:
    """Build a threshold that can be met, without weights where these say nothing."""
    if sum(weights) - min(weights) < least:
        least, weights = len(parts), [1] * len(parts)
    if min(weights) == max(weights):
        least, weights = -(-least // weights[0]), []
    if not weights and least in (1, len(parts)):
        parts = _absorb(_flatten(parts, any_of=least == 1), any_of=least == 1)
        least = 1 if least == 1 else len(parts)
    return parts[0] if len(parts) == 1 else Threshold(least, tuple(parts), None, tuple(weights) or None)


def build_gates(need: Formula) -> Gates:
    """Build gates and units from a simplified need."""
    units: list[tuple[int, ...]] = []
    gates: list[Gate] = []
    top = _build_part(need, units, gates)
    full = (1 << len(units)) - 1
    return Gates(top, tuple(units), full, tuple(gate for gate in gates if not gate.needs_all))


def _flatten(parts: list[Formula], *, any_of: bool) -> list[Formula]:
    flat: dict[Formula, None] = {}
    for part in parts:
        same = isinstance(part, Threshold) and (part.needs_any if any_of else part.needs_all)
        flat.update(dict.fromkeys(part.parts if isinstance(part, Threshold) and same else (part,)))
    return list(flat)


def _absorb(parts: list[Formula], *, any_of: bool) -> list[Formula]:
    gates = [part for part in parts if isinstance(part, Threshold)]
    if not gates or len(parts) > IMPLICATION_PARTS:
        return parts
    kept = list(parts)
    for part in reversed(parts):
        others = [other for other in kept if other is not part]
        if any(_implies(part, other) if any_of else _implies(other, part) for other in others):
            kept = others
    return kept


def _implies(left: Formula, right: Formula) -> bool:
    """Tell whether meeting `left` surely meets `right`; False when it cannot be told simply."""
    if left == right:
        return True
    if isinstance(left, Threshold) and left.needs_any:
        return all(_implies(part, right) for part in left.parts)
    if isinstance(right, Threshold) and right.needs_all:
        return all(_implies(left, part) for part in right.parts)
    if isinstance(right, Threshold) and right.needs_any and any(_implies(left, part) for part in right.parts):
        return True
    return isinstance(left, Threshold) and left.needs_all and any(_implies(part, right) for part in left.parts)


def _build_part(need: Formula, units: list[tuple[int, ...]], gates: list[Gate]) -> Gate | int:
    if isinstance(need, int):
        return _add_unit((need,), units)
    if need.needs_any:
        nodes = tuple(part for part in need.parts if isinstance(part, int))
        inner = [_build_part(part, units, gates) for part in need.parts if isinstance(part, Threshold)]
        parts = ([_add_unit(nodes, units)] if nodes else []) + inner
    else:
        parts = [_build_part(part, units, gates) for part in need.parts]
    if len(parts) == 1:
        return parts[0]
    gate = Gate(need.least, tuple(parts), sum(find_mask(part) for part in parts), need.weights)
    gates.append(gate)
    return gate


def _add_unit(nodes: tuple[int, ...], units: list[tuple[int, ...]]) -> int:
    units.append(nodes)
    return len(units) - 1
