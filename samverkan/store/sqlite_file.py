"""Keep one map in one SQLite file: nodes, relations, header, log of revisions, and cached positions of pages.

Every write is one transaction with a rollback journal and full flushing (write-ahead logging does not work on
network shares). Each call opens and closes the file, so that no lock outlives it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samverkan.errors import SamverkanError, StoreError, UsageError
from samverkan.store.sqlite_log import TABLES, upgrade

FORMAT = 2
_FIRST_BYTES = b"SQLite format 3\0"
APPLICATION = int.from_bytes(b"SAMV")
SECONDS_TO_WAIT = 5.0
# With less, a large map is written to the disk twice: its indexes are filled in no order.
CACHE_KIB = 64 << 10

_TABLES = """
CREATE TABLE header(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE nodes(id TEXT PRIMARY KEY, label TEXT NOT NULL, properties TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX nodes_by_label ON nodes(label);
CREATE TABLE relations(
    type TEXT NOT NULL,
    start TEXT NOT NULL REFERENCES nodes(id),
    "end" TEXT NOT NULL REFERENCES nodes(id),
    began TEXT NOT NULL,
    properties TEXT NOT NULL
);
CREATE INDEX relations_by_key ON relations(type, start, "end", began);
CREATE INDEX relations_by_start ON relations(start);
CREATE INDEX relations_by_end ON relations("end");
CREATE TABLE positions(view TEXT, node TEXT, x REAL NOT NULL, y REAL NOT NULL, PRIMARY KEY (view, node)) WITHOUT ROWID;
"""


@contextmanager
def open_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file in one read transaction: what is read belongs together."""
    with _open(path) as connection:
        connection.execute("BEGIN")
        if not _check_format(connection):
            raise StoreError("store.empty", path=path)
        yield connection
        connection.rollback()


@contextmanager
def open_to_write(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file in one write transaction, made when it is not there; all of it stands, or nothing."""
    _refuse_read_only(path)
    is_new = not path.exists()
    try:
        with _open(path, create=True) as connection:
            connection.execute("BEGIN IMMEDIATE")
            if not _check_format(connection):
                _make_tables(connection)
            elif connection.execute("PRAGMA user_version").fetchone() == (1,):
                upgrade(connection)
                connection.execute(f"PRAGMA user_version = {FORMAT}")
            yield connection
            connection.commit()
    except BaseException:
        if is_new:
            _remove_if_empty(path)
        raise


def check_file(path: Path) -> None:
    """Refuse a file that is no store that can be read; an empty one is fine."""
    with _open(path) as connection:
        connection.execute("BEGIN")
        _check_format(connection)
        connection.rollback()


def shrink(path: Path) -> None:
    """Give the room of what was deleted back, so that nothing of it stays in the file."""
    with _open(path) as connection:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("VACUUM")


@contextmanager
def _open(path: Path, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    if path.is_dir():
        raise StoreError("store.folder", path=path)
    if not create and not path.exists():
        raise UsageError("store.missing", path=path)
    with _translated(path):
        _refuse_foreign(path)
        # A relative path that begins with `file:` would be taken for an address.
        if create and not path.exists():
            path.touch(0o600)
        connection = sqlite3.connect(path.absolute(), timeout=SECONDS_TO_WAIT, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            yield connection
        finally:
            connection.close()


def _refuse_foreign(path: Path) -> None:
    """Refuse a file that is no database at all; SQLite takes one of less than 512 bytes for empty and fills it."""
    if not path.exists() or path.stat().st_size == 0 or path.with_name(f"{path.name}-journal").exists():
        return
    with path.open("rb") as file:
        if file.read(len(_FIRST_BYTES)) != _FIRST_BYTES:
            raise StoreError("store.foreign-file")


def _check_format(connection: sqlite3.Connection) -> bool:
    """Tell whether the file holds a store's tables; refuse a newer one and anybody else's."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not application and not version and not tables:
        return False
    if application != APPLICATION:
        raise StoreError("store.foreign-file")
    if version > FORMAT:
        raise StoreError("store.newer", found=version, known=FORMAT)
    return True


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in f"{_TABLES};{TABLES}".split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _refuse_read_only(path: Path) -> None:
    # An administrator may write what is marked read-only; the mark is somebody's wish all the same.
    if path.is_file() and not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise StoreError("store.read-only", path=path)
    if not path.parent.is_dir():
        raise UsageError("store.no-folder", path=path.parent)


def _remove_if_empty(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.stat().st_size == 0:
            path.unlink()


_KEYS = {
    sqlite3.SQLITE_BUSY: "store.busy",
    sqlite3.SQLITE_LOCKED: "store.busy",
    sqlite3.SQLITE_READONLY: "store.read-only",
    sqlite3.SQLITE_FULL: "store.no-room",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.foreign-file",
    sqlite3.SQLITE_IOERR: "store.disk",
    sqlite3.SQLITE_NOMEM: "store.too-large",
}

_NOT_OPENED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn what SQLite says into words for a user; a table or column that should be there and is not, is damage."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        primary = code & 0xFF if code is not None else sqlite3.SQLITE_CORRUPT
        if primary in _NOT_OPENED:
            raise UsageError("store.not-opened", path=path) from error
        raise StoreError(_KEYS.get(primary, "store.damaged"), path=path) from error
    except UnicodeDecodeError as error:  # SQLite repeats, in its own words, what it read
        raise StoreError("store.damaged", path=path) from error
    except SamverkanError as error:
        error.values.setdefault("path", path)
        raise
    except PermissionError as error:
        raise UsageError("store.not-opened", path=path) from error
    except OSError as error:
        raise StoreError("store.disk", path=path) from error
