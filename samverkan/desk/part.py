"""What a screen needs of a map: the whole one where it is in memory, of a large one on a server no more than that."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from samverkan.desk.session import Session
from samverkan.errors import UsageError
from samverkan.model import Map, Node
from samverkan.workflows.find_node import find_by_part, find_node
from samverkan.workflows.open_store import open_store
from samverkan.workflows.reading import open_for_reading


def read_head(session: Session) -> Map:
    """Return at least what the map is called and who we are, and all initiatives."""
    if not session.is_large:
        return session.content
    found: Map = session.remember("head", lambda: _read_head(session))
    return found


def _read_head(session: Session) -> Map:
    with open_store(session.where) as store:
        head = store.read_part(("Initiative",), ())
        ours = store.read_among(head.us).nodes
    return replace(head, nodes={**head.nodes, **ours})


def read_part(session: Session, ids: Iterable[str]) -> Map:
    """Return at least some things with all that touches them; those that are not there are left out."""
    if not session.is_large:
        return session.content
    wanted = sorted(set(ids) - {""})
    found: Map = session.remember(f"part {wanted}", lambda: _read_part(session, wanted))
    return found


def _read_part(session: Session, ids: Collection[str]) -> Map:
    with open_store(session.where) as store:
        return store.read_around(ids)


def read_told(session: Session, ids: Iterable[str]) -> Map:
    """Return some things of a large map with all that touches them, as far as it may be told."""
    with open_for_reading(session.where, session.as_of) as store:
        return store.read_around(sorted(ids))


def find_thing(session: Session, thing: str) -> Node:
    """Return a thing by its id; one that is not there is a UsageError."""
    node = read_part(session, [thing]).nodes.get(thing)
    if node is None:
        raise UsageError("desk.gone", text=thing)
    return node


def name_thing(session: Session, thing: str) -> str:
    """Return what a thing is called, or the id of one that is not there."""
    node = read_part(session, [thing]).nodes.get(thing) if thing else None
    return node.name if node else thing


def find_meant(session: Session, text: str, labels: Collection[str]) -> Node:
    """Return the thing that an id or a name means.

    Of a large map names alone are looked at where too much has the text in it, or no name has: then it may be another
    form of one.
    """
    if not session.is_large:
        return find_node(session.content, text, labels)
    content: Map | None = None
    try:
        content = read_hits(session, text)
    except UsageError as error:
        if error.key != "desk.too-many-hits":
            raise
    if content is None or (text not in content.nodes and not find_by_part(content, text, labels)):
        with open_store(session.where) as store:
            content = store.read_names(labels)
    return find_node(content, text, labels)


def read_hits(session: Session, text: str) -> Map:
    """Return at least the things that have a text in their name or texts, and the one whose id it is."""
    if not session.is_large:
        return session.content
    with open_store(session.where) as store:
        hits = store.find_texts(text)
    if hits is None:
        raise UsageError("desk.too-many-hits", text=text)
    return read_part(session, hits)
