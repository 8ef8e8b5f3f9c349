"""Kumu: its blueprint and its project backup are read, its workbook of elements and connections is written."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.tables.foreign.network import Line, Network, Thing, leave_out_people, list_fields, say_kind
from samverkan.tables.foreign.registry import read_json
from samverkan.tables.map_text import find_trees
from samverkan.tables.trees import to_line
from samverkan.tables.workbook.open import Grid, open_workbook

_TEXTS = ("description",)
_PASSED = (
    "image",
    "url",
    "email",
    "tags",
    "id",
    "_id",
    "label",
    "type",
    "element type",
    "connection type",
    "direction",
)
_PASSED_LINES = ("from", "to", *_PASSED)


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return a map as Kumu's workbook: elements with their ids, and connections."""
    import xlsxwriter

    nodes, relations, people = leave_out_people(content)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})
    rows: list[Sequence[Any]] = [("ID", "Label", "Type", "Description", "Tags", "Thing", "Requires")]
    trees = {initiative: root for initiative, (root, _) in find_trees(content).items()}
    things = [node for node in nodes if node.label != "Requirement"]
    shown = {node.id for node in things}
    for node in things:
        said = [f"{key}: {_plain(value)}" for key, value in list_fields(node) if key not in ("kind", "level")]
        tags = [str(value) for key, value in list_fields(node) if key == "level"]
        tags += [content.nodes[r.end].name for r in content.out(node.id, "IN_AREA")]
        tree = to_line(content, trees[node.id]) if node.id in trees else ""
        kind = say_kind(node, content.language)
        rows.append((node.id, node.name, kind, "\n".join(said), " | ".join(tags), node.label, tree))
    _fill(book.add_worksheet("Elements"), rows)
    lines: list[Sequence[Any]] = [("ID", "From", "To", "Type", "Direction", "Valid from", "Valid to", "Source")]
    for number, relation in enumerate(r for r in relations if r.start in shown and r.end in shown):
        found = relation.properties
        dates = [_plain(found.get(key)) for key in ("valid_from", "valid_to", "source")]
        lines.append((f"c{number}", relation.start, relation.end, relation.type, "directed", *dates))
    _fill(book.add_worksheet("Connections"), lines)
    book.close()
    awkward = sum("_" in node.id or "." in node.id for node in nodes)
    return {path: stream.getvalue()}, {"persons": people, "kumu-ids": awkward, "trees": len(nodes) - len(things)}


def _fill(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if value not in (None, ""):
                sheet.write_string(number, place, str(value)[:32_767])


def _plain(value: Any) -> str:
    return " | ".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else str(value)


def read(paths: Sequence[Path]) -> Network:
    """Read a blueprint, a project backup, or a workbook."""
    if paths[0].suffix.lower() == ".xlsx":
        return _read_workbook(paths[0])
    data = read_json(paths[0])
    if not isinstance(data, dict) or not isinstance(data.get("elements"), list):
        raise UsageError("foreign-not-read", path=paths[0], reason="elements")
    network, names = Network(), dict[str, str]()
    for element in data["elements"]:
        said = _flatten(element)
        own = _take_name(said, names)
        network.things.append(_to_thing(own, said))
    for line in data.get("connections", []):
        said = _flatten(line)
        ends = [names.get(str(said.get(key)), str(said.get(key))) for key in ("from", "to")]
        network.lines.append(_to_line(ends[0], ends[1], said))
    network.left_out["loops"] += len(data.get("loops", []))
    return network


def _take_name(said: Mapping[str, Any], names: dict[str, str]) -> str:
    """Note what connections may call an element by, and return its own id, empty where it has none."""
    own = str(said.get("id") or "")
    for key in ("_id", "label"):
        if said.get(key):
            names[str(said[key])] = own or str(said.get("label", ""))
    return own


def _flatten(entry: Any) -> dict[str, Any]:
    """Return an entry of either dialect by lower case keys; the backup keeps what was said under attributes."""
    if not isinstance(entry, Mapping):
        return {}
    inner = entry.get("attributes", {})
    both = {**entry, **(inner if isinstance(inner, Mapping) else {})}
    return {str(k).casefold(): v for k, v in both.items() if k != "attributes"}


def _to_thing(own: str, said: Mapping[str, Any]) -> Thing:
    word = str(said.get("type") or said.get("element type") or "")
    fields = {k: v for k, v in said.items() if k not in (*_PASSED, *_TEXTS)}
    thing = str(fields.pop("thing", "") or "")
    return Thing(own, str(said.get("label") or own), thing if thing and thing != "Actor" else word, fields)


def _to_line(start: str, end: str, said: Mapping[str, Any]) -> Line:
    word = str(said.get("type") or said.get("connection type") or "")
    fields = {str(k).replace(" ", "_"): v for k, v in said.items() if k not in (*_PASSED_LINES, *_TEXTS)}
    return Line(start, end, word, str(said.get("direction", "directed")) == "directed", fields)


def _read_workbook(path: Path) -> Network:
    network, names = Network(), dict[str, str]()
    grids = [grid for grid in open_workbook(path) if "(ignore)" not in grid.title]
    for grid in grids:
        for said in _records(grid):
            if "from" in said and "to" in said:
                continue
            own = _take_name(said, names)
            network.things.append(_to_thing(own, said))
    for grid in grids:
        for said in _records(grid):
            if said.get("from") and said.get("to"):
                for target in str(said["to"]).split("|"):
                    ends = [names.get(end.strip(), end.strip()) for end in (str(said["from"]), target)]
                    network.lines.append(_to_line(ends[0], ends[1], said))
    return network


def _records(grid: Grid) -> list[dict[str, Any]]:
    if not grid.rows:
        return []
    heads = [str(raw.value or "").casefold() for raw in grid.rows[0]]
    rows = [dict(zip(heads, (raw.value for raw in row), strict=False)) for row in grid.rows[1:]]
    return [{k: v for k, v in row.items() if k and v not in (None, "")} for row in rows if any(row.values())]
