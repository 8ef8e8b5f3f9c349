"""A large map goes into an empty database in many transactions, and comes back in parts; nobody reads half of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from samverkan.errors import StoreError
from samverkan.model import Map
from samverkan.store import neo4j_load, neo4j_whole
from samverkan.store.neo4j import Neo4jStore
from samverkan.store.protocol import Store

pytestmark = pytest.mark.neo4j
editions = pytest.mark.parametrize("edition", ["lts", "newest"])


@pytest.fixture(autouse=True)
def in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_load, "MANY", 10)
    monkeypatch.setattr(neo4j_load, "BATCH", 100)
    monkeypatch.setattr(neo4j_load, "SECONDS_OF_SILENCE", 1.5)


def interrupt(store: Store, content: Map, after: int) -> None:
    def stop(done: int, total: int) -> None:
        if done > after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write_map(content, "new", stop)


@editions
def test_a_map_in_parts_is_the_map_and_its_first_revision(
    edition: str, open_server: Callable[[str], Store], havsakra: Map
) -> None:
    store, told = open_server(edition), list[tuple[int, int]]()
    made = store.write_map(havsakra, "new", lambda done, total: told.append((done, total)))
    assert made is not None and made.is_first
    assert store.read_map() == havsakra
    assert store.read_revisions() == (made,)
    assert told[-1] == (len(havsakra.nodes) + len(havsakra.relations),) * 2
    assert len(told) > 5


@editions
def test_an_interrupted_load_is_read_by_nobody_and_cleaned_by_the_next(
    edition: str, open_server: Callable[[str], Store], havsakra: Map, harbourside: Map
) -> None:
    store = open_server(edition)
    interrupt(store, havsakra, 300)
    for read in (store.read_map, lambda: store.read_names(["Actor"])):
        with pytest.raises(StoreError, match="unfinished"):
            read()
    assert store.read_info().nodes == {}
    store.write_map(harbourside, "new")  # waits until the other has been silent for a while
    assert store.read_map() == harbourside


@editions
def test_two_loads_at_once_do_not_mix(
    edition: str, open_server: Callable[[str], Store], havsakra: Map, harbourside: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, taken = open_server(edition), list[int]()

    def take_over(done: int, total: int) -> None:
        if done > 200 and not taken:
            taken.append(done)
            monkeypatch.setattr(neo4j_load, "SECONDS_OF_SILENCE", 0.0)
            store.write_map(harbourside, "new")

    with pytest.raises(StoreError, match="busy"):
        store.write_map(havsakra, "new", take_over)
    assert store.read_map() == harbourside


@editions
def test_a_map_that_comes_in_parts_is_the_map_and_one_that_is_written_to_meanwhile_is_read_again(
    edition: str, open_server: Callable[[str], Store], havsakra: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_whole, "MANY", 0)
    store, looks, find_marker = open_server(edition), list[str](), neo4j_whole.find_marker

    def see_another(work: Any) -> dict[str, Any]:
        looks.append("")
        return {**find_marker(work), **({"revision": 99} if len(looks) == 3 else {})}

    store.write_map(havsakra, "new")
    monkeypatch.setattr(neo4j_whole, "find_marker", see_another)
    assert store.read_map() == havsakra
    assert len(looks) > 2 * neo4j_whole.PARTS, "read twice: somebody else had written before the second part"


@editions
def test_what_is_wiped_while_it_is_read_is_read_again(
    edition: str, open_server: Callable[[str], Neo4jStore], harbourside: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wipe counts no revision up; without its things the relations that come later would make another map."""
    monkeypatch.setattr(neo4j_whole, "MANY", 0)
    ours, theirs, to_nodes = open_server(edition), open_server(edition), neo4j_whole.to_nodes
    ours.write_map(harbourside, "new")
    gone = list[object]()

    def delete_first(rows: Any) -> Any:
        if not gone:
            gone.append(theirs._link.write(lambda work: work.run("delete_batch", number=1)))
        return to_nodes(rows)

    monkeypatch.setattr(neo4j_whole, "to_nodes", delete_first)
    assert ours.read_map() == theirs.read_map()
