"""How the rules tell what they find."""

from __future__ import annotations

from typing import Any

from samverkan.errors import Problem
from samverkan.model import Relation
from samverkan.schema import read_schema


def to_error(key: str, item: str | None, field: str | None = None, /, **values: Any) -> Problem:
    """Return an error about an item of a map."""
    return Problem("error", key, values, item, field)


def to_warning(key: str, item: str | None, field: str | None = None, /, **values: Any) -> Problem:
    """Return a warning about an item of a map."""
    return Problem("warning", key, values, item, field)


def to_relation_error(key: str, relation: Relation, detail: str | None = None, /, **values: Any) -> Problem:
    """Return an error about a relation, or about one of its properties."""
    return Problem("error", key, _with_ends(relation, values), relation.start, _field(relation, detail))


def to_relation_warning(key: str, relation: Relation, detail: str | None = None, /, **values: Any) -> Problem:
    """Return a warning about a relation, or about one of its properties."""
    return Problem("warning", key, _with_ends(relation, values), relation.start, _field(relation, detail))


def _with_ends(relation: Relation, values: dict[str, Any]) -> dict[str, Any]:
    return {"relation": (relation.type, relation.start, relation.end), **values}


def _field(relation: Relation, detail: str | None) -> str:
    kind = read_schema().relations.get(relation.type)
    key = kind.key if kind else relation.type
    return f"{key}.{detail}" if detail else key
