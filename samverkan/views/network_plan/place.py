"""Where the boxes of a plan stand: columns and order by annealing on length, crossings and height.

The same boxes and lines give the same places. Boxes that have a place keep it; new ones go last in a column.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

Place = tuple[int, int]
_CROSSING, _ROUNDS, _HOT, _COLD = 70.0, 2600, 260.0, 4.0
_ACROSS, _TOO_TALL, _TALL = 150.0, 6.0, 5000.0


@dataclass(frozen=True, slots=True)
class Wire:
    """A line from a row of a box to a row of another (or the same): how far down each lies, and its weight."""

    start: str
    start_y: float
    end: str
    end_y: float
    weight: int = 1


@dataclass(frozen=True)
class Puzzle:
    """What is to be placed: how tall each box is, where it may stand, the wires, and the room of each column.

    `gap` is between boxes; `centred` columns stand in the middle of their height.
    """

    heights: Mapping[str, float]
    columns: Mapping[str, Sequence[int]]
    wires: Sequence[Wire]
    room: Sequence[float]
    gap: float = 9.0
    centred: bool = False


def place_boxes(puzzle: Puzzle, given: Mapping[str, Place]) -> dict[str, Place]:
    """Return the column and order of every box."""
    kept = {box: given[box] for box in puzzle.heights if box in given}
    if kept:
        return _add_to(puzzle, kept)
    columns = _begin(puzzle)
    _anneal(puzzle, columns)
    return _to_places(columns)


def _to_places(columns: Sequence[Sequence[str]]) -> dict[str, Place]:
    return {box: (c, n) for c, column in enumerate(columns) for n, box in enumerate(column)}


def _add_to(puzzle: Puzzle, kept: Mapping[str, Place]) -> dict[str, Place]:
    """Put new boxes last, each where its column is shortest; nothing that has a place moves."""
    places = dict(kept)
    height = [
        sum(puzzle.heights[b] + puzzle.gap for b, p in kept.items() if p[0] == c) for c in range(len(puzzle.room))
    ]
    last = [max((p[1] for p in kept.values() if p[0] == c), default=-1) for c in range(len(puzzle.room))]
    for box in sorted(puzzle.heights.keys() - kept.keys()):
        column = min(puzzle.columns[box], key=lambda c: (height[c] - puzzle.room[c], c))
        last[column] += 1
        places[box] = column, last[column]
        height[column] += puzzle.heights[box] + puzzle.gap
    return places


def _begin(puzzle: Puzzle) -> list[list[str]]:
    columns: list[list[str]] = [[] for _ in puzzle.room]
    height = [0.0] * len(columns)
    for box in sorted(puzzle.heights, key=lambda b: (-puzzle.heights[b], b)):
        column = min(puzzle.columns[box], key=lambda c: (height[c] - puzzle.room[c], c))
        columns[column].append(box)
        height[column] += puzzle.heights[box] + puzzle.gap
    return columns


def _anneal(puzzle: Puzzle, columns: list[list[str]]) -> None:
    """Move and swap boxes, at first also to worse places; the best found is what stays."""
    draw = random.Random(7)
    boxes = sorted(puzzle.heights)
    if len(boxes) < 2:
        return
    rounds = min(_ROUNDS, 120_000 // (len(puzzle.wires) + 8))
    cost = best = reckon(puzzle, columns)
    found = [list(column) for column in columns]
    for n in range(rounds):
        heat = _HOT * (_COLD / _HOT) ** (n / rounds)
        undo = _change(puzzle, columns, boxes, draw)
        now = reckon(puzzle, columns)
        if now <= cost or draw.random() < exp((cost - now) / heat):
            cost = now
            if cost < best:
                best, found = cost, [list(column) for column in columns]
        else:
            for c, column in undo:
                columns[c] = column
    columns[:] = found


def _change(
    puzzle: Puzzle, columns: list[list[str]], boxes: Sequence[str], draw: random.Random
) -> list[tuple[int, list[str]]]:
    """Move a box, or let two change places; return what puts them back."""
    box = boxes[int(draw.random() * len(boxes))]
    old = next(c for c, column in enumerate(columns) if box in column)
    new = puzzle.columns[box][int(draw.random() * len(puzzle.columns[box]))]
    undo = [(c, list(columns[c])) for c in {old, new}]
    place = columns[old].index(box)
    target = int(draw.random() * (len(columns[new]) + (old != new)))
    if old != new and draw.random() < 0.5 and target < len(columns[new]):
        other = columns[new][target]
        if old in puzzle.columns[other]:
            columns[old][place], columns[new][target] = other, box
            return undo
    columns[old].pop(place)
    columns[new].insert(target, box)
    return undo


def reckon(puzzle: Puzzle, columns: Sequence[Sequence[str]]) -> float:
    """Reckon what places cost: weighted length, crossings, and how tall the columns are."""
    top: dict[str, tuple[int, float]] = {}
    ends, cost = [], 0.0
    heights = [sum(puzzle.heights[box] + puzzle.gap for box in column) for column in columns]
    for c, column in enumerate(columns):
        y = (max(heights) - heights[c]) / 2 if puzzle.centred else 0.0
        for box in column:
            top[box] = c, y
            y += puzzle.heights[box] + puzzle.gap
        ends.append(y)
        cost += _TOO_TALL * max(0.0, heights[c] - puzzle.room[c])
    cost += _TALL * max(height / max(1.0, room) for height, room in zip(heights, puzzle.room, strict=True))
    streets = _Streets(puzzle, columns, top, ends)
    return cost + streets.length + _CROSSING * streets.count()


class _Streets:
    """The lines between columns: one segment a street, and bows beside a column."""

    def __init__(
        self,
        puzzle: Puzzle,
        columns: Sequence[Sequence[str]],
        top: Mapping[str, tuple[int, float]],
        ends: Sequence[float],
    ) -> None:
        """Lay every wire."""
        self.length = 0.0
        self.segments: list[list[tuple[float, float]]] = [[] for _ in columns[1:]]
        self.bows: list[list[tuple[float, float]]] = [[] for _ in columns]
        gaps = [sorted({*(top[b][1] for b in column[1:]), ends[c]}) for c, column in enumerate(columns)]
        for wire in puzzle.wires:
            (c1, y1), (c2, y2) = top[wire.start], top[wire.end]
            a, b = (c1, y1 + wire.start_y), (c2, y2 + wire.end_y)
            self._lay(min(a, b), max(a, b), wire.weight, gaps)

    def _lay(self, a: tuple[int, float], b: tuple[int, float], weight: int, gaps: Sequence[Sequence[float]]) -> None:
        (c1, y1), (c2, y2) = a, b
        self.length += (0.6 + 0.2 * weight) * (0.5 * abs(y1 - y2) + _ACROSS * max(0, c2 - c1 - 1))
        if c1 == c2:
            self.bows[c1].append((y1, y2))
            return
        y = y1
        for c in range(c1 + 1, c2):
            gap = min(gaps[c], key=lambda g: abs(g - y) + abs(g - y2)) if gaps[c] else y
            self.segments[c - 1].append((y, gap))
            self.length += 0.4 * abs(gap - y)
            y = gap
        self.segments[c2 - 1].append((y, y2))

    def count(self) -> int:
        """Count the crossings: segments of a street with each other, and bows on their better side."""
        crossings = sum(_count_pairs(street) for street in self.segments)
        return crossings + sum(self._count_bows(c) for c in range(len(self.bows)))

    def _count_bows(self, column: int) -> int:
        """Count what the bows beside a column cross, each on its better side."""
        left = sorted(y for _, y in self.segments[column - 1]) if column else None
        right = sorted(y for y, _ in self.segments[column]) if column < len(self.segments) else None
        sides = [side for side in (left, right) if side is not None]
        return sum(
            min((bisect_left(side, y2) - bisect_right(side, y1) for side in sides), default=0)
            for y1, y2 in self.bows[column]
        )


def _count_pairs(street: Sequence[tuple[float, float]]) -> int:
    """Count the pairs of segments that cross: those whose order at one side is not that at the other."""
    seen: list[float] = []
    crossings = 0
    for _, y in sorted(street):
        place = bisect_right(seen, y)
        crossings += len(seen) - place
        seen.insert(place, y)
    return crossings
