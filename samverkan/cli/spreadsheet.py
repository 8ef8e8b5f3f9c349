"""Open a file in the machine's spreadsheet program, and wait until it has been closed there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import monotonic, sleep

from samverkan.cli import screen
from samverkan.cli.session import Session
from samverkan.errors import UsageError

CHOICE = "SAMVERKAN_SPREADSHEET"  # a command that opens a file and ends when it is closed
_LOCKS = (".~lock.{name}#", "~${name}")  # of LibreOffice and Excel
_PATIENCE, _PAUSE = 20.0, 0.5  # seconds: until a program has opened a file, between two looks


def find_command(environ: Mapping[str, str]) -> list[str] | None:
    """Return the command that opens a spreadsheet on this machine; None where Windows is to find out itself."""
    if chosen := environ.get(CHOICE):
        return shlex.split(chosen)
    if sys.platform == "win32":
        return None
    if sys.platform == "darwin":
        return ["open", "-W"]
    office = shutil.which("soffice") or shutil.which("libreoffice")
    return [office, "--calc", "--nologo"] if office else ["xdg-open"]


def open_and_wait(session: Session, path: Path) -> None:
    """Open a file and return when it has been closed; without anybody at the terminal a command must be chosen."""
    chosen = bool(session.environ.get(CHOICE))
    if not (chosen or (screen.is_terminal(sys.stdin) and screen.is_terminal(sys.stderr))):
        raise UsageError("workbook.needs-screen", variable=CHOICE)
    command = find_command(session.environ)
    session.note(session.texts("workbook.opened", file=path.name))
    try:
        if command is None:
            os.startfile(path)  # type: ignore[attr-defined,unused-ignore]  # Windows alone has it
        else:
            quiet = subprocess.DEVNULL
            process = subprocess.Popen([*command, str(path)], stdout=quiet, stderr=quiet)
            process.wait()
    except OSError as error:
        raise UsageError("workbook.no-program", reason=error.strerror or "", variable=CHOICE) from error
    if not chosen and not _was_open(path):
        screen.ask(f"{session.texts('workbook.press-enter')} ")


def _was_open(path: Path) -> bool:
    """Wait while a program has a file open; tell whether any had."""
    locks = [path.with_name(lock.format(name=path.name)) for lock in _LOCKS]
    until = monotonic() + _PATIENCE
    while not any(lock.exists() for lock in locks):
        if monotonic() > until:
            return False
        sleep(_PAUSE)
    while any(lock.exists() for lock in locks):
        sleep(_PAUSE)
    return True
