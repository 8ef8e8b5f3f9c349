"""Check a map file, load it into a store, save a store as one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.errors import MapProblemsError, Problem, UsageError
from samverkan.files import require_file, write_file
from samverkan.store.address import MAP_SUFFIXES
from samverkan.store.registry import find_kind
from samverkan.workflows.open_store import (
    Reading,
    Where,
    is_newer,
    note_saved,
    open_store,
    read_whole_map,
    read_with_problems,
)

if TYPE_CHECKING:
    from samverkan.model import Map
    from samverkan.store.protocol import Progress, Store, WriteMode

Consent = Callable[..., bool]


@dataclass(frozen=True)
class Checked:
    """A map file's problems, errors first, and the map where it could be read."""

    problems: tuple[Problem, ...]
    content: Map | None

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True)
class Loaded:
    """A map that now lies in a store."""

    content: Map
    address: str
    warnings: int


@dataclass(frozen=True)
class Saved:
    """A map file that was written; `lost_comments` when the file that it replaced had comments."""

    content: Map
    path: Path
    lost_comments: bool


def check_map(path: Path, on: date | None = None, *, reading: Reading = nullcontext) -> Checked:
    """Find every problem of a map file, as of a day where one is given."""
    content, problems = read_with_problems(path, reading, on)
    return Checked(tuple(problems), content)


def load_map(file: Path, where: Where, mode: WriteMode, *, agrees: Consent, progress: Progress | None) -> Loaded:
    """Read a map file and write it to a store; what is there already is changed only with a mode and consent."""
    require_file(file)
    if where.given and find_kind(where.given).is_map_file:
        raise UsageError("load-into-map-file", address=where.given)
    checked = check_map(file, reading=where.reading)
    if checked.content is None:
        raise MapProblemsError([p for p in checked.problems if p.severity == "error"])
    with open_store(where, create=True) as store:
        before = find_held(store)
        if before is not None:
            _require_consent(before, checked.content, store.address, mode, agrees)
        if before is not None and mode == "merge":
            _require_sound(store, checked.content)
        store.write_map(checked.content, mode if before is not None else "new", progress)
        return Loaded(checked.content, store.address, len(checked.problems))


def find_held(store: Store) -> str | None:
    """Return the title of the map that a store holds, or None where it holds none or is yet to be made."""
    info = store.read_info()
    return info.title if any(info.nodes.values()) or info.title else None


def _require_consent(before: str, after: Map, address: str, mode: str, agrees: Consent) -> None:
    if mode == "new":
        raise UsageError("store-has-map", address=address, title=before)
    if not agrees(mode, address=address, title=before, new=after.title):
        raise UsageError("not-agreed")


def _require_sound(store: Store, new: Map) -> None:
    """Refuse a merge whose outcome would be no valid map: two sound halves can make a cycle, or a second tree."""
    from samverkan.store.merge import merge_maps
    from samverkan.validate import find_problems

    merged = merge_maps(store.read_map(), new)
    errors = [p for p in find_problems(merged, merged.as_of or date.today()) if p.severity == "error"]
    if errors:
        raise MapProblemsError(errors)


def save_map(where: Where, path: Path, *, replace: bool, keeping: Callable[[Path], None]) -> Saved:
    """Write the whole map of a store as a map file, in its one canonical form.

    Of a file that was changed after the store a copy is kept; `keeping` is called with its path first.
    """
    from samverkan.tables.comments import has_comments
    from samverkan.tables.map_file import write_map_file

    if path.suffix.lower() not in MAP_SUFFIXES:
        raise UsageError("not-a-map-file", path=path)
    content = read_whole_map(where)
    lost = replace and path.is_file() and has_comments(path)
    if replace and is_newer(path, where):
        copy = path.with_name(f"{path.name}.bak")
        keeping(copy)
        write_file(copy, path.read_bytes(), replace=True)
    write_map_file(content, path, replace=replace)
    note_saved(where)
    return Saved(content, path, lost)
