"""The embedded store: a map in one SQLite file, questions answered by an engine in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from samverkan.domain.reads import Read
from samverkan.edits import Blank, Change, Edit, Revision, check_edit, count_purged, find_changes, merge_maps
from samverkan.edits.applying import apply_changes
from samverkan.edits.change import EVERYTHING, header_of
from samverkan.errors import SamverkanError, StoreError, UsageError
from samverkan.files import require_file
from samverkan.model import Map, without_collecting
from samverkan.queries import Question
from samverkan.store.in_memory import InMemory, in_order, open_map
from samverkan.store.kept_map import keep_written, read_kept
from samverkan.store.log_text import count_everything
from samverkan.store.part import Part
from samverkan.store.protocol import Cell, Progress, Store, StoreInfo, WriteMode
from samverkan.store.record import has_map, read_all, read_header, read_part, write_changes, write_header
from samverkan.store.registry import Access
from samverkan.store.sqlite_file import FORMAT, check_file, open_to_read, open_to_write, shrink
from samverkan.store.sqlite_log import blank_log, read_revisions, write_revision

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
            return read_kept(connection, self.path)

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

    def find_texts(self, text: str) -> list[str] | None:
        """Return nothing: reading the map costs less than looking for what can be left out."""
        return None

    def read_for_question(self, question: Question, parameters: Mapping[str, Cell]) -> Map:
        """Return the whole map: reading it costs less than finding what can be left out."""
        return self.read_map()

    def read(self, reads: Sequence[Read]) -> Map:
        """Return the whole map: reading it costs less than finding what can be left out."""
        return self.read_map()

    def read_to_edit(self, ids: Collection[str]) -> Map:
        """Return the whole map: reading it costs less than finding what can be left out."""
        return self.read_map()

    def read_touched(self, edit: Edit) -> Map:
        """Return the whole map: reading it costs less than finding what can be left out."""
        return self.read_map()

    def write_map(
        self, content: Map, mode: WriteMode, progress: Progress | None = None, *, edit: Edit | None = None
    ) -> Revision | None:
        """Write a map as one edit in one transaction; into an empty store it is logged as counts."""
        frame = edit or Edit((), "load")
        with without_collecting(), open_to_write(self.path) as connection:
            old = read_kept(connection, self.path) if has_map(connection) else Map({}, ())
            if not old.nodes and not old.title:
                changes = find_changes(old, content)
                if not changes:  # a map that holds nothing is one all the same
                    write_header(connection, content)
                return _write(connection, content, changes, frame, progress, count_everything(content, "added"))
            if mode == "new":
                raise UsageError("store.has-map")
            new = merge_maps(old, content) if mode == "merge" else content
            if mode == "merge":
                check_edit(old, new)
            return _write(connection, new, find_changes(old, new), frame, progress)

    def commit(self, edit: Edit, progress: Progress | None = None) -> Revision | None:
        """Apply an edit to what is there, check it, write it and log it, in one transaction."""
        with without_collecting(), open_to_write(self.path) as connection:
            old = read_kept(connection, self.path)
            new, changes = apply_changes(old, edit)
            empty = not new.nodes and not header_of(new)
            if not empty:
                check_edit(old, new)
            made = _write(connection, new, changes, edit, progress, count_everything(old, "removed") if empty else None)
        if made is not None:
            keep_written(self.path, made, new)
        return made

    def purge(self, edit: Edit, blank: Blank) -> Revision | None:
        """Apply an edit that cannot be taken back and take values out of the log, and out of the file."""
        with without_collecting(), open_to_write(self.path) as connection:
            old = read_all(connection)
            new, changes = apply_changes(old, edit)
            check_edit(old, new)
            blanked = blank_log(connection, blank)
            write_changes(connection, new, changes, None)
            write_header(connection, new)
            made = write_revision(connection, edit, count_purged(changes)) if changes or blanked else None
        shrink(self.path)
        return made

    def log(self, edit: Edit) -> Revision:
        """Log what is no change."""
        with open_to_write(self.path) as connection:
            if not has_map(connection):
                raise StoreError("store.empty")
            return write_revision(connection, edit, ())

    def read_revisions(self) -> tuple[Revision, ...]:
        """Return all revisions, oldest first."""
        if not self.path.exists():
            return ()
        try:
            with without_collecting(), open_to_read(self.path) as connection:
                return read_revisions(connection)
        except StoreError as error:
            if error.key != "store.empty":
                raise
            return ()

    def count(self, label: str) -> int:
        """Return how many things of a label there are."""
        return self.read_info().nodes.get(label, 0)

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
            revisions = read_revisions(connection)
        latest = revisions[-1].at.isoformat() if revisions else ""
        details = {"file": self.address, "changes": str(len(revisions)), "changed": latest}
        return StoreInfo(self.kind, header.title, FORMAT, in_order(labels), in_order(types), details)

    def wipe(self, progress: Progress | None = None) -> None:
        """Delete the map with its log and leave one line that says so; what was deleted is overwritten."""
        with open_to_write(self.path) as connection:
            labels = connection.execute("SELECT label, count(*) FROM nodes GROUP BY label ORDER BY label").fetchall()
            for table in ("relations", "nodes", "header", "positions", "changes", "revisions"):
                connection.execute(f"DELETE FROM {table}")
            connection.execute("DELETE FROM sqlite_sequence WHERE name = 'revisions'")
            gone = [Change(EVERYTHING, label, past="removed", number=number) for label, number in labels]
            write_revision(connection, Edit((), "wipe"), gone)
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


def _write(
    connection: sqlite3.Connection,
    new: Map,
    changes: Sequence[Change],
    edit: Edit,
    progress: Progress | None,
    told: Sequence[Change] | None = None,
) -> Revision | None:
    """Write what changes and log it (or what is `told` instead); nothing where nothing changes."""
    if not changes:
        return None
    write_changes(connection, new, changes, progress)
    write_header(connection, new)
    return write_revision(connection, edit, changes if told is None else told)
