"""What was tried, its side effects, figures, feedback and shared resources: worked out by hand."""

from __future__ import annotations

from datetime import date

from strategies.small_maps import DAY, Sketch

from samverkan.measures.outcomes import _compare, find_outcomes, judge_outcomes
from samverkan.measures.sentences import Sentence
from samverkan.privacy import leave_out_small


def taxi() -> Sketch:
    sketch = (
        Sketch()
        .node("speed", "Issue")
        .node("door", "Issue")
        .node("a", "Area")
        .node("town", "Area")
        .link("a PART_OF town")
    )
    sketch.link("speed IN_AREA a").node(
        "signs", "Initiative", family="taxi", status="done", outcome="none", lesson="ask"
    )
    sketch.node("talk", "Initiative", family="taxi", status="done").node(
        "plan", "Initiative", family="taxi", status="proposed"
    )
    for name in ("signs", "talk", "plan"):
        sketch.link(f"{name} ADDRESSES speed")
    sketch.node("left", "Effect", intended=False, observed=True, severity="serious", lag_days=10).link(
        "talk LEADS_TO left"
    )
    sketch.node("slow", "Effect", intended=True).link("talk LEADS_TO slow").link("left LEADS_TO door")
    sketch.node("maybe", "Effect", severity="blocking").link("plan LEADS_TO maybe").link("plan MITIGATES left")
    sketch.node("riders", "AffectedGroup", special_category=True).link("left AFFECTS riders")
    return sketch


def test_what_was_tried_in_order() -> None:
    columns = "initiative outcome side_effects new_issues"
    wanted = [("signs", "none", [], []), ("talk", None, ["left"], ["door"])]
    assert taxi().ask_for(columns, "what-was-tried") == wanted
    assert taxi().ask_for(columns, "what-was-tried", issue="speed", area="town", family="taxi") == wanted
    assert taxi().ask("what-was-tried", issue="door") == []
    assert taxi().ask("what-was-tried", family="other") == []
    by_cause = (
        taxi().node("why", "Cause").node("mid", "Cause").link("why CONTRIBUTES_TO mid").link("mid CONTRIBUTES_TO door")
    )
    by_cause.node("fix", "Initiative", status="done").link("fix ADDRESSES why")
    assert by_cause.ask_for("initiative", "what-was-tried", issue="door") == [("fix",)]
    assert by_cause.ask_for("initiative", "what-was-tried", cause="mid") == [("fix",)]


def test_what_was_tried_is_told_as_it_stood() -> None:
    sketch = Sketch().node("x", "Issue").node("one", "Initiative", status="done", started_on=date(2025, 2, 1))
    sketch.node("two", "Initiative", status="done", outcome="good", started_on=date(2025, 1, 1), ended_on=DAY)
    sketch.link("one ADDRESSES x").link("two ADDRESSES x")
    columns = "initiative status outcome"
    assert sketch.ask_for(columns, "what-was-tried") == [("two", "done", "good"), ("one", "done", None)]
    before = sketch.ask_for(columns, "what-was-tried", on=date(2025, 3, 1))
    assert before == [("two", "under_way", None), ("one", "done", None)]
    assert sketch.ask_for(columns, "what-was-tried", on=date(2025, 1, 31)) == [("two", "under_way", None)]


def test_side_effects_and_their_precedents() -> None:
    columns = "initiative effect severity observed lag_days affects new_issues mitigated_by precedents"
    assert taxi().ask_for(columns, "side-effects") == [
        ("plan", "maybe", "blocking", None, None, [], [], [], ["talk"]),
        ("talk", "left", "serious", True, 10, ["riders"], ["door"], ["plan"], []),
    ]
    assert taxi().ask_for("effect", "side-effects", initiative="talk") == [("left",)]


def test_who_skipped_the_cause_analysis() -> None:
    sketch = taxi().node("c", "Cause").link("c CONTRIBUTES_TO door").node("ok", "Initiative").link("ok ADDRESSES door")
    sketch.node("excused", "Initiative", skipped_analysis_reason="trial", pilot_until=date(2025, 9, 30)).link(
        "excused ADDRESSES speed"
    )
    sketch.node("due", "Initiative", analysis_due=date(2025, 9, 30)).link("due ADDRESSES speed")
    rows = sketch.ask_for("initiative has_reason due overdue pilot_until", "missing-cause-analysis")
    # a pilot that ends is not an analysis that is due, and what addresses a cause has one
    assert rows == [
        ("plan", False, None, False, None),
        ("signs", False, None, False, None),
        ("talk", False, None, False, None),
        ("due", False, date(2025, 9, 30), True, None),
        ("excused", True, None, False, date(2025, 9, 30)),
    ]
    assert sketch.ask_for("overdue", "missing-cause-analysis", on=date(2025, 9, 30))[3] == (False,)
    assert len(sketch.ask("missing-cause-analysis", area="town")) == 5


