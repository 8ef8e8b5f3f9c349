"""A server that goes away in the middle, or runs out of memory, leaves nothing half written."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import neo4j_server
import pytest
from conftest import go_without
from neo4j_server import NoServerError, Server

from samverkan.errors import StoreError
from samverkan.model import Map, Node, build_map
from samverkan.queries import find_question
from samverkan.store.neo4j import open_neo4j
from samverkan.store.protocol import Store

LONGEST = 60  # seconds: in time means that nobody waits for ever, also on a slow machine
# Between what a small map takes and what the large one would.
MEMORY = {"dbms.memory.transaction.total.max": "24m"}


@pytest.fixture(scope="module", params=["lts", "newest"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server of this module alone, since it is killed."""
    edition = {"lts": neo4j_server.LTS, "newest": neo4j_server.NEWEST}[request.param]
    try:
        found = neo4j_server.start_process(edition, MEMORY)()
    except NoServerError as error:
        go_without(str(error))
    yield found
    found.stop()


@pytest.fixture
def store(server: Server, harbourside: Map) -> Iterator[Store]:
    """A store with a small map in it, on a server that is started again only if the test before left it dead."""
    try:
        store = open_it(server)
        store.write_map(harbourside, "replace")
    except StoreError:
        assert server.restart
        server.restart()
        store = open_it(server)
        store.write_map(harbourside, "replace")
    yield store
    store.close()


def open_it(server: Server) -> Store:
    return open_neo4j(server.address, user=server.user, password=server.password, database=None)


def make_large_map(header: Map) -> Map:
    nodes = [Node(f"m{n}", "Matter", {"name": f"{n}" * 200}) for n in range(20_000)]
    return build_map(nodes, [], replace(header, us=()))


@pytest.mark.neo4j
def test_a_server_that_dies_during_a_load_comes_back_with_the_old_map(
    server: Server, store: Store, havsakra: Map, harbourside: Map
) -> None:
    assert server.kill and server.restart

    def die(done: int, total: int) -> None:
        if done < total:
            server.kill()  # type: ignore[misc]

    began = time.monotonic()
    with pytest.raises(StoreError) as caught:
        store.write_map(havsakra, "replace", die)
    assert caught.value.key == "neo4j.gone"
    assert time.monotonic() - began < LONGEST
    server.restart()
    again = open_it(server)
    assert again.read_map() == harbourside
    again.close()


@pytest.mark.neo4j
def test_too_little_memory_for_a_load_says_which_setting_to_raise(store: Store, harbourside: Map) -> None:
    began = time.monotonic()
    with pytest.raises(StoreError) as caught:
        store.write_map(make_large_map(harbourside), "replace")
    assert caught.value.key == "neo4j.out-of-memory"
    assert time.monotonic() - began < LONGEST
    assert store.read_map() == harbourside


@pytest.mark.neo4j
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


@pytest.mark.neo4j
def test_a_server_that_dies_during_a_question_says_so_in_time(server: Server, store: Store) -> None:
    assert server.kill
    question = find_question("who-decides")
    slow = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x, y WHERE x < 0 RETURN x"
    slow_question = replace(question, dialects={"neo4j": slow})
    timer = threading.Timer(1, server.kill)
    timer.start()
    began = time.monotonic()
    with pytest.raises(StoreError) as caught:
        store.ask(slow_question, {})
    assert caught.value.key == "neo4j.gone"
    assert time.monotonic() - began < LONGEST
    timer.join()
