"""The log beside a map file: JSON lines, the first the map as it was found, then a line and a closing line an edit.

An edit's line holds the SHA-256 of the file before and after, and is written before the file is; the closing line
after. So a last line that is not closed was carried out where the file is what it says, and is dropped where the file
is what was before. A file that is neither was changed outside, and the difference is a revision of its own.

A purge is an edit whose line says what is to be blanked. Once it has been carried out the log is written anew without
that, under the map as it is then; whoever finds such a line does it, since the one who wrote it was stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Any

from samverkan.edits import Blank, Change, Edit, Revision, blank_revisions, count_purged, find_changes
from samverkan.edits.applying import apply_changes
from samverkan.errors import StoreError
from samverkan.files import NO_ROOM, remove_left_over
from samverkan.model import Map
from samverkan.store.log_text import to_change, to_revision, to_rows
from samverkan.tables.map_file import read_map_text, to_json

SECONDS_TO_WAIT = 5.0
_PAUSE = 0.05
_JSON = Path("found.json")  # how the map as found is read


def digest(text: str) -> str:
    """Return the SHA-256 of a text as it lies in a file."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class _State:
    """What a log says: its revisions, the map that they lead to, and the digest of the file then."""

    revisions: tuple[Revision, ...]
    content: Map
    digest: str


