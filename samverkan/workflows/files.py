"""Check a map file, load it into a store, save a store as one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.edits import Edit, Revision, find_changes, merge_maps
from samverkan.errors import MapProblemsError, Problem, UsageError
from samverkan.files import require_file, write_file
from samverkan.model import Map, without_collecting
from samverkan.privacy import find_own_assessments, leave_out_positions
from samverkan.store.address import MAP_SUFFIXES
from samverkan.store.registry import find_kind
from samverkan.validate import find_problems
from samverkan.validate.records import find_frozen, find_stated_later
from samverkan.workflows.edits import Preview, Terms, find_author
from samverkan.workflows.load_due import WithDue, note_due, weigh_due
from samverkan.workflows.load_part import read_spoken_of
from samverkan.workflows.open_store import (
    Reading,
    Where,
    is_newer,
    note_saved,
    open_store,
    read_whole_map,
    read_with_problems,
)
from samverkan.workflows.places import FindWhere, find_in_map_file, find_in_workbook, nowhere

if TYPE_CHECKING:
    from samverkan.store.protocol import Store, WriteMode


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
    """What a store holds after a load (after one that was only tried: would hold), and what was changed."""

    title: str
    nodes: int
    relations: int
    address: str
    warnings: int
    preview: Preview
    revision: Revision | None
    due: int = 0


@dataclass(frozen=True)
class Saved:
    """A map file that was written; `lost_comments` when the file that it replaced had comments."""

    content: Map
    path: Path
    lost_comments: bool


def check_map(
    path: Path, on: date | None = None, *, reading: Reading = nullcontext, base: Map | None = None
) -> Checked:
    """Find every problem of a map file, as of a day where one is given; with a `base`, as an addition to that map."""
    content, problems = read_with_problems(path, reading, on, base=base)
    return Checked(tuple(problems), content)


def is_store(address: str) -> bool:
    """Tell whether an address leads to a store that is no file of text."""
    try:
        return not find_kind(address).is_map_file
    except UsageError:
        return False


def check_store(where: Where, on: date | None = None) -> Checked:
    """Find every problem of the map in a store."""
    with open_store(where) as store, without_collecting():
        content = store.read_map()
        return Checked(tuple(find_problems(content, on or content.as_of or date.today())), content)


def look_again(checked: Checked, file: str, *, for_export: bool) -> Checked:
    """Add what the calendar on the wall says of a map; where the answer leaves, tell of own assessments by number."""
    content = checked.content
    if content is None:
        return checked
    today = date.today()
    by_calendar = (*find_frozen(content, today), *find_stated_later(content, today))
    problems = [*checked.problems, *(replace(p, file=Path(file)) for p in by_calendar)]
    own = find_own_assessments(content) if for_export else set()
    kept = [p for p in problems if p.item not in own and own.isdisjoint(map(str, p.values.values()))]
    lost = len(problems) - len(kept)
    told = [Problem("warning", "own-assessments", {"count": lost}, file=Path(file))] if lost else []
    return Checked((*kept, *told), content)


def load_map(file: Path, where: Where, mode: WriteMode, terms: Terms, due: WithDue = "stop") -> Loaded:
    """Read a map file and write it to a store as one edit; what is there is changed only with a mode and consent.

    To be merged, a file may refer to what the store holds. `due` says what becomes of what has been kept long enough.
    """
    require_file(file)
    if where.given and Path(where.given).suffix.lower() == ".xlsx":
        raise UsageError("load-into-map-file", address=where.given)
    if where.given and Path(where.given).exists() and file.samefile(where.given):
        raise UsageError("load-into-itself", address=where.given)
    checked = check_map(file, reading=where.reading) if mode != "merge" else None
    if checked is not None:
        require_sound(checked)
    with open_store(where, create=True) as store:
        held = find_held(store)
        if held is not None and mode == "new":
            raise UsageError("store-has-map", address=store.address, title=held)
        old, checked = _read_old(store, file, where, terms, checked) if held is not None else (None, checked)
        if checked is None:
            checked = check_map(file, reading=where.reading)
        content, count = weigh_due(require_sound(checked), old, due)
        said = note_due(Edit((), "load", why=terms.why), count, due).why
        find_where = _find_places(file, old) if terms.dry_run else nowhere
        done = write_content(store, old, content, mode, replace(terms, why=said), checked, find_where=find_where)
        return replace(done, due=count)


def _read_old(
    store: Store, file: Path, where: Where, terms: Terms, checked: Checked | None
) -> tuple[Map, Checked | None]:
    """Return the map that a store holds, and a file checked as an addition to it (one that takes its place: as it is).

    Of a server's map no more is read than what a small addition speaks of.
    """
    if checked is not None:
        return store.read_map(), checked
    found: list[Checked] = []

    def read(part: Map) -> Map | None:
        found.append(check_map(file, reading=where.reading, base=part))
        return found[-1].content

    part = read_spoken_of(store, file, read, terms.by)
    if part is not None:
        return part, found[-1]
    old = store.read_map()
    return old, check_map(file, reading=where.reading, base=old)


def _find_places(file: Path, old: Map | None) -> FindWhere:
    if file.suffix.lower() != ".xlsx":
        return find_in_map_file(file)
    from samverkan.tables.workbook.read import read_workbook

    return find_in_workbook(read_workbook(file, around=old))


def require_sound(checked: Checked) -> Map:
    """Return the map that was read; one with errors is a MapProblemsError that holds them."""
    if checked.content is None:
        raise MapProblemsError([p for p in checked.problems if p.severity == "error"])
    return checked.content


def write_content(
    store: Store,
    old: Map | None,
    content: Map,
    mode: WriteMode,
    terms: Terms,
    checked: Checked,
    command: str = "load",
    find_where: FindWhere = nowhere,
) -> Loaded:
    """Write a checked map to a store that holds another, or none (`old`); `find_where` tells what asks for a change."""
    new = content if old is None or mode != "merge" else merge_maps(old, content)
    # A first load is told by its size: to name all that comes would be the whole map. One that is only tried is shown.
    changes = find_changes(old or Map({}, ()), new) if old is not None or terms.dry_run else ()
    preview = Preview(old or Map({}, ()), new, changes, checked.problems, find_where(changes))
    revision = None
    if not terms.dry_run:
        if old is not None and not terms.agrees(mode, preview, address=store.address, title=old.title, new=new.title):
            raise UsageError("not-agreed")
        if old is None or changes:
            edit = Edit((), command, find_author(new, terms.by), terms.why)
            if mode == "merge" and old is not None:
                revision = store.commit(replace(edit, changes=tuple(changes)), terms.progress)
            else:
                revision = store.write_map(content, mode if old is not None else "new", terms.progress, edit=edit)
    info = store.read_info() if not terms.dry_run else None
    size = (sum(info.nodes.values()), sum(info.relations.values())) if info else (len(new.nodes), len(new.relations))
    title = info.title if info else new.title
    return Loaded(title, *size, store.address, len(checked.problems), preview, revision)


def find_held(store: Store) -> str | None:
    """Return the title of the map that a store holds, or None where it holds none or is yet to be made."""
    info = store.read_info()
    return info.title if any(info.nodes.values()) or info.title else None


def save_map(
    where: Where, path: Path, *, replace: bool, keeping: Callable[[Path], None], without_positions: bool = False
) -> Saved:
    """Write the whole map of a store as a map file: a new one in its one canonical form, one that is there spliced.

    Without positions it is always written anew, without comments: they may say what has been left out. Of a file that
    was changed after the store a copy is kept; `keeping` is called with its path first.
    """
    from samverkan.tables.comments import has_comments
    from samverkan.tables.map_file import write_map_file
    from samverkan.tables.map_store import save_over

    if path.suffix.lower() not in MAP_SUFFIXES:
        raise UsageError("not-a-map-file", path=path)
    content = read_whole_map(where)
    if without_positions:
        content = leave_out_positions(content)
    spliced = False
    if replace and is_newer(path, where):
        copy = path.with_name(f"{path.name}.bak")
        keeping(copy)
        write_file(copy, path.read_bytes(), replace=True, private=True)
    if replace and path.is_file() and not without_positions:
        spliced = save_over(path, content)
    lost = not spliced and replace and path.is_file() and has_comments(path)
    if not spliced:
        write_map_file(content, path, replace=replace)
    if not without_positions:
        note_saved(where)
    return Saved(content, path, lost)
