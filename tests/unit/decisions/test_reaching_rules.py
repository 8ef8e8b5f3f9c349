"""One test for each rule of reaching somebody: kinds of contact, go-betweens, cold contact, where it starts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from oracle.asking import plan, sketch_to_ask
from oracle.sketch import DAY, US, Sketch, all_of, leaf

YESTERDAY = DAY - timedelta(days=1)


def contacts(sketch: Sketch, **given: Any) -> list[tuple[str, str, int]]:
    return [contact[:3] for contact in plan(sketch, **given).contacts]


@pytest.mark.parametrize(("strength", "effort"), [("strong", 1), ("established", 2), ("acquainted", 3), ("new", 5)])
def test_a_tie_by_its_strength(strength: str, effort: int) -> None:
    sketch = sketch_to_ask("a")
    sketch.tie(US, "a", strength)
    assert contacts(sketch) == [(US, "a", effort)]


def test_contact_is_symmetric() -> None:
    sketch = sketch_to_ask("a")
    sketch.tie("a", US, "established")
    assert contacts(sketch) == [(US, "a", 2)]


@pytest.mark.parametrize("kind", ["forum", "board", "assembly", "committee"])
@pytest.mark.parametrize("seat", ["ordinary", "voting", "chair", "secretary", None])
def test_two_members_of_one_body_are_3_apart_whatever_their_seats(kind: str, seat: str | None) -> None:
    sketch = sketch_to_ask("a")
    sketch.body("body", US, kind=kind, seat="ordinary")
    sketch.link("MEMBER_OF", "a", "body", **({"seat": seat} if seat else {}))
    assert contacts(sketch) == [(US, "a", 3)]


def test_a_member_is_in_contact_with_the_body_itself() -> None:
    sketch = Sketch()
    sketch.body("board", US)
    sketch.mandate("d", "board", kind="concur")
    sketch.requires(leaf("concur"))
    assert contacts(sketch) == [(US, "board", 3)]


def test_members_of_two_bodies_share_none() -> None:
    sketch = sketch_to_ask("a")
    sketch.body("one", US, kind="forum")
    sketch.body("other", "a", kind="forum")
    assert contacts(sketch) == [(US, "a", 8)]


def test_a_post_and_its_organisation_are_3_apart_either_way() -> None:
    sketch = Sketch()
    sketch.actor("office", kind="department")
    sketch.actor("a", part_of="office")
    sketch.mandate("d", "office", kind="concur")
    sketch.requires(leaf("concur"))
    assert contacts(sketch, start=["a"]) == [("a", "office", 3)]
    sketch = Sketch()
    sketch.actor("office", kind="department")
    sketch.actor("a", part_of="office")
    sketch.mandate("d", "a", kind="concur")
    sketch.requires(leaf("concur"))
    assert contacts(sketch, start=["office"]) == [("office", "a", 3)]


def test_an_organisation_and_the_one_it_is_part_of_are_3_apart() -> None:
    sketch = Sketch()
    sketch.actor("town", kind="municipality")
    sketch.actor("office", kind="department", part_of="town")
    sketch.mandate("d", "town", kind="concur")
    sketch.requires(leaf("concur"))
    assert contacts(sketch, start=["office"]) == [("office", "town", 3)]


def test_a_line_goes_step_by_step() -> None:
    sketch = Sketch()
    sketch.actor("office", kind="department")
    sketch.actor("a", "b", part_of="office")
    sketch.mandate("d", "b", kind="concur")
    sketch.requires(leaf("concur"))
    assert contacts(sketch, start=["a"]) == [("a", "office", 3), ("office", "b", 3)]


def test_there_is_no_line_through_a_forum() -> None:
    sketch = Sketch()
    sketch.actor("town", kind="municipality")
    sketch.actor("f", kind="forum", part_of="town")
    sketch.actor("a", "b", part_of="f")
    sketch.mandate("d", "b", kind="concur")
    sketch.requires(leaf("concur"))
    assert contacts(sketch, start=["a"]) == [("a", "b", 8)]
    assert contacts(sketch, start=["f"]) == [("f", "b", 8)]
    assert contacts(sketch, start=["town"]) == [("town", "b", 8)]


def test_a_forum_may_be_a_go_between_by_its_ties() -> None:
    sketch = sketch_to_ask("a")
    sketch.actor("f", kind="forum")
    sketch.tie(US, "f")
    sketch.tie("f", "a")
    assert contacts(sketch) == [(US, "f", 1), ("f", "a", 1)]


def test_without_any_contact_it_is_cold() -> None:
    sketch = sketch_to_ask("a")
    assert contacts(sketch) == [(US, "a", 8)]
    assert plan(sketch).contacts[0][3] == "cold"


def test_cold_contact_starts_from_us_only() -> None:
    """A friend of both, met cold, costs 8 + 1 + 1; neither of the two could introduce us, for both oppose."""
    sketch = Sketch()
    sketch.actor("a", "b", "friend")
    sketch.tie("friend", "a")
    sketch.tie("friend", "b")
    sketch.mandate("d1", "a", kind="concur")
    sketch.mandate("d2", "b", kind="prepare")
    sketch.requires(all_of(leaf("concur"), leaf("prepare")))
    sketch.stance("p1", "a", "opposes")
    sketch.stance("p2", "b", "opposes")
    assert contacts(sketch) == [(US, "friend", 8), ("friend", "a", 1), ("friend", "b", 1)]


def test_the_cheapest_kind_of_contact_counts() -> None:
    sketch = sketch_to_ask("a")
    sketch.tie(US, "a", "new")
    sketch.body("f", US, "a", kind="forum")
    assert contacts(sketch) == [(US, "a", 3)]
    sketch.tie("a", US, "established")
    assert contacts(sketch) == [(US, "a", 2)]


def test_a_new_tie_is_dearer_than_nothing_but_cold() -> None:
    sketch = sketch_to_ask("a", "b")
    sketch.tie(US, "a", "new")
    sketch.tie(US, "b", "established")
    sketch.tie("b", "a", "established")
    assert contacts(sketch) == [(US, "b", 2), ("b", "a", 2)]


@pytest.mark.parametrize(
    ("validity", "effort"),
    [({"valid_to": DAY}, 8), ({"valid_from": DAY + timedelta(days=1)}, 8), ({"valid_from": DAY}, 1)],
)
def test_a_contact_counts_only_while_it_is_valid(validity: dict[str, date], effort: int) -> None:
    sketch = sketch_to_ask("a")
    sketch.tie(US, "a", **validity)
    assert contacts(sketch) == [(US, "a", effort)]


def test_a_step_that_two_are_reached_through_is_paid_once() -> None:
    sketch = Sketch()
    sketch.actor("a", "b", "friend")
    sketch.tie(US, "friend", "acquainted")
    sketch.tie("friend", "a")
    sketch.tie("friend", "b")
    sketch.mandate("d1", "a", kind="concur")
    sketch.mandate("d2", "b", kind="prepare")
    sketch.requires(all_of(leaf("concur"), leaf("prepare")))
    found = plan(sketch)
    assert found.reaches == 5
    assert sorted(step.reach for step in found.steps) == [1, 4]
    assert {step.through for step in found.steps} == {("friend",)}


def test_who_opposes_is_no_go_between_but_can_be_the_end() -> None:
    sketch = sketch_to_ask("a", "b")
    sketch.tie(US, "b")
    sketch.tie("b", "a")
    assert contacts(sketch) == [(US, "b", 1), ("b", "a", 1)]
    sketch.stance("p", "b", "opposes")
    assert contacts(sketch) == [(US, "a", 8)]
    sketch.mandate("d2", "b", kind="prepare")
    sketch.relations = [r for r in sketch.relations if r.type != "REQUIRES"]
    sketch.requires(all_of(leaf("concur"), leaf("prepare")))
    assert sorted(contacts(sketch)) == [(US, "a", 8), (US, "b", 1)]


def test_who_opposed_until_a_review_date_gone_by_is_a_go_between() -> None:
    sketch = sketch_to_ask("a", "b")
    sketch.tie(US, "b")
    sketch.tie("b", "a")
    sketch.stance("p", "b", "opposes", YESTERDAY, review_by=YESTERDAY)
    assert contacts(sketch) == [(US, "b", 1), ("b", "a", 1)]


def test_a_post_of_an_organisation_that_opposes_is_no_go_between() -> None:
    sketch = sketch_to_ask("a")
    sketch.actor("office", kind="department")
    sketch.actor("b", part_of="office")
    sketch.tie(US, "b")
    sketch.tie("b", "a")
    sketch.stance("p", "office", "opposes")
    assert contacts(sketch) == [(US, "a", 8)]


def test_us_starts_whatever_its_own_stance() -> None:
    sketch = sketch_to_ask("a")
    sketch.tie(US, "a")
    sketch.stance("p", US, "opposes")
    assert contacts(sketch) == [(US, "a", 1)]


def test_several_of_us_are_all_where_contact_starts() -> None:
    sketch = sketch_to_ask("a", "colleague")
    sketch.tie("colleague", "a", "established")
    assert contacts(sketch, start=[US, "colleague"]) == [("colleague", "a", 2)]
