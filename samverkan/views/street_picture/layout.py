"""Where the boxes and rows of a plan stand in a static picture: names wrapped by the widths of DejaVu Sans."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from samverkan.views.street_picture.lines import End, Lane
from samverkan.views.street_picture.wrap import is_parted, measure_text, wrap
from samverkan.views.streets import Box, Entry, Streets

SIZE, SMALL = 13.5, 12.0
LINE = SIZE * 1.36
SMALL_LINE = SMALL * 1.36
SIGN = 0.95 * SIZE
SEAT, PILL_PAD = 16.5, 12.0
_AFTER, _INDENT, _DEEPEST, _SIDE, _PAD = 6.0, 11.0, 6, 8.0, 3.0
_HEAD, _BOX_GAP, _GROUND_HEAD = 26.0, 9.0, 27.0
_PLAN = (236.0, 290.0, 290.0, 236.0)
_STEPS: Mapping[int, tuple[float, ...]] = {
    2: (150, 500),
    3: (150, 380, 380),
    4: (148, 338, 386, 216),
    5: (130, 260, 280, 220, 190),
}
_BOLD = frozenset({"head", "body", "named", "us"})


@dataclass(frozen=True)
class Hand:
    """How names are written: the word of a bridge (with {n}), that of us, and where long words may be parted."""

    bridge: str
    us: str
    hyphens: Mapping[str, str] = field(default_factory=dict)

    def wrap(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """Break a text into lines."""
        return wrap(text, width, size, bold=bold, hyphens=self.hyphens)

    @property
    def us_width(self) -> float:
        """How wide the pill of us is."""
        return measure_text(self.us, SMALL, bold=True) + PILL_PAD


@dataclass(frozen=True, slots=True)
class Placed:
    """A row at its place: the lines of its name, where that begins, and what stands at its right and below."""

    entry: Entry
    top: float
    left: float
    right: float
    name_x: float
    lines: tuple[str, ...]
    note: tuple[float, int] | None
    ends_line: int
    height: float

    @property
    def bold(self) -> bool:
        """Whether the name is written bold."""
        return self.entry.look in _BOLD


@dataclass(frozen=True, slots=True)
class Standing:
    """A box at its place, with what stands small above and below its rows: each text with its baseline."""

    box: Box
    left: float
    top: float
    width: float
    height: float
    rows: tuple[Placed, ...]
    small: tuple[tuple[str, float, float], ...] = ()

    @property
    def bottom(self) -> float:
        """Where the box ends."""
        return self.top + self.height


@dataclass(frozen=True)
class Layout:
    """Everything of a plan at its place; `ground` is the tinted room of our organisation, with its head."""

    columns: tuple[tuple[Standing, ...], ...]
    sides: tuple[tuple[float, float], ...]
    heads: tuple[tuple[str, float, float], ...]
    height: float
    ground: tuple[float, float, float, float] | None = None
    ground_head: Placed | None = None
    more: tuple[str, float, float] | None = None

    @property
    def ends(self) -> dict[str, End]:
        """Where lines meet each row, and each box by its first row."""
        found: dict[str, End] = {}
        for number, column in enumerate(self.columns):
            for box in column:
                sides = box.left, box.left + box.width
                for row in box.rows:
                    found[row.entry.id] = End(number, *sides, row.top + LINE / 2)
                middle = (box.top + box.rows[0].top + box.rows[0].height) / 2 if box.rows else box.top
                found.setdefault(box.box.id, End(number, *sides, middle))
        return found

    @property
    def lanes(self) -> list[Lane]:
        """The columns as lines see them."""
        last = self.sides[-1][1]
        return [
            Lane(
                left,
                right,
                _find_gaps(column, self.height),
                left - (self.sides[n - 1][1] if n else 0.0),
                (self.sides[n + 1][0] if n + 1 < len(self.sides) else last) - right,
            )
            for n, ((left, right), column) in enumerate(zip(self.sides, self.columns, strict=True))
        ]


def _find_gaps(column: Sequence[Standing], height: float) -> tuple[float, ...]:
    if not column:
        return (height / 2,)
    return (*((one.bottom + other.top) / 2 for one, other in pairwise(column)), column[-1].bottom + 7)


def lay_out(streets: Streets, hand: Hand, corner: tuple[float, float], width: float, *, steps: bool = False) -> Layout:
    """Lay a plan or steps out from a corner; the columns of steps stand in the middle of their height."""
    sides = _divide(len(streets.columns), steps, corner[0], width)
    heads, top = _place_heads(streets, sides, corner[1], hand)
    if streets.ground:
        top += 3
    inner = top + (_GROUND_HEAD if streets.ground else 0.0)
    columns = [
        _stack(column, sides[n], inner if streets.ground and n in (1, 2) else top, 6.0 if steps else _BOX_GAP, hand)
        for n, column in enumerate(streets.columns)
    ]
    bottom = max((column[-1].bottom for column in columns if column), default=top)
    if steps:
        columns = [_lower(column, (bottom - column[-1].bottom) / 2) if column else column for column in columns]
    more = None
    if streets.more:
        end = columns[-1][-1].bottom if columns[-1] else top
        more = (streets.more, sides[-1][0] + _SIDE, end + SMALL_LINE + 4)
        bottom = max(bottom, more[2])
    ground, head = None, None
    if streets.ground:
        left, right = sides[1][0] - 12, sides[2][1] + 12
        ground = (left, top - 3, right - left, bottom + 11 - top)
        head = _place_row(streets.ground, left + 2, top, right - left, hand)
        bottom += 9
    return Layout(tuple(columns), sides, heads, bottom + 8 - corner[1], ground, head, more)


def _divide(count: int, steps: bool, left: float, width: float) -> tuple[tuple[float, float], ...]:
    """Return the left and right side of every column; streets have their share."""
    if steps:
        shares = _STEPS.get(count, (130.0, 260.0, *([180.0] * (count - 2))))
        street = width * (0.04 if count in _STEPS else 0.03)
    else:
        shares, street = _PLAN[:count], width * 0.0515
    room = width - street * (count - 1)
    found = []
    for share in shares:
        own = room * share / sum(shares)
        found.append((left, left + own))
        left += own + street
    return tuple(found)


def _place_heads(
    streets: Streets, sides: Sequence[tuple[float, float]], top: float, hand: Hand
) -> tuple[tuple[tuple[str, float, float], ...], float]:
    if not streets.heads:
        return (), top
    found, tallest = [], 0
    for head, (left, right) in zip(streets.heads, sides, strict=True):
        lines = hand.wrap(head, right - left, 13, bold=True)
        tallest = max(tallest, len(lines))
        found += [(line, left, top + 14 + 17 * n) for n, line in enumerate(lines)]
    return tuple(found), top + _HEAD + 17 * (tallest - 1)


def _stack(boxes: Sequence[Box], sides: tuple[float, float], y: float, gap: float, hand: Hand) -> tuple[Standing, ...]:
    found = []
    for box in boxes:
        standing = _place_box(box, sides, y, hand)
        found.append(standing)
        y = standing.bottom + gap
    return tuple(found)


def _lower(column: Sequence[Standing], by: float) -> tuple[Standing, ...]:
    return tuple(
        replace(
            box,
            top=box.top + by,
            rows=tuple(replace(row, top=row.top + by) for row in box.rows),
            small=tuple((text, x, y + by) for text, x, y in box.small),
        )
        for box in column
    )


def _place_box(box: Box, sides: tuple[float, float], top: float, hand: Hand) -> Standing:
    left, width = sides[0], sides[1] - sides[0]
    y, small = top + _PAD, []
    for line in hand.wrap(box.over, width - 2 * _SIDE, SMALL) if box.over else []:
        small.append((line, left + _SIDE, y + SMALL))
        y += SMALL_LINE
    rows = []
    for entry in box.rows:
        rows.append(_place_row(entry, left, y, width, hand))
        y += rows[-1].height
    inner = left + _SIDE + SIGN + _AFTER
    for text in box.lines:
        for line in hand.wrap(text, width - (inner - left) - _SIDE, SMALL):
            small.append((line, inner, y + SMALL))
            y += SMALL_LINE
    return Standing(box, left, top, width, y + _PAD - top, tuple(rows), tuple(small))


def _place_row(entry: Entry, left: float, top: float, width: float, hand: Hand) -> Placed:
    """Place a row; where a word would be cut beside its badges, these stand on a line of their own."""
    bold = entry.look in _BOLD
    sign = hand.us_width if entry.look == "us" else SIGN
    name_x = left + _SIDE + _INDENT * min(entry.level, _DEEPEST) + sign + _AFTER
    whole, ends = left + width - _SIDE - name_x, measure_ends(entry, hand)
    room = whole - (ends + _AFTER if ends else 0.0)
    lines = hand.wrap(entry.name, room, SIZE, bold=bold)
    below = bool(ends) and _is_cut(entry.name, room, hand, bold=bold)
    if below:
        lines = hand.wrap(entry.name, whole, SIZE, bold=bold)
    count, note = len(lines) + below, None
    if entry.note:
        end = measure_text(lines[-1], SIZE, bold=bold) + _AFTER
        beside = end + measure_text(entry.note, SMALL) <= (room if len(lines) == 1 else whole) and not below
        note = (name_x + end, len(lines) - 1) if beside else (name_x, count)
        count += not beside
    return Placed(
        entry,
        top,
        left,
        left + width - _SIDE,
        name_x,
        tuple(lines),
        note,
        len(lines) if below else 0,
        count * LINE,
    )


def _is_cut(name: str, room: float, hand: Hand, *, bold: bool) -> bool:
    """Tell whether a word of a name would be broken though nothing says where it may be parted."""
    words = [word for part in name.split() for word in re.split(r"(?<=[-/–])", part) if word]
    return any(
        measure_text(word, SIZE, bold=bold) > room and not is_parted(word, room, SIZE, hand.hyphens, bold=bold)
        for word in words
    )


def measure_ends(entry: Entry, hand: Hand) -> float:
    """Return how wide what stands at the right of a row is."""
    parts = [SEAT] * len(entry.badges) + ([SEAT] if entry.change else [])
    if entry.tail:
        parts.append(measure_text(entry.tail, SIZE, bold=True))
    if entry.broker:
        parts.append(measure_text(hand.bridge.format(n=entry.broker), SMALL, bold=True) + PILL_PAD)
    return sum(parts) + 3.0 * max(0, len(parts) - 1)
