"""The CSV files of `neo4j-admin database import`: typed headings, arrays parted by ;, and only `true` is true."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samverkan.model import Map
from samverkan.tables.foreign.csv_text import to_csv
from samverkan.tables.foreign.network import find_types, leave_out_people, list_fields

_TYPES = {"bool": "boolean", "int": "long", "number": "double", "date": "date", "texts": "string[]"}


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return two files beside each other, their names ending in -nodes and -relationships."""
    nodes, relations, people = leave_out_people(content)
    known = find_types()
    keys = sorted({key for node in nodes for key, _ in list_fields(node)})
    heads = ["id:ID", "name", *(_head(key, known) for key in keys), ":LABEL"]
    rows = [[n.id, n.name, *(_plain(dict(list_fields(n)).get(key)) for key in keys), n.label] for n in nodes]
    more = find_types(of_relations=True)
    used = sorted({key for relation in relations for key in relation.properties})
    lines = [[r.start, *(_plain(r.properties.get(key)) for key in used), r.end, r.type] for r in relations]
    return {
        path.with_name(f"{path.stem}-nodes.csv"): to_csv(heads, rows, mark=False),
        path.with_name(f"{path.stem}-relationships.csv"): to_csv(
            [":START_ID", *(_head(key, more) for key in used), ":END_ID", ":TYPE"], lines, mark=False
        ),
    }, {"persons": people}


def _head(key: str, known: Mapping[str, str]) -> str:
    form = _TYPES.get(known[key])
    return f"{key}:{form}" if form else key


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(part.replace(";", ",") for part in value) if isinstance(value, (list, tuple)) else value
