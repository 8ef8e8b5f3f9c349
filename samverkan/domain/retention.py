"""Until when a map keeps what it says of posts and persons, and by which rule; all by the calendar on the wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from samverkan.domain.days import find_days_after, find_months_before
from samverkan.domain.positions import OWN_ASSESSMENT, find_bound, find_review_by
from samverkan.model import ALWAYS_TO, Map, Node, Relation

RETENTION_MONTHS = 12
KINDS = ("position", "contact", "person")


@dataclass(frozen=True, slots=True)
class Kept:
    """The last day that something is kept, and by which rule."""

    until: date
    rule: str


def find_retention(content: Map, what: str) -> int:
    """Return for how many months the map keeps positions, contacts or persons: as its register says, else 12."""
    kept = content.register.get("retention_months") if isinstance(content.register, Mapping) else None
    months = kept.get(what) if isinstance(kept, Mapping) else None
    if what == "person" and months is None and content.persons_allowed is not None:
        months = content.persons_allowed.get("retention_months")
    return months if isinstance(months, int) else RETENTION_MONTHS


def find_kept(content: Map, node: Node) -> Kept | None:
    """Return until when a thing is kept; None for what no rule ends."""
    match node.label:
        case "Position":
            return find_kept_position(content, node)
        case "Interaction":
            return _months_after(content, node.properties.get("date"), "contact")
        case "Person":
            ends = [r.properties.get("valid_to") for r in content.out(node.id, "FILLS")]
            last = None if not ends or None in ends else max(d for d in ends if isinstance(d, date))
            return _months_after(content, last, "person")
    return None


def find_kept_position(content: Map, position: Node) -> Kept | None:
    """Return until when a position is kept: an own assessment to its review, another one some months after that."""
    if not isinstance(position.properties.get("stated_on"), date):
        return None
    if position.properties.get("basis") == OWN_ASSESSMENT:
        return Kept(min(find_review_by(position), find_bound(position)), "own_assessment")
    months = find_retention(content, "position")
    return Kept(find_months_before(find_review_by(position), -months), "position")


def find_kept_tie(content: Map, tie: Relation) -> Kept | None:
    """Return until when a tie is kept: one carried by a person to the day before the post has another holder.

    Any other as a contact, from the day it ended.
    """
    if tie.properties.get("basis") == "person":
        posts = (content.nodes[end] for end in (tie.start, tie.end) if end in content.nodes)
        since = [d for n in posts if isinstance(d := n.properties.get("holder_since"), date)]
        began = tie.properties.get("valid_from")
        later = [d for d in since if not isinstance(began, date) or began < d]
        if later:
            return Kept(find_days_after(min(later), -1) if min(later) > date.min else date.min, "person_tie")
    ended = tie.properties.get("valid_to")
    return None if ended == ALWAYS_TO else _months_after(content, ended, "contact", "tie")


def _months_after(content: Map, day: object, what: str, rule: str = "") -> Kept | None:
    if not isinstance(day, date):
        return None
    return Kept(find_months_before(day, -find_retention(content, what)), rule or what)


def find_all_kept(content: Map) -> Iterator[tuple[Node | Relation, Kept]]:
    """Yield what some rule ends, things in id order, then ties."""
    for node in content.nodes.values():
        if kept := find_kept(content, node):
            yield node, kept
    for relation in content.relations:
        if relation.type == "TIE" and (tie := find_kept_tie(content, relation)):
            yield relation, tie
