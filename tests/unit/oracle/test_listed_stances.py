"""The oracle on the stance that counts, by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from oracle.sketch import DAY, GOAL, Sketch
from oracle.stances import Stances, months_later
from oracle.there import There


def stance(sketch: Sketch, actor: str = "a", day: date = DAY) -> str:
    return Stances(There(sketch.build(), day), GOAL)[actor]


def stated(on: date, basis: str | None = "written", **properties: Any) -> Sketch:
    sketch = Sketch()
    sketch.actor("a", **{k: v for k, v in properties.items() if k == "holder_since"})
    given = {k: v for k, v in properties.items() if k == "review_by"}
    sketch.stance("p", "a", "opposes", on, basis=basis, **given)
    return sketch


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("on", "basis", "given", "counts"),
    [
        (date(2024, 6, 15), "written", {}, True),  # 12 months later is today
        (date(2024, 6, 14), "written", {}, False),
        (ago(90), "own_assessment", {}, True),
        (ago(91), "own_assessment", {}, False),
        (date(2023, 6, 15), "minutes", {"review_by": date(2099, 1, 1)}, True),  # bound: 24 months
        (date(2023, 6, 14), "minutes", {"review_by": date(2099, 1, 1)}, False),
        (ago(91), "own_assessment", {"review_by": date(2099, 1, 1)}, False),  # bound: 90 days
        (ago(5), "written", {"review_by": DAY}, True),
        (ago(5), "written", {"review_by": ago(1)}, False),
        (ago(5), "stated_in_meeting", {"holder_since": ago(4)}, False),  # said by the one before
        (ago(5), "written", {"holder_since": ago(4)}, True),  # the post's own
        (ago(5), None, {"holder_since": ago(5)}, True),
        (ago(5), None, {"holder_since": DAY + timedelta(days=1)}, True),  # not yet
        (DAY + timedelta(days=1), "written", {}, False),
    ],
)
def test_when_it_counts(on: date, basis: str | None, given: dict[str, date], counts: bool) -> None:
    assert stance(stated(on, basis, **given)) == ("opposes" if counts else "unknown")


def test_the_latest_counts_though_it_is_past_review_and_an_older_is_not() -> None:
    sketch = stated(ago(9), review_by=DAY)
    sketch.stance("p2", "a", "supports", ago(5), review_by=ago(1))
    assert stance(sketch) == "unknown"


def groups() -> Sketch:
    sketch = Sketch()
    sketch.actor("office", kind="department")
    sketch.actor("a", part_of="office")
    for group in ("g1", "g2"):
        sketch.actor(group, kind="party_group")
        sketch.link("MEMBER_OF", "a", group)
    return sketch


def test_a_party_group_goes_before_the_organisation_the_first_that_has_stated_one() -> None:
    sketch = groups()
    sketch.stance("p1", "office", "opposes")
    assert stance(sketch) == "opposes"
    sketch.stance("p2", "g2", "neutral")
    assert stance(sketch) == "neutral"
    sketch.stance("p3", "g1", "supports")
    assert stance(sketch) == "supports"
    sketch.stance("p4", "a", "champions")
    assert stance(sketch) == "champions"


def test_a_group_whose_stance_is_past_review_leaves_it_unknown() -> None:
    sketch = groups()
    sketch.stance("p1", "office", "opposes")
    sketch.stance("p2", "g1", "supports", ago(400))
    assert stance(sketch) == "unknown"


def test_months_are_those_of_the_calendar() -> None:
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_later(date(2024, 2, 29), -24) == date(2022, 2, 28)
    assert months_later(date(2025, 12, 31), 2) == date(2026, 2, 28)
