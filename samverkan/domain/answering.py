"""Who answers where an actor is asked: itself, its stand-in, or nobody.

Every map given here is the map on one day.
"""

from __future__ import annotations

from samverkan.domain.organisations import is_forum, is_post
from samverkan.model import Map, Node


def is_vacant(actor: Node) -> bool:
    """Tell whether an actor is a post that nobody holds; it answers nothing and passes nobody on."""
    return is_post(actor) and actor.properties.get("vacant") is True


def find_stand_in(today: Map, post: str) -> str | None:
    """Find who answers instead of a post: neither vacant nor a forum, of several the first by id.

    A stand-in answers itself, whoever may stand in for it.
    """
    if not is_post(today.nodes[post]):
        return None
    able = (n.id for n in today.origins(post, "STANDS_IN_FOR") if not is_vacant(n) and not is_forum(n))
    return next(able, None)


def find_answerer(today: Map, actor: str) -> str | None:
    """Find who answers where an actor is asked; nobody does for a vacant post without a stand-in."""
    stand_in = find_stand_in(today, actor)
    if stand_in is not None:
        return stand_in
    return None if is_vacant(today.nodes[actor]) else actor
