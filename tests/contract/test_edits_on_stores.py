"""Edits on every store: committed, logged, taken back; two writers; the rules inside the transaction."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies.maps import maps
from strategies.random_edits import WAYS

from samverkan.edits import Change, ConflictError, Edit, apply_edit, check_edit, find_changes, fold_back, invert
from samverkan.errors import MapProblemsError
from samverkan.model import ALWAYS_FROM, Map, Node, Relation, build_map
from samverkan.store.protocol import Store

MANY = int(os.environ.get("SAMVERKAN_EXAMPLES", "6"))
few = settings(
    max_examples=MANY, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def make(*relations: Relation, **levels: str) -> Map:
    nodes = [
        Node(i, "Actor", {"name": i, "kind": "unit", **({"level": levels[i]} if i in levels else {})}) for i in "abc"
    ]
    return build_map(nodes, relations, Map({}, (), title="T", us=("a",)))


def edit_to(store: Store, new: Map, old: Map | None = None) -> Edit:
    return Edit(find_changes(old or store.read_map(), new), "edit", "a", "därför")


def test_an_edit_is_stored_with_its_number_and_values(empty_store: Store) -> None:
    empty_store.write_map(make(), "new")
    made = empty_store.commit(edit_to(empty_store, make(a="tactical")))
    assert made is not None and made.number == 2
    first, second = empty_store.read_revisions()
    assert first.is_first and first.counts == {"added": 3, "updated": 0, "removed": 0}
    assert second == made
    assert (second.edit.by, second.edit.why, second.edit.command) == ("a", "därför", "edit")
    assert [(c.thing, c.before, c.after) for c in second.edit.changes] == [("a", {}, {"level": "tactical"})]
    assert empty_store.commit(edit_to(empty_store, make(a="tactical"), make())) is None, "nothing is left to do"
    assert len(empty_store.read_revisions()) == 2


def test_any_sequence_of_edits_taken_back_in_reverse_gives_the_first_map(empty_store: Store) -> None:
    @given(st.lists(maps(most=2), min_size=2, max_size=4))
    @few
    def check(states: list[Map]) -> None:
        empty_store.wipe()
        empty_store.write_map(replace(states[0], title="T"), "new")
        snapshots = {empty_store.read_revisions()[-1].number: empty_store.read_map()}
        for state in states[1:]:
            made = empty_store.write_map(replace(state, title="T"), "replace", edit=Edit((), "edit"))
            if made is not None:
                snapshots[made.number] = empty_store.read_map()
        revisions = empty_store.read_revisions()
        for number, snapshot in snapshots.items():
            assert fold_back(empty_store.read_map(), revisions, number) == (snapshot, 0)
        first = min(snapshots)
        for revision in [r for r in reversed(revisions) if r.number > first]:
            assert empty_store.commit(invert(revision)) is not None
        assert repr(empty_store.read_map()) == repr(snapshots[first])

    check()


def test_two_writers_on_two_fields_both_stand_and_on_one_field_one_is_told(empty_store: Store) -> None:
    base = make()
    empty_store.write_map(base, "new")
    one, other = edit_to(empty_store, make(a="tactical")), edit_to(empty_store, make(b="tactical"))
    same = edit_to(empty_store, make(a="strategic"))
    empty_store.commit(one)
    empty_store.commit(other)
    assert empty_store.read_map() == make(a="tactical", b="tactical")
    before = empty_store.read_revisions()
    with pytest.raises(ConflictError):
        empty_store.commit(same)
    assert empty_store.read_map() == make(a="tactical", b="tactical")
    assert empty_store.read_revisions() == before, "a failed edit leaves no trace"


def test_a_thing_with_forty_relations_goes_and_comes_back_whole(empty_store: Store) -> None:
    crowd = [Node(f"n{i}", "Actor", {"name": f"N{i}", "kind": "unit"}) for i in range(20)]
    ties = [Relation("TIE", "a", node.id, {"strength": "new"}) for node in crowd]
    lines = [Relation("PART_OF", node.id, "a", {"valid_from": date(2020, 1, 1)}) for node in crowd]
    rest = make().nodes
    whole = build_map([*rest.values(), *crowd], [*ties, *lines], make())
    without = build_map([n for n in whole.nodes.values() if n.id != "a"], [], replace(make(), us=("b",)))
    empty_store.write_map(whole, "new")
    made = empty_store.commit(edit_to(empty_store, without))
    assert made is not None and len(made.edit.changes) == 42, "the thing, its relations, and who we are"
    assert empty_store.read_map() == without
    assert empty_store.commit(invert(made)) is not None
    assert repr(empty_store.read_map()) == repr(whole)


def test_two_halves_of_a_cycle_are_not_both_stored(empty_store: Store) -> None:
    """Each half is sound by itself and against the map that both writers saw."""
    empty_store.write_map(make(), "new")
    half, other = (edit_to(empty_store, make(Relation("PART_OF", *ends, {}))) for ends in ("ab", "ba"))
    empty_store.commit(half)
    with pytest.raises(MapProblemsError):
        empty_store.commit(other)
    with pytest.raises(MapProblemsError):
        empty_store.write_map(build_map([], [Relation("PART_OF", "b", "a", {})]), "merge")
    assert empty_store.read_map() == make(Relation("PART_OF", "a", "b", {}))


def test_the_undo_of_the_first_load_empties_the_map(empty_store: Store) -> None:
    empty_store.write_map(make(), "new")
    empty_store.commit(Edit(find_changes(make(), Map({}, ())), "undo", undoes=1))
    assert not any(empty_store.read_info().nodes.values())
    assert empty_store.read_revisions()[-1].counts == {"added": 0, "updated": 0, "removed": 3}
    assert all(not c.is_known for r in empty_store.read_revisions() for c in r.edit.changes)
    empty_store.write_map(make(b="tactical"), "new")
    assert empty_store.read_map() == make(b="tactical")


def test_the_log_is_no_part_of_the_map_and_goes_with_it(empty_store: Store) -> None:
    empty_store.write_map(make(), "new")
    empty_store.commit(edit_to(empty_store, make(c="tactical")))
    assert empty_store.read_info().nodes == {"Actor": 3}
    assert empty_store.read_map() == apply_edit(make(), Edit(find_changes(make(), make(c="tactical"))))
    empty_store.wipe()
    assert all(r.edit.command == "wipe" for r in empty_store.read_revisions())


def test_an_edit_is_judged_as_it_would_be_with_the_whole_map_at_hand(empty_store: Store, havsakra: Map) -> None:
    """A server fetches only what an edit touches; what it stores, refuses and finds in conflict is the same."""
    empty_store.write_map(havsakra, "new")
    content, rng, refused = havsakra, Random(11), 0
    for _ in range(MANY * 6):
        new = rng.choice(WAYS)(content, rng)
        edit = Edit(find_changes(content, new), "edit")
        try:
            check_edit(content, new)
        except MapProblemsError as error:
            refused += 1
            with pytest.raises(MapProblemsError) as caught:
                empty_store.commit(edit)
            assert {p.key for p in caught.value.problems} == {p.key for p in error.problems}
        else:
            made = empty_store.commit(edit)
            assert (made is None) == (not edit.changes)
            content = new
    assert refused
    assert empty_store.read_map() == content
    assert fold_back(content, empty_store.read_revisions(), 1) == (havsakra, 0)


@pytest.mark.neo4j
def test_an_edit_on_a_server_fetches_little(open_server: Callable[[str], Store], havsakra: Map) -> None:
    store = open_server("lts")
    crowd = [Node(f"n{i}", "Actor", {"name": f"N{i}", "kind": "post"}) for i in range(3000)]
    lines = [Relation("PART_OF", node.id, "kommun", {}) for node in crowd]
    content = build_map([*havsakra.nodes.values(), *crowd], [*havsakra.relations, *lines], havsakra)
    store.write_map(content, "new")
    edits = [
        Edit(
            (
                Change(f"n{i}", "Actor", {}, {"level": "tactical"}),
                Change(("TIE", f"n{i}", "kommun", ALWAYS_FROM), "TIE", None, ({},)),
            )
        )
        for i in range(12)
    ]
    spent = []
    for edit in edits:
        began = perf_counter()
        assert store.commit(edit) is not None
        spent.append(perf_counter() - began)
    began = perf_counter()
    store.read_map()
    assert min(spent) < (perf_counter() - began) / 2, "a single edit takes some 20 ms, reading the map a second"
