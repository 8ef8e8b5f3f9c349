"""Change the elements of a list in a text: some go, some come, some stand elsewhere; comments between them stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from samverkan.tables.bracket_lists import has_comments, rebuild_brackets
from samverkan.tables.yaml_spans import Element, Elements, find_line_end, find_line_start

Cut = tuple[int, int, str]
Wanted = Sequence[tuple[int | None, str]]
_BEHIND = re.compile(r"[ \t]*,?[ \t]*(?:(?<=[ \t])#[^\r\n]*)?")


def change_list(text: str, elements: Elements, wanted: Wanted, break_: str) -> Iterator[Cut]:
    """Yield what to cut and paste so that a list holds what is wanted.

    Each wanted element is the number of the one that it was (None: a new one), and its text.
    """
    kept = [number for number, _ in wanted if number is not None]
    if kept == list(range(len(elements.all))) and len(kept) == len(wanted):
        yield from _change_each(text, elements, wanted)
    elif not elements.flow:
        yield _rebuild_lines(text, elements.all, wanted, break_)
    elif kept and (len(kept) < len(wanted) or kept != sorted(kept)) and has_comments(text, elements.all):
        yield rebuild_brackets(text, elements.all, wanted, break_)
    elif kept and kept == sorted(kept):
        yield from _change_each(text, elements, [part for part in wanted if part[0] is not None])
        yield from _remove_others(text, elements.all, kept)
        yield from _paste_new(text, elements.all, wanted, kept)
    else:
        parts = _find_comma(text, elements.all).join(written for _, written in wanted)
        yield elements.all[0].start, elements.all[-1].end, parts


def _change_each(text: str, elements: Elements, wanted: Wanted) -> Iterator[Cut]:
    for number, written in wanted:
        assert number is not None
        element = elements.all[number]
        if text[element.start : element.end] != written:
            yield element.start, element.end, written


def _remove_others(text: str, elements: Sequence[Element], kept: Sequence[int]) -> Iterator[Cut]:
    if any("#" in text[one.end : other.start] for one, other in pairwise(elements)):
        yield from (_remove_one(text, one) for number, one in enumerate(elements) if number not in kept)
        return
    if kept[0]:
        yield elements[0].start, elements[kept[0]].start, ""
    for number in range(kept[0] + 1, len(elements)):
        if number not in kept:
            yield elements[number - 1].end, elements[number].end, ""


def _remove_one(text: str, element: Element) -> Cut:
    """Take an element with its comma and the comment behind it; whole lines, and none of the comments above it."""
    behind = _BEHIND.match(text, element.end)
    start, end = find_line_start(text, element.start), behind.end() if behind else element.end
    if text[start : element.start].strip(" ") or end != find_line_end(text, end):
        return element.start, end, ""
    line_break = text.find("\n", end)
    return start, len(text) if line_break < 0 else line_break + 1, ""


def _paste_new(text: str, elements: Sequence[Element], wanted: Wanted, kept: Sequence[int]) -> Iterator[Cut]:
    comma, first = _find_comma(text, elements), elements[kept[0]].start
    place: int | None = None
    for number, written in wanted:
        if number is not None:
            place = elements[number].end
        elif place is None:
            yield first, first, written + comma
        else:
            yield place, place, comma + written


def _find_comma(text: str, elements: Sequence[Element]) -> str:
    if len(elements) > 1:
        between = text[elements[0].end : elements[1].start]
        if between.strip() == ",":
            return between
    start = find_line_start(text, elements[0].start)
    lead = text[start : elements[0].start]
    if start and not lead.strip():  # it stands on a line of its own
        return f",{text[find_line_end(text, start - 1) : start]}{lead}"
    return ", "


def _rebuild_lines(text: str, elements: Sequence[Element], wanted: Wanted, break_: str) -> Cut:
    """Put the lines of a list in another order, each with the comments above and behind it; those of what goes stay."""
    lines = [_Line.find(text, elements, place, break_) for place in range(len(elements))]
    kept = {number for number, _ in wanted}
    pieces, told = [""], set[int]()
    for number, written in wanted:
        if number is None:
            pieces.append(f"{lines[0].mark}{written}{break_}")
            continue
        for gone in _find_gone_above(number, kept, told):
            pieces.append(lines[gone].above)
        line = lines[number]
        pieces.append(f"{line.above}{line.mark}{written}{line.behind}{break_}")
    pieces.extend(lines[n].above for n in range(len(lines)) if n not in kept and n not in told)
    if not any(pieces):
        raise ValueError("a list of which nothing is left")
    start, end = lines[0].start, find_line_end(text, elements[-1].end)
    return start, end, "".join(pieces).removesuffix(break_)


def _find_gone_above(number: int, kept: set[int | None], told: set[int]) -> list[int]:
    """Return the elements right above one that go, whose comments have not been written yet, in their order."""
    found = list[int]()
    while number and number - 1 not in kept and number - 1 not in told:
        number -= 1
        found.insert(0, number)
    told.update(found)
    return found


class _Line:
    """An element with what stands on its lines: comments above, its mark, and what is behind it."""

    def __init__(self, start: int, above: str, mark: str, behind: str) -> None:
        self.start, self.above, self.mark, self.behind = start, above, mark, behind

    @classmethod
    def find(cls, text: str, elements: Sequence[Element], place: int, break_: str) -> _Line:
        element = elements[place]
        start = find_line_start(text, element.dash)
        mark = text[start : element.start]
        if mark.strip(" ") != "-":  # beside its key, or with a comment behind its mark
            raise ValueError("an element that does not begin its line")
        above = ""
        if place:
            above = text[find_line_end(text, elements[place - 1].end) + len(break_) : start]
        return cls(start, above, mark, text[element.end : find_line_end(text, element.end)])
