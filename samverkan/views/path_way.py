"""The way there: the contacts from us to those who are asked, as a tree from left to right in the rows' order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from samverkan.decisions.answer import RequirementNeed
from samverkan.model import Map
from samverkan.views.path_subject import Subject
from samverkan.views.spec import Link, Picture, Spot

# In units that are pixels at 1280×720: the picture is about 180 wide (beside it stand the names) and 440 tall.
_WIDE, _TALL, _DOWN, _CHAIN, _FAN, _INDENT = 180.0, 400.0, 78.0, 150.0, 70.0, 17.0
_FEW, _SHALLOW = 9, 2


def build_way(subject: Subject) -> Picture:
    """Build the picture beside the rows: the contact tree, or in a meeting the chain of those who may decide."""
    if subject.meeting:
        return _build_chain(subject)
    routes = _build_routes(subject)
    others = [i for i in _rows_order(subject) if i not in routes]
    spots = [_spot(subject, i) for i in (*routes, *others)]
    links = [*_way_links(subject), *_other_links(subject, [s.id for s in spots])]
    own_lines = _needs_own_lines(subject, spots, links)
    placed = _place(subject, spots, links, own_lines)
    labels = "lines" if own_lines else "right"
    return Picture(subject.say("way-there"), placed, tuple(links), labels=labels)


def _rows_order(subject: Subject) -> list[str]:
    """Return those who may meet a leaf in the order of the rows, and those above who are asked."""
    found: list[str] = []
    for leaf in subject.leaves.values():
        for holder in leaf.ordinary or (f"?{leaf.id}",):
            found += leaf.members.get(holder) or (holder,)
    for leaf in subject.leaves.values():
        for actor in leaf.above:
            found += [v for v in leaf.members.get(actor) or (actor,) if v in subject.steps or subject.meeting]
    return list(dict.fromkeys(found))


def _build_routes(subject: Subject) -> list[str]:
    plan = subject.answer.plan
    contacts = plan.contacts if plan else ()
    return list(dict.fromkeys([*subject.answer.start, *(i for c in contacts for i in c[:2])]))


def _spot(subject: Subject, actor: str) -> Spot:
    if actor.startswith("?"):
        return Spot(actor, subject.say("who-decides"), "unknown", "unknown_authority", "unknown", rank=1)
    node = subject.content.nodes[actor]
    need = _need(subject, actor)
    step = subject.steps.get(actor)
    shown = not subject.meeting and need not in ("us", "through")
    return Spot(
        id=actor,
        label=node.name,
        kind=node.text("kind") or node.label,
        need=need,
        stance=subject.value_of(actor) if shown else subject.say("us-sign") if need == "us" else "",
        mark=str(step[0]) if step else "",
        rank=1 if step else 3 if need == "us" else 2,
    )


def _need(subject: Subject, actor: str) -> str:
    if actor in subject.answer.start:
        return "us"
    if actor in subject.needs:
        need = subject.needs[actor].need
        return "through" if need == "not_needed" else need
    leaves = [leaf for leaf in subject.leaves.values() if actor in leaf.ordinary]
    return subject.need_of(leaves[0], actor) if leaves else "through"


def _way_links(subject: Subject) -> list[Link]:
    plan = subject.answer.plan
    return [_way_link(subject, c) for c in plan.contacts] if plan else []


def _way_link(subject: Subject, contact: tuple[str, str, int, str]) -> Link:
    start, end, _, kind = contact
    if kind in ("cold", "unknown_authority"):
        look = "cold" if kind == "cold" else "unknown"
        return Link(start, end, look, subject.say(f"contact-{look}"), 2)
    text, weight = _say_contact(subject, start, end, kind)
    return Link(start, end, "way", text, weight)


def _say_contact(subject: Subject, one: str, other: str, kind: str) -> tuple[str, int]:
    """Say what kind of contact two actors have, and how strong a tie is (1–4)."""
    content, words = subject.content, subject.words
    if kind == "tie":
        strengths = [
            str(r.properties.get("strength", "new"))
            for a, b in ((one, other), (other, one))
            for r in content.out(a, "TIE")
            if r.end == b
        ]
        order = list(words.schema.enums["tie_strength"])
        best = max(strengths, key=order.index) if strengths else order[0]
        return subject.say(f"contact-tie-{best}"), order.index(best) + 1
    if kind == "body":
        bodies = find_shared_bodies(content, one, other)
        return subject.name(bodies[0]) if bodies else subject.say("contact-body"), 2
    return subject.say(f"contact-{kind}"), 1


def find_shared_bodies(content: Map, one: str, other: str) -> list[str]:
    """Find the forums and boards in which both have a seat, or of which one is a member of the other."""
    seats = [{r.end for r in content.out(i, "MEMBER_OF")} for i in (one, other)]
    return sorted(seats[0] & seats[1])


def _other_links(subject: Subject, shown: Sequence[str]) -> list[Link]:
    """Find the contacts between those shown that the plan does not use: thin, so that a way around is seen."""
    plan = subject.answer.plan
    used = {frozenset(c[:2]) for c in plan.contacts} if plan else set()
    found = []
    for number, one in enumerate(shown):
        for other in shown[number + 1 :]:
            ties = [r for a, b in ((one, other), (other, one)) for r in subject.content.out(a, "TIE") if r.end == b]
            if ties and frozenset((one, other)) not in used:
                found.append(Link(one, other, "other", _say_contact(subject, one, other, "tie")[0]))
    return found


@dataclass
class _Tree:
    """Children of each node in the order they are drawn, and the row that each stands nearest to.

    With `own_lines` everybody but us has a line to itself, so that there is room for every name to the right.
    """

    children: Mapping[str, list[str]]
    row: Mapping[str, int]
    own_lines: bool

    def first_row(self, node: str) -> int:
        own = self.row.get(node, len(self.row))
        return min([own, *(self.first_row(c) for c in self.children.get(node, ()))])


def _needs_own_lines(subject: Subject, spots: Sequence[Spot], links: Sequence[Link]) -> bool:
    parents = _find_parents([s.id for s in spots], links, subject.answer.start)
    return len(spots) > _FEW or _count_columns(parents) > _SHALLOW


def _place(subject: Subject, spots: Sequence[Spot], links: Sequence[Link], own_lines: bool) -> tuple[Spot, ...]:
    """Place the tree: a column a step of contact, a line for everybody without further contacts."""
    ids = [s.id for s in spots]
    row = {actor: number for number, actor in enumerate(_rows_order(subject))}
    parents = _find_parents(ids, links, subject.answer.start)
    children: dict[str, list[str]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    columns = _count_columns(parents)
    tree = _Tree(children, row, own_lines=own_lines)
    lines = len(ids) - 1 if tree.own_lines else sum(1 for i in ids if i not in children)
    across = _WIDE / max(1, columns)
    down_by = min(_DOWN * 1.7, max(_DOWN * 0.4, _TALL / max(1, lines - 1)))
    places: dict[str, tuple[float, float]] = {}
    down = 0.0
    for root in sorted(
        (i for i in ids if i not in parents), key=lambda i: (i not in subject.answer.start, tree.first_row(i))
    ):
        column = 0 if root in subject.answer.start else 1
        down = _place_below(root, column, down, tree, places)
    return tuple(
        replace(s, x=_to_x(places[s.id][0], across, tree.own_lines), y=places[s.id][1] * down_by) for s in spots
    )


def _count_columns(parents: Mapping[str, str]) -> int:
    """Count the steps of contact to whoever is farthest away."""
    most = 0
    for child in parents:
        steps, node = 0, child
        while node in parents and steps <= len(parents):
            steps, node = steps + 1, parents[node]
        most = max(most, steps)
    return most


def _find_parents(ids: Iterable[str], links: Sequence[Link], start: Sequence[str]) -> dict[str, str]:
    """Hang everybody on the contact that the plan uses, else on the first other one to somebody on the way."""
    parents = {link.end: link.start for link in links if link.kind != "other"}
    on_the_way = {*start, *parents}
    for link in links:
        for one, other in ((link.start, link.end), (link.end, link.start)):
            free = other not in on_the_way and other not in parents
            if link.kind == "other" and one in on_the_way and free:
                parents[other] = one
    return parents


def _to_x(column: float, across: float, own_lines: bool) -> float:
    """Give the first step most of the width where lines fan out from us to many, and the others a short indent."""
    return min(column, 1) * _FAN + max(0.0, column - 1) * _INDENT if own_lines else column * across


def _place_below(node: str, column: int, down: float, tree: _Tree, places: dict[str, tuple[float, float]]) -> float:
    """Place a node and everything below it from a height down; return the height below them."""
    if tree.own_lines and column > 0:
        places[node] = (column, down)
        down += 1
        for child in sorted(tree.children.get(node, ()), key=lambda c: (tree.first_row(c), c)):
            down = _place_below(child, column + 1, down, tree, places)
        return down
    children = sorted(tree.children.get(node, ()), key=lambda c: (tree.first_row(c), c))
    if not children:
        places[node] = (column, down)
        return down + 1
    for child in children:
        down = _place_below(child, column + 1, down, tree, places)
    heights = [places[c][1] for c in children]
    places[node] = (column, (heights[0] + heights[-1]) / 2)
    return down


def _build_chain(subject: Subject) -> Picture:
    """Build who decides and who can take the matter back, by delegation: what a meeting may see."""
    order = _rows_order(subject)
    links = tuple(dict.fromkeys(link for leaf in subject.leaves.values() for link in _chain_links(subject, leaf)))
    lower: dict[str, list[str]] = {}
    for link in links:
        lower.setdefault(link.start, []).append(link.end)
    places: dict[str, tuple[float, float]] = {}
    for actor in order:
        _place_above(actor, lower, places)
    spots = [replace(_spot(subject, i), x=places[i][0], y=places[i][1]) for i in order]
    return Picture(subject.say("chain-of-decision"), tuple(spots), links, labels="below")


def _chain_links(subject: Subject, leaf: RequirementNeed) -> Iterable[Link]:
    """Yield a link from everybody who delegated to everybody it was delegated to."""
    holders = (*leaf.ordinary, *leaf.above)
    for lower in holders:
        for delegation in subject.content.out(leaf.mandates.get(lower, ""), "DELEGATED_FROM"):
            for upper in (h for h in holders if leaf.mandates.get(h) == delegation.end):
                yield from _links_between(subject, leaf, upper, lower)


def _links_between(subject: Subject, leaf: RequirementNeed, upper: str, lower: str) -> Iterable[Link]:
    text = subject.say("may-take-back")
    for one in leaf.members.get(upper) or (upper,):
        for other in leaf.members.get(lower) or (lower,):
            yield Link(one, other, "delegation", text, arrow=True)


def _place_above(actor: str, lower: Mapping[str, list[str]], places: dict[str, tuple[float, float]]) -> None:
    """Place an actor a column beyond, and as high as, the mean of those below it; never upon another."""
    below = [places[i] for i in lower.get(actor, ()) if i in places]
    x = max((place[0] for place in below), default=-_CHAIN) + _CHAIN
    taken = [place[1] for place in places.values() if place[0] == x]
    y = sum(place[1] for place in below) / len(below) if below else 0.0
    while any(abs(y - other) < _DOWN for other in taken):
        y = min(other for other in taken if abs(y - other) < _DOWN) + _DOWN
    places[actor] = (x, y)
