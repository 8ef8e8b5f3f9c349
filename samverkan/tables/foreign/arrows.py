"""Arrows (arrows.app): nodes and relationships with their places."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.tables.foreign.network import Line, Network, Thing, leave_out_people, list_fields
from samverkan.tables.foreign.registry import get_fields, list_entries, read_json

_STEP, _ROW = 250, 12


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return a map as Arrows' JSON, its things in rows."""
    nodes, relations, people = leave_out_people(content)
    things = [
        {
            "id": node.id,
            "position": {"x": number % _ROW * _STEP, "y": number // _ROW * _STEP},
            "caption": node.name,
            "labels": [node.label],
            "properties": {key: _plain(value) for key, value in list_fields(node)},
            "style": {},
        }
        for number, node in enumerate(nodes)
    ]
    lines = [
        {
            "id": f"r{number}",
            "fromId": relation.start,
            "toId": relation.end,
            "type": relation.type,
            "properties": {key: _plain(value) for key, value in relation.properties.items()},
            "style": {},
        }
        for number, relation in enumerate(relations)
    ]
    text = json.dumps({"nodes": things, "relationships": lines, "style": {}}, ensure_ascii=False, indent=1)
    return {path: text.encode() + b"\n"}, {"persons": people}


def _plain(value: Any) -> str:
    return " | ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def read(paths: Sequence[Path]) -> Network:
    """Read a graph; relationships whose ends are not there are told, not dropped in silence."""
    data = read_json(paths[0])
    graph = data.get("graph", data) if isinstance(data, dict) else None
    if not isinstance(graph, Mapping) or not isinstance(graph.get("nodes"), list):
        raise UsageError("foreign-not-read", path=paths[0], reason="nodes")
    network = Network()
    nodes = list_entries(graph, "nodes")
    for node in nodes:
        fields = get_fields(node, "properties")
        labels = node.get("labels")
        label = labels[0] if isinstance(labels, list) and labels else ""
        name = str(node.get("caption") or fields.pop("name", "") or node.get("id"))
        fields.pop("name", None)
        network.things.append(Thing(str(fields.pop("id", node.get("id", ""))), name, str(label), fields))
    known = {str(n.get("id")): t.id for n, t in zip(nodes, network.things, strict=True)}
    for line in list_entries(graph, "relationships"):
        ends = [known.get(str(line.get(key)), str(line.get(key))) for key in ("fromId", "toId")]
        network.lines.append(Line(ends[0], ends[1], str(line.get("type", "")), True, get_fields(line, "properties")))
    return network
