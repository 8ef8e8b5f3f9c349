"""A client that is killed at any moment leaves on a server what was acknowledged, and at most one edit more.

Of a load it leaves the whole map, or what nobody reads.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from functools import partial

import pytest
from killing import Tell, edit_on_and_on, kill_in_the_middle, rename_area, wait_until_nobody_writes
from neo4j_server import Server

from samverkan.edits import fold_back
from samverkan.errors import StoreError
from samverkan.model import Map, Node, build_map
from samverkan.store import neo4j_load
from samverkan.store.neo4j import Neo4jStore, open_neo4j
from samverkan.store.protocol import Store

ROUNDS = int(os.environ.get("SAMVERKAN_ROUNDS", "3"))


def rename_on_and_on(server: Server, number: int, tell: Tell) -> None:
    """Give a thing one name after the other over a link of one's own, and take every third back and forth."""
    store = open_neo4j(server.address, user=server.user, password=server.password, database=server.database)
    edit_on_and_on(store, rename_area, number, tell)


@pytest.mark.neo4j
@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_every_edit_that_a_server_acknowledged_is_there_and_the_log_is_the_map(
    open_server: Callable[[str], Store], neo4j_servers: Callable[[str], Server]
) -> None:
    store, server = open_server("lts"), neo4j_servers("lts")
    assert isinstance(store, Neo4jStore)
    store.write_map(build_map([Node("a", "Area", {"name": "N0"})], [], Map({}, (), title="T")), "new")
    chance, number, revisions = random.Random(6), 1, 1
    for _ in range(ROUNDS):
        told = kill_in_the_middle(
            partial(rename_on_and_on, server, number), lines=chance.randrange(5), pause=chance.random() * 0.05
        )
        wait_until_nobody_writes(store)
        content, log = store.read_map(), store.read_revisions()
        assert len(log) - revisions - len(told) in (0, 1), "what was acknowledged is there, and at most one more"
        revisions, name = len(log), content.nodes["a"].properties["name"]
        assert [r.number for r in log] == list(range(1, revisions + 1))
        assert revisions == 1 or log[-1].edit.changes[0].after == {"name": name}, "the log is the map"
        assert fold_back(content, log, 1)[0].nodes["a"].name == "N0"
        number = int(str(name)[1:]) + 1


_AS_FORMAT_1 = (
    "MATCH (n:SamverkanChange|SamverkanRevision) DETACH DELETE n",
    "MATCH (m:SamverkanMap) SET m.revision = 1 REMOVE m.stamp",  # what a store holds of it is not what is there now
    "MATCH (n:Area {id: 'a'}) SET n.name = 'N0'",
)


@pytest.mark.neo4j
@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_first_edit_of_a_map_without_a_log_that_is_killed_is_whole_or_was_not_begun(
    open_server: Callable[[str], Store], neo4j_servers: Callable[[str], Server]
) -> None:
    """Format 1 kept no log on a server: the first edit begins one, in the transaction that changes the map."""
    store, server = open_server("lts"), neo4j_servers("lts")
    assert isinstance(store, Neo4jStore)
    store.write_map(build_map([Node("a", "Area", {"name": "N0"})], [], Map({}, (), title="T")), "new")
    chance = random.Random(7)
    for _ in range(ROUNDS):
        for statement in _AS_FORMAT_1:
            server.run(statement)
        assert store.read_revisions() == ()
        told = kill_in_the_middle(partial(rename_on_and_on, server, 1), lines=0, pause=chance.random() * 0.15)
        wait_until_nobody_writes(store)
        content, log = store.read_map(), store.read_revisions()
        assert len(log) - len(told) in (0, 1)
        assert [r.number for r in log] == list(range(2, len(log) + 2))
        name = content.nodes["a"].properties["name"]
        last = log[-1].edit.changes[0].after if log else {"name": "N0"}
        assert last == {"name": name}, "the log is the map"


def load_in_parts(server: Server, content: Map, tell: Tell) -> None:
    """Load a map over a link of one's own, tell of each part and of the end, and go on doing nothing."""
    store = open_neo4j(server.address, user=server.user, password=server.password, database=server.database)
    store.write_map(content, "new", lambda done, _: tell(done))
    tell("loaded")
    time.sleep(600)


@pytest.mark.neo4j
@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_load_that_is_killed_is_whole_or_nobody_reads_it_and_the_next_one_cleans_up(
    open_server: Callable[[str], Store],
    neo4j_servers: Callable[[str], Server],
    harbourside: Map,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(neo4j_load, "MANY", 1)
    monkeypatch.setattr(neo4j_load, "BATCH", 40)
    monkeypatch.setattr(neo4j_load, "SECONDS_OF_SILENCE", 0.0)  # the next one does not wait until it is sure
    store, server = open_server("lts"), neo4j_servers("lts")
    assert isinstance(store, Neo4jStore)
    other = build_map([Node("a", "Area", {"name": "A"}), Node("b", "Area", {"name": "B"})], [], Map({}, (), title="T"))
    chance = random.Random(8)
    for _ in range(ROUNDS):
        store.wipe()
        told = kill_in_the_middle(
            partial(load_in_parts, server, harbourside), lines=chance.randrange(12), pause=chance.random() * 0.05
        )
        wait_until_nobody_writes(store)
        try:
            assert store.read_map() == harbourside
            assert [r.is_first for r in store.read_revisions()] == [True]
        except StoreError as error:
            assert error.key in ("neo4j.empty", "neo4j.unfinished")
            assert "loaded" not in told, "what was acknowledged is there"
            assert store.read_info().nodes == {}
            store.write_map(other, "new")
            assert store.read_map() == other
