"""Run Cypher on a map in memory (LadybugDB). The only place that knows the engine.

The engine is filled for one statement, with the labels and relation types that it names: a filled relation table
costs about 8 MB and relations dominate the time. Validity is never null there (0001-01-01, 9999-12-31).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any

from samverkan.errors import StoreError, UsageError
from samverkan.model import ALWAYS_FROM, ALWAYS_TO, Map, Node, Relation
from samverkan.question_check import find_bare_nodes, has_bare_relation
from samverkan.schema import Property, Schema, read_schema
from samverkan.store.guard import blank_out, blank_strings, find_parameters

BUFFER_POOL = 256 << 20
# The engine's default maps 8 TiB of addresses, which fails where memory is limited.
ADDRESSES = 1 << 30
THREADS = 2
SECONDS = 60

_COLUMN_TYPES = {
    "text": "STRING",
    "token": "STRING",
    "texts": "STRING[]",
    "number": "DOUBLE",
    "int": "INT64",
    "bool": "BOOL",
    "date": "DATE",
}
_SCOPE = re.compile(r"(?<!STARTS )(?<!ENDS )\b(?:UNION|WITH)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """The labels and relation types that a statement needs, each in the schema's order."""

    labels: tuple[str, ...]
    types: tuple[str, ...]


def find_part(statement: str, *, checked: bool = False) -> Part:
    """Return what a statement touches: the schema's names in its text, everything where a pattern names none.

    Never less than it touches; a name in any case counts, since the engine reads names so. A `checked` statement
    (a question's) is known to name a label for every variable.
    """
    schema = read_schema()
    text = blank_strings(statement).replace("`", " ")
    words = {word.lower() for word in re.findall(r"\w+", text)}
    labels = {name for name in schema.labels if name.lower() in words}
    types = [name for name in schema.relations if name.lower() in words]
    scopes = [] if checked else _SCOPE.split(text)
    if any(find_bare_nodes(scope) for scope in scopes):
        labels = set(schema.labels)
    if any(has_bare_relation(scope) for scope in scopes):
        types = list(schema.relations)
    if "*" in text:  # what lies along a path is not named
        ways = {name for name in types if re.search(rf"\b{name}\b[^\]]*\*", text, re.IGNORECASE)}
        labels |= {label for name in ways or types for ends in schema.relations[name].ends for label in ends}
    return Part(tuple(name for name in schema.labels if name in labels), tuple(types))


def run_statement(
    content: Map, part: Part, statement: str, parameters: Mapping[str, Any], *, limit: int | None = None
) -> tuple[list[str], list[list[Any]], bool]:
    """Fill an engine with a part of a map and return (columns, raw rows, cut) of a statement.

    At most `limit` rows are fetched; `cut` tells that there were more. A statement that the engine does not
    understand is a UsageError, one that it gives up a StoreError.
    """
    with _open_engine() as connection:
        try:
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
        _fill_nodes(connection, schema, label, content.labelled(label))
    by_type = {name: list(found) for name, found in groupby(content.relations, key=lambda r: r.type)}
    for name in part.types:
        _fill_relations(connection, schema, name, labels, content, by_type.get(name, []))


def _fill_nodes(connection: Any, schema: Schema, label: str, nodes: Sequence[Node]) -> None:
    properties = schema.labels[label].properties
    columns = ", ".join(f"`{name}` {_COLUMN_TYPES[p.type]}" for name, p in properties.items())
    connection.execute(f"CREATE NODE TABLE `{label}`(`id` STRING PRIMARY KEY, {columns})")
    rows = [(node.id, *_to_row(properties, node.properties)) for node in nodes]
    keys = ["id", *properties]
    values = ["p[1]", *_read_back(properties, first=2)]
    pairs = ", ".join(f"`{key}`: {value}" for key, value in zip(keys, values, strict=True))
    _send(connection, rows, f"{_UNWIND} CREATE (:`{label}` {{{pairs}}})")


