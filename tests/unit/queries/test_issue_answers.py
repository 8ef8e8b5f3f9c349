"""Issues: stuck, shared, prioritised, landing, changed, and their causes. Worked out by hand."""

from __future__ import annotations

from datetime import date

from strategies.small_maps import DAY, Sketch

from samverkan.measures.pictures import judge_pictures
from samverkan.measures.sentences import Sentence
from samverkan.measures.stuck import judge_stuck
from samverkan.reports.question import say_sentence
from samverkan.texts import Texts

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
    columns = "actor gaps lacks core_mandates problem_picture priority mandates decide past_review basis"
    everything = ["core", "mandate", "picture", "priority"]
    assert mopeds().ask_for(columns, "why-stuck", issue="mopeds") == [
        ("tfn", 4, everything, [], "not_asked", "unknown", [], [], [], None),
        ("police", 0, [], ["guard"], "shares", "high", ["m"], ["m"], [], "own_assessment"),
    ]
    # the own assessment of September has been reviewed by December, the minutes a year on
    later = mopeds().ask_for(columns, "why-stuck", on=date(2026, 9, 2), issue="mopeds")
    assert later[1] == (
        *("police", 2, ["picture", "priority"], ["guard"]),
        *("outdated", "unknown", ["m"], ["m"], ["p1", "p2"], None),
    )


def test_an_issue_that_nobody_is_involved_in_says_so() -> None:
    assert Sketch().node("x", "Issue").ask_for("actor gaps", "why-stuck", issue="x") == [(None, 4)]


def test_a_low_priority_is_a_gap_and_is_shown() -> None:
    sketch = mopeds().position("p3", "tfn", "mopeds", "low", SEPTEMBER, kind="priority")
    assert sketch.ask_for("actor gaps priority", "why-stuck", issue="mopeds")[0] == ("tfn", 4, "low")


def test_a_picture_is_a_gap_where_it_is_another_than_most_share() -> None:
    """Two share noise, one order (though the police shares both), one none, one partly, one was not asked.

    What d and e say of order alone is no answer about noise, which most share: they were not asked of it.
    """
    sketch = mopeds().node("noise", "ProblemPicture").link("noise OF mopeds").actors("forum", "est")
    sketch.actors("unit", "a", "b", "c", "d", "e").link("est INVOLVED_IN mopeds", role="support")
    for place, (actor, picture, value) in enumerate(
        [
            ("police", "noise", "shares"),
            ("a", "noise", "shares"),
            ("b", "noise", "partly"),
            ("c", "noise", "does_not_share"),
            ("d", "order", "partly"),
            ("e", "order", "does_not_share"),
        ]
    ):
        sketch.position(f"s{place}", actor, picture, value, SEPTEMBER, kind="problem_picture")
    sketch.position("s9", "tfn", "order", "shares", SEPTEMBER, kind="problem_picture")
    rows = {row["actor"]: row for row in sketch.ask("why-stuck", issue="mopeds")}
    found = {actor: (row["problem_picture"], "picture" in row["lacks"]) for actor, row in rows.items()}
    # order and noise are shared by two each: of equals the first by id is what most share
    assert found == {
        "police": ("shares", False),
        "a": ("shares", False),
        "tfn": ("another", True),
        "b": ("partly", False),
        "c": ("none", True),
        "d": ("not_asked", True),
        "e": ("not_asked", True),
        "est": ("not_asked", True),
    }
    # a forum holds no mandate, and lacks none
    assert (rows["est"]["drive"], rows["est"]["mandates"], "mandate" in rows["est"]["lacks"]) == (None, None, False)
    assert list(judge_stuck(list(rows.values()))) == [Sentence("stuck-core", {"lacking": 7, "all": 8})]


