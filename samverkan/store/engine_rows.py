"""Send rows to the in-memory engine as fast as it takes them: one long text that it splits.

A list of maps takes sixteen times as long: each value is looked at four times on its way. A column in which every
value is the same goes as one value, and most columns of a large map are such: nothing, or an open validity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

# A column: the type of its property, and its values, None where nothing is known.
Column = tuple[str, Sequence[Any]]

COLUMN_TYPES: Mapping[str, str] = {
    "text": "STRING",
    "token": "STRING",
    "texts": "STRING[]",
    "number": "DOUBLE",
    "int": "INT64",
    "bool": "BOOL",
    "date": "DATE",
}
TEXTS = ("text", "token", "texts")
_SPLIT = "UNWIND string_split($rows, $row) AS line WITH string_split(line, $cell) AS p"
_NAMES = ("row", "cell", "item", "nothing", "empty")
# Signs that part the cells: control characters, and where a map holds those, signs for private use.
_SIGNS = [*map(chr, range(0x1C, 0x20)), *map(chr, range(0xE000, 0xF8FF))]


def create_nodes(connection: Any, label: str, names: Sequence[str], columns: Sequence[Column]) -> None:
    """Make a node of each row; by COPY, the engine reads even those cells as numbers that hold the sign for nothing."""

    def write(values: Sequence[str]) -> str:
        pairs = ", ".join(f"`{name}`: {value}" for name, value in zip(names, values, strict=True))
        return f"{_SPLIT} CREATE (:`{label}` {{{pairs}}})"

    _send(connection, columns, write)


def copy_relations(connection: Any, name: str, ends: tuple[str, str], columns: Sequence[Column]) -> None:
    """Make a relation of each row, whose first two cells are the ids of its ends."""
    start, end = ends

    def write(values: Sequence[str]) -> str:
        return f"COPY `{name}` FROM ({_SPLIT} RETURN {', '.join(values)}) (from='{start}', to='{end}')"

    _send(connection, columns, write)


def _send(connection: Any, columns: Sequence[Column], write: Callable[[Sequence[str]], str]) -> None:
    """Run a statement, written for an expression for each column; the first column always goes cell by cell."""
    if not columns[0][1]:
        return
    signs = dict(zip(_NAMES, _find_signs(columns), strict=True))
    values: dict[str, Any] = {}
    cells: list[Sequence[str]] = []
    parts = []
    for number, (kind, found) in enumerate(columns):
        if number and (kind != "texts" or found[0] is None) and found.count(found[0]) == len(found):
            parts.append(f"CAST($same{number} AS {COLUMN_TYPES[kind]})" if found[0] is not None else _nothing(kind))
            values |= {f"same{number}": _to_text(found[0])} if found[0] is not None else {}
        else:
            cells.append(_to_cells(kind, found, signs))
            parts.append(_read_back(f"p[{len(cells)}]", kind, found))
    statement = write(parts)
    rows = signs["row"].join(map(signs["cell"].join, zip(*cells, strict=True)))
    used = {name: sign for name, sign in signs.items() if f"${name}" in statement}
    connection.execute(statement, {"rows": rows, **used, **values})


def _nothing(kind: str) -> str:
    return f"CAST(NULL AS {COLUMN_TYPES[kind]})"


def _find_signs(columns: Sequence[Column]) -> list[str]:
    """Return five signs that no text of the columns holds."""
    texts = [text for kind, found in columns if kind in ("text", "token") for text in found if text]
    texts += [text for kind, found in columns if kind == "texts" for each in found if each for text in each]
    whole = "".join(texts)
    return list(islice((sign for sign in _SIGNS if sign not in whole), len(_NAMES)))


def _to_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _to_cells(kind: str, values: Sequence[Any], signs: Mapping[str, str]) -> list[str]:
    """Return the values as the engine reads them back; it drops empty cells, so that those have a sign."""
    nothing, empty = signs["nothing"], signs["empty"]
    to_text: Callable[[Any], str] = signs["item"].join if kind == "texts" else _to_text
    if kind in ("text", "token"):
        return [nothing if value is None else value or empty for value in values]
    return [nothing if value is None or value == () else to_text(value) for value in values]


def _read_back(cell: str, kind: str, values: Sequence[Any]) -> str:
    """Return an expression that reads a cell, with its type."""
    full = f"CAST({cell} AS {COLUMN_TYPES[kind]})"
    if kind in ("text", "token"):
        full = f"CASE WHEN {cell} = $empty THEN '' ELSE {cell} END" if "" in values else cell
    elif kind == "texts":
        full = f"string_split({cell}, $item)"
    return f"CASE WHEN {cell} = $nothing THEN NULL ELSE {full} END" if None in values or () in values else full
