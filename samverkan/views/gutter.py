"""The requirement tree as a gutter beside a table: one row a leaf and holder, its conditions to the left.

What does not branch is left out (a condition with a single part); a leaf that several may meet branches like EN AV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from samverkan.decisions.answer import RequirementNeed
from samverkan.domain.requirements import find_children, find_root, is_leaf
from samverkan.model import Map
from samverkan.views.spec import Rail

MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Slot:
    """A row: a leaf and one who may meet it (None: nobody known). `path` are conditions too deep to draw."""

    leaf: str
    holder: str | None
    first: bool = True
    path: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A condition over parts: `op` is all, any, at_least or sequence, `n` how many it takes."""

    op: str
    n: int
    parts: tuple[Branch | Slot, ...]

    @property
    def loose(self) -> bool:
        """Whether fewer than all parts are enough."""
        return self.n < len(self.parts)


def build_tree(content: Map, initiative: str, leaves: Mapping[str, RequirementNeed]) -> Branch | Slot:
    """Build the tree of an initiative's requirements, with a slot for every one who may meet a leaf."""
    root = find_root(content, initiative)
    assert root is not None
    return _cut(_build(content, root, leaves), 0)


def _build(content: Map, requirement: str, leaves: Mapping[str, RequirementNeed]) -> Branch | Slot:
    if is_leaf(content, requirement):
        return _build_leaf(leaves[requirement])
    parts = tuple(_build(content, child, leaves) for child in find_children(content, requirement))
    if len(parts) == 1:
        return parts[0]
    properties = content.nodes[requirement].properties
    op = str(properties.get("op"))
    number = properties.get("n", len(parts))
    least = {"any": 1, "at_least": int(number) if isinstance(number, (int, float)) else 1}.get(op, len(parts))
    return Branch(op, least, parts)


def _build_leaf(leaf: RequirementNeed) -> Branch | Slot:
    holders: tuple[str | None, ...] = leaf.ordinary or (None,)
    slots = tuple(Slot(leaf.id, holder, first=place == 0) for place, holder in enumerate(holders))
    return slots[0] if len(slots) == 1 else Branch("any", 1, slots)


def _cut(part: Branch | Slot, depth: int) -> Branch | Slot:
    """Put everything below the deepest level that is drawn straight under it, each with its path in words."""
    if isinstance(part, Slot):
        return part
    if depth < MOST_LEVELS - 1:
        return replace(part, parts=tuple(_cut(p, depth + 1) for p in part.parts))
    return replace(part, parts=tuple(slot for p in part.parts for slot in _flatten(p, ())))


def _flatten(part: Branch | Slot, path: tuple[tuple[str, int], ...]) -> Iterator[Slot]:
    if isinstance(part, Slot):
        yield replace(part, path=path)
        return
    for below in part.parts:
        yield from _flatten(below, (*path, (part.op, part.n)))


def count_levels(part: Branch | Slot) -> int:
    """Count the conditions above the deepest slot."""
    return 0 if isinstance(part, Slot) else 1 + max(count_levels(p) for p in part.parts)


def find_slots(part: Branch | Slot) -> Iterator[Slot]:
    """Yield the slots from top to bottom."""
    if isinstance(part, Slot):
        yield part
    else:
        for below in part.parts:
            yield from find_slots(below)


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a part stands under its parent."""

    place: str = "root"
    loose: bool = False
    mark: str = ""


def build_rails(tree: Branch | Slot, say: Callable[[Branch], str]) -> list[tuple[Slot, tuple[Rail, ...]]]:
    """Return every slot with the gutter cells that begin at its row; `say` puts a condition in words."""
    return _rails(tree, _Seat(), count_levels(tree), say)


def _rails(
    part: Branch | Slot, seat: _Seat, levels: int, say: Callable[[Branch], str]
) -> list[tuple[Slot, tuple[Rail, ...]]]:
    if isinstance(part, Slot):
        alone = seat.place == "root"
        return [(part, () if alone else (Rail(seat.place, seat.loose, mark=seat.mark, columns=levels + 1),))]
    own = Rail(seat.place, seat.loose, part.loose, say(part), seat.mark, sum(1 for _ in find_slots(part)))
    rows: list[tuple[Slot, tuple[Rail, ...]]] = []
    for number, below in enumerate(part.parts):
        rows += _rails(below, _seat(part, number), levels - 1, say)
    first, rails = rows[0]
    return [(first, (own, *rails)), *rows[1:]]


def _seat(parent: Branch, number: int) -> _Seat:
    last = len(parent.parts) - 1
    place = "first" if number == 0 else "last" if number == last else "middle"
    return _Seat(place, parent.loose, str(number + 1) if parent.op == "sequence" else "")
