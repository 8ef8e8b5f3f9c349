"""The plan of a network: boxes in their places, rows in their boxes, lines between rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from samverkan.measures.nearness import find_isolated
from samverkan.views.network_plan import boxes as shapes
from samverkan.views.network_plan.heights import LINE, find_tops
from samverkan.views.network_plan.known import Known
from samverkan.views.network_plan.place import Place, Puzzle, place_boxes
from samverkan.views.network_plan.place import Wire as Strain
from samverkan.views.streets import Box, Streets, Wire

MOST_OPEN = 120
_ROOM, _TITLE = 474.0, 24.0
_INNER, _OUTER, _ALL = (1, 2), (0, 3), (0, 1, 2, 3)
_TINTS, _BUNDLES, _OWN_BUNDLES = 6, 12, 5
_TALLEST = 13  # closed boxes in an outer column


def build_plan(known: Known, given: Mapping[str, Place]) -> Streets:
    """Build the plan, with boxes where they stood before."""
    found = _close(known, list(known.boxes.boxes))
    if any(box.closed for box in found):
        found = _choose(known, found)
    home = {row.id: box.id for box in found for row in box.rows}
    wires = find_wires(known, found, home)
    puzzle = _make_puzzle(known, found, wires, home)
    places = place_boxes(puzzle, given)
    columns = tuple(
        tuple(
            _draw(known, box) for box in sorted(found, key=lambda b: (places[b.id][1], b.id)) if places[box.id][0] == c
        )
        for c in range(4)
    )
    ground = known.entry(known.boxes.ground, look="head") if known.boxes.ground else None
    left = len(known.boxes.boxes) - len(found)
    more = known.request.words.texts("views_network.boxes-left", n=left) if left else ""
    opens = known.boxes.boxes if any(box.closed for box in found) else ()
    anew = place_boxes(puzzle, {}) if given.keys() & puzzle.heights.keys() else places
    return Streets(
        columns,
        tuple(wires),
        ground,
        more=more,
        opens=tuple(_draw(known, box) for box in opens),
        anew={} if anew == places else anew,
    )


def find_places(plan: Streets) -> dict[str, tuple[str, int, int]]:
    """Return the box, column and order of everybody who has a row."""
    return {
        row.id: (box.id, c, n)
        for c, column in enumerate(plan.columns)
        for n, box in enumerate(column)
        for row in box.rows
    }


def _close(known: Known, found: list[shapes.Box]) -> list[shapes.Box]:
    """Close the boxes farthest from us until the rest has room; all of them where there are very many."""
    if sum(len(box.rows) for box in found) > MOST_OPEN:
        return [replace(box, closed=len(box.rows) > 1) for box in found]
    while _is_too_tall(known, found):
        far = [box for box in found if not box.closed and len(box.rows) > 1 and box.top != known.boxes.ours]
        far = far or [box for box in found if not box.closed and len(box.rows) > 1]
        if not far:
            break
        worst = max(far, key=lambda b: (_distance(known, b), len(b.rows), b.id))
        found[found.index(worst)] = replace(worst, closed=True)
    return found


def _distance(known: Known, box: shapes.Box) -> int:
    return min((n for row in box.rows if (n := known.near.get(row.id, 99)) is not None), default=99)


def _is_too_tall(known: Known, found: Sequence[shapes.Box]) -> bool:
    ground = bool(known.boxes.ground)
    inner = sum(_height(known, b, 1) for b in found if ground and b.inside)
    outer = sum(_height(known, b, 0) for b in found if not (ground and b.inside))
    if not ground:
        return outer > 4 * _ROOM * 0.94
    return inner > 2 * (_ROOM - _TITLE) * 0.98 or outer > 2 * _ROOM * 0.98


def _height(known: Known, box: shapes.Box, column: int) -> float:
    return _tops(known, box, column)[1] + shapes.GAP


def _tops(known: Known, box: shapes.Box, column: int) -> tuple[list[float], float]:
    names = {row.id: known.today.nodes[row.id].name + known.entry(row.id).note for row in box.rows}
    badges = {row.id: len(known.badges.get(row.id, ())) for row in box.rows}
    return find_tops(box, column, names, badges, {row.id: row.id in known.brokers for row in box.rows})


def _choose(known: Known, found: list[shapes.Box]) -> list[shapes.Box]:
    """Keep what has room of very many boxes: ours, then those with most contacts."""
    inner = [box for box in found if box.inside or not known.boxes.ground]
    most = 2 * _TALLEST if known.boxes.ground else 4 * _TALLEST
    outer = [box for box in found if box not in inner]
    if not known.boxes.ground:
        inner, outer = [], found
    ties = Counter(end for pair in known.ties for end in pair)
    rank = {box.id: (_distance(known, box), -sum(ties[row.id] for row in box.rows), box.id) for box in outer}
    kept = sorted(outer, key=lambda box: rank[box.id])[:most]
    return [box for box in found if box in inner or box in kept]


def find_wires(known: Known, found: Sequence[shapes.Box], home: Mapping[str, str]) -> list[Wire]:
    """Find the lines between the rows of boxes: ties, bundles of closed boxes, and leverage."""
    closed = {box.id for box in found if box.closed}
    leverage = sorted(
        {(r.start, r.end) for r in known.today.relations if r.type == "HAS_LEVERAGE_OVER" and r.start != r.end}
    )
    ties = [] if known.meeting else list(known.ties.items())
    shown = [(pair, n) for pair, n in ties if pair[0] in home and pair[1] in home]
    wires = [
        Wire(a, b, "tie", n, a in known.today.us or b in known.today.us)
        for (a, b), n in shown
        if home[a] not in closed and home[b] not in closed
    ]
    wires += _bundle(known, shown, home, closed)
    return wires + [
        Wire(a, b, "leverage")
        for a, b in leverage
        if a in home and b in home and home[a] not in closed and home[b] not in closed
    ]


def _bundle(
    known: Known, shown: Sequence[tuple[tuple[str, str], int]], home: Mapping[str, str], closed: set[str]
) -> list[Wire]:
    """Join what lies in closed boxes: the strongest bundles, and our own."""
    counts: Counter[tuple[str, str]] = Counter()
    ours: set[tuple[str, str]] = set()
    for (a, b), _ in shown:
        pair = (home[a] if home[a] in closed else a, home[b] if home[b] in closed else b)
        if home[a] != home[b] and (home[a] in closed or home[b] in closed):
            pair = min(pair), max(pair)
            counts[pair] += 1
            if any(end in known.today.us or home.get(end, end) in _own_boxes(known, home) for end in pair):
                ours.add(pair)
    ranked = sorted(counts, key=lambda pair: (-counts[pair], pair))
    kept = dict.fromkeys([*ranked[:_BUNDLES], *[p for p in ranked if p in ours][:_OWN_BUNDLES]])
    return [Wire(a, b, "bundle", counts[a, b], (a, b) in ours, str(counts[a, b])) for a, b in kept]


def _own_boxes(known: Known, home: Mapping[str, str]) -> set[str]:
    return {home[i] for i in known.today.us if i in home}


def _make_puzzle(known: Known, found: Sequence[shapes.Box], wires: Sequence[Wire], home: Mapping[str, str]) -> Puzzle:
    ground = bool(known.boxes.ground)
    columns = {box.id: (_INNER if box.inside else _OUTER) if ground else _ALL for box in found}
    offsets: dict[str, float] = {}
    heights: dict[str, float] = {}
    for box in found:
        tops, heights[box.id] = _tops(known, box, columns[box.id][0])
        offsets |= {row.id: top for row, top in zip(box.rows, tops, strict=False)}
        offsets.setdefault(box.id, LINE)
    strains = [
        Strain(home.get(w.start, w.start), offsets[w.start], home.get(w.end, w.end), offsets[w.end], min(w.weight, 4))
        for w in wires
    ]
    inner = _ROOM - _TITLE if ground else _ROOM
    return Puzzle(heights, columns, strains, (_ROOM, inner, inner, _ROOM))


def _draw(known: Known, box: shapes.Box) -> Box:
    rows = box.rows[:1] if box.closed else box.rows
    posts_only = box.id == known.boxes.ground
    entries = tuple(known.entry(row.id, row.level, "post" if posts_only else "") for row in rows)
    lines: tuple[str, ...] = ()
    if box.closed:
        entries = (replace(entries[0], tail=str(len(box.rows))), *entries[1:])
        lines = _say_closed(known, box) if box.inside else ()
    return Box(
        box.id,
        entries,
        0 if box.inside else _find_tint(known, box.top),
        isolated=not known.meeting and box.top == box.id and bool(find_isolated(known.today, [box.id])),
        closed=box.closed,
        ours=not known.boxes.ground and box.top == known.boxes.ours,
        lines=lines,
    )


def _say_closed(known: Known, box: shapes.Box) -> tuple[str, ...]:
    """Say how near those in a closed box are, and who is nearest."""
    if known.meeting:
        return ()
    say = known.request.words.texts
    near = Counter(known.near.get(row.id) for row in box.rows if row.id in known.steps)
    nearest = min(
        (row.id for row in box.rows[1:] if row.id in known.steps), key=lambda i: (known.steps[i], i), default=""
    )
    counts = [say(f"views_network.closed-{n}", n=near[n]) for n in (1, 2) if near[n]]
    first = ", ".join(counts)
    second = say("views_network.closed-nearest", name=known.today.nodes[nearest].name) if nearest else ""
    return tuple(line for line in (first, second) if line)


def _find_tint(known: Known, top: str) -> int:
    """Return which tint a whole has: the largest have one each."""
    sizes = Counter(known.boxes.home.values())
    large = [i for i in sorted(sizes, key=lambda i: (i != known.boxes.ours, -sizes[i], i)) if sizes[i] > 1]
    return large.index(top) + 1 if top in large[:_TINTS] else 0
