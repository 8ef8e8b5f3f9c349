"""Find files, and write them whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from samverkan.errors import StoreError, UsageError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PRIVATE = 0o600


def require_file(path: Path) -> None:
    """Refuse a path where no file lies."""
    if path.is_dir():
        raise UsageError("is-a-folder", path=path)
    if not path.exists():
        raise UsageError("file-missing", path=path)


def write_file(path: Path, content: str | bytes, *, replace: bool, private: bool = False) -> None:
    """Write a file so that whoever looks, even after a crash, finds the old content or the new, never a part.

    Text is written as UTF-8 with the line ends it has. The target of a symbolic link is written, not the link; a file
    that is replaced keeps its mode, a new one that is `private` only its owner may read. Raises UsageError
    `file-exists` where a file lies already and `replace` is not set, `files.not-writable` or `files.no-folder` where
    nothing can be written, and StoreError `files.no-room` when the disk is full.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        _write(Path(os.path.realpath(path)), data, path, replace, _PRIVATE if private else None)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise StoreError("files.no-room", path=path) from error
        if isinstance(error, (FileNotFoundError, NotADirectoryError)):
            raise UsageError("files.no-folder", path=path, folder=path.parent) from error
        raise UsageError("files.not-writable", path=path, reason=error.strerror or str(error)) from error


def _write(target: Path, data: bytes, asked: Path, replace: bool, new_mode: int | None) -> None:
    before = target.stat() if target.exists() else None
    if before is not None and not stat.S_ISREG(before.st_mode):
        _write_through(target, data)
        return
    if before is not None and not replace:
        raise UsageError("file-exists", path=asked)
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    beside = target.parent / f"{_lead(target)}{os.urandom(6).hex()}.tmp"
    try:
        _write_beside(beside, data, new_mode if before is None else stat.S_IMODE(before.st_mode))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def remove_left_over(path: Path) -> None:
    """Remove what a write of a file left beside it that was ended in the middle; nobody else may be writing it."""
    target = Path(os.path.realpath(path))
    for left in target.parent.iterdir():
        if left.name.startswith(_lead(target)) and left.suffix == ".tmp":
            left.unlink(missing_ok=True)


def _lead(target: Path) -> str:
    return f".samverkan-{target.name[:100]}-"


def _write_through(target: Path, data: bytes) -> None:
    """Write to what is no file (a terminal, a pipe): there is nothing to keep whole."""
    with target.open("wb") as file:
        file.write(data)


def _write_beside(path: Path, data: bytes, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666 if mode is None else _PRIVATE), "wb") as file:
        if mode is not None:
            path.chmod(mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the rename itself last; Windows does that by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
