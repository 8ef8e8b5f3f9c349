"""APOC's exports of a Neo4j database: JSON lines, an array, one object of nodes and rels, or CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.schema import read_schema
from samverkan.tables.foreign.csv_text import read_records
from samverkan.tables.foreign.network import Line, Network, Thing
from samverkan.tables.foreign.registry import read_bytes

_SEPARATE = (".csv", ".tsv", ".txt")


def read(paths: Sequence[Path]) -> Network:
    """Read any of the four forms."""
    network, own = Network(), dict[str, str]()
    is_csv = paths[0].suffix.lower() in _SEPARATE
    entries = list(_list_rows(paths[0]) if is_csv else _list_entries(paths[0]))
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
        whole = _read_whole(text)
        if whole is not None:
            return whole
        return [entry for line in text.splitlines() if line.strip() and isinstance(entry := json.loads(line), dict)]
    except (ValueError, RecursionError) as error:
        raise UsageError("foreign-not-read", path=path, reason=str(error)[:120]) from error


def _read_whole(text: str) -> list[dict[str, Any]] | None:
    """Return the entries of one object with nodes and rels, as lists or by their ids; None of lines."""
    try:
        data = json.loads(text)
    except ValueError:
        return None
    if not isinstance(data, dict) or "nodes" not in data:
        return None
    found = []
    for key, kind in (("nodes", "node"), ("rels", "relationship")):
        held = data.get(key) or []
        listed = held.items() if isinstance(held, Mapping) else ((None, entry) for entry in held)
        for own, entry in listed:
            if isinstance(entry, dict):
                found.append({"id": own, **entry, "type": kind})
    return found


def _list_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a CSV export as entries: nodes have `_labels`, relationships `_start`, `_end` and `_type`."""
    found: list[dict[str, Any]] = []
    for row in read_records(path):
        said = {k: v for k, v in row.items() if not k.startswith("_") and v}
        if row.get("_start"):
            ends = {"start": {"id": row["_start"]}, "end": {"id": row.get("_end")}}
            found.append({"type": "relationship", "label": row.get("_type", ""), **ends, "properties": said})
        else:
            labels = [label for label in (row.get("_labels") or "").split(":") if label]
            found.append({"type": "node", "id": row.get("_id"), "labels": labels, "properties": said})
    return found
