"""The CSV files of `neo4j-admin database import`: typed headings, arrays parted by ;, and only `true` is true."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.tables.foreign.csv_text import read_records, to_csv
from samverkan.tables.foreign.network import Line, Network, Thing, find_types, leave_out_people, list_fields

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


_HEAD = re.compile(r"([^:]*)(?::([A-Za-z_]+)(?:\([^)]*\))?(\[\])?)?")


def read(paths: Sequence[Path]) -> Network:
    """Read the files of nodes and of relationships, in any order, by their typed headings."""
    network = Network()
    records = [_typed(path) for path in paths]
    if not any("START_ID" in row for rows in records for row in rows[:1]):
        raise UsageError("foreign-not-read", path=paths[0], reason=":START_ID")
    for row in (row for rows in records for row in rows):
        if "START_ID" in row:
            ends = [str(row.pop(key, "")) for key in ("START_ID", "END_ID")]
            network.lines.append(Line(ends[0], ends[1], str(row.pop("TYPE", "")), True, row))
        else:
            labels = str(row.pop("LABEL", "")).split(";")
            word = next((label for label in labels if label in read_schema().labels), labels[0])
            own = str(row.pop("ID", ""))
            network.things.append(Thing(own, str(row.pop("name", "") or own), word, row))
    return network


def _typed(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file by what each column is: its property, or one of ID, LABEL, START_ID, END_ID, TYPE."""
    found = []
    for record in read_records(path):
        row: dict[str, Any] = {}
        for head, text in record.items():
            match = _HEAD.fullmatch(head.strip())
            name, kind, is_list = match.groups() if match else (head, None, None)
            if text:
                key = kind if kind in ("ID", "LABEL", "START_ID", "END_ID", "TYPE") else name
                row[key] = text.split(";") if is_list else text
        found.append(row)
    return found
