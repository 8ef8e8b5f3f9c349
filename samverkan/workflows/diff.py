"""What differs between two maps: files, stores, and what a store held before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from samverkan.edits import Change, find_changes
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.store.registry import find_kind
from samverkan.tables.item_fields import read_day
from samverkan.workflows.edits import Preview
from samverkan.workflows.open_store import Where, find_default, open_store, read_whole_map
from samverkan.workflows.places import find_in_map_file

_NUMBER = re.compile(r"\d{1,9}")


def compare_maps(where: Where, one: str, other: str | None) -> Preview:
    """Return what leads from one map to another; without another, from what the store holds to the one.

    Each is a map file, a store, the number of a revision of the store that is meant, or a day.
    """
    if other is None:
        old, new = _read_now(where), _read_side(where, one)
        return Preview(old, new, changes := find_changes(old, new), where=_find_places(one, changes))
    old, new = _read_side(where, one), _read_side(where, other)
    return Preview(old, new, changes := find_changes(old, new), where=_find_places(other, changes))


def _read_now(where: Where) -> Map:
    """Return what the store holds; one that is yet to be made holds nothing."""
    try:
        with open_store(where) as store:
            return store.read_map() if any(store.read_info().nodes.values()) else Map({}, ())
    except UsageError as error:
        if error.key != "no-store":
            raise
        return Map({}, ())


def _read_side(where: Where, text: str) -> Map:
    when = _read_revision(text)
    if when is not None:
        # The file that is compared may be the only map here, yet the revisions are those of the store.
        return read_whole_map(replace(where, given=where.given or find_default(where.folder), revision=when))
    return read_whole_map(replace(where, given=text, revision=None))


def _read_revision(text: str) -> int | date | None:
    if _NUMBER.fullmatch(text):
        return int(text)
    return read_day(text)


def _find_places(text: str, changes: Iterable[Change]) -> Mapping[object, str]:
    """Return where a map file says what changes."""
    if _read_revision(text) is not None or not find_kind(text).is_map_file:
        return {}
    return find_in_map_file(Path(text))(changes)
