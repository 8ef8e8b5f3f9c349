"""Give things other ids: they themselves, whatever leads to or from them, what cites them, and the map's header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.schema import read_schema

_OF_ACTORS = ("contact", "actor", "about")  # fields of the header's groups that hold ids


def rename_things(content: Map, ids: Mapping[str, str]) -> Map:
    """Return a map in which some things have other ids (old → new); nothing else is changed."""
    if not ids:
        return content
    nodes = [Node(ids.get(n.id, n.id), n.label, n.properties) for n in content.nodes.values()]
    relations = [
        Relation(r.type, ids.get(r.start, r.start), ids.get(r.end, r.end), _rename_source(r, ids))
        for r in content.relations
    ]
    header = replace(
        content,
        us=tuple(ids.get(one, one) for one in content.us),
        register=_rename_group(content.register, ids) if content.register is not None else None,
        requests=tuple(_rename_group(request, ids) for request in content.requests),
    )
    return build_map(nodes, relations, header)


def _rename_source(relation: Relation, ids: Mapping[str, str]) -> Mapping[str, Value]:
    cited = [p.name for p in read_schema().relations[relation.type].properties.values() if p.is_source]
    found = {key: ids[str(relation.properties[key])] for key in cited if str(relation.properties.get(key)) in ids}
    return {**relation.properties, **found} if found else relation.properties


def _rename_group(group: Mapping[str, Any], ids: Mapping[str, str]) -> Mapping[str, Any]:
    return {key: _rename(value, ids) if key in _OF_ACTORS else value for key, value in group.items()}


def _rename(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(ids.get(part, part) for part in value)
    return ids.get(value, value)