def _fill_relations(
    connection: Any, schema: Schema, name: str, labels: Sequence[str], content: Map, relations: Sequence[Relation]
) -> None:
    kind = schema.relations[name]
    ends = [(start, end) for start, end in sorted(kind.ends) if start in labels and end in labels]
    if not ends:
        return
    pairs = ", ".join(f"FROM `{start}` TO `{end}`" for start, end in ends)
    columns = "".join(f", `{key}` {_COLUMN_TYPES[p.type]}" for key, p in kind.properties.items())
    connection.execute(f"CREATE REL TABLE `{name}`({pairs}{columns})")
    rows: dict[tuple[str, str], list[tuple[Any, ...]]] = {pair: [] for pair in ends}
    for relation in relations:
        pair = (content.nodes[relation.start].label, content.nodes[relation.end].label)
        if pair in rows:
            rows[pair].append((relation.start, relation.end, *_to_row(kind.properties, relation.properties)))
    values = ", ".join(["p[1]", "p[2]", *_read_back(kind.properties, first=3)])
    for (start, end), entries in rows.items():
        copy = f"COPY `{name}` FROM ({_UNWIND} RETURN {values}) (from='{start}', to='{end}')"
        _send(connection, entries, copy)


def _to_row(properties: Mapping[str, Property], values: Mapping[str, Any]) -> Iterator[Any]:
    for name in properties:
        yield values.get(name, _OPEN_ENDS.get(name))


_OPEN_ENDS: Mapping[str, date] = {"valid_from": ALWAYS_FROM, "valid_to": ALWAYS_TO}
_UNWIND = "UNWIND string_split($rows, $row) AS line WITH string_split(line, $cell) AS p"
# Signs that part the cells: control characters, and where a map holds those, signs for private use.
_SIGNS = [*map(chr, range(0x1C, 0x20)), *map(chr, range(0xE000, 0xF8FF))]


def _send(connection: Any, rows: Sequence[tuple[Any, ...]], statement: str) -> None:
    """Run a statement on rows, sent as one long text that the engine splits.

    A list of maps takes sixteen times as long: each value is looked at four times on its way.
    """
    if not rows:
        return
    texts = [[_to_texts(value) for value in row] for row in rows]
    whole = "".join("".join(cell) for row in texts for cell in row if cell)
    signs = dict(zip(("row", "cell", "item", "nothing", "empty"), _find_signs(whole), strict=True))
    nothing, empty, item = signs["nothing"], signs["empty"], signs["item"]
    lines = (signs["cell"].join(nothing if c is None else item.join(c) or empty for c in row) for row in texts)
    used = {name: sign for name, sign in signs.items() if f"${name}" in statement}
    connection.execute(statement, {"rows": signs["row"].join(lines), **used})


def _find_signs(text: str) -> list[str]:
    """Return five signs that a text does not hold."""
    return list(islice((sign for sign in _SIGNS if sign not in text), 5))


def _to_texts(value: Any) -> tuple[str, ...] | None:
    """Return a value as the engine reads it back, its parts where it is a list; None where there is none."""
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, tuple):
        return value
    return (value.isoformat() if isinstance(value, date) else str(value),)


def _read_back(properties: Mapping[str, Property], first: int) -> Iterator[str]:
    """Return an expression for each property that reads its cell, with its type."""
    for number, prop in enumerate(properties.values(), first):
        cell = f"p[{number}]"
        full = f"CAST({cell} AS {_COLUMN_TYPES[prop.type]})"
        if prop.type in ("text", "token"):  # the engine drops empty cells
            full = f"CASE WHEN {cell} = $empty THEN '' ELSE {cell} END"
        elif prop.type == "texts":
            full = f"string_split({cell}, $item)"
        yield f"CASE WHEN {cell} = $nothing THEN NULL ELSE {full} END"
