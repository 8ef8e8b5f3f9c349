"""Forums, leverage, routes and ties: worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from strategies.small_maps import DAY, Sketch

from samverkan.decisions import personal_ties
from samverkan.decisions.effort import build_settings
from samverkan.decisions.personal_ties import find_personal_ties
from samverkan.decisions.route_rows import judge_route
from samverkan.decisions.routes import find_routes
from samverkan.errors import UsageError
from samverkan.measures.seats import judge_seats
from samverkan.measures.sentences import Sentence


def test_who_sits_in_a_forum_and_who_is_missing() -> None:
    sketch = (
        Sketch()
        .actors("forum", "est")
        .actors("post", "a", "b", "gone")
        .actors("board", "tfn")
        .actors("state_agency", "police")
    )
    sketch.link("a MEMBER_OF est", seat="ordinary").link("b MEMBER_OF est").link("b PART_OF police")
    sketch.link("gone MEMBER_OF est", valid_to=DAY)
    for matter in ("d1", "d2", "d3", "d4"):
        sketch.node(matter, "Matter")
    sketch.mandate("m1", "a", "decide", "d1").mandate("m2", "tfn", "decide", "d1").link("m1 DELEGATED_FROM m2")
    sketch.mandate("m3", "police", "decide", "d2").mandate("m4", "tfn", "fund", "d3", limit=10)
    sketch.node("i", "Initiative", status="proposed").node("r", "Requirement", op="all").link("i REQUIRES r")
    sketch.leaf("l1", "r", "decide", "d1").leaf("l2", "r", "decide", "d2").leaf("l3", "r", "fund", "d3", amount=11)
    sketch.leaf("l4", "r", "fund", "d3", amount=10)
    columns = "about actor represented_by decides matters"
    assert sketch.ask_for(columns, "right-people", forum="est", initiative="i") == [
        ("missing", "police", ["b"], 1, ["d2"]),
        ("missing", "tfn", [], 0, ["d3"]),
        ("missing", None, [], 0, ["d3"]),
        ("sits", "a", [], 1, ["d1"]),
        ("seat", "a", None, 1, ["d1"]),
        ("seat", "b", None, 0, []),
    ]
    assert [row for row in sketch.ask_for("about actor", "right-people", forum="est") if row[0] == "missing"] == []
    sketch.node("issue", "Issue").link("i ADDRESSES issue").link("est INVOLVED_IN issue")
    assert ("missing", "police") in sketch.ask_for("about actor", "right-people", forum="est")
    # a sits there; the police does by b; tfn, and whoever may fund 11, do not
    rows = sketch.ask("right-people", forum="est")
    assert {row["actor"]: row["sits"] for row in rows if row["about"] != "seat"} == {
        "a": "itself",
        "police": "by_organisation",
        "tfn": "no",
        None: "no",
    }
    assert list(judge_seats(rows)) == [Sentence("seats-no", {"all": 4}, 2)]
    with pytest.raises(UsageError, match="not-a-forum"):
        sketch.ask("right-people", forum="tfn")


def test_a_closed_initiative_needs_nobody_in_a_forum() -> None:
    sketch = Sketch().actors("forum", "est").actors("post", "a").node("d", "Matter").mandate("m", "a", "decide", "d")
    sketch.node("i", "Initiative", status="done", ended_on=DAY).leaf("l", "i", "decide", "d")
    assert sketch.ask("right-people", forum="est", initiative="i") == []
    assert len(sketch.ask("right-people", on=date(2025, 9, 30), forum="est", initiative="i")) == 1


def taxi() -> Sketch:
    sketch = Sketch().actors("company", "taxi", "other").actors("department", "transport").actors("region", "region")
    sketch.node("drivers", "AffectedGroup").node("riders", "AffectedGroup", special_category=True)
    sketch.node("deal", "Source", date=date(2022, 11, 21)).link(
        "taxi HAS_LEVERAGE_OVER drivers", instrument="employment"
    )
    sketch.link("transport HAS_LEVERAGE_OVER taxi", instrument="contract", sanction="fine", source="deal")
    sketch.link("region HAS_LEVERAGE_OVER transport", instrument="budget", valid_from=date(2023, 1, 1))
    return sketch.link("other HAS_LEVERAGE_OVER riders", instrument="app")


def test_leverage_reaches_over_three_links() -> None:
    columns = "steps actor instrument over sources"
    assert taxi().ask_for(columns, "who-has-leverage", affected="drivers") == [
        (1, "taxi", "employment", "drivers", []),
        (2, "transport", "contract", "taxi", ["deal"]),
        (3, "region", "budget", "transport", ["deal"]),
    ]
    assert taxi().ask_for("actor", "who-has-leverage", on=date(2022, 12, 31), actor="taxi") == [("transport",)]


def test_a_sensitive_group_cannot_be_selected() -> None:
    with pytest.raises(UsageError, match="special-group"):
        taxi().ask("who-has-leverage", affected="riders")
    assert ("other", "riders") in taxi().ask_for("actor target", "who-has-leverage")


def test_leverage_in_a_circle_ends() -> None:
    sketch = Sketch().actors("company", "a", "b").link("a HAS_LEVERAGE_OVER b").link("b HAS_LEVERAGE_OVER a")
    assert sketch.ask_for("steps actor", "who-has-leverage", actor="a") == [(1, "b")]


def test_a_route_is_the_plan_s_own_by_its_effort() -> None:
    """By x: a strong tie and a new one, 1 + 4; by y: a body and the line, 3 + 3; cold: 8. y itself: the body, 3."""
    sketch = Sketch().actors("post", "us", "x", "y", "goal").actors("forum", "est").actors("department", "dep")
    sketch.link("us TIE x", strength="strong", basis="person").link("goal TIE x", strength="new").link(
        "us MEMBER_OF est"
    )
    sketch.link("y MEMBER_OF est").link("y PART_OF dep").link("goal PART_OF dep")
    columns = "way step effort cold from_actor to_actor kind strength basis hangs_on_person"
    rows = sketch.ask_for(columns, "contact-route", us="us", actor="goal")
    wanted = find_routes(sketch.to_map(), ["us"], "goal", on=DAY, settings=build_settings())
    assert rows == [
        (way, place, route.effort, route.cold, s.start, s.end, s.kind, s.strength, row[8], s.hangs_on_person)
        for way, route in enumerate(wanted, 1)
        for place, s in enumerate(route.steps, 1)
        for row in [rows[sum(len(r.steps) for r in wanted[: way - 1]) + place - 1]]
    ]
    assert rows[:2] == [
        (1, 1, rows[0][2], False, "us", "x", "tie", "strong", "person", True),
        (1, 2, rows[0][2], False, "x", "goal", "tie", "new", "unknown", False),
    ]
    assert [s.key for s in judge_route(sketch.ask("contact-route", us="us", actor="goal"))] == ["route-through"]
    assert [s.key for s in judge_route(sketch.ask("contact-route", us="us", actor="x"))] == ["route-direct"]
    alone = sketch.actors("company", "far")
    assert [s.key for s in judge_route(alone.ask("contact-route", us="us", actor="far"))] == ["route-nobody"]
    assert sketch.ask("contact-route", us="us", actor="us") == []


def test_ties_that_hang_on_a_person_and_those_nobody_knows() -> None:
    sketch = Sketch().actors("post", "a", "b", "d").node("c", "Actor", kind="post", vacant=True).actors("forum", "est")
    sketch.link("a TIE b", basis="person", strength="strong").link("a TIE c").link("b TIE c", basis="function")
    sketch.link("a MEMBER_OF est").link("b MEMBER_OF est").link("b TIE d", basis="both", valid_to=DAY)
    columns = "actor other carried_by vacant also_meet_in"
    assert sketch.ask_for(columns, "person-borne-ties") == [
        ("a", "c", None, True, []),
        ("a", "b", "person", False, ["est"]),
    ]
    assert sketch.ask_for("other", "person-borne-ties", actor="c") == [("c",)]


def test_what_hangs_on_a_person_is_lost_with_the_post(monkeypatch: pytest.MonkeyPatch) -> None:
    """We reach b only by its holder; what b said at a meeting is asked again, what stands in minutes is not."""
    sketch = Sketch().actors("post", "us", "b").node("x", "Initiative").node("y", "Initiative")
    sketch.link("us TIE b", basis="person", strength="strong")
    sketch.position("said", "b", "x", "supports", date(2025, 9, 1), basis="stated_in_meeting")
    sketch.position("kept", "b", "y", "supports", date(2025, 9, 1), basis="minutes")
    content = replace(sketch.to_map(), us=("us",))
    (row,) = find_personal_ties(content, DAY, {"actor": "b"})
    assert (row["ways_end"], row["ask_again"], row["plans"]) == (["b"], ["x"], [])
    (row,) = find_personal_ties(content, DAY, {"actor": ""})
    assert row["plans"] == []
    monkeypatch.setattr(personal_ties, "_MOST_THINGS", 3)  # four things: plans are not reckoned unasked
    (row,) = find_personal_ties(content, DAY, {"actor": ""})
    assert (row["ways_end"], row["plans"]) == (["b"], None)
    (row,) = find_personal_ties(content, DAY, {"actor": "b"})
    assert row["plans"] == []
