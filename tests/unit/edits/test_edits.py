"""Edits: applied field by field, taken back, folded; what two writers do comes out as one order or a told conflict."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies.maps import maps

from samverkan.edits import (
    Change,
    ConflictError,
    Edit,
    Revision,
    apply_edit,
    check_edit,
    find_changes,
    find_last_standing,
    find_standing,
    fold_back,
    invert,
    key_of_thing,
    merge_maps,
)
from samverkan.edits.applying import apply_changes
from samverkan.errors import MapProblemsError, UsageError
from samverkan.model import ALWAYS_FROM, Map, Node, Relation, build_map

MANY = int(os.environ.get("SAMVERKAN_EXAMPLES", "25"))
some = settings(
    max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TIE = ("TIE", "a", "b", ALWAYS_FROM)


def make(*nodes: Node, relations: tuple[Relation, ...] = (), title: str = "T") -> Map:
    return build_map(nodes, relations, Map({}, (), title=title))


def actor(node_id: str, **properties: str | bool) -> Node:
    return Node(node_id, "Actor", {"name": node_id.upper(), "kind": "post", **properties})


def to_edit(old: Map, new: Map) -> Edit:
    return Edit(find_changes(old, new))


def to_revisions(states: list[Map]) -> list[Revision]:
    """The revisions that lead from each state to the next, numbered from 1."""
    return [Revision(n, AT, to_edit(old, new)) for n, (old, new) in enumerate(pairwise(states), 1)]


@given(maps(most=2), maps(most=2))
@some
def test_the_changes_between_two_maps_lead_from_one_to_the_other_and_back(old: Map, new: Map) -> None:
    edit = to_edit(old, new)
    there = apply_edit(old, edit)
    assert repr(there) == repr(new)
    if len({change.key for change in edit.changes}) == len(edit.changes):  # else an id becomes something else
        assert apply_edit(new, edit) == new, "what is as wanted already stays"
    assert repr(apply_edit(there, invert(Revision(1, AT, edit)))) == repr(old) if edit.changes else old == new


@given(st.lists(maps(most=2), min_size=2, max_size=4))
@some
def test_a_map_as_it_stood_is_the_map_that_stood(states: list[Map]) -> None:
    revisions = to_revisions(states)
    for number, state in enumerate(states):
        if all(r.edit.changes for r in revisions[number:]):
            assert fold_back(states[-1], revisions, number) == (state, 0)


@given(maps(most=2), maps(most=2), maps(most=2))
@some
def test_two_writers_come_out_as_one_after_the_other_or_as_a_told_conflict(base: Map, one: Map, other: Map) -> None:
    first, second = to_edit(base, one), to_edit(base, other)
    found = []
    for order in ((first, second), (second, first)):
        try:
            found.append(apply_edit(apply_edit(base, order[0]), order[1]))
        except ConflictError as error:
            assert error.conflicts
            found.append(None)
    if found[0] is not None and found[1] is not None:
        assert found[0] == found[1]


def test_what_the_writer_did_not_touch_keeps_what_is_there() -> None:
    base = make(actor("a", level="tactical"))
    mine = to_edit(base, make(actor("a", level="strategic")))
    theirs = make(actor("a", level="tactical", head=True))
    assert apply_edit(theirs, mine).nodes["a"].properties == {
        "head": True,
        "kind": "post",
        "level": "strategic",
        "name": "A",
    }


def test_the_same_field_is_a_conflict_with_base_mine_and_theirs() -> None:
    base = make(actor("a", level="tactical"))
    mine = to_edit(base, make(actor("a", level="strategic")))
    with pytest.raises(ConflictError) as caught:
        apply_edit(make(actor("a", level="operative")), mine)
    (conflict,) = caught.value.conflicts
    assert (conflict.field, conflict.base, conflict.mine, conflict.theirs) == (
        "level",
        "tactical",
        "strategic",
        "operative",
    )
    assert caught.value.exit_code == 3


def test_the_same_wish_of_two_writers_is_no_conflict() -> None:
    base, wanted = make(actor("a", level="tactical")), make(actor("a", level="strategic"))
    assert apply_changes(wanted, to_edit(base, wanted)) == (wanted, ())


def test_a_thing_goes_only_as_it_was_seen_and_with_its_relations_named() -> None:
    tie = Relation("TIE", "a", "b", {"strength": "new"})
    base = make(actor("a"), actor("b"))
    gone = to_edit(base, make(actor("b")))
    assert apply_edit(base, gone).nodes.keys() == {"b"}
    with pytest.raises(ConflictError):
        apply_edit(make(actor("a", head=True), actor("b")), gone)
    with pytest.raises(ConflictError) as caught:
        apply_edit(make(actor("a"), actor("b"), relations=(tie,)), gone)
    assert caught.value.conflicts[0].change.key == TIE


def test_a_thing_with_forty_relations_goes_and_comes_back_whole() -> None:
    nodes = [actor("a", level="tactical"), *(actor(f"n{i}") for i in range(20))]
    ties = tuple(Relation("TIE", "a", f"n{i}", {"strength": "new"}) for i in range(20))
    lines = tuple(Relation("PART_OF", f"n{i}", "a", {"valid_from": date(2020, 1, 1)}) for i in range(20))
    base = make(*nodes, relations=ties + lines)
    without = make(*nodes[1:])
    edit = to_edit(base, without)
    assert len(edit.changes) == 41
    assert apply_edit(apply_edit(base, edit), invert(Revision(1, AT, edit))) == base


def test_equal_relations_are_one_list() -> None:
    def roles(*names: str) -> Map:
        ties = tuple(Relation("INVOLVED_IN", "a", "i", {"role": name}) for name in names)
        return make(actor("a"), Node("i", "Issue", {"name": "I"}), relations=ties)

    two = to_edit(roles("owner"), roles("owner", "receiver"))
    assert len(two.changes) == 1
    assert apply_edit(roles("owner"), two) == roles("owner", "receiver")
    with pytest.raises(ConflictError):
        apply_edit(roles("expert"), two)


def test_a_relation_is_merged_by_its_properties() -> None:
    def tie(**values: str) -> Map:
        return make(actor("a"), actor("b"), relations=(Relation("TIE", "a", "b", values),))

    stronger = to_edit(tie(strength="new"), tie(strength="strong"))
    there = apply_edit(tie(strength="new", basis="person"), stronger)
    assert there == tie(strength="strong", basis="person")


def test_a_number_and_a_truth_are_not_the_same() -> None:
    one, truth, decimal = (make(Node("n", "Indicator", {"name": "N", "target": v})) for v in (1, True, 1.0))
    assert len(find_changes(one, truth)) == len(find_changes(one, decimal)) == 1


def test_the_header_changes_field_by_field() -> None:
    base, renamed = make(actor("a")), make(actor("a"), title="N")
    edit = to_edit(base, renamed)
    assert edit.changes == (Change("", "Map", {"title": "T"}, {"title": "N"}),)
    theirs = build_map(base.nodes.values(), (), Map({}, (), title="T", us=("a",)))
    assert (apply_edit(theirs, edit).title, apply_edit(theirs, edit).us) == ("N", ("a",))


def test_undo_after_a_change_elsewhere_works_and_on_the_same_field_conflicts() -> None:
    base = make(actor("a", level="tactical"), actor("b"))
    edited = make(actor("a", level="strategic"), actor("b"))
    back = invert(Revision(1, AT, to_edit(base, edited)))
    elsewhere = make(actor("a", level="strategic"), actor("b", head=True))
    assert apply_edit(elsewhere, back) == make(actor("a", level="tactical"), actor("b", head=True))
    with pytest.raises(ConflictError):
        apply_edit(make(actor("a", level="operative"), actor("b")), back)


def test_which_revision_a_bare_undo_takes() -> None:
    change = (Change("a", "Actor", {}, {"head": True}),)

    def revision(number: int, undoes: int | None = None) -> Revision:
        return Revision(number, AT, Edit(change, undoes=undoes))

    one, two, back, again = revision(1), revision(2), revision(3, 2), revision(4, 3)
    assert find_last_standing([one, two]) == two
    assert find_last_standing([one, two, back]) == one, "a second undo goes further back"
    assert find_last_standing([one, two, back, again]) == two, "the undo of the undo is redo"
    assert find_standing([one, two, back]) == [one, back]
    extract = Revision(5, AT, Edit((), "records extract", why="1 § …"))
    assert find_last_standing([one, extract]) == one, "what changed nothing is passed over"


def test_a_blanked_value_cannot_be_taken_back_and_is_counted_when_folding() -> None:
    base = make(actor("a"), actor("b"))
    blanked = Revision(1, AT, Edit((Change(None, "Position", past="added"), Change("b", "Actor", {}, {"head": True}))))
    with pytest.raises(UsageError):
        invert(blanked)
    now = make(actor("a"), actor("b", head=True))
    assert fold_back(now, [blanked], 0) == (base, 1)


def test_values_that_were_never_kept_stop_the_way_back() -> None:
    earlier = Revision(1, AT, Edit((Change("a", "Actor", past="updated"),)))
    with pytest.raises(UsageError, match="not-kept"):
        fold_back(make(actor("a")), [earlier], 0)
    assert fold_back(make(actor("a")), [earlier], 1) == (make(actor("a")), 0)


@pytest.mark.parametrize("thing", ["a", "TIE a b", "TIE a b 2020-01-02"])
def test_a_thing_is_one_line_and_back(thing: str) -> None:
    assert Change(key_of_thing(thing), "").thing == thing


def test_an_edit_is_refused_for_what_it_makes_wrong_and_not_for_what_was() -> None:
    line = Relation("PART_OF", "a", "b", {})
    cycle = Relation("PART_OF", "b", "a", {})
    wrong = make(actor("a"), actor("b"), Node("w", "Actor", {"name": "W"}), relations=(line,))
    better = make(actor("a", head=True), actor("b"), Node("w", "Actor", {"name": "W"}), relations=(line,))
    assert all(p.severity == "warning" for p in check_edit(wrong, better))
    with pytest.raises(MapProblemsError) as caught:
        check_edit(wrong, make(*wrong.nodes.values(), relations=(line, cycle)))
    assert {p.key for p in caught.value.problems} == {"cycle"}


def tree(initiative: str, *leaves: str, status: str | None = None) -> tuple[list[Node], list[Relation]]:
    nodes = [Node(initiative, "Initiative", {"name": initiative})]
    relations = []
    root = f"{initiative}-all"
    nodes.append(Node(root, "Requirement", {"op": "all"}))
    relations.append(Relation("REQUIRES", initiative, root, {}))
    for step, leaf in enumerate(leaves, 1):
        values = {"op": "leaf", "form": "decide"} | ({"status": status} if status else {})
        nodes.append(Node(leaf, "Requirement", values))
        relations.append(Relation("REQUIRES", root, leaf, {"step": step}))
    return nodes, relations


def test_merging_replaces_the_tree_that_the_newcomer_brings_and_no_other() -> None:
    nodes, relations = tree("x", "x1", "x2", status="met")
    others, their_relations = tree("y", "y1")
    promise = [Node("c", "Commitment", {"name": "C"}), Node("d", "Commitment", {"name": "D"})]
    about = [Relation("ABOUT", "c", "x1", {}), Relation("ABOUT", "d", "x2", {})]
    old = build_map([*nodes, *others, *promise], [*relations, *their_relations, *about])
    merged = merge_maps(old, build_map(*tree("x", "x1", "x3")))
    assert {n.id for n in merged.labelled("Requirement")} == {"x-all", "x1", "x3", "y-all", "y1"}
    assert "status" not in merged.nodes["x1"].properties
    assert [(r.start, r.end) for r in merged.relations if r.type == "ABOUT"] == [("c", "x1")]


def test_a_map_that_is_merged_with_what_it_says_already_stays_the_same_one() -> None:
    """A tree that is brought as it stands is not replaced; one that says anything else is."""
    nodes, relations = tree("x", "x1", "x2")
    old = build_map(nodes, relations, Map({}, (), title="T", us=("x",)))
    assert merge_maps(old, build_map(*tree("x", "x1", "x2"))) is old
    assert merge_maps(old, build_map(*tree("x", "x2", "x1"))) != old, "in another order"
    assert "x2" not in merge_maps(old, build_map(*tree("x", "x1"))).nodes


def test_a_requirement_that_a_merge_brings_again_keeps_its_sources_unless_it_names_others() -> None:
    """The sources of x stay, those of y are others, z does not come again and takes its source along."""
    sources = [Node(i, "Source", {"name": i}) for i in ("s", "t")]
    nodes, relations = tree("i", "x", "y", "z")
    told = [Relation("SOURCED_BY", leaf, "s", {}) for leaf in ("x", "y", "z")]
    old = build_map([*nodes, *sources], [*relations, *told])
    nodes, relations = tree("i", "x", "y")
    new = build_map([*nodes, *sources], [*relations, Relation("SOURCED_BY", "y", "t", {})])
    merged = merge_maps(old, new)
    found = [(r.start, r.end) for r in merged.relations if r.type == "SOURCED_BY"]
    assert found == [("x", "s"), ("y", "t")]
    assert "z" not in merged.nodes


def test_merging_keeps_who_we_are_and_what_is_equal_once() -> None:
    def roles(*names: str, us: tuple[str, ...] = ()) -> Map:
        relations = tuple(Relation("INVOLVED_IN", "a", "i", {"role": name}) for name in names)
        return build_map([actor("a"), actor("b"), Node("i", "Issue", {"name": "I"})], relations, Map({}, (), us=us))

    merged = merge_maps(roles("owner", "expert", us=("a",)), roles("expert", "receiver", us=("b",)))
    assert [r.properties["role"] for r in merged.relations] == ["owner", "expert", "receiver"]
    assert merged.us == ("a",)
    assert merge_maps(roles(), roles(us=("b",))).us == ("b",)


def test_what_a_merge_leaves_as_it_was_is_the_same_thing_so_that_it_need_not_be_judged_again() -> None:
    """Of two things and three relations one of each is changed; a second relation of a key comes beside the first."""
    leverage = Relation("HAS_LEVERAGE_OVER", "a", "b", {"form": "money"})
    old = build_map(
        [Node("a", "Actor", {"name": "A", "kind": "post"}), Node("b", "Actor", {"name": "B", "kind": "post"})],
        [leverage, Relation("TIE", "a", "b", {"strength": "new"}), Relation("TIE", "b", "a", {"strength": "new"})],
    )
    new = build_map(
        [Node("a", "Actor", {"kind": "post"}), Node("b", "Actor", {"kind": "unit"})],
        [
            Relation("TIE", "a", "b", {"strength": "strong"}),
            Relation("TIE", "b", "a", {}),
            Relation("HAS_LEVERAGE_OVER", "a", "b", {"form": "money"}),
            Relation("PART_OF", "a", "b", {}),
        ],
    )
    merged = merge_maps(old, new)
    wanted = [old.relations[0], Relation("PART_OF", "a", "b", {}), Relation("TIE", "a", "b", {"strength": "strong"})]
    assert merged == build_map(
        [old.nodes["a"], Node("b", "Actor", {"name": "B", "kind": "unit"})], [*wanted, old.relations[2]], old
    )
    assert merged.nodes["a"] is old.nodes["a"]
    assert merged.relations[0] is old.relations[0]
    assert merged.relations[-1] is old.relations[2]
