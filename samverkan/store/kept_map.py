"""Keep the large map that was read last from a store file, as long as nobody writes the file.

What stands in for its content is the last revision, which every write of a map adds to, and the file's place, size and
time. No more of the file is opened: closing it a second time would let go of the locks that SQLite holds on it.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from samverkan.edits import Revision
from samverkan.model import Map
from samverkan.store.record import read_all
from samverkan.store.sqlite_file import FORMAT

_LARGE = 2000  # of a smaller map, reading costs less than anybody notices


@dataclass(frozen=True, slots=True)
class _Kept:
    path: Path
    revision: tuple[int, str]
    place: tuple[int, ...]
    content: Map


_kept: _Kept | None = None


def read_kept(connection: sqlite3.Connection, path: Path) -> Map:
    """Return the whole map of a file in a transaction, as it was read last if nobody has written since."""
    revision, place, kept = _read_last(connection), _find_place(path), _kept
    if kept and (kept.path, kept.revision, kept.place) == (path.absolute(), revision, place):
        return kept.content
    content = read_all(connection)
    if revision is not None:
        _keep(_Kept(path.absolute(), revision, place, content))
    return content


def keep_written(path: Path, revision: Revision, content: Map) -> None:
    """Keep a map that was just written as a revision; if somebody else has written since, the last one is another.

    What was written stands, even where the file cannot be looked at any more.
    """
    with suppress(OSError):
        _keep(_Kept(path.absolute(), (revision.number, revision.at.isoformat()), _find_place(path), content))


def _keep(kept: _Kept) -> None:
    global _kept
    if len(kept.content.nodes) + len(kept.content.relations) > _LARGE:
        _kept = kept


def _read_last(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """Return number and time of the last revision; None of a file in an earlier format, whose log is another."""
    if connection.execute("PRAGMA user_version").fetchone() != (FORMAT,):
        return None
    found: tuple[int, str] | None = connection.execute(
        "SELECT number, at FROM revisions ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return found


def _find_place(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
