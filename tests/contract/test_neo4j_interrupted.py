"""A server that goes away in the middle, or runs out of memory, leaves nothing half written."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import neo4j_server
import pytest
from conftest import go_without
from neo4j_server import LITTLE_MEMORY, LTS, NEWEST, NoServerError, Server

from samverkan.errors import StoreError
from samverkan.model import Map, Node, build_map
from samverkan.queries import find_question
from samverkan.store.neo4j import open_neo4j
from samverkan.store.protocol import Store

LONGEST = 60  # seconds: in time means that nobody waits for ever, also on a slow machine
SLOW = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x, y WHERE x < 0 RETURN x"
pytestmark = pytest.mark.neo4j
editions = pytest.mark.parametrize("edition", ["lts", "newest"])


@pytest.fixture
def server(edition: str, neo4j_servers: Callable[[str], Server]) -> Iterator[Server]:
    """A server that can be killed and has little memory: the one that all tests share, if it was started here."""
    shared = neo4j_servers(edition)
    if shared.kill:
        yield shared
        return
    try:
        found = neo4j_server.start_process({"lts": LTS, "newest": NEWEST}[edition], LITTLE_MEMORY)()
    except NoServerError as error:
        go_without(str(error))
    yield found
    found.stop()


@pytest.fixture
def store(server: Server, harbourside: Map) -> Iterator[Store]:
    """A store with a small map in it; it is left empty, on a server that is started again if the test left it dead."""
    store = open_it(server)
    store.wipe()
    store.write_map(harbourside, "new")
    yield store
    try:
        store.wipe()
    except StoreError:
        assert server.restart
        server.restart()
        store.wipe()
    store.close()


def open_it(server: Server) -> Store:
    return open_neo4j(server.address, user=server.user, password=server.password, database=None)


def make_large_map(header: Map) -> Map:
    nodes = [Node(f"m{n}", "Matter", {"name": f"{n}" * 200}) for n in range(20_000)]
    return build_map(nodes, [], replace(header, us=()))


@editions
def test_too_little_memory_for_a_load_says_which_setting_to_raise(store: Store, harbourside: Map) -> None:
    began = time.monotonic()
    with pytest.raises(StoreError) as caught:
        store.write_map(make_large_map(harbourside), "replace")
    assert caught.value.key == "neo4j.out-of-memory"
    assert time.monotonic() - began < LONGEST
    assert store.read_map() == harbourside


@editions
def test_of_two_loads_at_once_one_stands_whole(server: Server, store: Store, havsakra: Map, harbourside: Map) -> None:
    store.wipe()
    for row in server.run("SHOW CONSTRAINTS YIELD name RETURN name"):
        server.run(f"DROP CONSTRAINT {row['name']}")  # as if neither had been here before
    failed: list[StoreError] = []

    def load(content: Map) -> None:
        own = open_it(server)
        try:
            own.write_map(content, "replace")
        except StoreError as error:
            failed.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=load, args=(content,)) for content in (havsakra, harbourside) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {error.key for error in failed} <= {"neo4j.busy"}
    assert len(failed) < len(threads)
    assert store.read_map() in (havsakra, harbourside)
    assert "samverkan_marker" in store.read_info().details["constraints"]


@pytest.mark.kills
@pytest.mark.parametrize("edition", ["lts"])
def test_a_server_that_dies_during_a_load_and_a_question_says_so_in_time_and_comes_back_with_the_old_map(
    server: Server, store: Store, havsakra: Map, harbourside: Map
) -> None:
    """Of one edition: what is tested is what we make of a link that breaks, and the driver is the same for both."""
    assert server.kill and server.restart
    began: list[float] = []

    def die(done: int, total: int) -> None:
        if done < total:
            wait_until_asked(server)
            began.append(time.monotonic())
            server.kill()  # type: ignore[misc]

    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(ask_for_ever, server)
        with pytest.raises(StoreError) as caught:
            store.write_map(havsakra, "replace", die)
        answered = asking.result(LONGEST)
    assert (caught.value.key, answered.key) == ("neo4j.gone", "neo4j.gone")
    assert time.monotonic() - began[0] < LONGEST
    server.restart()
    again = open_it(server)
    assert again.read_map() == harbourside
    again.close()


def ask_for_ever(server: Server) -> StoreError:
    """Ask what no server answers in time, and return the error that ends it."""
    store = open_it(server)
    try:
        with pytest.raises(StoreError) as caught:
            store.ask(replace(find_question("who-decides"), dialects={"neo4j": SLOW}), {})
    finally:
        store.close()
    return caught.value


def wait_until_asked(server: Server) -> None:
    """Wait until the server works on that question."""
    until = time.monotonic() + LONGEST
    while not server.run("SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range'"):
        assert time.monotonic() < until, "nobody asks"
        time.sleep(0.1)
