"""APOC's export of a Neo4j database: a node or a relationship a line of JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.schema import read_schema
from samverkan.tables.foreign.network import Line, Network, Thing
from samverkan.tables.foreign.registry import read_bytes


def read(paths: Sequence[Path]) -> Network:
    """Read JSON lines, or an array of the same."""
    network, own = Network(), dict[str, str]()
    entries = list(_list_entries(paths[0]))
    for entry in (e for e in entries if e.get("type") == "node"):
        fields = dict(entry.get("properties") or {})
        labels = [str(label) for label in entry.get("labels") or [""]]
        word = next((label for label in labels if label in read_schema().labels), labels[0])
        thing = Thing(str(fields.pop("id", entry.get("id", ""))), str(fields.pop("name", "")), word, fields)
        own[str(entry.get("id"))] = thing.id
        network.things.append(thing)
    for entry in (e for e in entries if e.get("type") == "relationship"):
        ends = [str((entry.get(side) or {}).get("id")) for side in ("start", "end")]
        start, end = (own.get(key, key) for key in ends)
        network.lines.append(Line(start, end, str(entry.get("label", "")), True, dict(entry.get("properties") or {})))
    return network


def _list_entries(path: Path) -> list[dict[str, Any]]:
    text = read_bytes(path).decode("utf-8-sig", "replace")
    try:
        if text.lstrip().startswith("["):
            return [entry for entry in json.loads(text) if isinstance(entry, dict)]
        return [entry for line in text.splitlines() if line.strip() and isinstance(entry := json.loads(line), dict)]
    except (ValueError, RecursionError) as error:
        raise UsageError("foreign-not-read", path=path, reason=str(error)[:120]) from error