def test_those_who_hesitate_or_are_against_stand_with_their_concerns() -> None:
    sketch = (
        mopeds()
        .actors("post", "worried")
        .position("w", "worried", "i", "opposes", SEPTEMBER, concern="noise", would_help="a test")
    )
    sketch.position("z", "tfn", "i", "supports", SEPTEMBER, concern="none that counts")
    rows = {
        row["actor"]: (row["roles"], row["concern"], row["would_help"])
        for row in sketch.ask("why-stuck", issue="mopeds")
    }
    assert rows["worried"] == ([], ["noise"], ["a test"])
    assert rows["tfn"][1] == []
    # a year and a day on it counts no more
    assert "worried" not in {row["actor"] for row in sketch.ask("why-stuck", on=date(2026, 9, 2), issue="mopeds")}


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
    assert list(judge_pictures(bare.ask("shared-picture", issue="x"))) == [Sentence("picture-unknown", count=1)]


def test_whether_all_share_one_picture() -> None:
    """One shares order, one noise, the third was not asked: no; all share order: yes; nobody is involved: not known."""
    sketch = Sketch().node("x", "Issue").node("noise", "ProblemPicture").node("order", "ProblemPicture")
    sketch.link("noise OF x").link("order OF x").actors("unit", "a", "b", "c")
    assert list(judge_pictures(sketch.ask("shared-picture", issue="x"))) == [Sentence("picture-nobody")]
    for actor in "abc":
        sketch.link(f"{actor} INVOLVED_IN x", role="support")
    sketch.position("p1", "a", "order", "shares", SEPTEMBER, kind="problem_picture")
    sketch.position("p2", "b", "noise", "shares", SEPTEMBER, kind="problem_picture")
    (verdict,) = judge_pictures(sketch.ask("shared-picture", issue="x"))
    assert say_sentence(verdict, Texts("sv")) == (
        "Nej: en delar NOISE, en delar ORDER, en är inte tillfrågad, eller svaret är för gammalt."
    )
    for actor in "bc":
        sketch.position(f"q{actor}", actor, "order", "shares", DAY, kind="problem_picture")
    (verdict,) = judge_pictures(sketch.ask("shared-picture", issue="x"))
    assert say_sentence(verdict, Texts("en")) == "Yes: all 3 share ORDER."


def test_who_gives_priority() -> None:
    sketch = (
        mopeds().node("a", "Area").node("b", "Area").link("a PART_OF b").link("mopeds IN_AREA a").node("other", "Issue")
    )
    columns = "issue actor priority roles"
    wanted = [("mopeds", "police", "high", ["owner"]), ("mopeds", "tfn", "unknown", ["support"])]
    assert sketch.ask_for(columns, "who-prioritises", issue="mopeds") == wanted
    assert sketch.ask_for(columns, "who-prioritises", area="b") == wanted
    assert sketch.ask_for(columns, "who-prioritises", issue="other") == [("other", None, None, [])]


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
        ("three", None, ["we"], None, []),
        ("one", "police", ["town"], date(2024, 1, 1), ["src"]),
    ]
    assert sketch.ask_for("issue owned", "lands-on-us", us="we") == [("three", "by_nobody"), ("one", "elsewhere")]
    sketch.node("square", "Area").node("quarter", "Area").link("square PART_OF quarter").link("three IN_AREA square")
    assert sketch.ask_for("issue", "lands-on-us", us="we", area="quarter") == [("three",)]
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
    sketch.node("done", "Initiative", status="done", started_on=SEPTEMBER, ended_on=date(2025, 12, 1))
    columns = "changed_on change about thing other value"
    assert sketch.ask_for(columns, "changed-since", since="2025-09-01") == [
        (DAY, "ended", "actor", "old", None, "unit"),
        (date(2025, 9, 30), "answered", "interaction", "talk", None, "call"),
        (date(2025, 9, 20), "measured", "measurement", "m9", "k", 3),
        (date(2025, 9, 15), "began", "tie", "a", "new", "new"),
        (SEPTEMBER, "began", "actor", "new", None, "unit"),
        (SEPTEMBER, "stated", "position", "police", "mopeds", "high"),
        (SEPTEMBER, "stated", "position", "police", "order", "shares"),
        (SEPTEMBER, "began", "initiative", "done", None, "under_way"),
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
