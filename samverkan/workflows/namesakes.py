"""Things that have the name of a new one: two that are called the same are mostly one, written down twice."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from samverkan.model import Map, Node
from samverkan.workflows.find_node import fold

if TYPE_CHECKING:
    from samverkan.store.protocol import Store


def find_namesakes(store: Store, content: Map, new: Collection[str]) -> tuple[Node, ...]:
    """Return the things of a store that have the label and the name of a new one; `content` is the map with these.

    Of a server the map may be a part; then the names of the others are looked for.
    """
    named = [content.nodes[i] for i in new if "name" in content.nodes[i].properties]
    found = {n.id: n for node in named for n in find_alike(store, content, node.label, node.name)}
    return tuple(node for node_id, node in sorted(found.items()) if node_id not in new)


def find_alike(store: Store, content: Map, label: str, name: str) -> list[Node]:
    """Return the things of a store that have a label and are called so, in whatever case."""
    known = content if store.rows_fetched is None else _read_hits(store, label, name)
    return [n for n in known.labelled(label) if "name" in n.properties and fold(n.name) == fold(name)]


def _read_hits(store: Store, label: str, name: str) -> Map:
    hits = store.find_texts(name)
    return store.read_names((label,)) if hits is None else store.read_among(hits)
