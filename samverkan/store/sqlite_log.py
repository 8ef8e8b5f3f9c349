"""The log of a store file: revisions and their changes, written in the transaction that changes the map."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby

from samverkan.edits import Blank, Change, Edit, Revision, blank_revisions, key_of_thing
from samverkan.errors import StoreError
from samverkan.store.log_text import to_change, to_revision, to_rows

TABLES = """
CREATE TABLE revisions(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    by TEXT,
    why TEXT,
    command TEXT NOT NULL,
    undoes INTEGER
);
CREATE TABLE changes(
    revision INTEGER NOT NULL REFERENCES revisions(number),
    action TEXT NOT NULL CHECK (action IN ('added', 'updated', 'removed')),
    kind TEXT NOT NULL,
    thing TEXT,
    before TEXT,
    after TEXT,
    number INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX changes_by_revision ON changes(revision);
CREATE INDEX changes_by_thing ON changes(thing);
"""


def write_revision(connection: sqlite3.Connection, edit: Edit, changes: Sequence[Change]) -> Revision:
    """Log an edit with the changes that it really made."""
    at = datetime.now(UTC).replace(microsecond=0)
    cursor = connection.execute(
        "INSERT INTO revisions(at, by, why, command, undoes) VALUES (?, ?, ?, ?, ?)",
        (at.isoformat(), edit.by, edit.why, edit.command, edit.undoes),
    )
    number = cursor.lastrowid
    assert number is not None
    _write_changes(connection, number, changes)
    return Revision(number, at, Edit(tuple(changes), edit.command, edit.by, edit.why, edit.undoes))


def _write_changes(connection: sqlite3.Connection, number: int, changes: Iterable[Change]) -> None:
    rows = ((number, *row) for row in to_rows(changes))
    connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def blank_log(connection: sqlite3.Connection, blank: Blank) -> int:
    """Take values out of the log; return how many revisions lost some."""
    found = blank_revisions(read_revisions(connection), blank)
    for number, revision in found.items():
        connection.execute("DELETE FROM changes WHERE revision = ?", (number,))
        _write_changes(connection, number, revision.edit.changes)
        connection.execute("UPDATE revisions SET why = NULL WHERE number = ?", (number,))
    return len(found)


def read_revisions(connection: sqlite3.Connection) -> tuple[Revision, ...]:
    """Return all revisions, oldest first; those of format 1 have no values."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    try:
        if version == 1:
            return tuple(_read_first_format(connection))
        heads = connection.execute("SELECT number, at, by, why, command, undoes FROM revisions ORDER BY number")
        rows = connection.execute(
            "SELECT revision, action, kind, thing, before, after, number FROM changes ORDER BY revision, rowid"
        )
        changes = {number: [to_change(row[1:]) for row in group] for number, group in groupby(rows, lambda r: r[0])}
        return tuple(to_revision(head, changes.get(head[0], [])) for head in heads.fetchall())
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise StoreError("store.damaged") from error


def _read_first_format(connection: sqlite3.Connection) -> Iterable[Revision]:
    """Yield the lines of a log of format 1, those of one command together."""
    labels = dict(connection.execute("SELECT id, label FROM nodes"))
    lines = connection.execute("SELECT at, command, action, kind, thing FROM changes ORDER BY number").fetchall()
    for number, (head, group) in enumerate(groupby(lines, lambda line: line[:2]), 1):
        changes = [_to_change(line, labels) for line in group if line[2] != "wiped"]
        yield to_revision((number, head[0], None, None, head[1], None), changes)


def _to_change(line: Sequence[str], labels: dict[str, str]) -> Change:
    key = key_of_thing(line[4])
    return Change(key, labels.get(key, "") if isinstance(key, str) else key[0], past=line[2])


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring the log of format 1 into that of format 2, its lines as revisions without values."""
    earlier = list(_read_first_format(connection))
    connection.execute("DROP TABLE changes")
    for statement in TABLES.split(";"):
        connection.execute(statement)
    for revision in earlier:
        connection.execute(
            "INSERT INTO revisions(number, at, by, why, command, undoes) VALUES (?, ?, NULL, NULL, ?, NULL)",
            (revision.number, revision.at.isoformat(), revision.edit.command),
        )
        _write_changes(connection, revision.number, revision.edit.changes)
