"""Whose organisation: what an actor is, where it belongs, who heads it.

Every map given here is the map on one day.
"""

from __future__ import annotations

from samverkan.model import Map, Node


def is_forum(actor: Node) -> bool:
    """Tell whether an actor is a forum: it holds no power, and is nobody's organisation."""
    return actor.properties.get("kind") == "forum"


def is_post(actor: Node) -> bool:
    """Tell whether an actor is a post."""
    return actor.properties.get("kind") == "post"


def find_organisation(today: Map, actor: str) -> str:
    """Return the organisation of a post (its first by id), and any other actor itself."""
    if not is_post(today.nodes[actor]):
        return actor
    return next((r.end for r in today.out(actor, "PART_OF")), actor)


def find_organisations(today: Map, actor: str) -> list[str]:
    """Return an actor and the organisations it lies in, nearest first; no forum, and nothing through one."""
    found: list[str] = []
    waiting = [actor]
    for current in waiting:
        if current not in found and not is_forum(today.nodes[current]):
            found.append(current)
            waiting.extend(r.end for r in today.out(current, "PART_OF"))
    return found


def find_wholes(today: Map, node: str) -> tuple[str, ...]:
    """Return a node and everything that it is part of, the nearest first."""
    return today.walk([node], "PART_OF")


def find_top(today: Map, node: str) -> str:
    """Return the outermost whole that a node lies in (where it lies in several, by the first of them)."""
    return today.climb(node, "PART_OF")[-1]


def find_parts(today: Map, node: str) -> tuple[str, ...]:
    """Return a node and everything that is part of it, the nearest first."""
    return today.walk([node], "PART_OF", backwards=True)


def find_heads(today: Map, organisation: str) -> list[str]:
    """Return the posts of an organisation that head it, in id order."""
    posts = today.origins(organisation, "PART_OF")
    return [n.id for n in posts if is_post(n) and n.properties.get("head") is True]
