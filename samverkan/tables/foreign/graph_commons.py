"""Graph Commons: signals that make nodes and edges; a node is the one of its name and type."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.tables.foreign.network import Line, Network, Thing, leave_out_people, list_fields, say_kind, to_plain
from samverkan.tables.foreign.registry import list_entries, read_json


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return a map as signals; two things of one name and type are one there, and are counted."""
    nodes, relations, people = leave_out_people(content)
    known = {node.id: (node.name, say_kind(node, content.language)) for node in nodes}
    signals: list[dict[str, Any]] = []
    for node in nodes:
        name, kind = known[node.id]
        said = "\n".join(f"{key}: {to_plain(value)}" for key, value in list_fields(node) if key != "kind")
        signals.append({"action": "node_create", "name": name, "type": kind, "description": said})
    for relation in relations:
        ends = zip(("from", "to"), (known[relation.start], known[relation.end]), strict=True)
        named = {f"{side}_{key}": value for side, end in ends for key, value in zip(("name", "type"), end, strict=True)}
        signals.append({"action": "edge_create", **named, "name": relation.type})
    text = json.dumps({"signals": signals}, ensure_ascii=False, indent=1)
    said_more = sum(bool(relation.properties) for relation in relations)
    same = len(known) - len(set(known.values()))
    return {path: text.encode() + b"\n"}, {"persons": people, "same-name": same, "relation-facts": said_more}


def read(paths: Sequence[Path]) -> Network:
    """Read the signals that make something; weights are scores, and stay."""
    data = read_json(paths[0])
    if not isinstance(data, dict) or not isinstance(data.get("signals"), list):
        raise UsageError("foreign-not-read", path=paths[0], reason="signals")
    network = Network()
    for signal in list_entries(data, "signals"):
        action = str(signal.get("action", ""))
        if action == "node_create":
            _take_node(network, signal)
        elif action == "edge_create":
            network.left_out["weight"] += signal.get("weight") is not None
            ends = [_key(signal.get(f"{side}_name"), signal.get(f"{side}_type")) for side in ("from", "to")]
            network.lines.append(Line(ends[0], ends[1], str(signal.get("name") or "")))
        else:
            network.left_out["action"] += 1
    return network


def _key(name: object, kind: object) -> str:
    return f"{name} / {kind}"


def _take_node(network: Network, signal: Mapping[str, Any]) -> None:
    name, kind = str(signal.get("name") or ""), str(signal.get("type") or "")
    network.left_out["description"] += bool(signal.get("description"))
    network.things.append(Thing(_key(name, kind), name, kind, {}))
