"""Which boxes a plan has: one a whole, or one a part of our own organisation, with everybody in it as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samverkan.domain.organisations import find_wholes, is_forum, is_post
from samverkan.model import Map, Node

COLUMNS = (236.0, 290.0, 290.0, 236.0)
SIZE, GAP, PAD, INDENT = 12.5, 9.0, 4.0, 11.0
_LINE = 1.36
_LEVELS = ("strategic", "tactical", "operative")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a box: an actor, and how deep it lies."""

    id: str
    level: int


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its head's id, its rows, the whole that it is of, and whether it lies on our ground."""

    id: str
    rows: tuple[Entry, ...]
    top: str
    inside: bool = False
    closed: bool = False


@dataclass(frozen=True)
class Boxes:
    """All boxes of a plan; `ground` is our organisation where its parts are boxes on it.

    `seated` are those known only by their seat, by the body that tells their number; `home` is everybody's whole.
    """

    boxes: tuple[Box, ...]
    ground: str
    ours: str
    forums: tuple[str, ...]
    seated: Mapping[str, tuple[str, ...]]
    home: Mapping[str, str]


def find_boxes(today: Map, ids: Sequence[str]) -> Boxes:
    """Divide actors into boxes."""
    nodes = [today.nodes[i] for i in ids]
    forums = tuple(n.id for n in nodes if is_forum(n))
    seated = _find_seated(today, nodes)
    hidden = {member for members in seated.values() for member in members}
    shown = [n.id for n in nodes if not is_forum(n) and n.id not in hidden]
    below, tops = _find_below(today, shown)
    home = {i: top for top in tops for i in _walk(top, below)}
    ours = next((home[i] for i in today.us if i in home), "")
    mine = list(_walk(ours, below)) if ours else []
    ground = ours if 3 * len(mine) >= len(shown) and any(not _is_post(today, i) for i in below[ours]) else ""
    boxes = [_build(today, top, top, below) for top in tops if top != ground]
    return Boxes((*_build_ground(today, ground, below), *boxes), ground, ours, forums, seated, home)


def _is_post(today: Map, actor: str) -> bool:
    return is_post(today.nodes[actor])


def _find_below(today: Map, shown: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Find what lies in what, and the wholes; what lies in several stands in the first of them."""
    known = set(shown)
    above: dict[str, str] = {}
    for actor in shown:
        whole = next((r.end for r in today.out(actor, "PART_OF") if r.end in known and r.end != actor), None)
        if whole is not None and actor not in _climb(whole, above):
            above[actor] = whole
    below: dict[str, list[str]] = defaultdict(list)
    for actor, whole in above.items():
        below[whole].append(actor)
    for parts in below.values():
        parts.sort(key=lambda i: _order(today.nodes[i]))
    return below, [i for i in shown if i not in above]


def _climb(start: str, above: Mapping[str, str]) -> list[str]:
    found = [start]
    while found[-1] in above:
        found.append(above[found[-1]])
    return found


def _order(node: Node) -> tuple[bool, bool, int, str, str]:
    """Posts stand before bodies; whoever heads it first, then by level and name."""
    level = node.text("level")
    place = _LEVELS.index(level) if level in _LEVELS else len(_LEVELS)
    return not is_post(node), node.properties.get("head") is not True, place, node.name.casefold(), node.id


def _walk(top: str, below: Mapping[str, Sequence[str]]) -> list[str]:
    found = [top]
    for part in below.get(top, ()):
        found += _walk(part, below)
    return found


def _build(today: Map, head: str, top: str, below: Mapping[str, Sequence[str]], *, inside: bool = False) -> Box:
    return Box(head, tuple(_rows(head, below, 0)), top, inside)


def _rows(head: str, below: Mapping[str, Sequence[str]], level: int) -> list[Entry]:
    return [Entry(head, level), *(row for part in below.get(head, ()) for row in _rows(part, below, level + 1))]


def _build_ground(today: Map, ground: str, below: Mapping[str, Sequence[str]]) -> list[Box]:
    """Build a box a part of our organisation; its own posts share one."""
    if not ground:
        return []
    posts = tuple(Entry(i, 0) for i in below[ground] if _is_post(today, i))
    own = [Box(ground, posts, ground, inside=True)] if posts else []
    return own + [_build(today, i, ground, below, inside=True) for i in below[ground] if not _is_post(today, i)]


def _find_seated(today: Map, nodes: Sequence[Node]) -> dict[str, tuple[str, ...]]:
    """Find those known only by their seat in a body that is no forum, and party groups, by that body."""
    known = {n.id for n in nodes}
    touched = {end for r in today.relations if r.type in ("TIE", "HAS_LEVERAGE_OVER") for end in (r.start, r.end)}
    found: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        body = _find_body(today, node, known)
        if body and node.id not in touched and node.id not in today.us:
            found[body].append(node.id)
    return {body: tuple(members) for body, members in sorted(found.items())}


def _find_body(today: Map, node: Node, known: set[str]) -> str:
    """Return the body that someone is known by alone; nothing where they are known otherwise too."""
    if node.text("kind") == "party_group":
        wholes = [r.end for kind in ("MEMBER_OF", "PART_OF") for r in today.out(node.id, kind) if r.end in known]
        return wholes[0] if wholes else ""
    if not is_post(node):
        return ""
    seats = [r.end for r in today.out(node.id, "MEMBER_OF") if r.end in known]
    bodies = [i for i in seats if today.nodes[i].text("kind") != "party_group"] or seats
    if len(bodies) != 1 or is_forum(today.nodes[bodies[0]]):
        return ""
    around = {*seats, *find_wholes(today, bodies[0])}
    return bodies[0] if all(r.end in around for r in today.out(node.id, "PART_OF")) else ""
