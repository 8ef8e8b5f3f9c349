"""Read and write a map in an open SQLite file: the tables' rows, with each value's type kept.

Properties lie as JSON; a date is `{"date": "2025-10-01"}` there, so that it never comes back as text.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from samverkan.edits.change import HEADER, Change, pick_relations
from samverkan.errors import StoreError
from samverkan.model import ALWAYS_FROM, Map, Node, Relation, Value, build_map, without_collecting
from samverkan.store.header_text import decode_group, encode_group
from samverkan.store.part import Part
from samverkan.store.protocol import Progress

_BATCH = 5000
_INSERT_RELATION = "INSERT INTO relations VALUES (?, ?, ?, ?, ?)"


def has_map(connection: sqlite3.Connection) -> bool:
    """Tell whether a map was written and not wiped."""
    return connection.execute("SELECT 1 FROM header LIMIT 1").fetchone() is not None


def read_all(connection: sqlite3.Connection) -> Map:
    """Return the whole map; damaged pages or values are a StoreError."""
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise StoreError("store.damaged")
    nodes = connection.execute("SELECT id, label, properties FROM nodes").fetchall()
    relations = connection.execute('SELECT type, start, "end", properties FROM relations ORDER BY rowid').fetchall()
    header = read_header(connection)
    with _decoding():
        return build_map(_to_nodes(nodes), _to_relations(relations), header)


def read_part(connection: sqlite3.Connection, part: Part) -> Map:
    """Return the nodes of some labels and the relations of some types between them."""
    if not has_map(connection):
        raise StoreError("store.empty")
    nodes = connection.execute(
        "SELECT id, label, properties FROM nodes WHERE label IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(part.labels),),
    ).fetchall()
    relations = connection.execute(
        'SELECT type, start, "end", properties FROM relations'
        ' WHERE type IN (SELECT value FROM json_each(?)) ORDER BY type, start, "end", began',
        (json.dumps(part.types),),
    ).fetchall()
    known = {row[0] for row in nodes}
    with _decoding():
        inside = [row for row in relations if row[1] in known and row[2] in known]
        return Map({node.id: node for node in _to_nodes(nodes)}, tuple(_to_relations(inside)))


def read_header(connection: sqlite3.Connection) -> Map:
    """Return a map without content, under the header that is kept; an empty store is a StoreError."""
    rows = connection.execute("SELECT key, value FROM header").fetchall()
    if not rows:
        raise StoreError("store.empty")
    with _decoding():
        entries = {key: json.loads(value) for key, value in rows}
        allowed = entries["persons_allowed"]
        return replace(
            Map({}, ()),
            title=entries["title"],
            profile=entries["profile"],
            language=entries["language"],
            us=tuple(entries["us"]),
            as_of=None if entries["as_of"] is None else date.fromisoformat(entries["as_of"]),
            persons_allowed=None if allowed is None else _to_properties(allowed),
            register=decode_group(entries.get("register")),
            requests=decode_group(entries.get("requests")) or (),
        )


@contextmanager
def _decoding() -> Iterator[None]:
    try:
        with without_collecting():
            yield
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError("store.damaged") from error


def _to_nodes(rows: Sequence[tuple[str, str, str]]) -> list[Node]:
    found = _decode([row[2] for row in rows])
    return [Node(row[0], row[1], properties) for row, properties in zip(rows, found, strict=True)]


def _to_relations(rows: Sequence[tuple[str, str, str, str]]) -> list[Relation]:
    found = _decode([row[3] for row in rows])
    return [Relation(row[0], row[1], row[2], properties) for row, properties in zip(rows, found, strict=True)]


def _decode(texts: Sequence[str]) -> Iterator[dict[str, Value]]:
    """Return the properties of many rows, each text parsed once, all in one go: one by one takes four times as long."""
    unique = list(dict.fromkeys(texts))
    parsed = map(_to_properties, json.loads(f"[{','.join(unique)}]"))
    return map(dict(zip(unique, parsed, strict=True)).__getitem__, texts)


def _to_properties(raw: Mapping[str, Any]) -> dict[str, Value]:
    return {key: value if type(value) is str else _to_value(value) for key, value in raw.items()}


def _to_value(value: Any) -> Value:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    if not isinstance(value, str | int | float | bool):
        raise TypeError(value)
    return value


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _to_text(properties: Mapping[str, Value]) -> str:
    """Return properties as JSON; put together here, as a text alone is encoded ten times as fast as a mapping."""
    plain = (
        (key, value if type(value) is str else {"date": value.isoformat()} if isinstance(value, date) else value)
        for key, value in properties.items()
    )
    return "{" + ", ".join(f"{_encode(key)}: {_encode(value)}" for key, value in plain) + "}"


def write_header(connection: sqlite3.Connection, content: Map) -> None:
    """Put the header of a map in place of the one that is kept."""
    allowed = content.persons_allowed
    entries = {
        "title": content.title,
        "profile": content.profile,
        "language": content.language,
        "us": list(content.us),
        "as_of": content.as_of.isoformat() if content.as_of else None,
        "persons_allowed": None if allowed is None else json.loads(_to_text(allowed)),
        "register": encode_group(content.register),
        "requests": encode_group(content.requests),
    }
    rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in entries.items()]
    connection.executemany("INSERT OR REPLACE INTO header VALUES (?, ?)", rows)


def write_changes(
    connection: sqlite3.Connection, new: Map, changes: Sequence[Change], progress: Progress | None
) -> None:
    """Make the file hold the new map, given all that changes; relations go before the nodes they hang on."""
    keys = [c.key for c in changes if isinstance(c.key, tuple)]
    touched = {c.key for c in changes if isinstance(c.key, str) and c.key != HEADER}
    connection.executemany(
        'DELETE FROM relations WHERE type = ? AND start = ? AND "end" = ? AND began = ?',
        ((kind, start, end, began.isoformat()) for kind, start, end, began in keys),
    )
    nodes = [new.nodes[node_id] for node_id in sorted(touched & new.nodes.keys())]
    total, done = len(nodes) + len(keys), 0
    for batch in _batches([(node.id, node.label, _to_text(node.properties)) for node in nodes]):
        connection.executemany(
            "INSERT INTO nodes VALUES (?, ?, ?)"
            " ON CONFLICT(id) DO UPDATE SET label = excluded.label, properties = excluded.properties",
            batch,
        )
        done = _tell(progress, done + len(batch), total)
    for batch in _batches([_relation_row(relation) for relation in pick_relations(new, keys)]):
        connection.executemany(_INSERT_RELATION, batch)
        done = _tell(progress, done + len(batch), total)
    _remove_nodes(connection, sorted(touched - new.nodes.keys()))
    _tell(progress, total, total)


def _relation_row(relation: Relation) -> tuple[str, str, str, str, str]:
    began = relation.properties.get("valid_from", ALWAYS_FROM)
    assert isinstance(began, date)
    return relation.type, relation.start, relation.end, began.isoformat(), _to_text(relation.properties)


def _remove_nodes(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    connection.executemany("DELETE FROM nodes WHERE id = ?", ((i,) for i in ids))
    connection.executemany("DELETE FROM positions WHERE node = ?", ((i,) for i in ids))


def _batches(rows: list[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    return (rows[i : i + _BATCH] for i in range(0, len(rows), _BATCH))


def _tell(progress: Progress | None, done: int, total: int) -> int:
    if progress:
        progress(min(done, total), total)
    return done
