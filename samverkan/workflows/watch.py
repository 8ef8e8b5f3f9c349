"""Tell cheaply whether a map has changed since it was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol, runtime_checkable

from samverkan.errors import UsageError
from samverkan.store.registry import find_kind
from samverkan.workflows.open_store import DEFAULT_STORE, Where, find_default, open_store


@runtime_checkable
class Stamped(Protocol):
    """A store that tells without reading its revisions whether it is the same map."""

    def read_stamp(self) -> str:
        """Return what is another after each write, and after a wipe."""


def find_address(where: Where) -> str:
    """Return where the map that is meant lies, or would lie once it is saved."""
    if where.given:
        return where.given
    try:
        return find_default(where.folder)
    except UsageError as error:
        if error.key != "no-store":
            raise
        return str(where.folder / DEFAULT_STORE)


def is_there(where: Where) -> bool:
    """Tell whether there is a map to be read; of a server nobody knows before it is asked."""
    address = find_address(where)
    return not find_kind(address).is_file or Path(address).exists()


def read_stamp(where: Where) -> str:
    """Return what differs as soon as the map has been changed, by whomever: of files their times and sizes."""
    address = find_address(where)
    if not find_kind(address).is_file:
        with open_store(replace(where, held=None)) as store:
            return store.read_stamp() if isinstance(store, Stamped) else str(len(store.read_revisions()))
    path = Path(address)
    parts = [path.with_name(path.name + ending) for ending in ("", "-wal")]
    return " ".join(f"{s.st_mtime_ns}-{s.st_size}-{s.st_ino}" for s in (p.stat() for p in parts if p.exists()))