def test_how_it_went_takes_the_latest_measurement_of_the_day() -> None:
    sketch = taxi().node("cars", "Indicator", baseline=22, target=0.5, due=date(2025, 6, 1)).link("cars MEASURES slow")
    sketch.link("cars MEASURES speed").node("m1", "Measurement", date=date(2025, 3, 1), value=9)
    sketch.node("m2", "Measurement", date=date(2025, 5, 1), value=2).link("m1 OF cars").link("m2 OF cars")
    columns = "initiative measured baseline target latest latest_on overdue side_effects"
    assert sketch.ask_for(columns, "how-did-it-go", initiative="talk") == [
        ("talk", ["slow", "speed"], 22, 0.5, 2, date(2025, 5, 1), False, ["left"])
    ]
    assert sketch.ask_for("latest overdue", "how-did-it-go", on=date(2025, 4, 1), initiative="talk") == [(9, False)]
    unmeasured = taxi().node("calls", "Indicator", due=date(2025, 6, 1)).link("calls MEASURES left")
    rows = unmeasured.ask_for("initiative verdict lacks overdue", "how-did-it-go")
    assert rows == [("signs", "cannot", ["indicator"], None), ("talk", "cannot", ["baseline", "target"], True)]


def judged(*figures: float, baseline: float | None = 20, target: float | None = 10, due: date = DAY) -> list[str]:
    """Return the verdicts of an indicator that was measured as figures of one day; and what it is on its due day."""
    given = {name: value for name, value in (("baseline", baseline), ("target", target)) if value is not None}
    sketch = Sketch().node("x", "Initiative", status="under_way", started_on=date(2025, 2, 1)).node("e", "Effect")
    sketch.link("x LEADS_TO e").node("k", "Indicator", due=due, **given).link("k MEASURES e")
    sketch.node("m0", "Measurement", date=date(2025, 1, 1), value=1).link("m0 OF k")  # before it began: not its doing
    for place, figure in enumerate(figures, 1):
        sketch.node(f"s{place}", "Source").node(f"m{place}", "Measurement", date=date(2025, 5, 1), value=figure)
        sketch.link(f"m{place} OF k").link(f"m{place} SOURCED_BY s{place}")
    return [row["verdict"] for row in sketch.ask("how-did-it-go")]


def test_a_figure_is_held_to_its_baseline_and_its_target() -> None:
    past = date(2025, 9, 1)
    assert judged(10) == judged(9) == ["reached"]  # from 20 down to 10
    assert judged(12) == ["not_yet"]
    assert judged(12, due=past) == ["not_reached"]
    assert judged(21, due=past) == ["worse"]
    assert judged(21, target=30) == ["not_yet"]  # from 20 up to 30
    assert judged(30, target=30) == ["reached"]
    assert judged(19, target=30) == ["worse"]
    assert judged() == ["not_yet"]
    assert judged(due=past) == ["overdue"]
    assert judged(12, baseline=None) == judged(12, target=None) == ["cannot"]
    assert judged(12, 12) == ["not_yet"]
    assert judged(9, 12) == ["disagree", "disagree"]  # each with its source


def test_only_what_began_can_have_caused_anything_and_both_sources_are_told() -> None:
    assert taxi().ask_for("verdict", "how-did-it-go", initiative="plan") == [("not_begun",)]
    sketch = Sketch().node("x", "Initiative", status="done").node("e", "Effect").link("x LEADS_TO e")
    sketch.node("k", "Indicator", baseline=20, target=10).link("k MEASURES e").node("good", "Effect", intended=True)
    sketch.link("x LEADS_TO good").node("bad", "Effect", direction="negative", observed=True).link("x LEADS_TO bad")
    for name, figure in (("a", 3), ("b", 8)):
        sketch.node(f"s{name}", "Source").node(f"m{name}", "Measurement", date=date(2025, 5, 1), value=figure)
        sketch.link(f"m{name} OF k").link(f"m{name} SOURCED_BY s{name}")
    rows = sketch.ask("how-did-it-go")
    assert [(r["latest"], r["sources"], r["good_effects"], r["bad_effects"]) for r in rows] == [
        (3, ["sa"], [], ["bad"]),
        (8, ["sb"], [], ["bad"]),
    ]
    parts = (Sentence("outcome-disagree", count=1),)
    balance = Sentence("outcome-balance", {"good": 0, "bad": 1})
    assert list(judge_outcomes(rows)) == [Sentence("outcome", {"parts": parts}), balance]


