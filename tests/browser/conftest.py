"""A real Chromium for pages and for the workspace."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from desk_requests import open_session
from served import MAP, Tab, Workspace, open_tab, serve
from visits import Visit, visit_page

Open = Callable[..., Visit]
# What a test has no use for. The first ones are two pages of the browser's own, of suggestions in its address field,
# which each new window opens behind the page, at the price of the page; the others are those of Playwright, whose list
# this one takes the place of.
WITHOUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "AimEnabled", "LensOverlay"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"),
    *("HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "MediaRouter", "NetworkTimeServiceQuerying"),
    *("OptimizationHints", "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail("install the test dependencies, playwright among them: pip install -e '.[test]'")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--in-process-gpu", "--disable-background-networking"]
        options.append(f"--disable-features={','.join(WITHOUT)}")
        running = playwright.chromium.launch(executable_path=chromium, args=options)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens a page's text in a window of its own."""
    numbers = count()
    with ExitStack() as stack:
        yield lambda html, **more: stack.enter_context(
            visit_page(browser, tmp_path / f"page-{next(numbers)}.html", html, **more)
        )


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
