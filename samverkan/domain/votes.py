"""Who votes on a board, and how many of them must say yes.

Every map given here is the map on one day.
"""

from __future__ import annotations

from samverkan.domain.organisations import is_forum
from samverkan.model import Map, Node


def decides_by_vote(actor: Node) -> bool:
    """Tell whether an actor decides by the votes of its members."""
    return actor.properties.get("decides_by") == "vote"


def find_voters(today: Map, actor: str) -> tuple[str, ...]:
    """Return the members who vote (seats voting and chair) of an actor that decides by vote, else nobody."""
    if not decides_by_vote(today.nodes[actor]):
        return ()
    seats = (r for r in today.into(actor, "MEMBER_OF") if r.properties.get("seat") in ("voting", "chair"))
    return tuple(sorted({r.start for r in seats if not is_forum(today.nodes[r.start])}))


def find_majority(votes: int) -> int:
    """Return how many of some votes are needed: more than half of them, 0 of none."""
    return votes // 2 + 1 if votes else 0
