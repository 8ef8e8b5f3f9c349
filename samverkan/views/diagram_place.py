"""Where the cards of a diagram stand: columns by how far they are from the root, each card beside what it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from samverkan.views.diagram import Arrow, Card, Diagram
from samverkan.views.spec import Link, Picture, Spot

BETWEEN, _BELOW, _EDGE = 44.0, 14.0, 4.0


def place_tree(
    title: str,
    cards: Sequence[Card],
    arrows: Sequence[Arrow],
    *,
    parents: Mapping[str, str],
    roots: Iterable[str],
    root_first: bool,
    between: float = BETWEEN,
) -> Diagram:
    """Place cards that hang on each other by `parents`: the roots at the left, or at the right.

    A card stands a column beyond its parent, at the middle of its own children, and never upon another.
    """
    sizes = {card.id: card for card in cards}
    order = [card.id for card in cards]
    children: dict[str, list[str]] = {}
    for child in order:
        if child in parents:
            children.setdefault(parents[child], []).append(child)
    column: dict[str, int] = {}
    top: dict[str, float] = {}
    down = _EDGE
    for root in roots:
        down = _place(root, 0, down, sizes, children, column, top)
    widths = [max((sizes[i].width for i in column if column[i] == n), default=0.0) for n in range(_count(column))]
    lefts = _to_lefts(widths, root_first, between)
    placed = tuple(replace(card, x=lefts[column[card.id]], y=top[card.id]) for card in cards)
    width = sum(widths) + between * (len(widths) - 1) + 2 * _EDGE
    height = max(card.y + card.height for card in placed) + _EDGE
    return Diagram(title, width, height, placed, tuple(arrows))


def _count(column: Mapping[str, int]) -> int:
    return max(column.values(), default=0) + 1


def _to_lefts(widths: Sequence[float], root_first: bool, between: float) -> list[float]:
    lefts, x = [], _EDGE
    for width in widths if root_first else reversed(widths):
        lefts.append(x)
        x += width + between
    return lefts if root_first else lefts[::-1]


def _place(
    node: str,
    depth: int,
    down: float,
    sizes: Mapping[str, Card],
    children: Mapping[str, list[str]],
    column: dict[str, int],
    top: dict[str, float],
) -> float:
    """Place a card and all that hangs on it from a height down; return the height below them."""
    column[node] = depth
    height = sizes[node].height
    below = down
    found = children.get(node, ())
    for child in found:
        below = _place(child, depth + 1, below, sizes, children, column, top)
    if not found:
        top[node] = down
        return down + height + _BELOW
    first, last = found[0], found[-1]
    middle = (top[first] + sizes[first].height / 2 + top[last] + sizes[last].height / 2) / 2
    top[node] = middle - height / 2
    lack = down - top[node]
    if lack > 0:
        _move(node, lack, children, top)
        below += lack
    return max(below, top[node] + height + _BELOW)


def _move(node: str, by: float, children: Mapping[str, list[str]], top: dict[str, float]) -> None:
    top[node] += by
    for child in children.get(node, ()):
        _move(child, by, children, top)


def to_picture(diagram: Diagram) -> Picture:
    """Return a diagram as nodes and edges, each card at its middle."""
    spots = tuple(
        Spot(c.id, c.label, c.kind, x=c.x + c.width / 2, y=c.y + c.height / 2, mark=c.mark) for c in diagram.cards
    )
    links = tuple(Link(a.start, a.end, a.kind, a.text, arrow=True) for a in diagram.arrows)
    return Picture(diagram.title, spots, links)
