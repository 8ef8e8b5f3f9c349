"""Needs in their simplest form: units (any of some nodes) under a tree of threshold gates.

Each unit is a bit. A state is a set of units, closed: as soon as a gate is met, all units under it count as
covered, since a minimal way to meet the need holds no further unit of that gate.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import prod

from samverkan.decisions.steiner.instance import Need

IMPLICATION_PARTS = 40  # beyond so many parts, absorption costs more than it saves


@dataclass(frozen=True, slots=True)
class Gate:
    """A threshold over gates and units; `mask` holds the bits of all units under it."""

    least: int
    parts: tuple[Gate | int, ...]
    mask: int


@dataclass(slots=True)
class Formula:
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
                if sum(1 for part in gate.parts if covers(known, part)) >= gate.least:
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
    each = sorted(find_price(inner, prices, state) for inner in part.parts)
    return sum(each[: part.least])


def choose_units(part: Gate | int, prices: Sequence[float]) -> tuple[float, tuple[int, ...]]:
    """Choose the units that meet a gate at the least sum of prices; the first among equals."""
    if isinstance(part, int):
        return prices[part], (part,)
    each = sorted((choose_units(inner, prices) for inner in part.parts), key=lambda choice: choice[0])
    chosen = each[: part.least]
    return sum(price for price, _ in chosen), tuple(unit for _, units in chosen for unit in units)


def find_obstacle(part: Gate | int, reached: Container[int], rank: Sequence[int]) -> tuple[int, ...]:
    """Find units without which a gate cannot be met, none of them reached; empty when it is met.

    At least one of them must be reached in every solution: of a gate that lacks enough parts, as few unmet parts as
    suffice to block it, those of the lowest rank.
    """
    if isinstance(part, int):
        return () if part in reached else (part,)
    each = [found for inner in part.parts if (found := find_obstacle(inner, reached, rank))]
    blocking = len(part.parts) - part.least + 1
    if len(each) < blocking:
        return ()
    each.sort(key=lambda units: min(rank[unit] for unit in units))
    return tuple(unit for units in each[:blocking] for unit in units)


def list_obstacles(part: Gate | int, most: int) -> list[tuple[int, ...]] | None:
    """List every smallest set of units of which one must be reached; None when there are more than `most`."""
    if isinstance(part, int):
        return [(part,)]
    each = [list_obstacles(inner, most) for inner in part.parts]
    obstacles: list[tuple[int, ...]] = []
    for blocking in combinations(each, len(part.parts) - part.least + 1):
        known = [found for found in blocking if found is not None]
        if len(known) < len(blocking) or len(obstacles) + prod(map(len, known)) > most:
            return None
        obstacles += [tuple(unit for units in choice for unit in units) for choice in product(*known)]
    return obstacles


def simplify(need: Need | int, usable: Container[int], root: int) -> Need | int | bool:
    """Bring a need to its simplest form; a node that is not usable is never met, the root always."""
    if isinstance(need, int):
        return True if need == root else need if need in usable else False
    parts = [simplify(part, usable, root) for part in need.parts]
    least = need.least - sum(part is True for part in parts)
    open_parts = [part for part in parts if not isinstance(part, bool)]
    if least <= 0 or least > len(open_parts):
        return least <= 0
    if least in (1, len(open_parts)):
        open_parts = _absorb(_flatten(open_parts, any_of=least == 1), any_of=least == 1)
        least = 1 if least == 1 else len(open_parts)
    return open_parts[0] if len(open_parts) == 1 else Need(least, tuple(open_parts))


def build_formula(need: Need | int) -> Formula:
    """Build gates and units from a simplified need."""
    units: list[tuple[int, ...]] = []
    gates: list[Gate] = []
    top = _build_part(need, units, gates)
    full = (1 << len(units)) - 1
    return Formula(top, tuple(units), full, tuple(gate for gate in gates if _closes_early(gate)))


def _flatten(parts: list[Need | int], *, any_of: bool) -> list[Need | int]:
    flat: dict[Need | int, None] = {}
    for part in parts:
        same = isinstance(part, Need) and (part.least == 1 if any_of else part.least == len(part.parts))
        flat.update(dict.fromkeys(part.parts if isinstance(part, Need) and same else (part,)))
    return list(flat)


def _absorb(parts: list[Need | int], *, any_of: bool) -> list[Need | int]:
    gates = [part for part in parts if isinstance(part, Need)]
    if not gates or len(parts) > IMPLICATION_PARTS:
        return parts
    kept = list(parts)
    for part in reversed(parts):
        others = [other for other in kept if other is not part]
        if any(_implies(part, other) if any_of else _implies(other, part) for other in others):
            kept = others
    return kept


def _implies(left: Need | int, right: Need | int) -> bool:
    """Tell whether meeting `left` surely meets `right`; False when it cannot be told simply."""
    if left == right:
        return True
    if isinstance(left, Need) and left.least == 1:
        return all(_implies(part, right) for part in left.parts)
    if isinstance(right, Need) and right.least == len(right.parts):
        return all(_implies(left, part) for part in right.parts)
    if isinstance(right, Need) and right.least == 1 and any(_implies(left, part) for part in right.parts):
        return True
    return isinstance(left, Need) and left.least == len(left.parts) and any(_implies(p, right) for p in left.parts)


def _build_part(need: Need | int, units: list[tuple[int, ...]], gates: list[Gate]) -> Gate | int:
    if isinstance(need, int):
        return _add_unit((need,), units)
    if need.least == 1:
        nodes = tuple(part for part in need.parts if isinstance(part, int))
        inner = [_build_part(part, units, gates) for part in need.parts if isinstance(part, Need)]
        parts = ([_add_unit(nodes, units)] if nodes else []) + inner
    else:
        parts = [_build_part(part, units, gates) for part in need.parts]
    if len(parts) == 1:
        return parts[0]
    gate = Gate(need.least, tuple(parts), sum(find_mask(part) for part in parts))
    gates.append(gate)
    return gate


def _add_unit(nodes: tuple[int, ...], units: list[tuple[int, ...]]) -> int:
    units.append(nodes)
    return len(units) - 1


def _closes_early(gate: Gate) -> bool:
    return gate.least < len(gate.parts)
