"""A history and a difference are answers: they tell nothing that the map itself would not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from command_line import run_program

from samverkan.edits import Change, Edit, Revision, find_changes
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.workflows.edits import History, Preview
from samverkan.workflows.told_changes import find_told, tell_history, tell_preview

TODAY = date.today()


def make(value: int = 12, *, special: bool = True, unit: str = "count", **position: Value) -> Map:
    said = {"kind": "stance", "value": "opposes", "basis": "minutes", "stated_on": TODAY, **position}
    nodes = [
        Node("g", "AffectedGroup", {"name": "unga", "special_category": special}),
        Node("e", "Effect", {"name": "Tryggt", "intended": True}),
        Node("n", "Indicator", {"name": "Anmälda", "unit": unit, "baseline": 30}),
        Node("m", "Measurement", {"date": TODAY, "value": value}),
        Node("p", "Position", said),
    ]
    relations = [Relation("AFFECTS", "e", "g"), Relation("MEASURES", "n", "e"), Relation("OF", "m", "n")]
    return build_map(nodes, relations)


def tell(old: Map, new: Map) -> list[tuple[str, object, object]]:
    found, left = tell_preview(Preview(old, new, changes := find_changes(old, new)), for_export=False)
    assert left == len(changes) - len(found.changes)
    return [(c.thing, c.before, c.after) for c in found.changes]


@pytest.mark.parametrize(
    ("special", "unit", "told"),
    [
        (True, "count", [("m", {"value": 12}, {})]),  # twelve may be told, nine may not
        (True, "share", [("m", {"value": 12}, {"value": 9})]),
        (False, "count", [("m", {"value": 12}, {"value": 9})]),
    ],
)
def test_a_count_below_ten_of_a_special_group_is_in_no_difference(special: bool, unit: str, told: object) -> None:
    assert tell(make(12, special=special, unit=unit), make(9, special=special, unit=unit)) == told
    if special and unit == "count":
        assert tell(make(7), make(9)) == []


def test_what_has_expired_or_is_objected_to_is_in_no_difference() -> None:
    # An own assessment counts for 90 days, another position 12 months and is kept 12 more.
    own = {"basis": "own_assessment", "stated_on": TODAY - timedelta(days=91)}
    old = {"stated_on": TODAY - timedelta(days=3 * 366)}
    for fields in (own, old):
        assert tell(make(**fields, concern="a"), make(**fields, concern="b")) == []
    assert [thing for thing, *_ in tell(make(concern="a"), make(concern="b"))] == ["p"]
    request = {"number": 1, "actor": "chef", "kind": "object", "received": TODAY, "about": ("p",)}
    asked = build_map((new := make(concern="b")).nodes.values(), new.relations, Map({}, (), requests=(request,)))
    assert "p" not in [thing for thing, *_ in tell(make(concern="a"), asked)]


def test_what_an_actor_has_said_stays_untold_when_it_is_removed_while_all_of_it_is_objected_to() -> None:
    """The map lacks the position by then, so that nothing but the log still says whose it was."""
    actors = [Node(i, "Actor", {"name": i, "kind": "post"}) for i in ("chef", "annan")]
    base = make(concern="buller")
    taken = [Relation("TAKES", "chef", "p", {})]
    there = build_map([*base.nodes.values(), *actors], [*base.relations, *taken])
    request = {"number": 1, "actor": "chef", "kind": "object", "received": TODAY}

    def tell_removal(whose: str) -> set[str]:
        frame = Map({}, (), requests=({**request, "actor": whose},))
        gone = build_map([n for n in there.nodes.values() if n.id != "p"], base.relations, frame)
        log = (Revision(1, datetime(2026, 1, 2, tzinfo=UTC), Edit(find_changes(there, gone), "remove", "vi")),)
        return {c.thing for c in find_told(History(log, gone), for_export=False)[1]}

    assert "p" in tell_removal("annan")
    assert not {thing for thing in tell_removal("chef") if "p" in thing.split()}


def test_a_history_tells_no_count_below_ten_of_what_is_gone_either() -> None:
    changes = (
        Change("m", "Measurement", after={"value": 9, "date": TODAY}),
        Change("gone", "Measurement", after={"value": 4, "date": TODAY}),
    )
    log = (Revision(1, datetime(2026, 1, 2, tzinfo=UTC), Edit(changes, "edit", "vi")),)
    told = find_told(History(log, make()), for_export=False)
    assert [(c.thing, c.after) for c in told[1]] == [("m", {"date": TODAY}), ("gone", {"date": TODAY})]
    found, left = tell_history(History(log, make(), "m"), for_export=False)
    assert left == 0 and len(found.revisions) == 1


def test_nobody_writes_a_review_beyond_its_bound_not_even_over_one(tmp_path: Path) -> None:
    """A file may hold one, with a warning; who writes it anew is refused, and another field may be changed."""
    path = tmp_path / "karta.yaml"
    said = "{id: p, taken_by: a, about: i, kind: priority, value: low, basis: minutes, stated_on: 2025-01-10"
    head = (
        "samverkan: 1\ntitle: t\nprofile: none\nactors: [{id: a, name: A, kind: board}]\nissues: [{id: i, name: I}]\n"
    )
    path.write_text(f"{head}positions: [{said}, review_by: 2028-01-01}}]\n", "utf-8")
    # Stated 2025-01-10: usual until 2026-01-10, at most until 2027-01-10.
    found = {day: run_program("edit", "p", f"review_by={day}", on=path) for day in ("2029-01-01", "2027-01-11")}
    assert {day: done.code for day, done in found.items()} == dict.fromkeys(found, 1)
    assert run_program("edit", "p", "value=high", on=path).code == 0
    done = run_program("edit", "p", "review_by=2027-01-10", "--lang", "en", on=path)
    assert done.code == 0 and "by 2026-01-10 is usual" in done.out
