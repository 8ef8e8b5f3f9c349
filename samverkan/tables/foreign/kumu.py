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
    network, elements = Network(), _Elements([_flatten(element) for element in list_entries(data, "elements")])
    network.things += elements.list_things()
    for line in list_entries(data, "connections"):
        said = _flatten(line)
        elements.connect(network, str(said.get("from")), str(said.get("to")), said)
    network.left_out["loops"] += len(list_entries(data, "loops"))
    return network


class _Elements:
    """The elements of a file, and what connections may call each: its id, the program's own, or its label.

    Elements of one label are one, unless they have ids of their own, or are of different types.
    """

    def __init__(self, said: Sequence[Mapping[str, Any]]) -> None:
        self.said = said
        self.keys: dict[str, set[str]] = {}
        self.own: set[str] = set()
        types: dict[str, set[str]] = {}
        for one in said:
            types.setdefault(str(one.get("label", "")), set()).add(_find_word(one))
        self.shared = {label for label, words in types.items() if len(words) > 1}
        for one in said:
            key = self.find_key(one)
            if one.get("id"):
                self.own.add(key)
            for name in ("_id", "label"):
                if one.get(name):
                    self.keys.setdefault(str(one[name]), set()).add(key)

    def find_key(self, said: Mapping[str, Any]) -> str:
        """Return what an element is known by here: its id, else its label, with its type where another shares it."""
        label = str(said.get("label", ""))
        return str(said.get("id") or (f"{label} ({_find_word(said)})" if label in self.shared else label))

    def list_things(self) -> list[Thing]:
        """Return the elements as things; one without an id is known by its name where no other has that."""
        keys = [(self.find_key(said), said) for said in self.said]
        return [_to_thing(key if said.get("id") or key != said.get("label") else "", said) for key, said in keys]

    def connect(self, network: Network, start: str, end: str, said: Mapping[str, Any]) -> None:
        """Add a connection; one whose end several elements are called is left out: nobody can know which is meant."""
        ends = [{name} if name in self.own else self.keys.get(name, {name}) for name in (start, end)]
        if any(len(meant) > 1 for meant in ends):
            network.left_out["ambiguous-end"] += 1
            return
        (first,), (last,) = ends
        network.lines.append(_to_line(first, last, said))


def _find_word(said: Mapping[str, Any]) -> str:
    return str(said.get("type") or said.get("element type") or "")


def _flatten(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry of either dialect by lower case keys; the backup keeps what was said under attributes."""
    both = {**entry, **get_fields(entry, "attributes")}
    return {str(k).casefold(): v for k, v in both.items() if k != "attributes"}


def _to_thing(own: str, said: Mapping[str, Any]) -> Thing:
    word = _find_word(said)
    fields = {k: v for k, v in said.items() if k not in (*_PASSED, *_TEXTS)}
    thing = str(fields.pop("thing", "") or "")
    return Thing(own, str(said.get("label") or own), thing if thing and thing != "Actor" else word, fields)


def _to_line(start: str, end: str, said: Mapping[str, Any]) -> Line:
    word = str(said.get("type") or said.get("connection type") or "")
    fields = {str(k).replace(" ", "_"): v for k, v in said.items() if k not in (*_PASSED_LINES, *_TEXTS)}
    return Line(start, end, word, str(said.get("direction", "directed")) == "directed", fields)


def _read_tables(tables: Sequence[Sequence[Mapping[str, Any]]]) -> Network:
    """Read tables of elements and of connections, in any order; what a connection names may be several."""
    rows = [said for table in tables for said in table]
    network, elements = Network(), _Elements([said for said in rows if not _is_connection(said)])
    network.things += elements.list_things()
    for said in (said for said in rows if _is_connection(said)):
        for target in str(said["to"]).split("|"):
            elements.connect(network, str(said["from"]).strip(), target.strip(), said)
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
