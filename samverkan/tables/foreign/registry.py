"""The foreign formats. A new one is a module of its own, and one line here."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.errors import UsageError

if TYPE_CHECKING:
    from samverkan.model import Map
    from samverkan.tables.foreign.network import Network

MAX_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """A foreign format: its name, the suffixes that mean it without `--as`, its module, and which ways it goes."""

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    reads: bool = True
    writes: bool = True
    files: int = 1

    def read(self, paths: Sequence[Path]) -> Network:
        """Read the files that belong together."""
        read: Callable[[Sequence[Path]], Network] = import_module(self.module).read
        return read(paths)

    def write(self, content: Map, path: Path) -> tuple[dict[Path, bytes], dict[str, int]]:
        """Return the files that hold a map, and what the format cannot hold, by reason."""
        write: Callable[[Map, Path], tuple[dict[Path, bytes], dict[str, int]]] = import_module(self.module).write
        return write(content, path)


_HERE = "samverkan.tables.foreign"
FORMATS = (
    Format("gexf", f"{_HERE}.gexf", (".gexf",)),
    Format("graphml", f"{_HERE}.graphml", (".graphml",)),
    Format("gephi", f"{_HERE}.gephi", files=2),
    Format("kumu", f"{_HERE}.kumu"),
    Format("arrows", f"{_HERE}.arrows"),
    Format("apoc", f"{_HERE}.apoc", (".jsonl",), writes=False),
    Format("neo4j", f"{_HERE}.neo4j_admin", reads=False),
    Format("popolo", f"{_HERE}.popolo"),
    Format("littlesis", f"{_HERE}.littlesis", writes=False),
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
    found = next((f for f in able if suffix in f.suffixes), None) or (None if writing else _look(paths))
    if found is None:
        raise UsageError("foreign-which-format", path=paths[0], known=known)
    return found


def _look(paths: Sequence[Path]) -> Format | None:
    """Return the format that a file shows by what is in it: keys of JSON, headings of CSV."""
    name = None
    if len(paths) == 2 and all(p.suffix.lower() in (".csv", ".tsv", ".txt") for p in paths):
        name = "gephi"
    elif paths[0].suffix.lower() == ".json":
        name = _look_into_json(paths[0])
    return next((f for f in FORMATS if f.name == name and f.reads), None)


def _look_into_json(path: Path) -> str | None:
    data = read_json(path)
    if not isinstance(data, dict):
        return None
    graph = data.get("graph", data)
    if "elements" in data:
        return "kumu"
    if isinstance(graph, dict) and "relationships" in graph:
        return "arrows"
    return "popolo" if "organizations" in data or "memberships" in data else None


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
