"""A real Chromium for the pages: what it asked for, what it complained of, and where it stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from desk_requests import open_session
from served import MAP, Tab, Workspace, open_tab, serve


@dataclass
class Visit:
    """An open page, every request that it made beside its own file, and every complaint on the console."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """What the panel is about."""
        return str(self.page.locator("#panel h2").inner_text())

    def see(self, expression: str, argument: object = None) -> Any:
        """Return what an expression comes to among the things that the page lets its tests look at."""
        body = f"(given) => {{ with (page.look()) {{ return ({expression}); }} }}"
        return self.page.evaluate(body, argument)

    def find(self, name: str) -> None:
        """Type a name in the search field and press Enter."""
        self.page.fill("input[type=search]", name)
        self.page.press("input[type=search]", "Enter")


Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail("install the test dependencies, playwright among them: pip install -e '.[test]'")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        running = playwright.chromium.launch(executable_path=chromium, args=options)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens a page's text in a window of its own."""
    contexts = []

    def visit(html: str, *, width: int = 1280, height: int = 720, dark: bool = False, address: str = "") -> Visit:
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        found = Visit(context.new_page())
        own = path.as_uri()
        found.page.on("request", lambda r: None if r.url.split("#")[0] == own else found.requests.append(r.url))
        found.page.on("console", lambda m: found.complaints.append(m.text))
        found.page.on("pageerror", lambda e: found.complaints.append(str(e)))
        found.page.goto(own + address)
        return found

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace on a copy of the example."""
    file = tmp_path_factory.mktemp("workspace") / "map.yaml"
    shutil.copy(MAP, file)
    with serve(open_session(file), file) as served:
        yield served


@pytest.fixture
def tab(browser: Any, workspace: Workspace) -> Iterator[Tab]:
    """A tab that was let in, on the map as it was at first; nothing in it may ask for anything elsewhere."""
    shutil.copy(MAP, workspace.file)
    workspace.file.with_name("map.yaml.log").unlink(missing_ok=True)
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    found = open_tab(context, workspace)
    found.page.goto(workspace.guard.make_link())
    yield found
    assert found.elsewhere == []
    context.close()
