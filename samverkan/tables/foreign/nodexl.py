"""NodeXL: a workbook with the Excel tables Edges and Vertices, wherever their headings stand."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.tables.foreign.network import (
    Line,
    Network,
    Thing,
    leave_out_people,
    list_fields,
    say_kind,
    take_word,
    to_plain,
)
from samverkan.tables.workbook.cells import tidy
from samverkan.tables.workbook.open import open_workbook

EDGES, VERTICES = "Edges", "Vertices"
_LOOKS = (
    *("color", "width", "style", "opacity", "visibility", "shape", "size", "image file", "label fill color"),
    *("label position", "layout order", "x", "y", "locked?", "polar r", "polar angle", "label text color"),
    *("label font size", "id", "dynamic filter", "marked?", "add your own columns here", "tooltip"),
)
_FIGURES = (
    *("degree", "in-degree", "out-degree", "betweenness centrality", "closeness centrality", "pagerank"),
    *("eigenvector centrality", "clustering coefficient", "reciprocated vertex pair ratio", "edge weight"),
    *("reciprocated?",),
)
_WORDS = ("relationship", "relation", "kind", "type", "label")


def write(content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
    """Return a map as NodeXL's two tables: the label of an edge is its relation, the tooltip of a vertex its texts."""
    import xlsxwriter

    nodes, relations, people = leave_out_people(content)
    keys = sorted({key for node in nodes for key, _ in list_fields(node)})
    more = sorted({key for relation in relations for key in relation.properties})
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})
    lines = [[r.start, r.end, r.type, *(to_plain(r.properties.get(key)) for key in more)] for r in relations]
    _add(book, EDGES, ["Vertex 1", "Vertex 2", "Label", *more], lines)
    rows = []
    for node in nodes:
        said = dict(list_fields(node))
        tip = f"{node.name} ({say_kind(node, content.language)})"
        rows.append([node.id, node.name, tip, node.label, *(to_plain(said.get(key)) for key in keys)])
    _add(book, VERTICES, ["Vertex", "Label", "Tooltip", "Thing", *keys], rows)
    book.close()
    return {path: stream.getvalue()}, {"persons": people}


def _add(book: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if value:
                sheet.write_string(number, place, value[:32_767])
    columns = [{"header": head} for head in heads]
    sheet.add_table(0, 0, max(len(rows), 1), len(heads) - 1, {"name": name, "columns": columns})
    sheet.freeze_panes(1, 2)


def read(paths: Sequence[Path]) -> Network:
    """Read the two tables by their names; what NodeXL has reckoned, and how it looks, is left out."""
    network = Network()
    edges, vertices = (list(_records(paths[0], name, network)) for name in (EDGES, VERTICES))
    known = set()
    for row in vertices:
        own = row.pop("vertex", "")
        name = row.pop("label", "") or own
        if "thing" in row:
            row["label"] = row.pop("thing")
        network.things.append(Thing(own, name, take_word(row, "kind", "type", "group"), dict(row)))
        known.add(own)
    for row in edges:
        ends = row.pop("vertex 1", ""), row.pop("vertex 2", "")
        word = next((row.pop(key) for key in _WORDS if row.get(key)), "")
        network.lines.append(Line(*ends, word, True, {k: v for k, v in row.items() if v}))
    for end in sorted({end for line in network.lines for end in (line.start, line.end)} - known):
        network.things.append(Thing(end, end, "", {}))
    return network


def _records(path: Path, table: str, network: Network) -> Iterator[dict[str, str]]:
    grid = next((grid for grid in open_workbook(path) if table in grid.tables), None)
    if grid is None:
        raise UsageError("foreign-not-read", path=path, reason=table)
    row, place = grid.tables[table]
    heads = [str(tidy(raw.value) or "").casefold() for raw in grid.rows[row][place:]]
    network.left_out["figures"] += sum(head in _FIGURES for head in heads)
    network.left_out["looks"] += sum(head in _LOOKS and head not in ("id", "tooltip") for head in heads)
    for line in grid.rows[row + 1 :]:
        cells = [str(value) if (value := tidy(raw.value)) is not None else "" for raw in line[place:]]
        said = {k: v for k, v in zip(heads, cells, strict=False) if k and v and k not in (*_FIGURES, *_LOOKS)}
        if said:
            yield said
