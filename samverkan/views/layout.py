"""Where everything stands: computed once, here, the same every time, so that the first picture is the final one.

Distances in the picture follow the number of steps between two nodes (stress majorization: Gansner, Koren and North
2004), starting from classical scaling. Positions are whole numbers in pixels at scale 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from math import ceil, cos, pi, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Places = dict[str, tuple[float, float]]
_STEP = 104.0  # between neighbours
_APART = (86.0, 58.0)  # the least room of a node across and down: its shape and a little more
_ROOMY, _FEW = (146.0, 74.0), 90  # and where nodes are few: room for its name as well
_COVERS = 0.3  # of that room, within which one shape covers another
_BROAD = 1.7  # how much wider than tall a screen is
_ROUNDS, _PUSHES, _TURNS = 60, 120, 40


def place_network(
    ids: Sequence[str],
    pairs: Iterable[tuple[str, str]],
    *,
    given: Mapping[str, tuple[float, float]] | None = None,
    left: Iterable[str] = (),
) -> Places:
    """Place a network: one part beside the other, those without relations in a row below.

    Who is in `given` stays there, and everybody new begins at the mean of its neighbours. `left` are put to the
    left where the picture can as well be mirrored.
    """
    around = _find_neighbours(ids, pairs)
    if given and any(i in given for i in ids):
        return _add_to(ids, around, {i: given[i] for i in ids if i in given})
    parts = _find_parts(ids, around)
    joined = [_place_part(part, around, set(left)) for part in parts if len(part) > 1]
    places = _pack(joined)
    _place_row(places, [part[0] for part in parts if len(part) == 1])
    return {i: (round(places[i][0]), round(places[i][1])) for i in ids}


def _find_neighbours(ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    around: dict[str, set[str]] = {i: set() for i in ids}
    for one, other in pairs:
        if one != other:
            around[one].add(other)
            around[other].add(one)
    return {i: sorted(others) for i, others in around.items()}


def _find_parts(ids: Sequence[str], around: Mapping[str, list[str]]) -> list[list[str]]:
    """Find the parts that hang together, largest first."""
    seen: set[str] = set()
    parts = []
    for first in sorted(ids):
        if first not in seen:
            part = _find_reached(first, around)
            seen |= part
            parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _find_reached(first: str, around: Mapping[str, list[str]]) -> set[str]:
    reached, edge = {first}, [first]
    while edge:
        edge = [other for one in edge for other in around[one] if other not in reached]
        edge = sorted(set(edge))
        reached.update(edge)
    return reached


def _place_part(part: list[str], around: Mapping[str, list[str]], left: set[str]) -> Places:
    import numpy as np

    steps = _count_steps(part, around)
    places = _scale(steps, part)
    places = _reduce_stress(places, steps)
    places = _push_apart(_turn(places, part), _ROOMY if len(part) <= _FEW else _APART)
    breadth, height = float(np.ptp(places[:, 0])), max(1.0, float(np.ptp(places[:, 1])))
    places[:, 0] *= min(1.5, max(1.0, _BROAD * height / max(1.0, breadth)))
    chosen = [number for number, node in enumerate(part) if node in left]
    if chosen and places[chosen, 0].mean() > 0:
        places[:, 0] *= -1
    return {node: (float(x), float(y)) for node, (x, y) in zip(part, places, strict=True)}


def _count_steps(part: list[str], around: Mapping[str, list[str]]) -> Array:
    """Count the steps between all pairs (breadth first, all at once)."""
    import numpy as np

    number = {node: i for i, node in enumerate(part)}
    joined = np.zeros((len(part), len(part)), dtype=np.float32)
    for node in part:
        for other in around[node]:
            joined[number[node], number[other]] = 1
    steps = np.where(joined > 0, 1.0, 0.0)
    reached = (joined > 0) | np.eye(len(part), dtype=bool)
    edge, step = joined, 1
    while not reached.all():
        step += 1
        edge = ((edge @ joined) > 0).astype(np.float32)
        new = (edge > 0) & ~reached
        steps[new] = step
        reached |= new
    return steps


def _scale(steps: Array, part: Sequence[str]) -> Array:
    """Place by classical scaling of the steps; equal places are told apart by a small spiral."""
    import numpy as np

    n = len(steps)
    squares = steps**2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean())
    axes = np.array([_mark(node) for node in part])
    for _ in range(_TURNS):
        axes, _ = np.linalg.qr(centred @ axes)
    spread = np.sqrt(np.maximum(((centred @ axes) * axes).sum(axis=0), 0.05))
    turn = np.arange(n) * pi * (3 - sqrt(5))
    spiral = np.stack([np.cos(turn), np.sin(turn)], axis=1) * (0.25 * np.sqrt((np.arange(n) + 1) / n))[:, None]
    result: Array = (axes * spread + spiral) * _STEP
    return result


def _reduce_stress(places: Array, steps: Array) -> Array:
    """Move everybody to where its distances to all others fit best, near ones counting most; repeat."""
    import numpy as np

    weights = 1.0 / np.maximum(steps, 1) ** 2
    np.fill_diagonal(weights, 0.0)
    total = weights.sum(axis=1)
    wanted = weights * steps * _STEP
    x, y = places[:, 0].copy(), places[:, 1].copy()
    for _ in range(_ROUNDS if len(x) <= 250 else _ROUNDS // 2):
        pull = wanted / np.maximum(np.hypot(x[:, None] - x, y[:, None] - y), 1e-6)
        all_pull = pull.sum(axis=1)
        x, y = (
            (weights @ x + x * all_pull - pull @ x) / total,
            (weights @ y + y * all_pull - pull @ y) / total,
        )
    return np.stack([x, y], axis=1)


def _turn(places: Array, part: Sequence[str]) -> Array:
    """Turn the longer side across, and use the breadth of a screen; mirror it the same way for the same nodes."""
    import numpy as np

    places = places - places.mean(axis=0)
    _, vectors = np.linalg.eigh(places.T @ places)
    turned: Array = places @ vectors[:, [1, 0]]
    marks = np.array([_mark(node) for node in part])
    signs = np.sign((turned * marks).sum(axis=0))
    wide: Array = turned * np.where(signs == 0, 1, signs) * np.array([1.15, 1.0])
    return wide


def _mark(node: str) -> tuple[float, float]:
    """Return two numbers from -1 to 1 that belong to an id, so that a picture is not mirrored when it grows."""
    digest = blake2b(node.encode(), digest_size=4).digest()
    return int.from_bytes(digest[:2], "big") / 32767.5 - 1, int.from_bytes(digest[2:], "big") / 32767.5 - 1


def _push_apart(places: Array, room: tuple[float, float]) -> Array:
    """Push apart whoever stands in another's room, as little as needed."""
    import numpy as np

    x, y = places[:, 0] / room[0], places[:, 1] / room[1]
    spread = max(1.0, sqrt(1.3 * len(x) / max(1e-6, float(np.ptp(x) * np.ptp(y)))))
    x, y = x * min(spread, 2.5), y * min(spread, 2.5)
    for _ in range(_PUSHES):
        one, other = _find_close(x, y)
        if not len(one):
            break
        dx, dy = x[one] - x[other], y[one] - y[other]
        distance = np.maximum(np.hypot(dx, dy), 1e-6)
        share = 0.55 * (1.02 - distance) / distance
        for values, step in ((x, dx * share), (y, dy * share)):
            np.add.at(values, one, step)
            np.add.at(values, other, -step)
    least = _find_least(x, y)
    grown = max(1.0, 1.0 / max(least, 0.2))
    return np.stack([x * room[0] * grown, y * room[1] * grown], axis=1)


