"""The workspaces that run: a file for each in the user's own runtime folder, so that a second start finds the first."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Running:
    """A workspace that runs: where it listens, and the secret by which it gives out links."""

    pid: int
    port: int
    secret: str


def find_runtime_folder() -> Path:
    """Return the folder that nobody but the user can read; it is made where it is missing.

    One that is named and cannot be made, as after a change of user, is passed by.
    """
    named = (os.environ.get("XDG_RUNTIME_DIR"), os.environ.get("LOCALAPPDATA"))
    folders = [Path(name) / "samverkan" for name in named if name]
    for folder in (*folders, Path(tempfile.gettempdir()) / f"samverkan-{_name_user()}"):
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_own(folder):
                return folder
    return Path(tempfile.mkdtemp(prefix="samverkan-"))


def _is_own(folder: Path) -> bool:
    """Tell whether nobody else can look into a folder; on Windows those of a user are the user's own."""
    if not hasattr(os, "getuid"):
        return True
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o077


def _name_user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")


def _find_file(address: str) -> Path:
    return find_runtime_folder() / f"{sha256(address.encode()).hexdigest()[:24]}.json"


def find_link(address: str) -> str | None:
    """Return a link into the workspace that already has a map open, None where none answers."""
    try:
        found = Running(**json.loads(_find_file(address).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    from http.client import HTTPConnection, HTTPException

    try:
        with closing(HTTPConnection("127.0.0.1", found.port, timeout=_SECONDS)) as connection:
            connection.request("POST", "/link", headers={"Authorization": f"Bearer {found.secret}"})
            answer = connection.getresponse()
            text = answer.read(4096).decode()
    except (OSError, ValueError, HTTPException):
        return None
    own = f"http://127.0.0.1:{found.port}/enter?token="
    return text if answer.status == 200 and text.startswith(own) else None


@contextmanager
def announced(address: str, running: Running) -> Iterator[None]:
    """Let later starts find this workspace, as long as it runs."""
    path = _find_file(address)
    with suppress(OSError):
        path.unlink()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(running), file)
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            if json.loads(path.read_text("utf-8")).get("pid") == running.pid:
                path.unlink()
