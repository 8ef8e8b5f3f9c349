"""The embedded store: a map in one SQLite file, questions answered by an engine in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from samverkan.domain.reads import Read
from samverkan.errors import SamverkanError, StoreError, UsageError
from samverkan.files import require_file
from samverkan.model import Map, without_collecting
from samverkan.queries import Question
from samverkan.store.in_memory import InMemory, in_order, open_map
from samverkan.store.merge import find_changes, merge_maps
from samverkan.store.part import Part
from samverkan.store.protocol import Cell, Progress, Store, StoreInfo, WriteMode
from samverkan.store.record import has_map, read_all, read_header, read_part, write_changes, write_header, write_log
from samverkan.store.registry import Access
from samverkan.store.sqlite_file import FORMAT, check_file, open_to_read, open_to_write, shrink

__all__ = ["EmbeddedStore", "open_address", "open_embedded", "open_map"]


def open_address(address: str, access: Access, *, create: bool = False) -> Store:
    """Open the store file that an address names."""
    if not create or Path(address).exists():
        require_file(Path(address))
    return open_embedded(Path(address), create=create)


def open_embedded(path: Path, *, create: bool = False) -> Store:
    """Open a store file; a missing one is a UsageError unless `create` (then the first write makes it)."""
    if not create or path.exists():
        check_file(path)
    return EmbeddedStore(path)


class EmbeddedStore(InMemory):
    """A map in a SQLite file; every call opens the file, and every write is one transaction."""

    kind = "embedded"

    def __init__(self, path: Path) -> None:
        """Name a file; it is opened by each call."""
        self.path = path
        self.address = str(path)

    def read_map(self) -> Map:
        """Return the whole map; an empty store is a StoreError."""
        with without_collecting(), open_to_read(self.path) as connection:
            return read_all(connection)

    def read_names(self, labels: Collection[str]) -> Map:
        """Return the header of the map and the nodes of some labels."""
        return self.read_part(labels, ())

    def read_part(self, labels: Collection[str], types: Collection[str]) -> Map:
        """Return the header of the map, the nodes of some labels, and the relations of some types between them."""
        with without_collecting(), open_to_read(self.path) as connection:
            header = read_header(connection)
            found = read_part(connection, Part(tuple(sorted(labels)), tuple(sorted(types))))
            return replace(header, nodes=found.nodes, relations=found.relations)

    def read_around(self, ids: Collection[str]) -> Map:
        """Return the whole map: reading it costs less than finding what can be left out."""
        return self.read_map()

    def read_among(self, ids: Collection[str]) -> Map:
        """Return the whole map: reading it costs less than finding what can be left out."""
        return self.read_map()

    def read_for_question(self, question: Question, parameters: Mapping[str, Cell]) -> Map:
        """Return the whole map: reading it costs less than finding what can be left out."""
        return self.read_map()

    def read(self, reads: Sequence[Read]) -> Map:
        """Return the whole map: reading it costs less than finding what can be left out."""
        return self.read_map()

    def write_map(self, content: Map, mode: WriteMode, progress: Progress | None = None) -> None:
        """Write what changes, with a line in the change log each, in one transaction."""
        with without_collecting(), open_to_write(self.path) as connection:
            old = Map({}, ())
            if has_map(connection):
                old = read_all(connection)
                if mode == "new" and (old.nodes or old.title):
                    raise UsageError("store.has-map")
            new = merge_maps(old, content) if mode == "merge" else content
            write_changes(connection, find_changes(old, new), mode, progress)
            write_header(connection, new)

    def read_info(self) -> StoreInfo:
        """Return counts, and how much the change log holds; an empty store, or none yet, counts nothing."""
        if not self.path.exists():
            return StoreInfo(self.kind, "", FORMAT, {}, {}, {"file": self.address})
        try:
            return self._read_info()
        except StoreError as error:
            if error.key != "store.empty":
                raise
            return StoreInfo(self.kind, "", FORMAT, {}, {}, {"file": self.address})

    def _read_info(self) -> StoreInfo:
        with open_to_read(self.path) as connection:
            header = read_header(connection)
            labels = dict(connection.execute("SELECT label, count(*) FROM nodes GROUP BY label"))
            types = dict(connection.execute("SELECT type, count(*) FROM relations GROUP BY type"))
            changes, latest = connection.execute("SELECT count(*), max(at) FROM changes").fetchone()
        details = {"file": self.address, "changes": str(changes), "changed": latest or ""}
        return StoreInfo(self.kind, header.title, FORMAT, in_order(labels), in_order(types), details)

    def read_changes(self) -> list[tuple[str, str, str, str, str]]:
        """Return the change log, oldest first: (at, command, action, kind, thing)."""
        with open_to_read(self.path) as connection:
            rows = connection.execute("SELECT at, command, action, kind, thing FROM changes ORDER BY number")
            return list(rows)

    def wipe(self, progress: Progress | None = None) -> None:
        """Delete the map with its log and leave one line that says so; what was deleted is overwritten."""
        with open_to_write(self.path) as connection:
            (count,) = connection.execute("SELECT count(*) FROM nodes").fetchone()
            for table in ("relations", "nodes", "header", "positions", "changes"):
                connection.execute(f"DELETE FROM {table}")
            write_log(connection, "wipe", [("wiped", "map", str(count))])
        shrink(self.path)

    def close(self) -> None:
        """Nothing is held open between calls."""

    def read_positions(self, view: str) -> dict[str, tuple[float, float]]:
        """Return where a page's nodes stood last; nothing when that cannot be read."""
        try:
            with open_to_read(self.path) as connection:
                rows = connection.execute("SELECT node, x, y FROM positions WHERE view = ? ORDER BY node", (view,))
                return {node: (x, y) for node, x, y in rows}
        except SamverkanError:
            return {}

    def write_positions(self, view: str, positions: Mapping[str, tuple[float, float]]) -> bool:
        """Keep where a page's nodes stand, and tell whether that worked: a convenience, never an error."""
        rows = [(view, node, x, y) for node, (x, y) in sorted(positions.items())]
        try:
            with open_to_write(self.path) as connection:
                connection.execute("DELETE FROM positions WHERE view = ?", (view,))
                connection.executemany("INSERT INTO positions VALUES (?, ?, ?, ?)", rows)
        except SamverkanError:
            return False
        return True

    def _read_part(self, part: Part) -> Map:
        with without_collecting(), open_to_read(self.path) as connection:
            return read_part(connection, part)
