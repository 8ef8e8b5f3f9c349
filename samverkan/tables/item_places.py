"""Where a file says what it says: the number of the line, or of the cell, of each thing, field and relation."""

from __future__ import annotations

from collections.abc import Iterable

from samverkan.tables.fields import Item

Place = str | tuple[str, str] | tuple[str, str, str]


def place_items(items: Iterable[Item]) -> dict[Place, int]:
    """Return the numbers of things by their ids, of fields by id and key, of relations by type, start and end."""
    found: dict[Place, int] = {}
    for item in items:
        found[item.id] = item.line
        for key in item.entries.fields if item.entries else ():
            found[item.id, key] = item.line_of(key)
        for link in item.links:
            ends = (item.id, link.other_id) if link.outward else (link.other_id, item.id)
            found[link.type.name, *ends] = link.line
    return found
