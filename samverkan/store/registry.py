"""The kinds of stores, each found by its address. A new kind is a module of its own, and one line here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.errors import UsageError
from samverkan.store.address import MAP_SUFFIXES, STORE_SUFFIX, refuse_password

if TYPE_CHECKING:
    from samverkan.store.protocol import Store

_SERVER = re.compile(r"(neo4j|bolt)(\+s|\+ssc)?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Access:
    """What opening a store may need: the environment, a way to ask for a password, and to say that a file is read."""

    environ: Mapping[str, str]
    ask_password: Callable[[], str | None] = lambda: None
    reading: Callable[[Path], AbstractContextManager[object]] = nullcontext


@dataclass(frozen=True, slots=True)
class StoreKind:
    """A kind of store. `opener` names `module:function(address, access, create=…)`, loaded when one is opened.

    `is_file` tells that the address is a path, `is_map_file` that what lies there is a whole map as text.
    """

    name: str
    opener: str
    is_file: bool = True
    is_map_file: bool = False

    def open(self, address: str, access: Access, *, create: bool = False) -> Store:
        """Open the store at an address; `create` lets the first write make one that is not there."""
        module, _, function = self.opener.partition(":")
        store: Store = getattr(import_module(module), function)(address, access, create=create)
        return store


SERVER = StoreKind("neo4j", "samverkan.store.neo4j:open_address", is_file=False)
MAP_FILE = StoreKind("map file", "samverkan.tables.map_store:open_address", is_map_file=True)
STORE_FILE = StoreKind("store file", "samverkan.store.embedded:open_address")


def find_kind(address: str) -> StoreKind:
    """Return the kind of store that an address leads to; a password in it is refused."""
    refuse_password(address)
    if _SERVER.match(address):
        return SERVER
    suffix = Path(address).suffix.lower()
    if suffix in MAP_SUFFIXES:
        return MAP_FILE
    if suffix == STORE_SUFFIX and "://" not in address:
        return STORE_FILE
    raise UsageError("unknown-store-kind", address=address)
