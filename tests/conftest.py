"""What many tests share: the examples, the stores, real Neo4j servers, a browser.

A test that lacks a server or a browser is skipped with a line that says what to install; with
SAMVERKAN_REQUIRE_ALL=1, as in CI, it fails instead.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import neo4j_server
import pytest
from hypothesis import settings
from neo4j_server import NoServerError, Server

from samverkan.model import Map
from samverkan.shipped import find_folder
from samverkan.store.protocol import Store

# No example has a time to keep: how fast a machine is, and what else it does, is no fault of the program.
settings.register_profile("any machine", settings.default, deadline=None)
settings.load_profile("any machine")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def go_without(reason: str) -> NoReturn:
    """Skip the test, or fail it where nothing may be skipped."""
    if os.environ.get("SAMVERKAN_REQUIRE_ALL"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that is installed on this machine."""
    found = os.environ.get("SAMVERKAN_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or go_without("install Chromium (or set SAMVERKAN_CHROMIUM to its path) to test the pages")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that talk to servers first: they take longest. Of several processes each has its own servers.

    The one that kills a server comes after all others that talk to it: one that has just started is slow.
    """
    items.sort(
        key=lambda item: (item.get_closest_marker("neo4j") is None, item.get_closest_marker("kills") is not None)
    )


@pytest.fixture(scope="session", autouse=True)
def patient_clock() -> Iterator[None]:
    """Let the time that a plan is given pass ten times slower, so that no answer in a test depends on the machine.

    A test of what happens when the time is up gives no time at all, or sets a clock of its own.
    """
    from samverkan.decisions import deadline

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deadline, "monotonic", lambda: time.monotonic() / 10)
        yield


def read_example(name: str) -> Map:
    """Return the map of a folder in `examples/`."""
    from samverkan.tables.map_file import read_map_file

    content, problems = read_map_file(find_folder("examples") / name / "map.yaml")
    assert content is not None, problems
    return content


@pytest.fixture(scope="session")
def havsakra() -> Map:
    return read_example("havsakra")


@pytest.fixture(scope="session")
def harbourside() -> Map:
    return read_example("harbourside")


@pytest.fixture(scope="session")
def neo4j_servers() -> Iterator[Callable[[str], Server]]:
    """Return the server of an edition (`lts`, `newest`); both are started when the first is asked for."""
    begun: dict[str, Callable[[], Server]] = {}
    running: dict[str, Server] = {}

    def find(name: str) -> Server:
        if name not in running:
            try:
                for edition in (neo4j_server.LTS, neo4j_server.NEWEST):
                    if edition.name not in begun:
                        begun[edition.name] = _begin(edition)
                running[name] = begun[name]()
            except NoServerError as error:
                go_without(str(error))
        return running[name]

    yield find
    for name, wait in begun.items():
        try:
            (running.get(name) or wait()).stop()
        except NoServerError:
            continue


def _begin(edition: neo4j_server.Edition) -> Callable[[], Server]:
    """Begin to start a server; one that cannot be started says so when it is waited for."""
    try:
        return neo4j_server.start_server(edition, neo4j_server.LITTLE_MEMORY)
    except NoServerError as error:
        reason = error

        def refuse() -> Server:
            raise reason

        return refuse


def _open_store(server: Server) -> Store:
    from samverkan.store.neo4j import open_neo4j

    return open_neo4j(server.address, user=server.user, password=server.password, database=server.database)


@pytest.fixture
def open_server(neo4j_servers: Callable[[str], Server]) -> Iterator[Callable[[str], Store]]:
    """Return a function that opens an edition's database as a store, empty when opened and emptied afterwards."""
    opened: list[Store] = []

    def find(name: str) -> Store:
        store = _open_store(neo4j_servers(name))
        store.wipe()
        opened.append(store)
        return store

    yield find
    for store in opened:
        store.wipe()
        store.close()


@pytest.fixture(scope="module")
def open_holding(neo4j_servers: Callable[[str], Server]) -> Iterator[Callable[[str, Map], Store]]:
    """Return a function that opens an edition's database with a map in it, written only where it does not lie there.

    What a test before has changed is seen by the stamp, which every edit draws anew.
    """
    opened: dict[str, Store] = {}
    lying: dict[str, tuple[Map, object]] = {}

    def find(name: str, content: Map) -> Store:
        server = neo4j_servers(name)
        store = opened[name] = opened.get(name) or _open_store(server)
        found = server.run(_STAMP)
        if lying.get(name) != (content, found):
            store.wipe()
            store.write_map(content, "new")
            lying[name] = content, server.run(_STAMP)
        return store

    yield find
    for store in opened.values():
        store.wipe()
        store.close()


_STAMP = "MATCH (m:SamverkanMap) RETURN m.stamp AS stamp"


@pytest.fixture(params=["embedded", *(pytest.param(n, marks=pytest.mark.neo4j) for n in ("lts", "newest"))])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path, open_server: Callable[[str], Store]) -> Iterator[Store]:
    """An empty store of each kind in turn."""
    from samverkan.store.embedded import open_embedded

    if request.param != "embedded":
        yield open_server(request.param)
        return
    store = open_embedded(tmp_path / "test.samverkan", create=True)
    yield store
    store.close()
