"""The foreign formats. A new one is a module of its own, and one line here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.errors import UsageError

if TYPE_CHECKING:
    from samverkan.model import Map
    from samverkan.tables.foreign.network import Network

MAX_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """A foreign format: its name, its module, the suffixes that mean it without `--as`, and which ways it goes.

    `writer` is the module that writes it where that is another; `looks` tells of a file's keys and headings whether it
    is of this format.
    """

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    reads: bool = True
    writes: bool = True
    writer: str = ""
    looks: Callable[[frozenset[str]], bool] | None = None

    def read(self, paths: Sequence[Path]) -> Network:
        """Read the files that belong together."""
        read: Callable[[Sequence[Path]], Network] = import_module(self.module).read
        return read(paths)

    def write(self, content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
        """Return the files that hold a map, and what the format cannot hold, by reason."""
        write: Callable[[Map, Path], tuple[dict[Path, bytes], dict[str, int]]] = import_module(
            self.writer or self.module
        ).write
        return write(content, path)


def _is_kumu_csv(keys: frozenset[str]) -> bool:
    """Tell whether the headings of CSV files are those of Kumu's elements and connections."""
    return {"from", "to"} <= keys and bool({"label", "type"} & keys)


_HERE = "samverkan.tables.foreign"
FORMATS = (
    Format("gexf", f"{_HERE}.gexf", (".gexf",)),
    Format("graphml", f"{_HERE}.graphml", (".graphml",)),
    Format("gephi", f"{_HERE}.gephi", looks=lambda keys: {"source", "target"} <= keys),
    Format("kumu", f"{_HERE}.kumu", looks=lambda keys: "elements" in keys or _is_kumu_csv(keys)),
    Format("nodexl", f"{_HERE}.nodexl", looks=lambda keys: {"table edges", "table vertices"} <= keys),
    Format("polinode", f"{_HERE}.polinode", looks=lambda keys: {"nodes", "edges", "attributes"} <= keys),
    Format("graphcommons", f"{_HERE}.graph_commons", looks=lambda keys: "signals" in keys),
    Format("arrows", f"{_HERE}.arrows", looks=lambda keys: "relationships" in keys),
    Format(
        *("apoc", f"{_HERE}.apoc", (".jsonl",)),
        writes=False,
        looks=lambda keys: {"nodes", "rels"} <= keys or {"_id", "_labels"} <= keys,
    ),
    Format("neo4j", f"{_HERE}.neo4j_admin", looks=lambda keys: ":start_id" in keys),
    Format("popolo", f"{_HERE}.popolo", looks=lambda keys: bool({"organizations", "memberships"} & keys)),
    Format("oparl", f"{_HERE}.oparl", looks=lambda keys: bool({"organization", "oparl"} & keys)),
    Format("littlesis", f"{_HERE}.littlesis", writer=f"{_HERE}.oligrapher"),
    Format("oligrapher", f"{_HERE}.oligrapher", reads=False),
    Format("ktab", f"{_HERE}.ktab"),
)


def find_format(name: str | None, paths: Sequence[Path], *, writing: bool = False) -> Format:
    """Return the format that is named, else the one that the files say they are."""
    able = [f for f in FORMATS if (f.writes if writing else f.reads)]
    known = ", ".join(f.name for f in able)
    if name is not None:
        found = next((f for f in able if f.name == name), None)
        if found is None:
            raise UsageError("foreign-no-format", found=name, known=known)
        return found
    suffix = paths[0].suffix.lower()
    found = next((f for f in able if suffix in f.suffixes), None) or (None if writing else look_into(paths))
    if found is None:
        raise UsageError("foreign-which-format", path=paths[0], known=known)
    return found


def look_into(paths: Sequence[Path]) -> Format | None:
    """Return the format that files show by what is in them: keys of JSON, headings of CSV, tables of a workbook."""
    suffix = paths[0].suffix.lower()
    if suffix == ".json":
        keys = _look_into_json(paths[0])
    elif suffix == ".xlsx":
        keys = _look_into_workbook(paths[0])
    elif suffix in (".csv", ".tsv", ".txt"):
        keys = frozenset().union(*(_look_into_csv(path) for path in paths))
    else:
        return None
    return next((f for f in FORMATS if f.reads and f.looks is not None and f.looks(keys)), None)


def _look_into_json(path: Path) -> frozenset[str]:
    """Return the keys of a JSON file, those of its graph, and those of its first node."""
    data = read_json(path)
    if not isinstance(data, dict):
        return frozenset()
    graph = data.get("graph")
    keys = set(data) | (set(graph) if isinstance(graph, dict) else set())
    first = next(iter(list_entries(data, "nodes")), {})
    if any("schema.oparl.org" in str(entry.get("type", "")) for entry in (data, *list_entries(data, "data"))):
        keys.add("oparl")
    return frozenset(keys | (set(first) & {"attributes"}))


def _look_into_csv(path: Path) -> frozenset[str]:
    from samverkan.tables.foreign.csv_text import read_rows

    return frozenset(cell.casefold() for cell in next(iter(read_rows(path)), []))


def _look_into_workbook(path: Path) -> frozenset[str]:
    """Return the names of a workbook's tables (`table edges`), and the headings of a sheet called Connections."""
    from samverkan.tables.workbook.open import open_workbook

    keys = set()
    for grid in open_workbook(path):
        keys |= {f"table {name.casefold()}" for name in grid.tables}
        heads = {str(raw.value).casefold() for raw in (grid.rows[0] if grid.rows else ()) if raw.value is not None}
        if grid.title.casefold() in ("connections", "elements") and heads & {"from", "label"}:
            keys |= {"elements"}
    return frozenset(keys)


def list_entries(data: Mapping[str, Any], *names: str) -> list[Mapping[str, Any]]:
    """Return the mappings in the first of some lists that a JSON object has."""
    found: list[Any] = next((data[name] for name in names if isinstance(data.get(name), list)), [])
    return [entry for entry in found if isinstance(entry, Mapping)]


def get_fields(entry: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the fields that a JSON object has under a name, none where something else stands there."""
    found = entry.get(name)
    return dict(found) if isinstance(found, Mapping) else {}


def read_bytes(path: Path) -> bytes:
    """Return the content of a foreign file, within limits."""
    if path.is_dir():
        raise UsageError("tables.is-folder", path=path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UsageError("tables.no-file", path=path) from error
    except OSError as error:
        raise UsageError("tables.not-readable", path=path, reason=error.strerror or str(error)) from error
    if len(data) > MAX_BYTES:
        raise UsageError("foreign-too-big", path=path, megabytes=MAX_BYTES // (1024 * 1024))
    return data


def read_json(path: Path) -> object:
    """Return what a JSON file holds."""
    try:
        return json.loads(read_bytes(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError("foreign-not-read", path=path, reason=str(error)[:120]) from error
