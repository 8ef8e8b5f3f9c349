"""Turn what an engine returns into plain rows, the same whatever the engine.

A question's list is a set: each value once, in order. A node of a free statement is shown by its id, a relation by
its type, a path by the ids along it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from samverkan.model import ALWAYS_FROM, ALWAYS_TO
from samverkan.queries import Question
from samverkan.store.protocol import Cell, Row

# Code points put å after ä; Swedish ends … z å ä ö, and these three signs follow z.
_ALPHABET = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def to_rows(question: Question, records: Iterable[Sequence[Any]]) -> list[Row]:
    """Return a question's rows under its declared columns, each value plain, in the declared order."""
    names = [column.name for column in question.columns]
    rows = [dict(zip(names, map(_to_set, map(to_cell, record)), strict=True)) for record in records]
    return sorted(rows, key=lambda row: _row_key(question, row))


def to_cell(value: Any) -> Cell:
    """Return an engine's value as a plain one: whole numbers as int, an open end of validity as None."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float | Decimal):
        return _to_number(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return None if value in (ALWAYS_FROM, ALWAYS_TO) else value
    if isinstance(value, list | tuple):
        return [to_cell(item) for item in value]
    if hasattr(value, "to_native"):
        return to_cell(value.to_native())
    return _to_thing(value)


def _to_number(value: float | Decimal) -> Cell:
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) else float(value)


def _to_thing(value: Any) -> Cell:
    """Return a node, relation, path or map of either engine as text."""
    if hasattr(value, "nodes") and not hasattr(value, "type"):
        return [to_cell(node) for node in value.nodes]
    if hasattr(value, "labels"):
        return str(value.get("id"))
    if hasattr(value, "type"):
        return str(value.type)
    if not isinstance(value, Mapping):
        return str(value)
    if "_NODES" in value:
        return [to_cell(node) for node in value["_NODES"]]
    if "_SRC" in value:
        return str(value["_LABEL"])
    if "_LABEL" in value:
        return str(value.get("id"))
    return json.dumps({k: to_cell(v) for k, v in value.items()}, ensure_ascii=False, sort_keys=True, default=str)


def _to_set(cell: Cell) -> Cell:
    if not isinstance(cell, list):
        return cell
    unique = {json.dumps(item, default=str): item for item in cell if item is not None}
    return sorted(unique.values(), key=to_sort_key)


def _row_key(question: Question, row: Row) -> list[Any]:
    tokens = {column.name: list(column.tokens) for column in question.columns}
    declared = [(name.removeprefix("-"), name.startswith("-")) for name in question.order]
    rest = [(name, False) for name in row if name not in dict(declared)]
    keys = [(to_sort_key(row[name], tokens[name]), turned) for name, turned in declared + rest]
    return [_Turned(key) if turned else key for key, turned in keys]


def to_sort_key(cell: Cell, tokens: Sequence[str] = ()) -> tuple[Any, ...]:
    """Return what a cell is sorted by: tokens in their own order, text by the Swedish alphabet, nothing last."""
    if cell is None:
        return (9,)
    if isinstance(cell, list):
        return (4, *(to_sort_key(item) for item in cell))
    if isinstance(cell, date):
        return (2, cell.toordinal())
    if not isinstance(cell, str):
        return (1, cell)
    if cell in tokens:
        return (0, tokens.index(cell))
    return (3, cell.casefold().translate(_ALPHABET), cell)


class _Turned:
    """Turn an order around, whatever it compares."""

    def __init__(self, key: tuple[Any, ...]) -> None:
        self.key = key

    def __lt__(self, other: _Turned) -> bool:
        return other.key < self.key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Turned) and self.key == other.key
