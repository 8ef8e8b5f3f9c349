"""Write a list in brackets that has comments anew: each stays behind or above the element where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from samverkan.tables.yaml_spans import Element, find_column

Wanted = Sequence[tuple[int | None, str]]
_BEHIND = re.compile(r"([ \t]*),?([ \t]*)((?<=[ \t])#[^\r\n]*)?")


def has_comments(text: str, elements: Sequence[Element]) -> bool:
    """Tell whether a comment stands between the elements of a list, or behind the last one."""
    behind = _Behind(text, elements[-1])
    return bool(behind.comment) or any("#" in text[one.end : other.start] for one, other in pairwise(elements))


def rebuild_brackets(text: str, elements: Sequence[Element], wanted: Wanted, break_: str) -> tuple[int, int, str]:
    """Return what to cut and paste so that a list holds what is wanted; elements that stay neighbours stay as they are.

    The comments above what goes stay, those behind it go.
    """
    start, end = elements[0].start, _Behind(text, elements[-1]).end
    line = break_ + " " * find_column(text, start)
    above = [_find_above(text, elements, place) for place in range(len(elements))]
    kept, pieces, last = {number for number, _ in wanted}, list[str](), -1
    for place, (number, written) in enumerate(wanted):
        if place and number == last + 1 and number is not None:
            pieces.append(text[elements[last].end : elements[number].start])
        else:
            lines = [*_take_gone(above, number, kept), *(above[number] if number is not None else ())]
            pieces.append(_join(text, elements, wanted[place - 1][0] if place else None, lines, line, bool(place)))
        pieces.append(written)
        last = -2 if number is None else number
    pieces.append(_end(text, elements, wanted[-1][0], line))
    return start, end, "".join(pieces)


class _Behind:
    """What stands behind an element on its line: a comma perhaps, and a comment with the space before it."""

    def __init__(self, text: str, element: Element) -> None:
        match = _BEHIND.match(text, element.end)
        assert match is not None
        self.end = match.end()
        self.comment = f"{match[2] or match[1]}{match[3]}" if match[3] else ""


def _find_above(text: str, elements: Sequence[Element], place: int) -> list[str]:
    """Return the comments on lines of their own above an element."""
    if not place:
        return []
    between = text[_Behind(text, elements[place - 1]).end : elements[place].start]
    return [line.strip() for line in between.splitlines() if "#" in line]


def _take_gone(above: list[list[str]], number: int | None, kept: set[int | None]) -> Iterator[str]:
    """Yield the comments above the elements right before one that go, once."""
    first = number or 0
    while first and first - 1 not in kept:
        first -= 1
    for gone in range(first, number or 0):
        yield from above[gone]
        above[gone] = []


def _join(
    text: str, elements: Sequence[Element], before: int | None, lines: Sequence[str], line: str, follows: bool
) -> str:
    """Return what stands between an element and the one before it; `lines` are the comments above it."""
    behind = _Behind(text, elements[before]).comment if before is not None else ""
    over = "".join(f"{comment}{line}" for comment in lines)
    if follows:
        return f",{behind}{line}{over}"
    return f"{line}{over}" if over and not text[elements[0].start - 1].isspace() else over


def _end(text: str, elements: Sequence[Element], number: int | None, line: str) -> str:
    """Return what stands behind the last element; a comment there ends its line."""
    if number == len(elements) - 1:
        return text[elements[-1].end : _Behind(text, elements[-1]).end]
    behind = _Behind(text, elements[number]).comment if number is not None else ""
    return behind if not behind or text[_Behind(text, elements[-1]).end :].startswith(("\r", "\n")) else behind + line
