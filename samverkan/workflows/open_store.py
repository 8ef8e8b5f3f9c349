"""From an address to an open store: a map file, a store file, or a Neo4j database."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.errors import Problem, UsageError
from samverkan.store.address import MAP_SUFFIXES
from samverkan.store.registry import STORE_FILE, Access, find_kind

if TYPE_CHECKING:
    from samverkan.model import Map
    from samverkan.store.protocol import Store

Reading = Callable[[Path], AbstractContextManager[object]]
DEFAULT_STORE = "samverkan.samverkan"
_SAYS_MAP = re.compile(r'^(samverkan\s*:|\s*[{,]?\s*"samverkan"\s*:)', re.MULTILINE)


@dataclass(frozen=True)
class Where:
    """The store that is meant: as given, or None for the default of a folder.

    `reading(path)` is entered while a large map file is read, so that whoever waits can be told; `fetched(rows)` is
    called with how many rows a server has sent, when all is read. With a `revision` (its number, or a day) the map is
    read as it stood then; `left_out(n)` hears how many values are missing of it since they were purged, `restricted(n)`
    how many positions of what was read must not be used while an objection is examined. `held` is the
    map that was read from there already, by whoever keeps it: then it is read, and nothing is written.
    """

    given: str | None
    environ: Mapping[str, str]
    folder: Path
    ask_password: Callable[[], str | None] = lambda: None
    reading: Reading = nullcontext
    fetched: Callable[[int], None] = lambda rows: None
    revision: int | date | None = None
    left_out: Callable[[int], None] = lambda number: None
    held: Map | None = None
    restricted: Callable[[int], None] = lambda number: None


@contextmanager
def open_store(where: Where, *, create: bool = False) -> Iterator[Store]:
    """Open the store that is meant and close it again; `create` makes a store file that is not there."""
    if where.held is not None:
        from samverkan.store.in_memory import open_map

        yield open_map(where.held, where.given or "")
        return
    address = where.given or (DEFAULT_STORE if create else find_default(where.folder))
    store = find_kind(address).open(address, Access(where.environ, where.ask_password, where.reading), create=create)
    try:
        yield store if where.revision is None else _open_as_it_stood(store, where, where.revision)
        if store.rows_fetched is not None:
            where.fetched(store.rows_fetched)
    finally:
        store.close()


def _open_as_it_stood(store: Store, where: Where, revision: int | date) -> Store:
    from samverkan.store.in_memory import open_map
    from samverkan.workflows.as_it_stood import read_as_it_stood

    content, blanked = read_as_it_stood(store, revision)
    if blanked:
        where.left_out(blanked)
    return open_map(content, store.address)


def read_whole_map(where: Where) -> Map:
    """Return the whole map that is meant."""
    with open_store(where) as store:
        return store.read_map()


def read_valid_map(path: Path, reading: Reading = nullcontext) -> Map:
    """Read a map file, or refuse it with all its problems."""
    from samverkan.tables.map_store import read_valid_map

    return read_valid_map(path, Access({}, reading=reading))


def read_with_problems(
    path: Path, reading: Reading = nullcontext, on: date | None = None, *, base: Map | None = None
) -> tuple[Map | None, list[Problem]]:
    """Read a map file with every problem that it has, errors first; while a large one is read, say so."""
    from samverkan.tables.map_store import read_with_problems

    return read_with_problems(path, Access({}, reading=reading), on, base=base)


def find_default(folder: Path) -> str:
    """Return the store file of a folder, else the only map file in it; else say how to make one."""
    if (folder / DEFAULT_STORE).exists():
        return str(folder / DEFAULT_STORE)
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in MAP_SUFFIXES and _is_map(path))
    if len(found) > 1:
        raise UsageError("several-maps", files=tuple(str(path) for path in found))
    if not found:
        raise UsageError("no-store")
    return str(found[0])


def find_newer_map(folder: Path) -> Path | None:
    """Return the map file of a folder that was changed last, where its store file is older and yet the default."""
    try:
        stored = (folder / DEFAULT_STORE).stat().st_mtime_ns
        maps = [path for path in folder.iterdir() if path.suffix.lower() in MAP_SUFFIXES]
        newer = sorted((path.stat().st_mtime_ns, path) for path in maps if path.stat().st_mtime_ns > stored)
    except OSError:
        return None
    return next((path for _, path in reversed(newer) if _is_map(path)), None)


def is_newer(path: Path, where: Where) -> bool:
    """Tell whether a file was changed after the store file that is meant; of a server nobody knows."""
    address = where.given or find_default(where.folder)
    if not path.is_file() or find_kind(address) is not STORE_FILE or not Path(address).exists():
        return False
    return path.stat().st_mtime_ns > Path(address).stat().st_mtime_ns


def note_saved(where: Where) -> None:
    """Let a store file be no older than what has just been saved from it, so that nobody takes that for a change."""
    address = where.given or find_default(where.folder)
    if find_kind(address) is STORE_FILE:
        with suppress(OSError):
            os.utime(address)


def _is_map(path: Path) -> bool:
    """Tell whether a file says of itself that it is a map, without reading it as one."""
    try:
        return path.is_file() and bool(_SAYS_MAP.search(path.read_bytes().decode("utf-8-sig", "replace")))
    except OSError:
        return False
