"""Issues: stuck, shared, prioritised, landing, changed, and their causes. Worked out by hand."""

from __future__ import annotations

from datetime import date

from strategies.small_maps import DAY, Sketch

SEPTEMBER = date(2025, 9, 1)


def mopeds() -> Sketch:
    sketch = Sketch().node("mopeds", "Issue").node("order", "ProblemPicture", version="2023").link("order OF mopeds")
    sketch.actors("state_agency", "police").actors("board", "tfn").actors("post", "chief").link("chief PART_OF police")
    sketch.link("police INVOLVED_IN mopeds", role="owner").link("tfn INVOLVED_IN mopeds", role="support")
    sketch.node("guard", "CoreMandate").link("police HAS_CORE_MANDATE guard").node("d", "Matter")
    sketch.mandate("m", "chief", "decide", "d").node("i", "Initiative").link("i ADDRESSES mopeds").leaf(
        "l", "i", "decide", "d"
    )
    sketch.position("p1", "police", "mopeds", "high", SEPTEMBER, kind="priority", basis="minutes")
    return sketch.position("p2", "police", "order", "shares", SEPTEMBER, kind="problem_picture", basis="own_assessment")


def test_gaps_in_the_four_conditions() -> None:
    columns = "actor gaps core_mandates problem_picture priority mandates past_review basis"
    assert mopeds().ask_for(columns, "why-stuck", issue="mopeds") == [
        ("tfn", 4, [], [], "unknown", [], [], None),
        ("police", 0, ["guard"], ["shares"], "high", ["m"], [], "own_assessment"),
    ]
    later = mopeds().ask_for(columns, "why-stuck", on=date(2026, 9, 2), issue="mopeds")
    assert later[1] == ("police", 2, ["guard"], [], "unknown", ["m"], ["p1", "p2"], None)


def test_an_issue_that_nobody_is_involved_in_says_so() -> None:
    assert Sketch().node("x", "Issue").ask_for("actor gaps", "why-stuck", issue="x") == [(None, 4)]


def test_a_low_priority_is_a_gap_and_is_shown() -> None:
    sketch = mopeds().position("p3", "tfn", "mopeds", "low", SEPTEMBER, kind="priority")
    assert sketch.ask_for("actor gaps priority", "why-stuck", issue="mopeds")[0] == ("tfn", 4, "low")


def test_who_shares_which_picture() -> None:
    sketch = mopeds().node("noise", "ProblemPicture").link("noise OF mopeds")
    sketch.position("p4", "tfn", "noise", "does_not_share", date(2024, 1, 1), kind="problem_picture")
    columns = "picture actor shares past_review"
    assert sketch.ask_for(columns, "shared-picture", issue="mopeds") == [
        ("noise", "police", "unknown", None),
        ("noise", "tfn", "unknown", "does_not_share"),
        ("order", "tfn", "unknown", None),
        ("order", "police", "shares", None),
    ]
    bare = Sketch().node("x", "Issue").actors("board", "b").link("b INVOLVED_IN x")
    assert bare.ask_for(columns, "shared-picture", issue="x") == [(None, "b", "unknown", None)]


def test_who_gives_priority() -> None:
    sketch = (
        mopeds().node("a", "Area").node("b", "Area").link("a PART_OF b").link("mopeds IN_AREA a").node("other", "Issue")
    )
    columns = "issue actor priority roles"
    wanted = [("mopeds", "police", "high", ["owner"]), ("mopeds", "tfn", "unknown", ["support"])]
    assert sketch.ask_for(columns, "who-prioritises", issue="mopeds") == wanted
    assert sketch.ask_for(columns, "who-prioritises", area="b") == wanted
    assert sketch.ask_for(columns, "who-prioritises", issue="other") == []


def test_what_lands_on_us() -> None:
    sketch = (
        Sketch()
        .actors("municipality", "town")
        .actors("unit", "we")
        .link("we PART_OF town")
        .actors("state_agency", "police")
    )
    sketch.node("one", "Issue").node("two", "Issue").node("three", "Issue").node("src", "Source", date=SEPTEMBER)
    sketch.link("town INVOLVED_IN one", role="receiver", source="src", valid_from=date(2024, 1, 1))
    sketch.link("police INVOLVED_IN one", role="owner").link("town INVOLVED_IN two", role="receiver")
    sketch.link("town INVOLVED_IN two", role="owner").link("we INVOLVED_IN three", role="receiver")
    columns = "issue owner lands_on since sources"
    assert sketch.ask_for(columns, "lands-on-us", us="we") == [
        ("one", "police", ["town"], date(2024, 1, 1), ["src"]),
        ("three", None, ["we"], None, []),
    ]
    assert sketch.ask_for("issue", "lands-on-us", on=date(2023, 1, 1), us="we") == [("three",)]
    assert sketch.ask("lands-on-us", us="police") == []


def test_what_changed_since_a_day() -> None:
    sketch = (
        mopeds().node("new", "Actor", kind="unit", valid_from=SEPTEMBER).node("old", "Actor", kind="unit", valid_to=DAY)
    )
    sketch.node("later", "Actor", kind="unit", valid_from=date(2025, 10, 2)).actors("post", "a")
    sketch.link("a TIE new", strength="new", valid_from=date(2025, 9, 15)).link("a TIE old", valid_to=date(2025, 8, 31))
    sketch.node("k", "Indicator").node("m9", "Measurement", date=date(2025, 9, 20), value=3).link("m9 OF k")
    sketch.node("talk", "Interaction", date=date(2025, 1, 1), kind="call", feedback_given=date(2025, 9, 30))
    columns = "changed_on change about thing other value"
    assert sketch.ask_for(columns, "changed-since", since="2025-09-01") == [
        (DAY, "ended", "actor", "old", None, "unit"),
        (date(2025, 9, 30), "answered", "interaction", "talk", None, "call"),
        (date(2025, 9, 20), "measured", "measurement", "m9", "k", 3),
        (date(2025, 9, 15), "began", "tie", "a", "new", "new"),
        (SEPTEMBER, "began", "actor", "new", None, "unit"),
        (SEPTEMBER, "stated", "position", "police", "mopeds", "high"),
        (SEPTEMBER, "stated", "position", "police", "order", "shares"),
    ]


def test_the_cause_tree_shows_what_nobody_addresses() -> None:
    sketch = (
        mopeds().node("need", "Cause", category="offender", status="likely").node("store", "Cause").node("far", "Cause")
    )
    sketch.link("need CONTRIBUTES_TO store").link("store CONTRIBUTES_TO mopeds").node(
        "x", "Initiative", status="rejected"
    )
    sketch.link("i ADDRESSES need").link("x ADDRESSES store")
    assert sketch.ask_for("cause addressed contributes_to initiatives", "cause-tree", issue="mopeds") == [
        ("store", False, ["mopeds"], []),
        ("need", True, ["store"], ["i"]),
    ]
