"""Lines in the streets between columns of boxes: how they run, and how often they cross.

The same rules as the page's own script, reckoned by order instead of by drawn points: two lines of one street cross
where their order at its left is not that at its right, a line beside a column crosses what leaves the column between
its ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from samverkan.views.streets import Wire

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
_CROSSING, _NEAR_GAPS, _BESIDE, _LEAST_ROOM = 70.0, 4, 3.0, 24.0


@dataclass(frozen=True, slots=True)
class End:
    """Where a line meets a box: its column, the sides of the box, and the height of the row."""

    column: int
    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A column as lines see it: its sides, the gaps between its boxes, and the streets beside it."""

    left: float
    right: float
    gaps: tuple[float, ...]
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Laid:
    """A line as it runs: its curves, a run a street (from left to right), and the bow beside a column if it is one."""

    wire: Wire
    curves: tuple[Curve, ...]
    runs: tuple[tuple[int, float, float], ...] = ()
    bow: tuple[int, bool, float, float] | None = None
    gaps: tuple[tuple[int, float], ...] = ()


def lay_wires(wires: Sequence[Wire], ends: Mapping[str, End], lanes: Sequence[Lane]) -> list[Laid]:
    """Lay every line whose ends are drawn, the shortest first, each where it crosses least."""
    used: Counter[tuple[int, float]] = Counter()
    laid: list[Laid] = []
    known = [w for w in wires if w.start in ends and w.end in ends]
    for wire in sorted(known, key=lambda w: abs(ends[w.start].column - ends[w.end].column) or 9):
        found = list(_choices(wire, ends[wire.start], ends[wire.end], lanes, used))
        if found:
            best = min(found, key=lambda one: _CROSSING * _count_with(one, laid) + _reckon_length(one))
            used.update(best.gaps)
            laid.append(best)
    return laid


def count_crossings(laid: Sequence[Laid]) -> int:
    """Count how often lines without a common end cross."""
    return sum(_count_with(line, laid[:n]) for n, line in enumerate(laid))


def _count_with(line: Laid, others: Sequence[Laid]) -> int:
    return sum(_cross(line, other) for other in others if not _share_end(line.wire, other.wire))


def _share_end(one: Wire, other: Wire) -> bool:
    return bool({one.start, one.end} & {other.start, other.end})


def _cross(one: Laid, other: Laid) -> int:
    """Return how often two lines cross: at most twice is counted."""
    found = sum(
        (left - there) * (right - here) < 0
        for street, left, right in one.runs
        for lane, there, here in other.runs
        if street == lane
    )
    found += _cross_bow(one, other) + _cross_bow(other, one)
    if one.bow and other.bow and one.bow[:2] == other.bow[:2]:
        (a, b), (c, d) = sorted(one.bow[2:]), sorted(other.bow[2:])
        found += a < c < b < d or c < a < d < b
    return min(found, 2)


def _cross_bow(bowed: Laid, other: Laid) -> int:
    """Count the runs that leave a column between the ends of a bow beside it."""
    if bowed.bow is None:
        return 0
    column, right, y1, y2 = bowed.bow
    low, high = min(y1, y2), max(y1, y2)
    street = column if right else column - 1
    return sum(low < (run[1] if right else run[2]) < high for run in other.runs if run[0] == street)


def _reckon_length(line: Laid) -> float:
    return sum(abs(c[3][0] - c[0][0]) + abs(c[3][1] - c[0][1]) + abs(c[1][0] - c[0][0]) for c in line.curves)


def _choices(
    wire: Wire, one: End, other: End, lanes: Sequence[Lane], used: Mapping[tuple[int, float], int]
) -> Iterator[Laid]:
    if one.column == other.column:
        yield from _bows(wire, one, other, lanes[one.column])
        return
    first, last = (one, other) if one.column < other.column else (other, one)
    for curves, runs, gaps, at in _ways(first, last, lanes, used):
        whole = (*curves, _cross_street(at, (last.left, last.y)))
        drawn = whole if first is one else tuple(_turn(curve) for curve in reversed(whole))
        yield Laid(wire, drawn, (*runs, (last.column - 1, at[1], last.y)), gaps=gaps)


_Way = tuple[tuple[Curve, ...], tuple[tuple[int, float, float], ...], tuple[tuple[int, float], ...], Point]


def _ways(first: End, last: End, lanes: Sequence[Lane], used: Mapping[tuple[int, float], int]) -> list[_Way]:
    """Return the ways from a box to the street before the last column, each through gaps of the columns between."""
    ways: list[_Way] = [((), (), (), (first.right, first.y))]
    for column in range(first.column + 1, last.column):
        ways = [longer for way in ways for longer in _pass(way, column, last, lanes[column], used)]
    return ways


def _pass(way: _Way, column: int, last: End, lane: Lane, used: Mapping[tuple[int, float], int]) -> Iterator[_Way]:
    """Go through the gaps of a column that lie nearest; lines in one gap lie beside each other."""
    curves, runs, gaps, at = way
    for gap in sorted(lane.gaps, key=lambda g: abs(g - at[1]) + abs(g - last.y))[:_NEAR_GAPS]:
        place = used.get((column, gap), 0)
        y = gap + (place + 1) // 2 * _BESIDE * (1 if place % 2 else -1)
        across = _cross_street(at, (lane.left, y))
        through = ((lane.left, y), (lane.left, y), (lane.right, y), (lane.right, y))
        yield (
            (*curves, across, through),
            (*runs, (column - 1, at[1], y)),
            (*gaps, (column, gap)),
            (lane.right, y),
        )


def _cross_street(a: Point, b: Point) -> Curve:
    middle = (a[0] + b[0]) / 2
    return (a, (middle, a[1]), (middle, b[1]), b)


def _turn(curve: Curve) -> Curve:
    return (curve[3], curve[2], curve[1], curve[0])


def _bows(wire: Wire, one: End, other: End, lane: Lane) -> Iterator[Laid]:
    """Bow out into a street beside the column and back, where there is room."""
    for right, room in ((False, lane.before), (True, lane.after)):
        if room > _LEAST_ROOM:
            a, b = ((end.right if right else end.left, end.y) for end in (one, other))
            depth = min(room - 8, 10 + 0.16 * abs(b[1] - a[1])) * 4 / 3 * (1 if right else -1)
            curve = (a, (a[0] + depth, a[1]), (b[0] + depth, b[1]), b)
            yield Laid(wire, (curve,), bow=(one.column, right, one.y, other.y))