def _find_close(x: Array, y: Array) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Find the pairs nearer each other than 1; those on one another are moved a little apart first."""
    import numpy as np

    order = np.argsort(x, kind="stable")
    ends = np.searchsorted(x[order], x[order] + 1.0)
    counts = np.maximum(ends - np.arange(len(x)) - 1, 0)
    first = np.repeat(np.arange(len(x)), counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    one, other = order[first], order[first + 1 + offset]
    close = np.hypot(x[one] - x[other], y[one] - y[other]) < 0.9999
    return one[close], other[close]


def _find_least(x: Array, y: Array) -> float:
    import numpy as np

    one, other = _find_close(x, y)
    return float(np.hypot(x[one] - x[other], y[one] - y[other]).min()) if len(one) else 1.0


def _pack(parts: Sequence[Places]) -> Places:
    """Put the parts beside each other in lines, the largest first."""
    places: Places = {}
    area = sum(_breadth(p, 0) * _breadth(p, 1) for p in parts)
    widest = max([sqrt(area * _BROAD), *(_breadth(p, 0) for p in parts)], default=0.0)
    x = y = tallest = 0.0
    for part in parts:
        if x > 0 and x + _breadth(part, 0) > widest * 1.05:
            x, y, tallest = 0.0, y + tallest, 0.0
        left, top = min(p[0] for p in part.values()), min(p[1] for p in part.values())
        places |= {node: (px - left + x, py - top + y) for node, (px, py) in part.items()}
        x += _breadth(part, 0)
        tallest = max(tallest, _breadth(part, 1))
    return places


def _breadth(part: Places, axis: int) -> float:
    values = [place[axis] for place in part.values()]
    return max(values) - min(values) + 1.4 * _STEP


def _place_row(places: Places, alone: Sequence[str]) -> None:
    """Put those without relations in a row below everything; a second row where the first would be too long."""
    if not alone:
        return
    left = min((p[0] for p in places.values()), default=0.0)
    width = max((p[0] for p in places.values()), default=0.0) - left
    below = max((p[1] for p in places.values()), default=-_STEP) + 0.8 * _STEP
    longest = max(12, int(width // _STEP) + 1, ceil(sqrt(len(alone) * 3)))
    start = left + max(0.0, width - (min(longest, len(alone)) - 1) * _STEP) / 2
    for number, node in enumerate(alone):
        places[node] = (start + number % longest * _STEP, below + number // longest * _STEP * 0.8)


def _add_to(ids: Sequence[str], around: Mapping[str, list[str]], given: Places) -> Places:
    """Keep the given places and put the new ones near their neighbours, without upsetting anybody.

    Who was given a place on somebody else (it came from another group, say) counts as new.
    """
    given = _leave_out_covering(given)
    places = dict(given)
    new = [i for i in ids if i not in given]
    for _ in range(3):
        for node in new:
            near = [places[o] for o in around[node] if o in places]
            if near:
                places[node] = (sum(p[0] for p in near) / len(near), sum(p[1] for p in near) / len(near))
    alone = [node for node in new if node not in places]
    taken = [place for node, place in places.items() if node in given]
    _place_row(places, alone)
    for node in new:
        places[node] = _find_free(places[node], taken)
        taken.append(places[node])
    return {i: places[i] for i in ids}


def _leave_out_covering(given: Places) -> Places:
    import numpy as np

    ids = sorted(given)
    x, y = (np.array([given[i][axis] for i in ids]) / (_COVERS * _APART[axis]) for axis in (0, 1))
    one, other = _find_close(x, y)
    covering = {ids[max(a, b)] for a, b in zip(one.tolist(), other.tolist(), strict=True)}
    return {i: given[i] for i in given if i not in covering}


def _find_free(wanted: tuple[float, float], taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Find the nearest place on a spiral from the wanted one that is in nobody's room."""
    import numpy as np

    others = np.array(taken) / np.array(_APART)
    for number in range(20_000):
        angle, radius = number * pi * (3 - sqrt(5)), 0.35 * sqrt(number)
        x, y = wanted[0] / _APART[0] + radius * cos(angle), wanted[1] / _APART[1] + radius * sin(angle)
        if float(np.hypot(others[:, 0] - x, others[:, 1] - y).min()) >= 1.0:
            return round(x * _APART[0]), round(y * _APART[1])
    return wanted


