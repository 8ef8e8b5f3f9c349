"""Where a file asks for a change: its line, or its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.edits import Change

if TYPE_CHECKING:
    from samverkan.tables.workbook.read import Workbook

Where = Mapping[object, str]
FindWhere = Callable[[Iterable[Change]], Where]


def nowhere(changes: Iterable[Change]) -> Where:
    """Return that nobody knows."""
    return {}


def find_in_map_file(path: Path) -> FindWhere:
    """Return how the places of changes are found in a map file: `file:line`."""
    from samverkan.tables.map_file import find_places

    return lambda changes: _place(changes, find_places(path), lambda line: f"{path}:{line}")


def find_in_workbook(book: Workbook) -> FindWhere:
    """Return how the places of changes are found in a workbook: `file, sheet!cell`."""
    from samverkan.tables.item_places import place_items

    def say(number: int) -> str | None:
        cell = book.places.say(number)
        return cell and f"{book.path}, {cell}"

    def place(changes: Iterable[Change]) -> Where:
        found = place_items(book.items)
        ids = book.renamed  # a row with another id asks for what is said of both
        found |= {_rename(name, ids): number for name, number in found.items()} if ids else {}
        return _place(changes, found, say)

    return place


def _rename(name: Any, ids: Mapping[str, str]) -> Any:
    return tuple(ids.get(part, part) for part in name) if isinstance(name, tuple) else ids.get(name, name)


def find_in_file(path: Path) -> FindWhere:
    """Return how the places of changes are found where of a file no more is known than that it asks for them."""
    return lambda changes: {change.key: str(path) for change in changes}


def find_in_rows(path: Path, sheet: str, rows: Mapping[str, Iterable[int]]) -> FindWhere:
    """Return how the places of changes are found in a table, given the rows that made each thing: `file, sheet!A7`."""
    first = {thing: min(numbers) for thing, numbers in rows.items() if numbers}
    return lambda changes: _place(changes, first, lambda row: f"{path}, {sheet}!A{row}")


def _place(changes: Iterable[Change], found: Mapping[Any, int], say: Callable[[int], str | None]) -> Where:
    """Return the place of each change by its key, and of its fields by key and field."""
    where: dict[object, str] = {}
    for change in changes:
        for key, names in _list_names(change):
            number = next((found[name] for name in names if name in found), None)
            place = say(number) if number is not None else None
            if place is not None:
                where[key] = place
    return where


def _list_names(change: Change) -> Iterable[tuple[object, tuple[object, ...]]]:
    """Yield what is to be placed of a change, each with the names under which its place may be known, best first."""
    key = change.key
    if isinstance(key, tuple):
        yield key, (key[:3], key[1], key[2])
        return
    yield key, (key,)
    for side in (change.before, change.after):
        for field in side if isinstance(side, Mapping) else ():
            yield (key, field), ((key, field),)
