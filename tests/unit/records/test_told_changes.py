"""A history and a difference are answers: they tell nothing that the map itself would not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

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