class MapLog:
    """The log of a map file. What is written is flushed before the file is touched."""

    def __init__(self, path: Path) -> None:
        """Name the log of a map file; its first edit makes it."""
        self.path = path.with_name(f"{path.name}.log")
        self._file: FileIO | None = None

    @property
    def exists(self) -> bool:
        """Whether anything has been logged."""
        with suppress(OSError):
            return self.path.stat().st_size > 0
        return False

    @contextmanager
    def locked(self) -> Iterator[MapLog]:
        """Hold the log alone; somebody who holds it is waited for, then said to be busy."""
        is_new = not self.path.exists()
        self._file = self._open_locked()
        try:
            yield self
        finally:
            file, self._file = self._file, None
            if is_new and file.seek(0, os.SEEK_END) == 0:
                self.path.unlink(missing_ok=True)
            file.close()

    def _open_locked(self) -> FileIO:
        """Return the log, locked; one that was written anew while it was waited for is opened again."""
        while True:
            try:
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            except OSError as error:
                raise StoreError("store.log-not-opened", path=self.path, reason=error.strerror or "") from error
            file = os.fdopen(handle, "r+b", buffering=0)  # what could not be written is not to be tried again
            try:
                _lock(file, self.path)
                if os.path.samestat(os.fstat(handle), self.path.stat()):
                    return file
            except FileNotFoundError:
                pass
            except BaseException:
                file.close()
                raise
            file.close()

    def start(self, text: str, content: Map, edit: Edit, changes: Sequence[Change]) -> Revision:
        """Begin the log of a file that is about to be made; what an earlier one of that name has left goes."""
        assert self._file is not None
        self._file.truncate(0)
        signed = Edit(tuple(changes), edit.command, edit.by, edit.why, edit.undoes)
        revision = Revision(1, _now(), signed)
        found = {"kind": "found", "at": revision.at.isoformat(), "sha256": digest(text), "number": 1}
        self._append({**found, "map": to_json(content)})
        self._append(_to_line(revision, digest(""), digest(text)))
        return revision

    def begin(
        self, text: str, old: Map, after: str, edit: Edit, changes: Sequence[Change], blank: Blank | None = None
    ) -> Revision:
        """Log an edit that is about to be carried out, and before it what was changed outside.

        With something to `blank` it is a purge.
        """
        self.finish_purge(text, old)
        lines = self._read_lines()
        if not lines:
            self._append({"kind": "found", "at": _now().isoformat(), "sha256": digest(text), "map": to_json(old)})
            number = 1
        else:
            state = self._find_state(lines, digest(text), old)
            number = len(state.revisions) + 1
            self._mend(lines, state, digest(text))
        at = _now()
        signed = Edit(tuple(changes), edit.command, edit.by, edit.why, edit.undoes)
        revision = Revision(number, at, signed)
        self._append(_to_line(revision, digest(text), digest(after), blank))
        return revision

    def finish_purge(self, text: str, content: Map) -> None:
        """Write the log anew without what a purge that was carried out takes from it; `content` is the map now."""
        lines = self._read_lines()
        if not any("blank" in line for line in lines):
            return
        state = self._find_state(lines, digest(text), content)
        self._mend(lines, state, digest(text))
        lines = self._read_lines()
        if any("blank" in line for line in lines):
            self._rewrite(list(_without_blanked(lines, state.revisions, content, digest(text))))

    def has_unfinished_purge(self) -> bool:
        """Tell whether a purge was stopped before it was done."""
        return b'"blank": ' in self._read_bytes() and any("blank" in line for line in self._read_lines())

    def _rewrite(self, lines: Sequence[dict[str, Any]]) -> None:
        """Put other lines in place of all, in one step; the lock goes with them."""
        beside = self.path.with_name(f"{self.path.name}.new")
        former, self._file = self._file, None
        assert former is not None
        try:
            file = self._write_beside(beside, lines)
        except OSError as error:
            self._file = former
            beside.unlink(missing_ok=True)
            raise StoreError("store.no-room" if error.errno in NO_ROOM else "store.disk", path=self.path) from error
        if os.name == "nt":  # neither of two open files can be renamed there
            former.close()
            file.close()
        beside.replace(self.path)
        if os.name == "nt":
            self._file = self._open_locked()
        else:
            former.close()

    def _write_beside(self, beside: Path, lines: Sequence[dict[str, Any]]) -> FileIO:
        """Return another file with some lines, locked."""
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(handle, "r+b", buffering=0)
        _lock(self._file, beside)
        for line in lines:
            self._write(line)
        self._flush()
        return self._file

    def close(self, revision: Revision) -> None:
        """Log that an edit has been carried out; where that cannot be written, whoever opens the log next finds out."""
        with suppress(StoreError):
            self._close(revision)

    def _close(self, revision: Revision) -> None:
        self._append({"kind": "closed", "number": revision.number})

    def clear(self) -> None:
        """Forget everything: the file was never made."""
        assert self._file is not None
        self._file.truncate(0)

    def read(self, now: str, content: Map) -> tuple[Revision, ...]:
        """Return all revisions; `now` is the digest of the file, `content` what it says."""
        return self._find_state(self._read_lines(), now, content).revisions

    def _mend(self, lines: Sequence[dict[str, Any]], state: _State, now: str) -> None:
        """Close a line that was carried out, take back one that was not, and log what was changed outside."""
        closed = sum(line["kind"] == "closed" for line in lines)
        if lines[-1]["kind"] == "edit":
            if len(state.revisions) > closed and lines[-1]["after"] in (now, state.digest):
                self._close(state.revisions[closed])
                closed += 1
            else:
                self._drop_last()
        for revision in state.revisions[closed:]:
            self._append(_to_line(revision, state.digest, now))
            self._close(revision)

    def _drop_last(self) -> None:
        assert self._file is not None
        self._file.seek(0)
        data = self._file.read()
        self._file.truncate(data.rstrip(b"\n").rfind(b"\n") + 1)
        remove_left_over(self.path.with_name(self.path.name.removesuffix(".log")))

    def _find_state(self, lines: Sequence[dict[str, Any]], now: str, content: Map) -> _State:
        try:
            state = _replay(lines, now)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise StoreError("store.damaged", path=self.path) from error
        if state.digest == now or state.content == content:
            return _State(state.revisions, content, now)
        changes = find_changes(state.content, content)
        outside = Revision(len(state.revisions) + 1, _now(), Edit(changes, "changed outside"))
        return _State((*state.revisions, outside), content, state.digest)

    def _read_lines(self) -> list[dict[str, Any]]:
        """Return the lines of the log; one that was cut off by a crash was never acknowledged, and is no line."""
        data = self._read_bytes()
        whole, _, rest = data.rpartition(b"\n")
        if rest and self._file is not None:
            self._file.truncate(len(data) - len(rest))
        try:
            return [json.loads(line) for line in whole.splitlines() if line]
        except ValueError as error:
            raise StoreError("store.damaged", path=self.path) from error

    def _read_bytes(self) -> bytes:
        if self._file is None:
            return self.path.read_bytes()
        self._file.seek(0)
        return self._file.read()

    def _append(self, line: dict[str, Any]) -> None:
        """Write a line behind all others; half a line is taken away again."""
        assert self._file is not None
        end = self._file.seek(0, os.SEEK_END)
        try:
            self._write(line)
            self._flush()
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(end)
            raise StoreError("store.no-room" if error.errno in NO_ROOM else "store.disk", path=self.path) from error

    def _write(self, line: dict[str, Any]) -> None:
        assert self._file is not None
        left = memoryview(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        while left:
            left = left[self._file.write(left) :]

    def _flush(self) -> None:
        assert self._file is not None
        os.fsync(self._file.fileno())


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _to_line(revision: Revision, before: str, after: str, blank: Blank | None = None) -> dict[str, Any]:
    edit = revision.edit
    head = {"kind": "edit", "number": revision.number, "at": revision.at.isoformat(), "by": edit.by, "why": edit.why}
    head |= {"command": edit.command, "undoes": edit.undoes, "before": before, "after": after}
    if blank is not None:
        head["blank"] = {"things": sorted(blank.things), "changes": sorted(map(list, blank.changes))}
    return head | {"changes": [list(row) for row in to_rows(edit.changes)]}


def _replay(lines: Sequence[dict[str, Any]], now: str) -> _State:
    """Return what a log says of a file whose digest is `now`: an edit that was not carried out is left out."""
    found = lines[0]
    content = read_map_text(found["map"], _JSON)
    if found["kind"] != "found" or content is None:
        raise ValueError(found["kind"])
    state = _State((), content, found["sha256"])
    for place, line in enumerate(lines):
        if line["kind"] != "edit":
            continue
        if _is_closed(lines, place) or (line is lines[-1] and line["after"] == now):
            head = [line[name] for name in ("number", "at", "by", "why", "command", "undoes")]
            revision = to_revision(head, [to_change(row) for row in line["changes"]])
            state = _go_on(state, revision, line, found.get("number", 0))
    return state


def _go_on(state: _State, revision: Revision, line: dict[str, Any], known: int) -> _State:
    """Return the state after a revision; what was made until the `known` one is in the map as found."""
    content, revisions = state.content, (*state.revisions, revision)
    if revision.number > known:
        changes = tuple(c for c in revision.edit.changes if c.is_known)
        content = apply_changes(content, Edit(changes))[0]
    if "blank" in line:
        counted = replace(revision, edit=replace(revision.edit, changes=count_purged(revision.edit.changes)))
        revisions = _blank_out((*state.revisions, counted), line["blank"])
    return _State(revisions, content, line["after"])


def _blank_out(revisions: tuple[Revision, ...], blank: dict[str, Any]) -> tuple[Revision, ...]:
    pairs = frozenset((number, thing) for number, thing in blank["changes"])
    blanked = blank_revisions(revisions, Blank(frozenset(blank["things"]), pairs))
    return tuple(blanked.get(revision.number, revision) for revision in revisions)


def _without_blanked(
    lines: Sequence[dict[str, Any]], revisions: Sequence[Revision], content: Map, now: str
) -> Iterator[dict[str, Any]]:
    """Yield the lines of a log as they are to be: the first holds the map as it is now, the others what is left."""
    yield {**lines[0], "number": revisions[-1].number, "sha256": now, "map": to_json(content)}
    known = {revision.number: revision for revision in revisions}
    for line in lines[1:]:
        if line["kind"] == "edit":
            yield _to_line(known[line["number"]], line["before"], line["after"])
        else:
            yield line


def _is_closed(lines: Sequence[dict[str, Any]], place: int) -> bool:
    """Tell whether the line behind an edit's says that it was carried out."""
    return place + 1 < len(lines) and lines[place + 1]["kind"] == "closed"


def _lock(file: FileIO, path: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while not _try_lock(file):
        if time.monotonic() > deadline:
            raise StoreError("store.busy", path=path)
        time.sleep(_PAUSE)


def _try_lock(file: FileIO) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