def test_a_figure_below_ten_of_a_special_group_is_told_as_such_and_judged_where_that_gives_nothing_away() -> None:
    sketch = Sketch().node("x", "Initiative", status="done").node("e", "Effect").link("x LEADS_TO e")
    sketch.node("riders", "AffectedGroup", special_category=True).link("e AFFECTS riders")
    sketch.node("k", "Indicator", baseline=3, target=40).link("k MEASURES e").node(
        "m", "Measurement", date=DAY, value=33
    )
    content = leave_out_small(sketch.link("m OF k").to_map())
    (row,) = find_outcomes(content, DAY, {"initiative": ""})
    assert (row["baseline"], row["latest"], row["verdict"]) == ("fewer_than_ten", 33, "not_yet")
    assert _compare(20.0, "fewer_than_ten", "fewer_than_ten", late=False) == "untold"


def test_what_followed_others_like_it_is_foreseen() -> None:
    """Talk is of plan's family and issue, and left was seen 10 days on; signs is alike, and nothing was seen of it."""
    columns = "counts_as initiative shares effect lag_days affects mitigated_by"
    seen = ("precedent", "talk", ["family", "issue"], "left", 10, ["riders"], ["plan"])
    nothing = ("precedent", "signs", ["family", "issue"], None, None, [], [])
    assert taxi().ask_for(columns, "foresight", initiative="plan") == [seen, nothing]
    for given, shares in (({"issue": "speed"}, ["issue"]), ({"family": "taxi"}, ["family"])):
        rows = taxi().ask_for("initiative shares effect", "foresight", **given)
        assert rows == [("talk", shares, "left"), ("signs", shares, None)]
    assert taxi().ask("foresight", family="other") == taxi().ask("foresight", issue="door") == []
    # before it was seen it is no precedent
    late = taxi().node("late", "Effect", observed=True, observed_on=date(2025, 12, 1)).link("signs LEADS_TO late")
    assert "late" not in [row["effect"] for row in late.ask("foresight", issue="speed")]


def test_feedback_that_is_owed() -> None:
    sketch = (
        taxi().actors("unit", "we").node("n", "Interaction", date=date(2025, 5, 1), kind="dialogue", feedback_due=DAY)
    )
    sketch.link("we TOOK_PART_IN n").link("riders TOOK_PART_IN n").link("n ABOUT speed")
    sketch.node(
        "o",
        "Interaction",
        date=date(2025, 5, 1),
        kind="call",
        feedback_due=date(2025, 6, 1),
        feedback_given=date(2025, 7, 1),
    )
    columns = "interaction overdue actors owed_to"
    wanted = [("n", False, ["we"], ["riders"])]
    assert sketch.ask_for(columns, "feedback-owed") == wanted
    assert sketch.ask_for(columns, "feedback-owed", area="town", actor="we") == wanted
    assert sketch.ask_for("interaction overdue", "feedback-owed", on=date(2025, 6, 15)) == [("o", True), ("n", False)]
    assert sketch.ask_for("overdue state", "feedback-owed", on=date(2025, 10, 2)) == [(True, "overdue")]
    assert sketch.node("far", "Area").ask("feedback-owed", area="far") == []


def test_who_shares_what_and_what_nobody_uses() -> None:
    sketch = taxi().actors("company", "hb").actors("unit", "we").actors("unit", "gone")
    sketch.nodes[-1] = type(sketch.nodes[-1])("gone", "Actor", {"kind": "unit", "name": "G", "valid_to": DAY})
    sketch.node("faults", "Resource", kind="information", secrecy="s").node("hall", "Resource", kind="premises").node(
        "lone", "Resource"
    )
    sketch.link("hb OFFERS faults").link("we USES faults").link("hb OFFERS hall").link("gone USES hall").link(
        "hall IN_AREA a"
    )
    sketch.node("deal", "Agreement", kind="use", binding=True, valid_to=DAY).link("deal COVERS faults").link(
        "hb PARTY_TO deal"
    )
    columns = "resource offered_by used_by agreement parties binding ended"
    assert sketch.ask_for(columns, "who-shares-what", actor="we") == [
        ("faults", ["hb"], ["we"], "deal", ["hb"], True, True)
    ]
    assert sketch.ask_for("resource ended", "who-shares-what", on=date(2025, 9, 30), actor="we") == [("faults", False)]
    assert len(sketch.ask("who-shares-what")) == 3
    assert sketch.ask_for("resource areas", "unused-assets", area="town") == [("hall", ["a"])]
    assert sketch.ask("unused-assets", on=date(2025, 9, 30)) == []
