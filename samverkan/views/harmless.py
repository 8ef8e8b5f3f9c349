"""Signs of a map's texts that would turn around what stands beside them on a page: shown instead of obeyed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from samverkan.model import Map, Node, Relation, build_map

# Embeddings, overrides and isolates of direction, and the separators that break lines.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u2028\u2029]")
REPLACEMENT = "\ufffd"


def show_controls(content: Map) -> Map:
    """Return a map in which each sign that turns the direction of text is the visible replacement character."""
    if not any(_turns(n.properties) for n in content.nodes.values()) and not any(
        _turns(r.properties) for r in content.relations
    ):
        return content
    nodes = [Node(n.id, n.label, _show(n.properties)) for n in content.nodes.values()]
    relations = [Relation(r.type, r.start, r.end, _show(r.properties)) for r in content.relations]
    return build_map(nodes, relations, replace(content, title=_TURNING.sub(REPLACEMENT, content.title)))


def _turns(properties: Any) -> bool:
    return any(_TURNING.search(text) for value in properties.values() for text in _texts(value))


def _texts(value: object) -> list[str]:
    return [v for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, str)]


def _show(properties: Any) -> dict[str, Any]:
    return {key: _show_value(value) for key, value in properties.items()}


def _show_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_show_value(one) for one in value)
    return _TURNING.sub(REPLACEMENT, value) if isinstance(value, str) else value
