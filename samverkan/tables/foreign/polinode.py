"""Polinode: JSON of nodes and edges, what is said of them under `attributes`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.tables.foreign.network import Line, Network, Thing, leave_out_people, list_fields, take_word, to_plain
from samverkan.tables.foreign.registry import get_fields, list_entries, read_json

_WORDS = ("Type", "type", "Kind", "kind", "Relationship", "relationship")


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return a map as Polinode reads it."""
    nodes, relations, people = leave_out_people(content)
    things = [
        {
            "id": node.id,
            "attributes": {"Name": node.name, "Type": node.label, **{k: to_plain(v) for k, v in list_fields(node)}},
        }
        for node in nodes
    ]
    lines = [
        {
            "id": f"e{number}",
            "source": r.start,
            "target": r.end,
            "attributes": {"Type": r.type, **{k: to_plain(v) for k, v in r.properties.items()}},
        }
        for number, r in enumerate(relations)
    ]
    text = json.dumps({"nodes": things, "edges": lines}, ensure_ascii=False, indent=1)
    return {path: text.encode() + b"\n"}, {"persons": people}


def read(paths: Sequence[Path]) -> Network:
    """Read nodes and edges."""
    data = read_json(paths[0])
    if not isinstance(data, dict) or not isinstance(data.get("nodes"), list):
        raise UsageError("foreign-not-read", path=paths[0], reason="nodes")
    network = Network()
    for node in list_entries(data, "nodes"):
        said = get_fields(node, "attributes")
        own = str(node.get("id", ""))
        name = str(said.pop("Name", "") or said.pop("name", "") or own)
        kind = said.pop("kind", None) if "Type" in said else None
        word = take_word(said, *_WORDS)
        network.things.append(Thing(own, name, word, said | ({"kind": kind} if kind else {})))
    for line in list_entries(data, "edges"):
        said = get_fields(line, "attributes")
        network.left_out["weight"] += said.pop("Weight", None) is not None
        word = next((str(said.pop(key)) for key in _WORDS if said.get(key)), "")
        network.lines.append(Line(str(line.get("source", "")), str(line.get("target", "")), word, True, said))
    return network