def place_rings(centre: str, rings: Sequence[Sequence[str]], parents: Mapping[str, str]) -> tuple[Places, list[float]]:
    """Place one actor in the middle and the others around it by steps, each near the one it is reached through.

    Returns the places and the radius (down; across it is 1.5 times as much) of each ring.
    """
    places: Places = {centre: (0.0, 0.0)}
    angles: dict[str, float] = {centre: 0.0}
    radii = []
    for number, ring in enumerate(rings, 1):
        radius = 170.0 * number if number < 3 else 340.0
        radii.append(radius)
        ordered = sorted(ring, key=lambda i: (angles[parents[i]] if parents[i] != centre else 0.0, i))
        first = _first_angle(ordered, angles, parents, centre)
        for place, node in enumerate(ordered):
            angle = first + 2 * pi * place / max(1, len(ordered))
            angles[node] = angle
            places[node] = (round(1.5 * radius * cos(angle)), round(radius * sin(angle)))
    return places, radii


def _first_angle(ordered: Sequence[str], angles: Mapping[str, float], parents: Mapping[str, str], centre: str) -> float:
    """Turn a ring so that its nodes lie, on the whole, where those they are reached through do."""
    if not ordered or parents[ordered[0]] == centre:
        return -pi / 2
    turns = [angles[parents[node]] - 2 * pi * place / len(ordered) for place, node in enumerate(ordered)]
    return sum(turns) / len(turns)
