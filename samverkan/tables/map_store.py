"""A map file as a store: changed where it says what changes, with a log beside it.

A write is locked from reading to renaming, by the log; whoever changed the file meanwhile, or outside, is seen since
the file is read anew under the lock.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.edits import Blank, Edit, Revision, blank_revisions, check_edit, find_changes, merge_maps
from samverkan.edits.applying import apply_changes
from samverkan.edits.change import header_of
from samverkan.errors import MapProblemsError, Problem, StoreError, UsageError
from samverkan.files import require_file, write_file
from samverkan.model import Map
from samverkan.store.in_memory import MapStore
from samverkan.store.log_text import count_everything
from samverkan.store.registry import Access
from samverkan.tables.document import Findings, RefusedError, read_text
from samverkan.tables.map_file import read_map_file, read_map_text, to_yaml
from samverkan.tables.map_formats.form import find_map_format
from samverkan.tables.map_log import MapLog, digest

if TYPE_CHECKING:
    from samverkan.store.protocol import Progress, Store, WriteMode

_LARGE = 1_000_000


def open_address(address: str, access: Access, *, create: bool = False) -> Store:
    """Open the map file that an address names; with `create` the first write makes one that is not there."""
    path = Path(address)
    if create and not path.exists():
        return MapFileStore(Map({}, ()), path)
    return MapFileStore(_read_once(path, access) or read_valid_map(path, access), path)


def _read_once(path: Path, access: Access) -> Map | None:
    """Read a map file, whose text may have been read before; None where it must be read to tell what is wrong."""
    require_file(path)
    if find_map_format(path).read is not None:
        return None
    large = path.stat().st_size > _LARGE
    with access.reading(path) if large else nullcontext():
        try:
            return read_map_text(read_text(path, Findings(path)), path)
        except RefusedError:
            return None


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


class MapFileStore(MapStore):
    """A map file, read when it is opened and read anew under a lock when it is written."""

    def __init__(self, content: Map, path: Path) -> None:
        """Hold what the file said when it was opened."""
        super().__init__(content, str(path))
        self.path = path

    def commit(self, edit: Edit, progress: Progress | None = None) -> Revision | None:
        """Apply an edit to what the file says now, check it, and splice it into the text."""

        return self._write(lambda old: _apply(old, edit), edit)

    def write_map(
        self, content: Map, mode: WriteMode, progress: Progress | None = None, *, edit: Edit | None = None
    ) -> Revision | None:
        """Merge a map into the file, make the file say another one, or make the file."""
        if mode == "new" and not self.path.exists():
            return self._create(content, edit or Edit((), "load"))

        def make(old: Map) -> Map:
            if mode == "new" and (old.nodes or old.title):
                raise UsageError("store.has-map", path=self.address)
            new = merge_maps(old, content) if mode == "merge" else content
            check_edit(old, new)
            return new

        return self._write(make, edit or Edit((), "load"))

    def purge(self, edit: Edit, blank: Blank) -> Revision | None:
        """Apply an edit that cannot be taken back, and write the log anew without what is to be blanked."""

        made = self._write(lambda old: _apply(old, edit), edit, blank)
        return None if made is None else self.read_revisions()[-1]

    def log(self, edit: Edit) -> Revision:
        """Log what is no change."""
        with MapLog(self.path).locked() as log:
            text, old = self._read()
            revision = log.begin(text, old, text, edit, ())
            log.close(revision)
            return revision

    def _write(self, make: Callable[[Map], Map], edit: Edit, blank: Blank | None = None) -> Revision | None:
        with MapLog(self.path).locked() as log:
            text, old = self._read()
            new = make(old)
            changes = find_changes(old, new)
            if changes and not new.nodes and not header_of(new):
                blank = Blank()  # what filled the file is taken back: counts are all that is kept of it
            if not changes and not (blank and log.exists and blank_revisions(log.read(digest(text), old), blank)):
                return None
            spliced = splice_text(text, self.path, new, old) if changes else text
            revision = log.begin(text, old, spliced, edit, changes, blank)
            if changes:
                write_file(self.path, _with_mark(self.path, spliced), replace=True)
            log.close(revision)
            log.finish_purge(spliced, new)
            self._content = new
            return revision

    def _create(self, content: Map, edit: Edit) -> Revision:
        """Write a file that is not there, in its canonical form; its log begins with what it holds, as counts."""
        with MapLog(self.path).locked() as log:
            if self.path.exists():
                raise UsageError("store.has-map", path=self.address)
            text = find_map_format(self.path).to_bytes(content).decode()
            try:
                revision = log.start(text, content, edit, count_everything(content, "added"))
                write_file(self.path, text, replace=False)
            except BaseException:
                if not self.path.exists():
                    log.clear()
                raise
            log.close(revision)
            self._content = content
            return revision

    def _read(self) -> tuple[str, Map]:
        findings = Findings(self.path)
        text = read_text(self.path, findings)
        content = read_map_text(text, self.path)
        if content is None:
            _, problems = read_map_file(self.path)
            raise MapProblemsError([problem for problem in problems if problem.severity == "error"])
        return text, content

    def read_revisions(self) -> tuple[Revision, ...]:
        """Return all revisions, oldest first; what was changed outside since the last one is one more."""
        log = MapLog(self.path)
        if not log.exists:
            return ()
        text, content = self._read()
        if log.has_unfinished_purge():
            with suppress(StoreError), log.locked():
                log.finish_purge(text, content)
        return log.read(digest(text), content)


def _apply(old: Map, edit: Edit) -> Map:
    new, _ = apply_changes(old, edit)
    if new.nodes or header_of(new):
        check_edit(old, new)
    return new


def _with_mark(path: Path, text: str) -> str:
    """Return a text with the byte order mark that the file has, where it has one."""
    with path.open("rb") as file:
        return f"\ufeff{text}" if file.read(3) == b"\xef\xbb\xbf" else text


def splice_text(text: str, path: Path, new: Map, old: Map | None = None) -> str:
    """Return the text of a map file that says a new map: spliced, or anew in its one form."""
    from samverkan.tables.splice import splice_map

    form = find_map_format(path)
    return splice_map(text, path, new, old) if form.spelling else form.to_bytes(new).decode()


def save_over(path: Path, new: Map) -> bool:
    """Splice a map into a map file that is there, and tell whether that could be done; else it is left alone."""
    if find_map_format(path).spelling is None:
        return False
    try:
        text = read_text(path, Findings(path))
        spliced = splice_text(text, path, new)
    except (RefusedError, StoreError):
        return False
    write_file(path, _with_mark(path, spliced), replace=True)
    return True


__all__ = ["MapFileStore", "open_address", "read_valid_map", "read_with_problems", "save_over", "to_yaml"]
