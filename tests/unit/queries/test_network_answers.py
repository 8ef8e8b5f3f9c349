"""Forums, leverage, routes and ties: worked out by hand."""

from __future__ import annotations

from datetime import date

from strategies.small_maps import DAY, Sketch


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
        ("seat", "a", None, 1, ["d1"]),
        ("seat", "b", None, 0, []),
    ]
    assert [row for row in sketch.ask_for("about actor", "right-people", forum="est") if row[0] == "missing"] == []
    sketch.node("issue", "Issue").link("i ADDRESSES issue").link("est INVOLVED_IN issue")
    assert ("missing", "police") in sketch.ask_for("about actor", "right-people", forum="est")


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
        (3, "region", "budget", "transport", []),
    ]
    assert taxi().ask_for("actor", "who-has-leverage", on=date(2022, 12, 31), actor="taxi") == [("transport",)]


def test_a_sensitive_group_cannot_be_selected() -> None:
    assert taxi().ask("who-has-leverage", affected="riders") == []
    assert ("other", "riders") in taxi().ask_for("actor target", "who-has-leverage")


def test_leverage_in_a_circle_ends() -> None:
    sketch = Sketch().actors("company", "a", "b").link("a HAS_LEVERAGE_OVER b").link("b HAS_LEVERAGE_OVER a")
    assert sketch.ask_for("steps actor", "who-has-leverage", actor="a") == [(1, "b")]


def test_routes_by_tie_body_and_line() -> None:
    sketch = Sketch().actors("post", "us", "x", "y", "goal").actors("forum", "est").actors("department", "dep")
    sketch.link("us TIE x", strength="strong").link("goal TIE x", strength="new").link("us MEMBER_OF est")
    sketch.link("y MEMBER_OF est").link("y PART_OF dep").link("goal PART_OF dep").link("dep TIE us", valid_to=DAY)
    sketch.node("met", "Interaction", date=date(2025, 5, 1), kind="meeting").link("us TOOK_PART_IN met").link(
        "x TOOK_PART_IN met"
    )
    columns = "steps through first_kind first_body second_kind second_strength last_contact"
    assert sketch.ask_for(columns, "contact-route", us="us", actor="goal") == [
        (2, "x", "TIE", None, "TIE", "new", date(2025, 5, 1))
    ]
    assert sketch.ask_for(columns, "contact-route", us="us", actor="y") == [
        (1, None, "MEMBER_OF", "est", None, None, None)
    ]
    assert sketch.ask_for("through second_kind", "contact-route", us="us", actor="dep") == [("y", "PART_OF")]
    assert ("dep",) in sketch.ask_for("through", "contact-route", on=date(2025, 9, 30), us="us", actor="goal")
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
