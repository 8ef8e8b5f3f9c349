"""What is written to a server comes back from it, to the type and to the byte, and merging is merging anywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from strategies.maps import maps

from samverkan.edits import Change, Edit, check_edit, merge_maps
from samverkan.errors import EditProblemsError, SamverkanError, StoreError, UsageError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.store.embedded import open_embedded
from samverkan.store.neo4j import Neo4jStore
from samverkan.store.protocol import Store
from samverkan.tables.map_file import to_json, to_yaml

EDITIONS = ("lts", "newest")
pytestmark = pytest.mark.neo4j
few = settings(settings.get_profile("stores"))
editions = pytest.mark.parametrize("edition", EDITIONS)


def types_of(content: Map) -> list[object]:
    """Return every value with its type: 1, 1.0 and true are equal to Python."""
    things = [*content.nodes.values(), *content.relations]
    return [(key, type(value), value) for thing in things for key, value in thing.properties.items()]


def assert_same(one: Map, other: Map) -> None:
    assert one == other
    assert types_of(one) == types_of(other)
    assert to_yaml(one) == to_yaml(other)


@editions
def test_any_map_comes_back_as_it_was_and_replaces_what_was_there(
    edition: str, open_server: Callable[[str], Store]
) -> None:
    store = open_server(edition)

    @given(maps())
    @few
    def check(content: Map) -> None:
        store.write_map(content, "replace")
        assert_same(store.read_map(), content)

    check()


def make_seat(kind: str) -> Map:
    """A post with a seat in an actor of some kind."""
    actors = [Node("a", "Actor", {"name": "A", "kind": "post"}), Node("b", "Actor", {"name": "B", "kind": kind})]
    return build_map(actors, [Relation("MEMBER_OF", "a", "b", {})] if kind == "board" else [])


SEAT_IN_NO_BODY = make_seat("board"), make_seat("unit")  # each is a map; together somebody has a seat in a unit


def merge_or_refuse(old: Map, new: Map) -> tuple[Map, SamverkanError | None]:
    """Return what two maps are together, or the old one and why they do not go together."""
    try:
        merged = merge_maps(old, new)
        check_edit(old, merged)
    except (UsageError, EditProblemsError) as error:
        return old, error
    return merged, None


@editions
def test_merging_any_two_maps_gives_what_the_embedded_store_gives(
    edition: str, open_server: Callable[[str], Store], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = open_server(edition)

    @given(maps(), maps())
    @example(*SEAT_IN_NO_BODY)
    @few
    def check(old: Map, new: Map) -> None:
        embedded = open_embedded(tmp_path_factory.mktemp("merge") / "m.samverkan", create=True)
        store.write_map(old, "replace")
        embedded.write_map(old, "new")
        expected, refusal = merge_or_refuse(old, new)
        for each in (store, embedded):
            if refusal is None:
                each.write_map(new, "merge")
            else:
                with pytest.raises(type(refusal), match=refusal.key):
                    each.write_map(new, "merge")
        assert_same(store.read_map(), expected)
        assert_same(store.read_map(), embedded.read_map())

    check()


@editions
@pytest.mark.parametrize("example", ["havsakra", "harbourside"])
def test_a_map_goes_from_store_to_store_and_back_the_same(
    edition: str, example: str, open_server: Callable[[str], Store], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    content: Map = request.getfixturevalue(example)
    server, embedded = open_server(edition), open_embedded(tmp_path / "a.samverkan", create=True)
    embedded.write_map(content, "new")
    server.write_map(embedded.read_map(), "new")
    back = open_embedded(tmp_path / "b.samverkan", create=True)
    back.write_map(server.read_map(), "new")
    for store in (embedded, server, back):
        assert to_yaml(store.read_map()) == to_yaml(content)
        assert to_json(store.read_map()) == to_json(content)


@editions
def test_every_type_of_value_keeps_its_type(edition: str, open_server: Callable[[str], Store]) -> None:
    values = {"name": "1", "amount": 1.0, "n": 2**63 - 1, "veto": True, "status": "2025-01-01", "op": "leaf"}
    agreement = {"name": "Ö", "purposes": ("b", "a"), "valid_from": date(2025, 1, 1), "binding": False}
    nodes = [Node("r", "Requirement", values), Node("a", "Agreement", agreement), Node("s", "Source", {"name": ""})]
    content = build_map(nodes, [Relation("SOURCED_BY", "a", "s", {"locator": "§ 1"})], Map({}, (), title="T"))
    store = open_server(edition)
    store.write_map(content, "new")
    assert_same(store.read_map(), content)


@editions
def test_validity_is_never_null_in_the_database(
    edition: str, open_server: Callable[[str], Store], havsakra: Map
) -> None:
    store = open_server(edition)
    store.write_map(havsakra, "new")
    for statement in ("MATCH (n:Actor) WHERE n.valid_to IS NULL", "MATCH ()-[n:TIE]->() WHERE n.valid_from IS NULL"):
        _, rows, _ = store.run_cypher(f"{statement} RETURN count(n) AS missing", {})
        assert rows == [{"missing": 0}]


@editions
def test_a_store_that_holds_a_map_takes_no_new_one_and_tells_what_it_holds(
    edition: str, open_server: Callable[[str], Store], havsakra: Map, harbourside: Map
) -> None:
    store = open_server(edition)
    with pytest.raises(StoreError, match=r"neo4j\.empty"):
        store.read_map()
    assert store.read_info().nodes == {}
    store.write_map(havsakra, "new")
    with pytest.raises(UsageError, match=r"store\.has-map"):
        store.write_map(harbourside, "new")
    assert store.read_map() == havsakra
    info = store.read_info()
    assert (info.title, info.format, info.nodes["Actor"]) == (havsakra.title, 1, len(havsakra.labelled("Actor")))
    assert sum(info.relations.values()) == len(havsakra.relations)
    assert "samverkan_actor" in info.details["constraints"]


@editions
def test_progress_counts_up_to_everything(edition: str, open_server: Callable[[str], Store], havsakra: Map) -> None:
    seen: list[tuple[int, int]] = []
    store = open_server(edition)
    store.write_map(havsakra, "new", lambda done, total: seen.append((done, total)))
    total = len(havsakra.nodes) + len(havsakra.relations)
    assert seen[-1] == (total, total)
    assert seen == sorted(seen)


@editions
def test_a_number_that_the_server_cannot_hold_changes_nothing(
    edition: str, open_server: Callable[[str], Store], harbourside: Map
) -> None:
    store = open_server(edition)
    store.write_map(harbourside, "new")
    huge = build_map([Node("r", "Requirement", {"op": "leaf", "amount": 2**63})], [], Map({}, ()))
    with pytest.raises(StoreError, match=r"neo4j\.number-too-large"):
        store.write_map(huge, "replace")
    assert store.read_map() == harbourside


def test_a_store_with_a_map_that_holds_nothing_takes_a_new_one(empty_store: Store, harbourside: Map) -> None:
    empty_store.write_map(Map({}, ()), "new")
    assert empty_store.read_map() == Map({}, ())
    empty_store.write_map(harbourside, "new")
    assert empty_store.read_map() == harbourside
    with pytest.raises(UsageError, match=r"store\.has-map"):
        empty_store.write_map(Map({}, ()), "new")


def test_a_title_alone_is_a_map_worth_keeping(empty_store: Store, harbourside: Map) -> None:
    empty_store.write_map(Map({}, (), title="T"), "new")
    with pytest.raises(UsageError, match=r"store\.has-map"):
        empty_store.write_map(harbourside, "new")


@editions
def test_a_map_that_nobody_has_written_to_is_not_sent_again(
    edition: str, open_server: Callable[[str], Neo4jStore], havsakra: Map
) -> None:
    ours, theirs = open_server(edition), open_server(edition)
    ours.write_map(havsakra, "new")
    stamp = ours.read_stamp()
    whole, sent = ours.read_map(), ours.rows_fetched
    assert ours.read_map() is whole
    assert (ours.rows_fetched or 0) - (sent or 0) <= 4  # the marker, before and after
    theirs.commit(Edit((Change("p-gatuchef", "Actor", {"level": "tactical"}, {"level": "strategic"}),), "edit"))
    again = ours.read_map()
    assert again == theirs.read_map() != whole
    theirs.wipe()
    theirs.write_map(havsakra, "new")  # its revision is the first one again
    assert ours.read_map() == havsakra
    assert ours.read_stamp() != stamp, "by which a workspace knows whether it is the map that it holds"


@editions
def test_what_a_wipe_has_left_is_not_taken_for_the_map_that_was_read(
    edition: str, open_server: Callable[[str], Neo4jStore], harbourside: Map
) -> None:
    ours, theirs = open_server(edition), open_server(edition)
    ours.write_map(harbourside, "new")
    whole = ours.read_map()
    theirs._link.write(lambda work: work.run("delete_batch", number=1))  # where it was killed after its first batch
    assert len(ours.read_map().nodes) == len(whole.nodes) - 1
