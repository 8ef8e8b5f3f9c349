"""A network as steps from somebody: a column a number of contacts away, and who leads to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from samverkan.domain.organisations import find_wholes, is_forum, is_post
from samverkan.measures.nearness import count_steps, find_around
from samverkan.views.network_plan.heights import LINE
from samverkan.views.network_plan.known import Known
from samverkan.views.network_plan.place import Puzzle, place_boxes
from samverkan.views.network_plan.place import Wire as Strain
from samverkan.views.streets import Box, Entry, Streets, Wire

_FEW, _OVER, _ROOM, _MANY, _MOST_FAR, _MOST_REST = 8, 17.0, 540.0, 120, 16, 12
_MOST_COLUMNS = 6  # where those far away are counted


def build_steps(known: Known, start: Sequence[str]) -> Streets | None:
    """Build the steps from some; none where nobody is a contact of theirs."""
    ids = [a.id for a in known.today.labelled("Actor")] if known.selection.rings else known.ids
    around = find_around(known.today, ids)
    steps = count_steps(around, start)
    if len(steps) <= len(start) or not start:
        return None
    groups = _merge(_divide(known, steps))
    if len(ids) > _MANY and len(groups) > _MOST_COLUMNS:
        groups = [*groups[: _MOST_COLUMNS - 1], sorted(i for group in groups[_MOST_COLUMNS - 1 :] for i in group)]
    counts = [len(group) for group in groups]
    far: list[tuple[Box, ...]] = []
    if len(ids) > _MANY:
        groups, far = groups[:2], [_build_far(known, group) for group in groups[2:]]
    wires = _find_wires(known, groups, around, steps)
    order = _arrange(known, groups, wires)
    columns = [*(_build_column(known, ids, around, steps) for ids in order), *far]
    heads = tuple(_say_head(known, n, len(counts), count, start) for n, count in enumerate(counts))
    rest = tuple(known.entry(i) for i in _find_rest(known, ids, steps)[:_MOST_REST])
    return Streets(tuple(columns), tuple(wires), heads=heads, rest=rest)


def count_reached(known: Known) -> tuple[int, int]:
    """Count whom the one in the middle is a contact of, and who is reached through these: those of the columns."""
    around = find_around(known.today, [a.id for a in known.today.labelled("Actor")])
    groups = _divide(known, count_steps(around, [known.selection.centre]))
    nearest = len(groups[1]) if len(groups) > 1 else 0
    return nearest, sum(len(group) for group in groups[1:]) - nearest


def _divide(known: Known, steps: Mapping[str, int]) -> list[list[str]]:
    hidden = {i for members in known.boxes.seated.values() for i in members}
    groups: list[list[str]] = [[] for _ in range(max(steps.values()) + 1)]
    for actor in sorted(steps):
        if not is_forum(known.today.nodes[actor]) and actor not in hidden:
            groups[steps[actor]].append(actor)
    return [group for group in groups if group]


def _merge(groups: list[list[str]]) -> list[list[str]]:
    """Put the last columns together while they hold few; three at least stay apart."""
    while len(groups) > 3 and len(groups[-1]) + len(groups[-2]) <= _FEW:
        groups = [*groups[:-2], groups[-2] + groups[-1]]
    return groups


def _home(known: Known, actor: str) -> str:
    """Return the nearest body of an actor, by which its column is ordered."""
    return next((i for i in find_wholes(known.today, actor)[1:] if not is_forum(known.today.nodes[i])), actor)


def _arrange(known: Known, groups: Sequence[Sequence[str]], wires: Sequence[Wire]) -> list[list[str]]:
    """Order each column so that bodies stay together and few lines cross."""
    stacks = [_stack(known, group) for group in groups]
    members = {f"{c}:{key}": ids for c, stack in enumerate(stacks) for key, ids in stack.items()}
    home = {actor: key for key, ids in members.items() for actor in ids}
    offsets = {i: _OVER + LINE * (n + 0.5) for ids in members.values() for n, i in enumerate(ids)}
    puzzle = Puzzle(
        {key: _OVER + LINE * len(ids) for key, ids in members.items()},
        {key: (int(key.partition(":")[0]),) for key in members},
        [Strain(home[w.start], offsets[w.start], home[w.end], offsets[w.end]) for w in wires],
        tuple(_ROOM for _ in groups),
        gap=4.0,
        centred=True,
    )
    places = place_boxes(puzzle, {})
    order = sorted(members, key=lambda key: places[key])
    return [[i for key in order if places[key][0] == c for i in members[key]] for c in range(len(groups))]


def _stack(known: Known, group: Sequence[str]) -> dict[str, list[str]]:
    """Put those of one body together."""
    found: dict[str, list[str]] = {}
    for actor in sorted(group, key=lambda i: (_top(known, i), i)):
        found.setdefault(_home(known, actor), []).append(actor)
    return found


def _top(known: Known, actor: str) -> str:
    return find_wholes(known.today, actor)[-1]


def _build_column(
    known: Known, ids: Sequence[str], around: Mapping[str, Mapping[str, int]], steps: Mapping[str, int]
) -> tuple[Box, ...]:
    boxes: list[tuple[str, list[Entry]]] = []
    for actor in ids:
        home = _home(known, actor)
        onward = sum(steps.get(o, 0) == steps[actor] + 1 for o in around[actor])
        tail = f"→ {onward}" if onward > 1 and steps[actor] else ""
        entry = replace(known.entry(actor, look="us" if actor in known.today.us else "named"), tail=tail, broker=0)
        if boxes and boxes[-1][0] == home and home != actor:
            boxes[-1][1].append(entry)
        else:
            boxes.append((home, [entry]))
    return tuple(Box(rows[0].id, tuple(rows), over=_say_home(known, rows[0].id)) for _, rows in boxes)


def _build_far(known: Known, group: Sequence[str]) -> tuple[Box, ...]:
    """Count those far away by their wholes, where there are too many to name."""
    tops = Counter(known.boxes.home.get(i, i) for i in group)
    ranked = sorted(tops, key=lambda i: (-tops[i], i))[:_MOST_FAR]
    return tuple(Box(i, (replace(known.entry(i, look="named"), tail=str(tops[i])),)) for i in ranked)


def _say_home(known: Known, actor: str) -> str:
    """Say the body of an actor, and the outermost that it lies in, where that is not the next one up."""
    if not is_post(known.today.nodes[actor]):
        return ""
    wholes = [i for i in find_wholes(known.today, actor)[1:] if not is_forum(known.today.nodes[i])]
    outer = [i for i in wholes if i not in known.own][2:][-1:]
    return " · ".join(say_short(known, i) for i in (*wholes[:1], *outer))


def say_short(known: Known, actor: str) -> str:
    """Say the short name of an actor: its own, else its name up to the comma."""
    node = known.today.nodes[actor]
    return node.text("short") or node.name.partition(",")[0]


def _find_wires(
    known: Known,
    order: Sequence[Sequence[str]],
    around: Mapping[str, Mapping[str, int]],
    steps: Mapping[str, int],
) -> list[Wire]:
    column = {i: c for c, ids in enumerate(order) for i in ids}
    us = known.today.us
    wires = [
        Wire(a, b, "tie", around[a][b], a in us or b in us)
        for a in sorted(column)
        for b in sorted(around[a])
        if a < b and b in column and around[a][b] and abs(column[a] - column[b]) <= 1
    ]
    joined = {end for w in wires for end in ((w.start, w.end), (w.end, w.start))}
    for actor in sorted(column):
        nearer = [o for o in around[actor] if steps.get(o, 99) == steps[actor] - 1 and o in column]
        if nearer and not any((actor, o) in joined for o in nearer):
            first = min(nearer, key=lambda o: (o not in us, o))
            wires.append(Wire(first, actor, "seat", 1, first in us))
    return wires


def _say_head(known: Known, column: int, columns: int, count: int, start: Sequence[str]) -> str:
    say = known.request.words.texts
    from_us = set(start) <= set(known.today.us)
    if column == 0:
        return say("views_network.steps-us") if from_us else known.today.nodes[start[0]].name
    if column == 1:
        return say("views_network.steps-one" if from_us else "views_network.steps-one-from", n=count)
    last = column == columns - 1 and columns > 3
    key = "views_network.steps-rest" if last and column > 2 else "views_network.steps-via"
    return say(key, through=say(f"views_network.number-{min(column - 1, 5)}"), n=count)


def _find_rest(known: Known, ids: Sequence[str], steps: Mapping[str, int]) -> list[str]:
    """Find those whom no contact reaches; a body in which somebody is reached has its contact there."""
    reached = {i for actor in steps for i in find_wholes(known.today, actor)}
    nodes = [known.today.nodes[i] for i in ids]
    hidden = {i for members in known.boxes.seated.values() for i in members}
    return [n.id for n in nodes if n.id not in reached and not is_forum(n) and n.id not in hidden]
