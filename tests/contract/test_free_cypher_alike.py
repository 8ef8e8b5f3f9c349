"""A free question gives the same rows on every store, and can do no harm on any."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

import pytest
from neo4j_server import Server

from samverkan.errors import SamverkanError, StoreError, UsageError
from samverkan.model import Map
from samverkan.store.embedded import open_map
from samverkan.store.protocol import Store

pytestmark = pytest.mark.neo4j
editions = pytest.mark.parametrize("edition", ["lts", "newest"])

SAME = [
    ("MATCH (a:Actor {kind: $kind}) RETURN a.id AS id, a.name AS name ORDER BY id", {"kind": "board"}),
    ("MATCH (a:Actor)-[r:TIE]->(b:Actor) RETURN a.id AS one, r.strength AS s, b.id AS two ORDER BY one, two", {}),
    ("MATCH (m:Mandate) WHERE m.limit IS NOT NULL RETURN m.id AS id, m.limit AS most ORDER BY id", {}),
    ("MATCH (a:Actor) WHERE a.name STARTS WITH $n OR a.name CONTAINS 'ö' RETURN count(a) AS n", {"n": "T"}),
    ("MATCH (p:Position) RETURN p.id AS id, p.stated_on AS day ORDER BY id LIMIT 5", {}),
    ("MATCH (a:Actor {id: 'p-gatuchef'})-[:PART_OF]->(o:Actor) RETURN a, o", {}),
    ("UNWIND [1, 2, 3] AS x RETURN x * 2 AS double ORDER BY double", {}),
]

HARM = [
    "CREATE (n:Actor {id: 'x'})",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Actor) SET n.name = 'x'",
    "MATCH (n:Actor) REMOVE n.name",
    "MERGE (n:Actor {id: 'x'}) RETURN n",
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "MATCH (n) WITH n LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "CALL dbms.components()",
    "MATCH (n) CALL db.labels() YIELD label RETURN label",
    "SHOW DATABASES",
    "MATCH (n) WITH n FOREACH (x IN [1] | SET n.name = 'x')",
    "DROP CONSTRAINT samverkan_actor",
    "USE system MATCH (n) RETURN n",
    "RETURN 1; MATCH (n) DELETE n",
    "MATCH (n) RETURN '\\u0027' // x",
    "MATCH (n) RETURN apoc.load.json('http://127.0.0.1')",
]


@pytest.fixture(scope="module")
def answer_without_server(havsakra: Map) -> Callable[[str], object]:
    """Return what the embedded store answers to one of `SAME`, asked once for both editions."""
    given = dict(SAME)
    return cache(lambda statement: open_map(havsakra, "m").run_cypher(statement, dict(given[statement])))


@editions
@pytest.mark.parametrize(("statement", "parameters"), SAME)
def test_the_rows_are_the_same(
    edition: str,
    statement: str,
    parameters: dict[str, str],
    open_holding: Callable[[str, Map], Store],
    havsakra: Map,
    answer_without_server: Callable[[str], object],
) -> None:
    store = open_holding(edition, havsakra)
    found = store.run_cypher(statement, dict(parameters))
    assert found == answer_without_server(statement)
    assert found[1]


@editions
def test_what_could_do_harm_is_refused_and_changes_nothing(
    edition: str, open_holding: Callable[[str, Map], Store], havsakra: Map
) -> None:
    store = open_holding(edition, havsakra)
    for statement in HARM:
        with pytest.raises(UsageError):
            store.run_cypher(statement, {})
    assert store.read_map() == havsakra


@editions
def test_the_server_itself_refuses_a_write_that_slips_through(
    edition: str, open_server: Callable[[str], Store], harbourside: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samverkan.store.neo4j.check_statement", lambda statement: None)
    store = open_server(edition)
    store.write_map(harbourside, "new")
    with pytest.raises(StoreError, match=r"neo4j\.read-only"):
        store.run_cypher("MATCH (n:Actor) DETACH DELETE n", {})
    assert store.read_map() == harbourside


@editions
def test_no_more_rows_are_fetched_than_can_be_read(
    edition: str, open_server: Callable[[str], Store], harbourside: Map
) -> None:
    store = open_server(edition)
    store.write_map(harbourside, "new")
    columns, rows, cut = store.run_cypher("UNWIND range(1, 20000) AS x RETURN x", {})
    assert (columns, len(rows), cut) == (["x"], 10_000, True)


@editions
def test_a_statement_that_takes_too_long_is_stopped_on_the_server_too(
    edition: str,
    open_server: Callable[[str], Store],
    neo4j_servers: Callable[[str], Server],
    harbourside: Map,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("samverkan.store.neo4j.SECONDS", 2)
    store = open_server(edition)
    store.write_map(harbourside, "new")
    slow = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x, y WHERE x < 0 RETURN x"
    began = time.monotonic()
    with pytest.raises(StoreError, match="too-slow"):
        store.run_cypher(slow, {})
    assert time.monotonic() - began < 60
    running = neo4j_servers(edition).run("SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND'")
    assert running == []


@editions
def test_a_statement_that_takes_too_much_memory_leaves_program_and_server_standing(
    edition: str, open_server: Callable[[str], Store], harbourside: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samverkan.store.neo4j.SECONDS", 8)
    store = open_server(edition)
    store.write_map(harbourside, "new")
    for greedy in (
        "UNWIND range(1, 100000000) AS x WITH collect(x) AS c RETURN size(c) AS n",
        "RETURN range(1, 100000000) AS x",
    ):
        with pytest.raises(SamverkanError, match=r"out-of-memory|too-large|too-slow"):
            store.run_cypher(greedy, {})
    assert store.read_map() == harbourside


@editions
def test_a_statement_that_makes_no_sense_says_so(
    edition: str, open_server: Callable[[str], Store], harbourside: Map
) -> None:
    store = open_server(edition)
    store.write_map(harbourside, "new")
    with pytest.raises(UsageError, match=r"store\.not-understood"):
        store.run_cypher("MATCH (n RETURN n", {})
    with pytest.raises(SamverkanError, match="missing-value"):
        store.run_cypher("RETURN $x AS x", {})
