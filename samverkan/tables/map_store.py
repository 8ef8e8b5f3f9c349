"""A map file as a store."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.errors import MapProblemsError, Problem
from samverkan.files import require_file
from samverkan.model import Map
from samverkan.store.in_memory import open_map
from samverkan.store.registry import Access
from samverkan.tables.map_file import read_map_file

if TYPE_CHECKING:
    from samverkan.store.protocol import Store

_LARGE = 1_000_000


def open_address(address: str, access: Access, *, create: bool = False) -> Store:
    """Open the map file that an address names."""
    return open_map(read_valid_map(Path(address), access), address)


def read_valid_map(path: Path, access: Access) -> Map:
    """Read a map file, or refuse it with all its problems."""
    content, problems = read_with_problems(path, access)
    if content is None:
        raise MapProblemsError([problem for problem in problems if problem.severity == "error"])
    return content


def read_with_problems(
    path: Path, access: Access, on: date | None = None, *, base: Map | None = None
) -> tuple[Map | None, list[Problem]]:
    """Read a map file with every problem that it has, errors first; while a large one is read, say so.

    With a `base` it is an addition to that map.
    """
    require_file(path)
    large = path.stat().st_size > _LARGE
    with access.reading(path) if large else nullcontext():
        return read_map_file(path, on, base=base)
