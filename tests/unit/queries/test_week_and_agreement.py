"""My week, what is promised, whether we agree, whom we have not met, collective efficacy: worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from strategies.small_maps import DAY, Sketch

from samverkan.measures.agreement import judge_agreement
from samverkan.measures.promised import judge_promised
from samverkan.measures.sentences import Sentence
from samverkan.measures.unmet import judge_unmet
from samverkan.measures.week_rows import judge_week
from samverkan.model import Map
from samverkan.reports.question import say_sentence
from samverkan.store.embedded import open_map
from samverkan.texts import Texts
from samverkan.workflows.ask import ask_store

LATER, EARLIER = DAY + timedelta(1), DAY - timedelta(1)
IN_30, IN_31 = DAY + timedelta(30), DAY + timedelta(31)


def town() -> Sketch:
    """A coordinator with one quarter of a town, in a unit of the municipality with a strategist."""
    sketch = Sketch().head(us=("me",), profile="se").node("town", "Area").node("north", "Area").node("south", "Area")
    sketch.node("square", "Area").link("north PART_OF town").link("south PART_OF town").link("square PART_OF north")
    sketch.actors("municipality", "muni").actors("unit", "unit").actors("post", "me", "clerk")
    sketch.node("lead", "Actor", kind="post", level="strategic").link("unit PART_OF muni").link("me PART_OF unit")
    sketch.link("lead PART_OF unit").link("clerk PART_OF unit").link("me IN_AREA north").actors(
        "state_agency", "police"
    )
    for issue, area in (("near", "square"), ("far", "south"), ("wide", "town"), ("lone", "north")):
        sketch.node(issue, "Issue").link(f"{issue} IN_AREA {area}")
    return sketch.node("no", "Issue")


WEEK = "whose state kind thing"
LAW = [
    ("strategist", "missing", "situation_picture", None),
    ("strategist", "missing", "action_plan", None),
    ("strategist", "missing", "collaboration", None),
]


def ask_week(
    sketch: Sketch, columns: str = WEEK, post: str = "me", on: date = DAY, **given: str
) -> list[tuple[object, ...]]:
    """Return the week without what the law asks."""
    law = ("situation_picture", "action_plan", "collaboration")
    rows = sketch.ask("my-week", on, us=post, **given)
    return [tuple(row[name] for name in columns.split()) for row in rows if row["kind"] not in law]


def test_issues_are_mine_by_my_areas_and_what_nobody_owns_there_is_told() -> None:
    sketch = town().link("muni INVOLVED_IN near", role="owner").link("police INVOLVED_IN far", role="owner")
    sketch.link("muni INVOLVED_IN far", role="receiver").link("muni INVOLVED_IN wide", role="receiver")
    assert ask_week(sketch, f"{WEEK} who") == [
        ("mine", "open", "issue_owned", "near", ["muni"]),
        # lands on us, lies beyond my area; so does that of the whole town
        ("strategist", "open", "issue_received", "far", ["police"]),
        ("strategist", "open", "issue_received", "wide", []),
        ("nobody", "open", "issue_unowned", "lone", []),
    ]
    # without a strategist what lies beyond is nobody's; an issue nobody is involved in elsewhere is not ours
    sketch.nodes = [n for n in sketch.nodes if n.id != "lead"]
    sketch.relations = [r for r in sketch.relations if r.start != "lead"]
    assert [row[0] for row in ask_week(sketch)] == ["mine", "nobody", "nobody", "nobody"]
    assert ask_week(sketch, "thing", area="square") == [("near",)]


def test_whoever_undertook_it_has_it_and_30_days_are_soon() -> None:
    sketch = town().actors("post", "officer")
    for name, due, who, about in (
        ("late", EARLIER, "me", "far"),
        ("today", DAY, "lead", "near"),
        ("month", IN_30, "officer", "near"),
        ("next", IN_31, "officer", "near"),
        ("after", IN_31 + timedelta(9), "officer", "lone"),
        ("away", EARLIER, "officer", "far"),
        ("open", None, "me", "near"),
    ):
        sketch.node(name, "Commitment", **({"due": due} if due else {})).link(f"{who} COMMITTED_TO {name}")
        sketch.link(f"{name} ABOUT {about}")
    sketch.node("kept", "Commitment", due=EARLIER, done_on=EARLIER).link("me COMMITTED_TO kept")
    rows = ask_week(sketch, f"{WEEK} due days count")
    assert [row for row in rows if row[2] == "commitment"] == [
        ("mine", "overdue", "commitment", "late", EARLIER, -1, 1),
        ("mine", "soon", "commitment", "month", IN_30, 30, 1),
        # next, after, and the one without a day are only counted
        ("mine", "later", "commitment", None, IN_31, 31, 3),
        ("strategist", "soon", "commitment", "today", DAY, 0, 1),
    ]


def test_feedback_meetings_trials_figures_and_analyses() -> None:
    sketch = town().node("x", "Initiative", status="under_way", pilot_until=IN_30, analysis_due=EARLIER)
    sketch.link("x ADDRESSES near").node("over", "Initiative", status="done", pilot_until=IN_30).link(
        "over ADDRESSES near"
    )
    sketch.node("held", "Interaction", date=EARLIER, kind="dialogue", feedback_due=EARLIER).link("me TOOK_PART_IN held")
    sketch.node("told", "Interaction", date=EARLIER, kind="dialogue", feedback_due=EARLIER, feedback_given=EARLIER)
    sketch.link("me TOOK_PART_IN told").node("both", "Interaction", date=IN_30, kind="meeting").link(
        "me TOOK_PART_IN both"
    )
    sketch.link("lead TOOK_PART_IN both").link("clerk TOOK_PART_IN both")
    for name, due, taken in (
        ("never", EARLIER, None),
        ("taken", EARLIER, EARLIER),
        ("old", EARLIER, date(2025, 8, 29)),
    ):
        sketch.node(name, "Indicator", due=due).link(f"{name} MEASURES near")
        if taken:
            sketch.node(f"{name}-1", "Measurement", date=taken, value=1).link(f"{name}-1 OF {name}")
    rows = [row for row in ask_week(sketch) if row[2] != "issue_unowned"]
    assert rows == [
        ("mine", "overdue", "feedback", "held"),
        ("mine", "overdue", "measurement", "never"),
        # a figure of 32 days before it was due is an earlier one; of the day itself or 31 days before, it is the one
        ("mine", "overdue", "measurement", "old"),
        ("mine", "overdue", "analysis", "x"),
        ("mine", "soon", "pilot", "x"),
        ("both", "soon", "meeting", "both"),
    ]


def test_positions_are_asked_again_when_they_no_longer_count() -> None:
    sketch = town().node("x", "Initiative", status="proposed").link("x ADDRESSES near")
    sketch.position("old", "police", "x", "supports", date(2024, 9, 30))  # counts to 2025-09-30
    sketch.node("y", "Initiative", status="proposed").link("y ADDRESSES near")
    sketch.position("month", "police", "y", "supports", date(2024, 10, 31))  # to 2025-10-31, 30 days on
    sketch.node("z", "Initiative", status="rejected").link("z ADDRESSES near")
    sketch.position("over", "police", "z", "opposes", date(2024, 9, 1))
    sketch.node("new", "Actor", kind="post", holder_since=EARLIER)
    sketch.position("hers", "new", "x", "supports", date(2025, 9, 1), basis="stated_in_meeting")
    rows = [row for row in ask_week(sketch, f"{WEEK} due who") if row[2] == "position"]
    assert rows == [
        ("mine", "overdue", "position", "hers", EARLIER, ["new"]),
        ("mine", "overdue", "position", "old", date(2025, 9, 30), ["police"]),
        ("mine", "soon", "position", "month", date(2025, 10, 31), ["police"]),
    ]


def test_agreements_that_end_and_those_that_a_newer_one_has_replaced() -> None:
    sketch = town().actors("association", "club")
    for name, party, area, end in (
        ("soon", "police", "north", IN_30),
        ("gone", "club", "square", EARLIER),
        ("past", "club", "square", DAY - timedelta(366)),
    ):
        sketch.node(name, "Agreement", kind="use", valid_to=end).link(f"muni PARTY_TO {name}").link(
            f"{party} PARTY_TO {name}"
        )
        sketch.link(f"{name} COVERS {area}")
    rows = [row for row in ask_week(sketch) if row[2] == "agreement"]
    assert rows == [("mine", "overdue", "agreement", "gone"), ("mine", "soon", "agreement", "soon")]
    newer = sketch.node("newer", "Agreement", kind="use").link("muni PARTY_TO newer").link("club PARTY_TO newer")
    assert [row[3] for row in ask_week(newer) if row[2] == "agreement"] == ["soon"]


def test_the_law_asks_for_the_newest_and_none_at_all_is_a_finding() -> None:
    assert [row for row in town().ask_for(WEEK, "my-week", us="me") if row[2] not in ("issue_unowned",)] == LAW
    sketch = town().node("old", "Source", kind="situation_picture", date=date(2020, 1, 1))
    sketch.node("picture", "Source", kind="situation_picture", date=date(2023, 9, 30))  # due 2025-09-30, a day ago
    sketch.node("plan", "Source", kind="action_plan", date=date(2024, 5, 1)).node(
        "Åtgärdsplan", "Source", kind="report"
    )
    sketch.node("pact", "Agreement", kind="collaboration", valid_from=date(2024, 1, 1), valid_to=date(2025, 10, 20))
    sketch.link("muni PARTY_TO pact").link("police PARTY_TO pact")
    columns = f"{WEEK} due"
    assert [row for row in sketch.ask_for(columns, "my-week", us="me") if row[0] == "strategist"] == [
        ("strategist", "overdue", "situation_picture", "picture", date(2025, 9, 30)),
        ("strategist", "soon", "collaboration", "pact", date(2025, 10, 20)),
        ("strategist", "soon", "agreement", "pact", date(2025, 10, 20)),  # it is one of ours that ends, too
        ("strategist", "later", "action_plan", "plan", date(2026, 5, 1)),
    ]
    # a day earlier the picture still holds; the strategist has the law herself; another profile has no such law
    before = sketch.ask("my-week", EARLIER, us="me")
    assert [row["state"] for row in before if row["thing"] == "picture"] == ["soon"]
    assert {row["whose"] for row in sketch.ask("my-week", us="lead") if row["kind"] == "situation_picture"} == {"mine"}
    assert not [row for row in sketch.head(profile="none").ask("my-week", us="me") if row["kind"] == "action_plan"]


def test_promises_by_who_and_when() -> None:
    sketch = Sketch().actors("post", "a", "b").node("n", "Interaction", date=EARLIER, kind="meeting")
    for name, due, who in (("late", EARLIER, "a"), ("soon", IN_30, "b"), ("later", IN_31, "a"), ("open", None, "a")):
        sketch.node(name, "Commitment", **({"due": due} if due else {})).link(f"{who} COMMITTED_TO {name}")
    sketch.node("done", "Commitment", due=EARLIER, done_on=DAY).link("a COMMITTED_TO done").link("late AGREED_AT n")
    sketch.node("dropped", "Commitment", dropped_on=DAY).link("a COMMITTED_TO dropped")
    assert sketch.ask_for("state commitment by days agreed_on", "promised") == [
        ("overdue", "late", ["a"], -1, EARLIER),
        ("soon", "soon", ["b"], 30, None),
        ("later", "later", ["a"], 31, None),
        ("undated", "open", ["a"], None, None),
    ]
    assert sketch.ask_for("commitment", "promised", actor="b") == [("soon",)]
    # a day earlier nothing is done or dropped yet; before the meeting nothing was promised there
    assert {row["commitment"] for row in sketch.ask("promised", EARLIER)} == {
        *("late", "soon", "later", "open", "done", "dropped")
    }
    assert "late" not in {row["commitment"] for row in sketch.ask("promised", EARLIER - timedelta(1))}


def issue() -> Sketch:
    """An issue with three actors and two problem pictures."""
    sketch = Sketch().actors("department", "a", "b", "c").actors("forum", "forum").node("i", "Issue")
    for actor in ("a", "b", "c", "forum"):
        sketch.link(f"{actor} INVOLVED_IN i", role="support")
    return sketch.node("p", "ProblemPicture").node("q", "ProblemPicture").link("p OF i").link("q OF i")


CONDITIONS = "core_mandate problem_picture priority mandate apart not_known"


def test_nothing_is_agreed_where_nothing_is_known() -> None:
    unknown = ("unknown",) * 4
    assert issue().ask_for(CONDITIONS, "do-we-agree") == [(*unknown, [], ["a", "b", "c"])]
    assert Sketch().node("i", "Issue").ask_for(CONDITIONS, "do-we-agree") == [(*unknown, [], [])]


def test_each_condition_is_agreed_differs_or_is_unknown() -> None:
    sketch = issue().node("core", "CoreMandate").node("m", "Matter")
    for actor, value in (("a", "high"), ("b", "medium"), ("c", "low")):
        sketch.position(f"{actor}-priority", actor, "i", value, EARLIER, kind="priority").link(
            f"{actor} HAS_CORE_MANDATE core"
        )
        sketch.mandate(f"{actor}-power", actor, "champion", "i")
    sketch.position("s1", "a", "p", "shares", EARLIER, kind="problem_picture")
    sketch.position("s2", "b", "p", "shares", EARLIER, kind="problem_picture")
    # everybody has a core mandate and a mandate; c was not asked of the picture and gives low priority
    expected = ("agreed", "unknown", "differs", "agreed", ["c"], ["c"])
    assert sketch.ask_for(CONDITIONS, "do-we-agree", issue="i") == [expected]
    # what c says of q alone, without sharing it, tells nothing of p, which the others share
    sketch.position("s3", "c", "q", "partly", EARLIER, kind="problem_picture")
    assert sketch.ask_for(CONDITIONS, "do-we-agree", issue="i") == [expected]
    sketch.position("s4", "c", "q", "shares", EARLIER, kind="problem_picture")
    assert sketch.ask("do-we-agree")[0]["problem_picture"] == "differs"
    # what was said longer ago than twelve months is unknown again
    late = sketch.ask("do-we-agree", DAY + timedelta(400))[0]
    assert (late["problem_picture"], late["priority"], late["mandate"]) == ("unknown", "unknown", "agreed")


def test_an_open_initiative_sets_a_core_mandate_or_a_mandate_apart() -> None:
    sketch = (
        issue().node("core", "CoreMandate").link("a HAS_CORE_MANDATE core").node("x", "Initiative", status="proposed")
    )
    sketch.node("cause", "Cause").link("cause CONTRIBUTES_TO i").link("x ADDRESSES cause")
    sketch.link("x SERVES core", direction="negative").node("m", "Matter").leaf("leaf", "x", "decide", "m")
    sketch.mandate("power", "b", "decide", "m").position("no", "b", "x", "opposes", EARLIER)
    assert sketch.ask_for("core_mandate mandate apart", "do-we-agree") == [("differs", "differs", ["a", "b"])]


def test_issues_of_an_area_take_what_lies_inside_it() -> None:
    sketch = issue().node("town", "Area").node("square", "Area").link("square PART_OF town").link("i IN_AREA square")
    assert len(sketch.ask("do-we-agree", area="town")) == 1
    assert sketch.node("far", "Area").ask("do-we-agree", area="far") == []


def rounds() -> Sketch:
    """We are in a municipality; a headmaster, an agency with an officer, a club and a forum are in one issue."""
    sketch = Sketch().head(us=("me",)).actors("municipality", "muni").actors("post", "me", "head", "officer")
    sketch.actors("state_agency", "agency").actors("association", "club").actors("forum", "forum")
    sketch.link("me PART_OF muni").link("officer PART_OF agency").node("i", "Issue").node("north", "Area").link(
        "i IN_AREA north"
    )
    for actor in ("head", "agency", "club", "forum", "muni"):
        sketch.link(f"{actor} INVOLVED_IN i", role="support")
    sketch.node("visit", "Interaction", date=date(2025, 3, 1), kind="visit").link("me TOOK_PART_IN visit")
    sketch.link("officer TOOK_PART_IN visit").node("letter", "Interaction", date=EARLIER, kind="letter")
    return sketch.link("me TOOK_PART_IN letter").link("head TOOK_PART_IN letter").link("club TOOK_PART_IN letter")


def test_whom_we_have_never_met_and_whom_not_since() -> None:
    # a letter is no meeting; who met the officer has met the agency; the forum and our own house are not counted
    columns = "state actor last_met"
    assert rounds().ask_for(columns, "not-met", issue="i") == [("never", "club", None), ("never", "head", None)]
    assert rounds().ask_for(columns, "not-met", area="north", since="2025-03-01") == [
        ("never", "club", None),
        ("never", "head", None),
    ]
    assert rounds().ask_for(columns, "not-met", area="north", since="2025-03-02")[2:] == [
        ("before", "agency", date(2025, 3, 1))
    ]
    # the day before the visit we had not met them, and the officer is in the whole map, if not in the issue
    assert [row["actor"] for row in rounds().ask("not-met", date(2025, 2, 28))] == ["agency", "club", "head", "officer"]


def test_collective_efficacy_of_an_area() -> None:
    sketch = (
        Sketch().node("north", "Area").node("square", "Area").link("square PART_OF north").actors("association", "club")
    )
    sketch.node("i", "Issue", domain="social").link("i IN_AREA square").node("t", "Issue", domain="traffic").link(
        "t IN_AREA square"
    )
    sketch.node("help", "Indicator", target=0.5).link("help MEASURES i").node("cars", "Indicator").link(
        "cars MEASURES t"
    )
    sketch.node("safe", "Indicator").link("safe MEASURES north")
    for name, day, value in (("m1", date(2023, 10, 1), 0.4), ("m2", date(2024, 10, 1), 0.45), ("m3", LATER, 0.6)):
        sketch.node(name, "Measurement", date=day, value=value).link(f"{name} OF help")
    sketch.node("hall", "Resource", kind="premises").link("hall IN_AREA square").link("club OFFERS hall")
    sketch.node("walkers", "Resource", kind="engagement").link("walkers IN_AREA north").link("club USES hall")
    sketch.node("money", "Resource", kind="money").link("money IN_AREA north")
    sketch.node("talk", "Interaction", date=EARLIER, kind="dialogue", feedback_due=EARLIER).link("talk ABOUT i")
    assert sketch.ask_for("what thing dated value state", "collective-efficacy", area="north") == [
        ("indicator", "help", date(2023, 10, 1), 0.4, "measured"),
        ("indicator", "help", date(2024, 10, 1), 0.45, "measured"),
        ("indicator", "safe", None, None, "not_measured"),
        ("meeting_place", "hall", None, None, "used"),
        ("goodwill", "walkers", None, None, "unused"),
        ("dialogue", "talk", EARLIER, None, "overdue"),
    ]
    assert sketch.ask("collective-efficacy", area="square")[0]["target"] == 0.5
    assert Sketch().node("north", "Area").ask("collective-efficacy", area="north") == []


def say(verdict: Iterable[Sentence], lang: str = "sv") -> list[str]:
    return [say_sentence(sentence, Texts(lang)) for sentence in verdict]


def test_what_the_rows_come_to_is_said_first() -> None:
    sketch = town().node("late", "Commitment", due=EARLIER).link("me COMMITTED_TO late")
    sketch.node("picture", "Source", kind="situation_picture", date=date(2023, 9, 30))
    sketch.node("plan", "Source", kind="action_plan", date=date(2024, 5, 1))
    assert say(judge_week(sketch.ask("my-week", us="me"))) == [
        "På ditt bord: 1 försenat, 0 inom 30 dagar.",
        "Lagen (2023:196) kräver: en ny lägesbild, för den senaste är äldre än två år, en överenskommelse, som saknas i"
        " kartan.",
    ]
    assert say(judge_promised(sketch.ask("promised"))) == ["Ett åtagande står öppet; försenade: 1."]
    assert say(judge_agreement(issue().ask("do-we-agree"))) == [
        "En fråga: överens i allt 0, skiljer sig 0, vet inte 1."
    ]
    assert say(judge_unmet(rounds().ask("not-met", issue="i", since="2025-03-02"))) == [
        "2 har vi aldrig träffat, 1 inte sedan dess."
    ]
    assert [say(find([]), "en") for find in (judge_week, judge_promised, judge_unmet)] == [[]] * 3


def test_every_new_answer_is_summed_up_in_both_languages(havsakra: Map) -> None:
    store = open_map(havsakra, "map.yaml")
    given = {"who-brings-votes": {"initiative": "v1"}, "changes-hands": {"actor": "p-kt-avtal"}}
    given["collective-efficacy"] = {"area": "norrbacken"}
    for name in ("whom-to-meet", "who-brings-votes", "changes-hands", "collective-efficacy"):
        found = ask_store(store, name, given.get(name, {}), as_of=None)
        assert found.rows
        assert all(len(say(found.verdict, lang)) == 1 for lang in ("sv", "en")), name
