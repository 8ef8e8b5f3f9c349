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

from samverkan.errors import MapProblemsError, Problem, UsageError
from samverkan.store.address import MAP_SUFFIXES, STORE_SUFFIX, refuse_password

if TYPE_CHECKING:
    from samverkan.model import Map
    from samverkan.store.protocol import Store

Reading = Callable[[Path], AbstractContextManager[object]]
DEFAULT_STORE = "samverkan.samverkan"
_LARGE = 1_000_000
_NEO4J = re.compile(r"(neo4j|bolt)(\+s|\+ssc)?://", re.IGNORECASE)
_SAYS_MAP = re.compile(r'^(samverkan\s*:|\s*[{,]?\s*"samverkan"\s*:)', re.MULTILINE)


@dataclass(frozen=True)
class Where:
    """The store that is meant: as given, or None for the default of a folder.

    `reading(path)` is entered while a large map file is read, so that whoever waits can be told; `fetched(rows)` is
    called with how many rows a server has sent, when all is read.
    """

    given: str | None
    environ: Mapping[str, str]
    folder: Path
    ask_password: Callable[[], str | None] = lambda: None
    reading: Reading = nullcontext
    fetched: Callable[[int], None] = lambda rows: None


@contextmanager
def open_store(where: Where, *, create: bool = False) -> Iterator[Store]:
    """Open the store that is meant and close it again; `create` makes a store file that is not there."""
    address = where.given or (DEFAULT_STORE if create else find_default(where.folder))
    store = _open(address, where, create)
    try:
        yield store
        rows = getattr(store, "rows_fetched", None)
        if rows is not None:
            where.fetched(rows)
    finally:
        store.close()


def read_whole_map(where: Where) -> Map:
    """Return the map that is meant; a map file is read as it is, without a store around it."""
    address = where.given or find_default(where.folder)
    if kind_of(address) == "map file":
        return read_valid_map(Path(address), where.reading)
    with open_store(where) as store:
        return store.read_map()


def read_valid_map(path: Path, reading: Reading = nullcontext) -> Map:
    """Read a map file, or refuse it with all its problems."""
    content, problems = read_with_problems(path, reading)
    if content is None:
        raise MapProblemsError([problem for problem in problems if problem.severity == "error"])
    return content


def read_with_problems(
    path: Path, reading: Reading = nullcontext, on: date | None = None
) -> tuple[Map | None, list[Problem]]:
    """Read a map file with every problem that it has, errors first; while a large one is read, say so."""
    from samverkan.tables.map_file import read_map_file

    require_file(path)
    large = path.stat().st_size > _LARGE
    with reading(path) if large else nullcontext():
        return read_map_file(path, on)


def require_file(path: Path) -> None:
    """Refuse a path where no file lies."""
    if path.is_dir():
        raise UsageError("is-a-folder", path=path)
    if not path.exists():
        raise UsageError("file-missing", path=path)


def kind_of(address: str) -> str:
    """Tell what an address leads to: `neo4j`, `map file` or `store file`; a password in it is refused."""
    refuse_password(address)
    if _NEO4J.match(address):
        return "neo4j"
    suffix = Path(address).suffix.lower()
    if suffix in MAP_SUFFIXES:
        return "map file"
    if suffix == STORE_SUFFIX and "://" not in address:
        return "store file"
    raise UsageError("unknown-store-kind", address=address)


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
    if not path.is_file() or kind_of(address) != "store file" or not Path(address).exists():
        return False
    return path.stat().st_mtime_ns > Path(address).stat().st_mtime_ns


def note_saved(where: Where) -> None:
    """Let a store file be no older than what has just been saved from it, so that nobody takes that for a change."""
    address = where.given or find_default(where.folder)
    if kind_of(address) == "store file":
        with suppress(OSError):
            os.utime(address)


def _is_map(path: Path) -> bool:
    """Tell whether a file says of itself that it is a map, without reading it as one."""
    try:
        return path.is_file() and bool(_SAYS_MAP.search(path.read_bytes().decode("utf-8-sig", "replace")))
    except OSError:
        return False


def _open(address: str, where: Where, create: bool) -> Store:
    kind = kind_of(address)
    if kind == "neo4j":
        return _open_neo4j(address, where)
    from samverkan.store.embedded import open_embedded, open_map

    if kind == "map file":
        return open_map(read_valid_map(Path(address), where.reading), address)
    if not create or Path(address).exists():
        require_file(Path(address))
    return open_embedded(Path(address), create=create)


def _open_neo4j(address: str, where: Where) -> Store:
    from samverkan.store.neo4j import open_neo4j

    user, password = where.environ.get("NEO4J_USERNAME"), where.environ.get("NEO4J_PASSWORD")
    password = where.ask_password() if password is None else password
    return open_neo4j(
        address,
        user=user or (None if password is None else "neo4j"),
        password=password,
        database=where.environ.get("NEO4J_DATABASE") or None,
    )
