"""Kumu: its blueprint, project backup, workbook and CSV files are read; elements and connections are written."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map, Node, Relation
from samverkan.tables.foreign.csv_text import read_records, to_csv
from samverkan.tables.foreign.network import Line, Network, Thing, leave_out_people, list_fields, say_kind, to_plain
from samverkan.tables.foreign.registry import get_fields, list_entries, read_json
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
    """Return a map as Kumu's workbook: elements with their ids, and connections; of a .csv as its two files."""
    nodes, relations, people = leave_out_people(content)
    things = [node for node in nodes if node.label != "Requirement"]
    shown = {node.id for node in things}
    elements = list(_list_elements(content, things))
    connections = list(_list_connections([r for r in relations if r.start in shown and r.end in shown]))
    awkward = sum("_" in node.id or "." in node.id for node in nodes)
    lost = {"persons": people, "kumu-ids": awkward, "trees": len(nodes) - len(things)}
    if path.suffix.lower() == ".csv":
        tables = {"elements": elements, "connections": connections}
        return {path.with_name(f"{path.stem}-{n}.csv"): to_csv(rows[0], rows[1:]) for n, rows in tables.items()}, lost
    return {path: _to_workbook(elements, connections)}, lost


def _list_elements(content: Map, things: Sequence[Node]) -> Iterator[Sequence[Any]]:
    yield ("ID", "Label", "Type", "Description", "Tags", "Thing", "Requires")
    trees = {initiative: root for initiative, (root, _) in find_trees(content).items()}
    for node in things:
        said = [f"{key}: {to_plain(value)}" for key, value in list_fields(node) if key not in ("kind", "level")]
        tags = [str(value) for key, value in list_fields(node) if key == "level"]
        tags += [content.nodes[r.end].name for r in content.out(node.id, "IN_AREA")]
        tree = to_line(content, trees[node.id]) if node.id in trees else ""
        kind = say_kind(node, content.language)
        yield (node.id, node.name, kind, "\n".join(said), " | ".join(tags), node.label, tree)


def _list_connections(relations: Sequence[Relation]) -> Iterator[Sequence[Any]]:
    yield ("ID", "From", "To", "Type", "Direction", "Valid from", "Valid to", "Source")
    for number, relation in enumerate(relations):
        dates = [to_plain(relation.properties.get(key)) for key in ("valid_from", "valid_to", "source")]
        yield (f"c{number}", relation.start, relation.end, relation.type, "directed", *dates)


def _to_workbook(elements: Sequence[Sequence[Any]], connections: Sequence[Sequence[Any]]) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})
    _fill(book.add_worksheet("Elements"), elements)
    _fill(book.add_worksheet("Connections"), connections)
    book.close()
    return stream.getvalue()


def _fill(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if value not in (None, ""):
                sheet.write_string(number, place, str(value)[:32_767])


def read(paths: Sequence[Path]) -> Network:
    """Read a blueprint, a project backup, a workbook, or the two CSV files of elements and connections."""
    suffix = paths[0].suffix.lower()
    if suffix == ".xlsx":
        return _read_tables([_records(g) for g in open_workbook(paths[0]) if "(ignore)" not in g.title])
    if suffix != ".json":
        return _read_tables([_read_csv(path) for path in paths])
    data = read_json(paths[0])
    if not isinstance(data, dict) or not isinstance(data.get("elements"), list):
        raise UsageError("foreign-not-read", path=paths[0], reason="elements")
    network, names = Network(), dict[str, str]()
    for element in list_entries(data, "elements"):
        said = _flatten(element)
        own = _take_name(said, names)
        network.things.append(_to_thing(own, said))
    for line in list_entries(data, "connections"):
        said = _flatten(line)
        ends = [names.get(str(said.get(key)), str(said.get(key))) for key in ("from", "to")]
        network.lines.append(_to_line(ends[0], ends[1], said))
    network.left_out["loops"] += len(list_entries(data, "loops"))
    return network


def _take_name(said: Mapping[str, Any], names: dict[str, str]) -> str:
    """Note what connections may call an element by, and return its own id, empty where it has none."""
    own = str(said.get("id") or "")
    for key in ("_id", "label"):
        if said.get(key):
            names[str(said[key])] = own or str(said.get("label", ""))
    return own


def _flatten(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry of either dialect by lower case keys; the backup keeps what was said under attributes."""
    both = {**entry, **get_fields(entry, "attributes")}
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


def _read_tables(tables: Sequence[Sequence[Mapping[str, Any]]]) -> Network:
    """Read tables of elements and of connections, in any order; what a connection names may be several."""
    network, names = Network(), dict[str, str]()
    rows = [said for table in tables for said in table]
    for said in (said for said in rows if not _is_connection(said)):
        own = _take_name(said, names)
        network.things.append(_to_thing(own, said))
    for said in (said for said in rows if _is_connection(said)):
        for target in str(said["to"]).split("|"):
            ends = [names.get(end.strip(), end.strip()) for end in (str(said["from"]), target)]
            network.lines.append(_to_line(ends[0], ends[1], said))
    return network


def _is_connection(said: Mapping[str, Any]) -> bool:
    return bool(said.get("from") and said.get("to"))


def _read_csv(path: Path) -> list[dict[str, Any]]:
    rows = ({key.casefold(): value for key, value in row.items() if key and value} for row in read_records(path))
    return [row for row in rows if row]


def _records(grid: Grid) -> list[dict[str, Any]]:
    if not grid.rows:
        return []
    heads = [str(raw.value or "").casefold() for raw in grid.rows[0]]
    rows = [dict(zip(heads, (raw.value for raw in row), strict=False)) for row in grid.rows[1:]]
    return [{k: v for k, v in row.items() if k and v not in (None, "")} for row in rows if any(row.values())]
