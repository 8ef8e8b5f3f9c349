"""What a recipe says of a table of one's own: how its rows are read, and what each of them makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError
from samverkan.schema import read_schema
from samverkan.tables.field_words import fold
from samverkan.tables.own.find_table import to_heading

MISSING = ("ask", "make", "refuse")


@dataclass(frozen=True)
class Reading:
    """How rows become records: cells filled down, lettered parts paired, several in a cell split, a matrix melted."""

    fill_down: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    split: Mapping[str, str] = field(default_factory=dict)
    matrix: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Make:
    """One thing that a row makes: its section, and its fields with their templates."""

    section: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class TableRecipe:
    """A recipe for a table: which headings it is for, how rows are read, what they make, and answers given once.

    `source` is what kind of source the file itself is, the id of another, or that it is none (`leave_out`).
    """

    headers: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)
    makes: tuple[Make, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    empty: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None

    def fits(self, headings: Sequence[str]) -> bool:
        """Tell whether a table has every heading that the recipe is for."""
        known = {fold(heading) for heading in headings}
        return all(fold(to_heading(heading)) in known for heading in self.headers)


def read_table_recipe(raw: Mapping[str, Any], path: Path) -> TableRecipe:
    """Return what a recipe file says of a table; what it cannot mean is a UsageError that names it."""
    table = _group(raw, "table", path)
    pair = _group(table, "pair", path, "table.pair")
    reading = Reading(
        _texts(table.get("fill_down")),
        tuple(heading for heading, how in pair.items() if _must(how, ("letters",), path, "table.pair")),
        {k: str(v) for k, v in _group(table, "split", path, "table.split").items()},
        _group(raw, "matrix", path),
    )
    makes = raw.get("makes") or []
    if not isinstance(makes, list):
        raise UsageError("recipe-not-read", path=path, reason="makes")
    words = {k: v for k, v in _group(raw, "words", path).items() if isinstance(v, Mapping)}
    return TableRecipe(
        _texts(table.get("headers")),
        reading,
        tuple(_read_make(entry, path) for entry in makes),
        {fold(k): {fold(w): str(m) for w, m in v.items()} for k, v in words.items()},
        {fold(k): str(v) for k, v in _group(raw, "empty", path).items()},
        str(raw["source"]) if raw.get("source") else None,
    )


def _read_make(entry: Any, path: Path) -> Make:
    if not isinstance(entry, Mapping) or len(entry) != 1:
        raise UsageError("recipe-not-read", path=path, reason="makes")
    ((word, fields),) = entry.items()
    section = find_section(str(word))
    if section is None or not isinstance(fields, Mapping):
        raise UsageError("recipe-not-read", path=path, reason=f"makes: {word}")
    if "missing" in fields:
        _must(fields["missing"], MISSING, path, "missing")
    return Make(section, dict(fields))


def find_section(word: str) -> str | None:
    """Return the section that a word means: its key, or what its things are called in either language, one or many."""
    for label in read_schema().labels.values():
        called = {label.section, label.name, *(w for pair in label.words.values() for w in pair)}
        if fold(word) in {fold(name) for name in called}:
            return label.section
    return None


def _must(found: Any, known: Sequence[str], path: Path, place: str) -> bool:
    if found not in known:
        raise UsageError("recipe-not-read", path=path, reason=f"{place}: {found}")
    return True


def _group(raw: Mapping[str, Any], key: str, path: Path, place: str | None = None) -> Mapping[str, Any]:
    found = raw.get(key) or {}
    if not isinstance(found, Mapping):
        raise UsageError("recipe-not-read", path=path, reason=place or key)
    return found


def _texts(found: Any) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list) else (str(found),) if found else ()
