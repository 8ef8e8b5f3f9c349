"""What is in a store, copying it, and wiping it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.edits import Edit, find_changes
from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.store.registry import find_kind
from samverkan.workflows.edits import Preview, Terms, find_author
from samverkan.workflows.files import find_held
from samverkan.workflows.open_store import Where, open_store, read_whole_map

if TYPE_CHECKING:
    from samverkan.store.protocol import StoreInfo


def read_store_info(where: Where) -> StoreInfo:
    """Return what is in a store."""
    with open_store(where) as store:
        return store.read_info()


def copy_store(where: Where, to: str, terms: Terms) -> Map:
    """Write the whole map of a store to another store or a map file, replacing what that holds with consent."""
    target = replace(where, given=to)
    kind = find_kind(to)
    content = read_whole_map(where)
    if kind.is_map_file:
        _write_map_file(content, Path(to), terms)
        return content
    with open_store(target, create=True) as store:
        old = store.read_map() if find_held(store) is not None else None
        preview = Preview(old or Map({}, ()), content, find_changes(old, content) if old else ())
        if terms.dry_run or (old is not None and not preview.changes):
            return content
        if old is not None and not terms.agrees(
            "copy", preview, address=store.address, title=old.title, new=content.title
        ):
            raise UsageError("not-agreed")
        edit = Edit((), "store copy", find_author(content, terms.by), terms.why)
        store.write_map(content, "new" if old is None else "replace", terms.progress, edit=edit)
    return content


def _write_map_file(content: Map, path: Path, terms: Terms) -> None:
    from samverkan.tables.map_file import write_map_file

    if path.exists() and not terms.agrees("copy-file", None, address=path, new=content.title):
        raise UsageError("not-agreed")
    if not terms.dry_run:
        write_map_file(content, path, replace=True)


def wipe_store(where: Where, terms: Terms) -> str:
    """Delete the map in a store, and nothing else, with consent; return the address."""
    if where.given and find_kind(where.given).is_map_file:  # however broken it is
        raise UsageError("wipe-map-file", address=where.given)
    with open_store(where) as store:
        if find_kind(store.address).is_map_file:
            raise UsageError("wipe-map-file", address=store.address)
        before = find_held(store)
        if before is not None and not terms.agrees("wipe", None, address=store.address, title=before):
            raise UsageError("not-agreed")
        store.wipe(terms.progress)
        return store.address
