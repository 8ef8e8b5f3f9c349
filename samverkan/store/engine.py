"""Run Cypher on a map in memory (LadybugDB). The only place that knows the engine.

The engine is filled for one statement, with the labels and relation types that it names: a filled relation table
costs about 8 MB and relations dominate the time. Validity is never null there (0001-01-01, 9999-12-31).
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from typing import Any

from samverkan.errors import StoreError, UsageError
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Map, Node, Relation, without_collecting
from samverkan.schema import Property, read_schema
from samverkan.store.engine_rows import COLUMN_TYPES, TEXTS, Column, copy_relations, create_nodes
from samverkan.store.guard import blank_out, find_parameters
from samverkan.store.part import Part

BUFFER_POOL = 256 << 20
# The engine's default maps 8 TiB of addresses, which fails where memory is limited.
ADDRESSES = 1 << 30
# Two threads give the rows of a statement without ORDER BY in another order from run to run.
THREADS = 1
SECONDS = 60


def run_statement(
    content: Map, part: Part, statement: str, parameters: Mapping[str, Any], *, limit: int | None = None
) -> tuple[list[str], list[list[Any]], bool]:
    """Fill an engine with a part of a map and return (columns, raw rows, cut) of a statement.

    At most `limit` rows are fetched; `cut` tells that there were more. A statement that the engine does not
    understand is a UsageError, one that it gives up a StoreError.
    """
    with _open_engine() as connection:
        try:
            with without_collecting():
                _fill(connection, content, part)
        except (RuntimeError, OverflowError) as error:
            raise StoreError("store.not-filled", reason=_first_line(error)) from error
        columns: list[str] = []
        rows: list[list[Any]] = []
        cut = False
        for branch in split_branches(statement):
            used = {name: parameters[name] for name in find_parameters(branch) if name in parameters}
            left = None if limit is None else limit - len(rows)
            names, found, more = _run(connection, branch, used, left)
            if columns and names != columns:
                raise UsageError("store.other-columns", names=", ".join(names), first=", ".join(columns))
            columns, cut = names, cut or more
            rows += found
        return columns, rows, cut


def _run(
    connection: Any, statement: str, parameters: Mapping[str, Any], limit: int | None
) -> tuple[list[str], list[list[Any]], bool]:
    try:
        result = connection.execute(statement, parameters)
        rows: list[list[Any]] = []
        while result.has_next() and (limit is None or len(rows) < limit):
            rows.append(list(result.get_next()))
        return list(result.get_column_names()), rows, bool(result.has_next())
    except RuntimeError as error:
        raise _to_error(error) from error


def split_branches(statement: str) -> list[str]:
    """Return the branches of a statement that UNION ALL joins; each runs alone.

    The engine's own UNION ALL mixes columns up when a branch returns one expression twice, crashes on RETURN
    DISTINCT, and refuses a null beside a text (0.22.0).
    """
    blank = blank_out(statement)
    branches, start, depth = [], 0, 0
    for found in re.finditer(r"[({\[]|[)}\]]|\bUNION\s+ALL\b", blank, re.IGNORECASE):
        if found[0] in "({[":
            depth += 1
        elif found[0] in ")}]":
            depth -= 1
        elif depth == 0:
            branches.append(statement[start : found.start()])
            start = found.end()
    return [*branches, statement[start:]]


def _to_error(error: RuntimeError) -> StoreError | UsageError:
    reason = _first_line(error)
    if "Interrupted" in reason:
        return StoreError("store.too-slow", seconds=SECONDS)
    if "Buffer manager exception" in reason or "bad_alloc" in reason or "memory" in reason.lower():
        return StoreError("store.too-large")
    if "Cast failed" in reason:
        return UsageError("store.other-type")
    return UsageError("store.not-understood", reason=reason)


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


@contextmanager
def _open_engine() -> Iterator[Any]:
    try:
        import ladybug
    except ImportError as error:
        raise StoreError("store.no-engine") from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        database = ladybug.Database(
            ":memory:", buffer_pool_size=BUFFER_POOL, max_db_size=ADDRESSES, max_num_threads=THREADS
        )
        connection = ladybug.Connection(database)
        try:
            connection.set_query_timeout(SECONDS * 1000)
            yield connection
        finally:
            connection.close()
            database.close()


def _fill(connection: Any, content: Map, part: Part) -> None:
    schema = read_schema()
    labels = part.labels or tuple(schema.labels)[:1]
    connection.execute("CREATE MACRO type(r) AS label(r)")
    for label in labels:
        _fill_nodes(connection, part.pick(schema.labels[label].properties), label, content.labelled(label))
    by_type = {name: list(found) for name, found in groupby(content.relations, key=lambda r: r.type)}
    of = {node.id: node.label for node in content.nodes.values()}
    for name in part.types:
        kind = schema.relations[name]
        ends = [(start, end) for start, end in sorted(kind.ends) if start in labels and end in labels]
        if ends:
            _fill_relations(connection, part.pick(kind.properties), name, ends, of, by_type.get(name, []))


def _fill_nodes(connection: Any, properties: Sequence[Property], label: str, nodes: Sequence[Node]) -> None:
    keys = "".join(f", `{p.name}` {COLUMN_TYPES[p.type]}" for p in properties)
    connection.execute(f"CREATE NODE TABLE `{label}`(`id` STRING PRIMARY KEY{keys})")
    ids = [node.id for node in nodes]
    columns = [("text", ids), *_to_columns(properties, [n.properties for n in nodes])]
    create_nodes(connection, label, ["id", *(p.name for p in properties)], columns)


def _fill_relations(
    connection: Any,
    properties: Sequence[Property],
    name: str,
    ends: Sequence[tuple[str, str]],
    of: Mapping[str, str],
    relations: Sequence[Relation],
) -> None:
    """Make and fill a relation table; `of` tells the label of each node."""
    pairs = ", ".join(f"FROM `{start}` TO `{end}`" for start, end in ends)
    columns = "".join(f", `{p.name}` {COLUMN_TYPES[p.type]}" for p in properties)
    connection.execute(f"CREATE REL TABLE `{name}`({pairs}{columns})")
    # A column of a COPY that holds numbers and nothing mixed up is refused by the engine, or brings it down (0.22.0).
    exact = [p.name for p in properties if p.type not in TEXTS and p.name not in _OPEN_ENDS]
    groups: dict[tuple[Any, ...], list[Relation]] = defaultdict(list)
    for relation in relations:
        known = [name in relation.properties for name in exact]
        groups[(of[relation.start], of[relation.end], *known)].append(relation)
    for (start, end, *_), found in groups.items():
        if (start, end) not in ends:
            continue
        both = [("text", [r.start for r in found]), ("text", [r.end for r in found])]
        rest = _to_columns(properties, [r.properties for r in found])
        copy_relations(connection, name, (start, end), [*both, *rest])


_OPEN_ENDS: Mapping[str, date] = {"valid_from": ALWAYS_FROM, "valid_to": ALWAYS_TO}


def _to_columns(properties: Sequence[Property], things: Sequence[Mapping[str, Any]]) -> Iterator[Column]:
    for prop in properties:
        empty = _OPEN_ENDS.get(prop.name)
        # What nobody may be searched for by is there, and empty.
        yield prop.type, [thing.get(prop.name, empty) if prop.asked else None for thing in things]
