"""A workspace that is served for a browser, and tabs that were let in and hear every complaint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

from samverkan.desk.guard import Guard
from samverkan.desk.routes import build_app
from samverkan.desk.server import Server
from samverkan.desk.session import Session
from samverkan.shipped import find_folder

MAP = find_folder("examples") / "havsakra" / "map.yaml"
PATIENCE = 150_000  # milliseconds: a machine that is busy is not a workspace that is broken


@dataclass
class Workspace:
    """A workspace that is served on a map file of its own."""

    session: Session
    guard: Guard
    file: Path

    @property
    def origin(self) -> str:
        return self.guard.origin


@contextmanager
def serve(session: Session, file: Path) -> Iterator[Workspace]:
    apps: list[Any] = []
    server = Server(lambda request: apps[0](request))
    guard = Guard(server.port)
    apps.append(build_app(session, guard))
    serving = Thread(target=server.run, daemon=True)
    serving.start()
    yield Workspace(session, guard, file)
    server.stop()
    serving.join(60)
    assert not serving.is_alive()


@dataclass
class Tab:
    """A tab that was let in; it hears every complaint, and every request that leaves."""

    page: Any
    complaints: list[str]
    elsewhere: list[str]


def open_tab(context: Any, workspace: Workspace) -> Tab:
    found = Tab(context.new_page(), [], [])
    found.page.set_default_timeout(PATIENCE)
    found.page.on("console", lambda m: found.complaints.append(m.text))
    found.page.on("pageerror", lambda e: found.complaints.append(str(e)))
    own = workspace.origin
    found.page.on("request", lambda r: None if r.url.startswith((own, "data:")) else found.elsewhere.append(r.url))
    return found


def wait_for(see: Callable[[str], Any], function: str) -> Any:
    """Return what a function in a page of any browser comes to once that is something; pages come and go meanwhile."""
    end, last = monotonic() + PATIENCE / 1000, None
    while monotonic() < end:
        try:
            if found := see(function):
                return found
        except Exception as error:  # the page went away while it was asked
            last = error
        sleep(0.02)
    raise AssertionError(f"never: {function}") from last


def choose(page: Any, name: str) -> None:
    """Find somebody by name on a page, as its reader does."""
    page.fill("#search", name)
    page.press("#search", "Enter")


def rename_torg(workspace: Workspace, name: str) -> None:
    """Write a map in which an initiative is called something else."""
    text = workspace.file.read_text("utf-8")
    workspace.file.write_text(text.replace("Sommartorg –", f"{name} –"), "utf-8")
