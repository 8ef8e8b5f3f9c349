"""What was tried, its side effects, figures, feedback and shared resources: worked out by hand."""

from __future__ import annotations

from datetime import date

from strategies.small_maps import DAY, Sketch


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
    rows = sketch.ask_for("initiative has_reason overdue", "missing-cause-analysis")
    assert rows == [("plan", False, False), ("signs", False, False), ("talk", False, False), ("excused", True, True)]
    assert len(sketch.ask("missing-cause-analysis", area="town")) == 4


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
    assert unmeasured.ask_for("latest overdue", "how-did-it-go") == [(None, True)]


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
    assert sketch.ask_for("overdue", "feedback-owed", on=date(2025, 10, 2)) == [(True,)]


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
