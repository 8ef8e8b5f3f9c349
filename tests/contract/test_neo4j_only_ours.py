"""Nobody else's database is ever written to, and what is not ours is never deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from neo4j_server import Server

from samverkan.edits import Blank, Edit
from samverkan.errors import StoreError
from samverkan.model import Map
from samverkan.store.neo4j import open_neo4j
from samverkan.store.protocol import Store

pytestmark = pytest.mark.neo4j
editions = pytest.mark.parametrize("edition", ["lts", "newest"])
EVERYTHING = (
    "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN labels(n) AS l, properties(n) AS p, type(r) AS t, m.name AS m"
)


@pytest.fixture
def strange_server(edition: str, neo4j_servers: Callable[[str], Server]) -> Iterator[Server]:
    """A server with somebody's films in it, and even an actor."""
    server = neo4j_servers(edition)
    server.run("CREATE (:Movie {name: 'M'})<-[:ACTED_IN]-(:Actor {id: 'p-lorre', name: 'Peter'})")
    yield server
    server.run("MATCH (n) WHERE n:Movie OR (n:Actor AND NOT n:Samverkan) DETACH DELETE n")


def open_it(server: Server) -> Store:
    return open_neo4j(server.address, user=server.user, password=server.password, database=server.database)


@editions
@pytest.mark.parametrize("mode", ["new", "replace", "merge"])
def test_a_database_with_anything_else_in_it_is_refused_and_left_as_it_is(
    strange_server: Server, mode: str, harbourside: Map
) -> None:
    before = strange_server.run(EVERYTHING)
    store = open_it(strange_server)
    with pytest.raises(StoreError, match=r"neo4j\.foreign") as refusal:
        store.write_map(harbourside, mode)  # type: ignore[arg-type]
    assert refusal.value.values["found"] in ("2 (Actor, Movie)", "2 (Movie, Actor)")
    with pytest.raises(StoreError, match=r"neo4j\.foreign"):
        store.read_map()
    assert strange_server.run(EVERYTHING) == before
    store.close()


@editions
def test_wiping_somebody_elses_database_deletes_nothing(strange_server: Server) -> None:
    before = strange_server.run(EVERYTHING)
    store = open_it(strange_server)
    store.wipe()
    store.close()
    assert strange_server.run(EVERYTHING) == before


@editions
def test_wiping_leaves_what_somebody_put_beside_the_map(
    edition: str, neo4j_servers: Callable[[str], Server], open_server: Callable[[str], Store], harbourside: Map
) -> None:
    store, server = open_server(edition), neo4j_servers(edition)
    store.write_map(harbourside, "new")
    server.run("MATCH (a:Actor) WITH a LIMIT 1 CREATE (:Note {name: 'mine'})-[:ON]->(a)")
    try:
        assert store.read_map() == harbourside
        assert store.read_info().details["foreign"] == "1 (Note)"
        with pytest.raises(StoreError, match=r"neo4j\.foreign"):
            store.write_map(harbourside, "replace")
        for write in (store.commit, store.log, lambda edit: store.purge(edit, Blank())):
            with pytest.raises(StoreError, match=r"neo4j\.foreign"):
                write(Edit((), "edit"))
        store.wipe()
        assert server.run("MATCH (n) RETURN labels(n) AS l, n.name AS name") == [{"l": ["Note"], "name": "mine"}]
    finally:
        server.run("MATCH (n:Note) DETACH DELETE n")


@editions
def test_a_relation_that_somebody_drew_by_hand_is_no_part_of_the_map(
    edition: str, neo4j_servers: Callable[[str], Server], open_server: Callable[[str], Store], harbourside: Map
) -> None:
    store, server = open_server(edition), neo4j_servers(edition)
    store.write_map(harbourside, "new")
    server.run("MATCH (a:Actor), (b:Issue) WITH a, b LIMIT 1 CREATE (a)-[:DRAWN]->(b)")
    assert store.read_map() == harbourside
    server.run("CREATE (:Samverkan {id: 'odd'})")
    with pytest.raises(StoreError, match=r"neo4j\.damaged"):
        store.read_map()


@editions
def test_a_map_of_a_newer_format_is_neither_read_nor_written(
    edition: str, neo4j_servers: Callable[[str], Server], open_server: Callable[[str], Store], harbourside: Map
) -> None:
    store, server = open_server(edition), neo4j_servers(edition)
    store.write_map(harbourside, "new")
    server.run("MATCH (m:SamverkanMap) SET m.format = 2")
    with pytest.raises(StoreError, match=r"store\.newer"):
        store.read_map()
    with pytest.raises(StoreError, match=r"store\.newer"):
        store.write_map(harbourside, "replace")
