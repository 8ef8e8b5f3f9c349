"""What somebody undertook: who, by when, and whether it still stands open on a day.

Every map given here is the map on one day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samverkan.model import Map, Node


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something undertaken and neither done nor dropped; `due` is None where no day was agreed.

    An answer that is owed after a contact is told the same way, by nobody in particular.
    """

    id: str
    name: str
    by: tuple[str, ...]
    due: date | None
    overdue: bool


def is_open(commitment: Node, day: date) -> bool:
    """Tell whether something undertaken is neither done nor dropped on a day."""
    ended = (commitment.properties.get(key) for key in ("done_on", "dropped_on"))
    return not any(isinstance(end, date) and end <= day for end in ended)


def read_commitment(content: Map, node: Node, day: date) -> Commitment | None:
    """Return what was undertaken, where that stands open on the day; None also where it is agreed on a later day."""
    if not is_open(node, day) or any(_is_later(n, day) for n in content.targets(node.id, "AGREED_AT")):
        return None
    due = node.properties.get("due")
    known = due if isinstance(due, date) else None
    by = tuple(n.id for n in content.origins(node.id, "COMMITTED_TO"))
    return Commitment(node.id, node.name, by, known, known is not None and known < day)


def _is_later(contact: Node, day: date) -> bool:
    held = contact.properties.get("date")
    return isinstance(held, date) and held > day


def find_subjects(content: Map, thing: str) -> tuple[str, ...]:
    """Return what has a name of that which a commitment or a contact is about.

    For a position that is what it was taken on, for a requirement the initiative that it belongs to.
    """
    found = dict[str, None]()
    for node in content.targets(thing, "ABOUT"):
        if node.label == "Position":
            found |= dict.fromkeys(r.end for r in content.out(node.id, "ABOUT"))
        elif node.label == "Requirement":
            found[content.climb(node.id, "REQUIRES", backwards=True)[-1]] = None
        else:
            found[node.id] = None
    return tuple(sorted(found))
