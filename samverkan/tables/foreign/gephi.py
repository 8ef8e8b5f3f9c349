"""Gephi's two CSV files, of nodes and of edges."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.tables.foreign.csv_text import read_records, to_csv
from samverkan.tables.foreign.network import Line, Network, Thing, leave_out_people, list_fields, take_word

_CLAIM = "claim_source"
_WEIGHT = ("weight", "timeset", "interval")


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return a map as two files beside each other, their names ending in -nodes and -edges."""
    nodes, relations, people = leave_out_people(content)
    keys = sorted({key for node in nodes for key, _ in list_fields(node)})
    more = sorted({key for relation in relations for key in relation.properties})
    rows = [[n.id, _plain(n.name), n.label, *(_plain(dict(list_fields(n)).get(k)) for k in keys)] for n in nodes]
    lines = [
        [r.start, r.end, "Directed", r.type, number, r.type, *(_plain(r.properties.get(k)) for k in more)]
        for number, r in enumerate(relations)
    ]
    # A claim's `source` would be taken for the column Source, whatever its case.
    heads = ["Source", "Target", "Type", "Kind", "Id", "Label", *(_CLAIM if k == "source" else k for k in more)]
    return {
        path.with_name(f"{path.stem}-nodes.csv"): to_csv(["Id", "Label", "thing", *keys], rows),
        path.with_name(f"{path.stem}-edges.csv"): to_csv(heads, lines),
    }, {"persons": people}


def _plain(value: Any) -> Any:
    """Return a value as Gephi reads it: a backslash is its sign of escape, lists are parted by |."""
    if isinstance(value, (list, tuple)):
        value = " | ".join(map(str, value))
    return value.replace("\\", "\\\\") if isinstance(value, str) else value


def read(paths: Sequence[Path]) -> Network:
    """Read the two files, in either order."""
    network = Network()
    records = [read_records(path) for path in paths]
    edges = [r for r in records if r and {"source", "target"} <= {k.casefold() for k in r[0]}]
    nodes = [r for r in records if r not in edges]
    if len(edges) != 1:
        raise UsageError("foreign-no-edges", path=paths[0])
    for row in (row for group in nodes for row in group):
        low = {key.casefold(): _unescape(value) for key, value in row.items()}
        fields: dict[str, Any] = {k: v for k, v in low.items() if k not in ("id", "label", *_WEIGHT) and v}
        if "thing" in fields:
            fields["label"] = fields.pop("thing")
        word = take_word(fields, "kind", "type")
        network.things.append(Thing(low.get("id", ""), low.get("label", "") or low.get("id", ""), word, fields))
    for row in edges[0]:
        low = {key.casefold(): _unescape(value) for key, value in row.items()}
        network.left_out["weight"] += bool(low.get("weight"))
        word = low.get("kind") or low.get("label") or ""
        kept = {
            k: v for k, v in low.items() if v and k not in ("source", "target", "type", "kind", "id", "label", *_WEIGHT)
        }
        if _CLAIM in kept:
            kept["source"] = kept.pop(_CLAIM)
        directed = low.get("type", "").casefold() != "undirected"
        network.lines.append(Line(low.get("source", ""), low.get("target", ""), word, directed, kept))
    return network


def _unescape(value: str | None) -> str:
    return (value or "").replace("\\\\", "\\")
