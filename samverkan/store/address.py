"""What may stand in the address of a store: never a password, and of a server only what a link can be made to."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from samverkan.errors import StoreError, UsageError

# The suffixes of map files, and the module of `tables/map_formats` that reads and writes each.
MAP_FORMATS = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".xlsx": "workbook"}
MAP_SUFFIXES = tuple(MAP_FORMATS)
STORE_SUFFIX = ".samverkan"
_ADDRESS = re.compile(r"(neo4j|bolt)(\+s|\+ssc)?://[^/?#]+/?(\?[^#]*)?", re.IGNORECASE)
# What stands where a port should may be a password without its host.
_NO_PORT = re.compile(r"(//[^:]*:)(?![0-9]+(?:[/?#]|$)).*")


def refuse_password(address: str) -> None:
    """Refuse an address with something like `user:password@` in it, however it is misspelt, without repeating it."""
    before, at, _ = address.rpartition("@")
    is_file = "://" not in address and PurePath(address).suffix.lower() in (*MAP_SUFFIXES, STORE_SUFFIX)
    if at and not is_file and ":" in before:
        raise StoreError("neo4j.password-in-address")


def check_address(address: str, database: str | None) -> None:
    """Refuse an address that no link can be made to, and a database that is the server's own."""
    refuse_password(address)
    try:
        usable = _ADDRESS.fullmatch(address) is not None and urlsplit(address).port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UsageError("neo4j.bad-address", address=_NO_PORT.sub(r"\1…", address))
    if database is not None and database.lower() == "system":
        raise StoreError("neo4j.no-database", address=address, database=database)
