"""What is in a store, copying it, and wiping it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.errors import UsageError
from samverkan.store.registry import find_kind
from samverkan.workflows.files import Consent, find_held
from samverkan.workflows.open_store import Where, open_store, read_whole_map

if TYPE_CHECKING:
    from samverkan.model import Map
    from samverkan.store.protocol import Progress, StoreInfo


def read_store_info(where: Where) -> StoreInfo:
    """Return what is in a store."""
    with open_store(where) as store:
        return store.read_info()


def copy_store(where: Where, to: str, *, agrees: Consent, progress: Progress | None) -> Map:
    """Write the whole map of a store to another store or a map file, replacing what that holds with consent."""
    target = replace(where, given=to)
    kind = find_kind(to)
    content = read_whole_map(where)
    if kind.is_map_file:
        _write_map_file(content, Path(to), agrees)
        return content
    with open_store(target, create=True) as store:
        before = find_held(store)
        if before is not None and not agrees("copy", address=store.address, title=before, new=content.title):
            raise UsageError("not-agreed")
        store.write_map(content, "new" if before is None else "replace", progress)
    return content


def _write_map_file(content: Map, path: Path, agrees: Callable[..., bool]) -> None:
    from samverkan.tables.map_file import write_map_file

    if path.exists() and not agrees("copy-file", address=path, new=content.title):
        raise UsageError("not-agreed")
    write_map_file(content, path, replace=True)


def wipe_store(where: Where, *, agrees: Consent, progress: Progress | None) -> str:
    """Delete the map in a store, and nothing else, with consent; return the address."""
    if where.given and find_kind(where.given).is_map_file:  # however broken it is
        raise UsageError("wipe-map-file", address=where.given)
    with open_store(where) as store:
        if find_kind(store.address).is_map_file:
            raise UsageError("wipe-map-file", address=store.address)
        before = find_held(store)
        if before is not None and not agrees("wipe", address=store.address, title=before):
            raise UsageError("not-agreed")
        store.wipe(progress)
        return store.address
