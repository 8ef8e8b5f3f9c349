"""How large the cards of a diagram are, so that a screen shows all of it, and on which sheets of paper it stands.

A diagram is built for a width of its cards and for how much it goes without: none, then the ends of what is said of a
thing beside its name. What has no room even so is scrolled on a screen, and parted into several sheets on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TypeVar

from samverkan.views.diagram import Diagram

SPARES = 3  # how often a diagram can go without some more
_SCREEN = (1240.0, 500.0)  # what a screen of 1280×720 leaves for a diagram
_SHEET = (1028.0, 588.0)  # what A4 on its side leaves below the head of a page
_WIDTHS, _ON_PAPER = range(180, 321, 10), range(150, 321, 10)
_LEAST = 12 / 14  # the smallest scale at which every text can be read
_MOST_ON_PAPER = 1.0
Build = Callable[[float, int], Diagram]
T = TypeVar("T")


def fit_to_screen(build: Build) -> Diagram:
    """Return the diagram that is largest on a screen, of those that go without least.

    One that must be scrolled sideways to be read is taken only where every other one must.
    """
    wide = _choose_widths(build, _WIDTHS)
    for spare in range(SPARES + 1):
        found = max((build(width, spare) for width in wide), key=_find_scale)
        if _find_scale(found) >= _LEAST:
            return found
    tried = [build(width, 0) for width in wide]
    across = [diagram for diagram in tried if diagram.width * _LEAST <= _SCREEN[0]]
    return max(across or tried[:1], key=_find_scale)


def _choose_widths(build: Build, widths: Sequence[int]) -> list[float]:
    """Choose widths at which no word is parted."""
    least = min(widths[-1], max(card.least for card in build(float(widths[-1]), SPARES).cards))
    return [float(width) for width in widths if width >= least]


def _find_scale(diagram: Diagram, room: tuple[float, float] = _SCREEN) -> float:
    return min(room[0] / diagram.width, room[1] / diagram.height)


def fit_to_sheet(build: Build, spares: Iterable[int] = range(SPARES + 1)) -> Diagram | None:
    """Return a diagram as it stands on one sheet of paper in letters that can be read; None where it has no room."""
    wide = _choose_widths(build, _ON_PAPER)
    for spare in spares:
        found = max((build(width, spare) for width in wide), key=lambda d: _find_scale(d, _SHEET))
        if _find_scale(found, _SHEET) >= _LEAST:
            return found
    return None


def fit_to_sheets(
    whole: T, build: Callable[[T, float, int], Diagram], part: Callable[[Callable[[T], bool]], Sequence[T]]
) -> tuple[Diagram, ...]:
    """Return a diagram on as many sheets of paper as it needs; none where even the least part of it has no room.

    `build` draws the whole or a part of it; `part(has_room)` parts it into what has room on a sheet.
    """

    def fit(some: T, spares: Iterable[int] = range(SPARES + 1)) -> Diagram | None:
        return fit_to_sheet(partial(build, some), spares)

    alone = fit(whole)
    if alone:
        return (alone,)
    parts = part(lambda some: fit(some, (SPARES,)) is not None)
    sheets = [sheet for some in parts if (sheet := fit(some)) is not None]
    return tuple(sheets) if len(sheets) == len(parts) else ()


def to_paper_size(diagram: Diagram) -> tuple[int, int]:
    """Return how large a diagram is printed, in px."""
    scale = min(_MOST_ON_PAPER, _find_scale(diagram, _SHEET))
    return round(diagram.width * scale), round(diagram.height * scale)


def part_tree(
    root: str, children: Mapping[str, Sequence[str]], has_room: Callable[[Sequence[str]], bool]
) -> list[tuple[str, ...]]:
    """Part a tree into sheets, each a root with what hangs on it, as much as has room.

    What has none on a sheet of its own stands there alone, and is the root of further ones.
    """
    sheet, sheets, further = [root], [], []
    for child in children.get(root, ()):
        below = _walk(child, children)
        if len(below) > 1 and not has_room([root, *below]):
            further.append(part_tree(child, children, has_room))
            below = [child]
        if len(sheet) > 1 and not has_room([*sheet, *below]):
            sheets.append(tuple(sheet))
            sheet = [root]
        sheet += below
    return [*sheets, tuple(sheet), *chain.from_iterable(further)]


def _walk(node: str, children: Mapping[str, Sequence[str]]) -> list[str]:
    return [node, *chain.from_iterable(_walk(child, children) for child in children.get(node, ()))]


def part_row(number: int, has_room: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """Part a row into sheets, each from one number up to another, as many as have room; one has always room."""
    parts, first = [], 0
    for end in range(1, number + 1):
        if end == number or not has_room(first, end + 1):
            parts.append((first, end))
            first = end
    return parts
