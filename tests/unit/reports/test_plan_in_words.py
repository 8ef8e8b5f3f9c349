"""A plan in words: what stands in an answer is told, once, in sentences that one would say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samverkan.decisions.answer import (
    ActorNeed,
    Answer,
    Ask,
    BlockingPattern,
    Bringer,
    Gap,
    Other,
    Plan,
    RequirementNeed,
    Step,
    Votes,
)
from samverkan.domain.commitments import Commitment
from samverkan.domain.positions import Stance
from samverkan.measures.foresight import Context, Precedent, SeenEffect
from samverkan.model import Map, Node, Relation, build_map
from samverkan.reports.phrases import say_do, say_where
from samverkan.reports.plan_report import build_full_report, build_short_report
from samverkan.reports.plan_rest import say_alone
from samverkan.reports.plan_words import PlanWords
from samverkan.reports.report import Line, Report, Table
from samverkan.texts import Texts

DAY = date(2026, 3, 1)


def content() -> Map:
    nodes = [
        Node("x", "Initiative", {"name": "Grindar", "status": "proposed"}),
        Node("us", "Actor", {"name": "Samordnare", "kind": "post"}),
        Node("chef", "Actor", {"name": "Gatuchef", "kind": "post"}),
        Node("dso", "Actor", {"name": "Dataskyddsombud", "kind": "post"}),
        Node("brand", "Actor", {"name": "Räddningschef", "kind": "post"}),
        Node("tfn", "Actor", {"name": "Nämnden", "kind": "board", "decides_by": "vote"}),
        *(Node(f"m{n}", "Actor", {"name": f"Ledamot {n}", "kind": "post"}) for n in range(10)),
        Node("d", "Matter", {"name": "Fysiskt hinder"}),
        Node("gdpr", "Matter", {"name": "Kamera"}),
        Node("md", "Mandate", {"kind": "decide"}),
        Node("a0", "Initiative", {"name": "Bommar"}),
        Node("boende", "AffectedGroup", {"name": "Boende"}),
    ]
    return build_map(nodes, [Relation("REQUIRES", "x", "r1")], Map({}, (), profile="se"))


def leaf(**changes: object) -> RequirementNeed:
    told = RequirementNeed("r1", "decide", "d", None, None, False, "must", False, ("chef",), ())
    return replace(told, **changes)  # type: ignore[arg-type]


def step(actor: str = "chef", **changes: object) -> Step:
    ask = Ask("r1", "decide", "d", "md", "delegationsordning 2.4", False)
    return replace(Step(actor, (), (ask,), None, 2, 1, 3), **changes)  # type: ignore[arg-type]


def answer(*steps: Step, **changes: object) -> Answer:
    plan = Plan(6, 2, 1, 3, 6, ("chef",), (("us", "chef", 3, "line"),), steps or (step(),))
    told = Answer("x", "Grindar", DAY, ("us",), (), True, (), (leaf(),), (), True, plan, (), (), {}, ())
    return replace(told, status="proposed", analysis="done", **changes)  # type: ignore[arg-type]


def say(told: Answer, lang: str = "sv", *, full: bool = True) -> str:
    words = PlanWords(told, content(), Texts(lang))
    report = build_full_report(words) if full else build_short_report(words, "samverkan plan x --full")
    return "\n".join(to_lines(report))


def to_lines(report: Report) -> list[str]:
    parts = [*report.lead, *(part for section in report.sections for part in section.parts), *report.foot]
    return [report.title, *(part.text for part in parts if isinstance(part, Line))]


def opponent(actor: str = "brand", name: str = "Räddningschef", **changes: object) -> Other:
    told = Other(actor, name, ("position", "core_mandate"), "opposes", date(2026, 2, 1), "written", "framkomligheten")
    return replace(told, direction="negative", sources=("s1",), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("full", [True, False])
def test_who_is_against_though_nobody_asks_stands_in_the_first_line_and_with_its_concern(full):
    told = say(answer(others=(opponent(),)), full=full)
    assert told.splitlines()[0] == "Grindar: föreslagen. 1 är emot: Räddningschef."
    assert "framkomligheten" in told


def test_of_many_against_four_are_named_and_the_others_counted():
    others = tuple(opponent(f"o{n}", f"O{n}") for n in range(6))
    first = say(answer(others=others)).splitlines()[0]
    assert first == "Grindar: föreslagen. 6 är emot: o0, o1, o2, o3 och 2 till."


def test_others_are_told_with_why_date_basis_and_source():
    touches = ({"core_mandate": "Snabb utryckning", "direction": "negative", "argument": "grindar tar tid"},)
    told = say(answer(others=(opponent(would_help="fjärröppning", touches=touches, over=("m0", "m1")),)))
    assert (
        "Räddningschef: – emot, 2026-02-01, skriftligt – framkomligheten; insatsen går emot deras kärnuppdrag "
        "Snabb utryckning: grindar tar tid; kan påverka Ledamot 0 och Ledamot 1; det skulle hjälpa: fjärröppning; [s1]."
    ) in told


def test_a_core_mandate_that_is_hurt_stands_in_the_short_answer_once_with_all_who_have_it():
    touches = ({"core_mandate": "Utryckning", "direction": "negative", "argument": "hinder tar tid"},)
    others = (opponent(touches=touches), opponent("m0", touches=touches))
    told = say(answer(others=others), full=False)
    assert told.count("Går emot kärnuppdraget Utryckning (Räddningschef och Ledamot 0): hinder tar tid") == 1


def test_who_can_stop_it_alone_stands_before_what_a_board_can():
    pattern = BlockingPattern("tfn", 3, tuple(f"m{n}" for n in range(5)))
    lines = say(answer(blocking_sets=(("chef",),), blocking_patterns=(pattern,)), full=False).splitlines()
    assert lines.index("Gatuchef ensam.") + 1 == lines.index("3 av de 5 som röstar i Nämnden.")


def test_something_is_in_a_district_and_at_a_place():
    assert [say_where(Texts("sv"), "Torget", kind) for kind in ("district", "place")] == ["i Torget", "vid Torget"]


def test_a_way_as_easy_is_told_as_that_also_where_there_was_no_time_to_prove_it():
    as_easy = ActorNeed("chef", "Gatuchef", "one_of", ("r1",), 6, refuses_bound=5)
    assert "Vid nej: annan väg, lika lätt." in say(answer(actors=(as_easy,)), full=False)


def test_a_no_that_is_assumed_of_somebody_who_is_heard_hinders_nothing():
    """The only one asked for an opinion is not gone around, nor need be."""
    heard = ActorNeed("dso", "Dataskyddsombud", "heard", ("r1",), "is only heard")
    nobody = Plan(3, 0, 0, 3, 3, (), (("us", "dso", 3, "line"),), (step("dso"),))
    assert "räknar med" not in say(answer(plan=nobody, actors=(heard,))), "who is only heard need not be convinced"
    told = say(answer(actors=(heard,), without=("dso",), requirements=(leaf(hearing=True, ordinary=("dso",)),)))
    assert "Nej från Dataskyddsombud (antaget); svaret hindrar inte." in told


def test_where_nobody_is_known_to_ask_it_is_not_said_that_everybody_is_needed():
    finding = Plan(10, 0, 0, 10, 10, (), (("us", "?r1", 10, "unknown_authority"),), ())
    told = answer(plan=finding, can_be_met=False, requirements=(leaf(unknown_authority=True, ordinary=()),))
    assert "alla i planen behövs" not in say(told)
    assert "who" not in [section.key for section in build_full_report(PlanWords(told, content(), Texts("sv"))).sections]


def test_a_line_names_eight_and_counts_the_others():
    ten = tuple(f"m{n}" for n in range(10))
    needed = tuple(ActorNeed(one, one, "must", ("r1",), "stops") for one in ten)
    told = say(answer(actors=needed, blocking_sets=(ten,)), full=False)
    eight = ", ".join(f"Ledamot {n}" for n in range(8))
    assert f"Var 10 av dem står vet vi inte: {eight} och 2 till." in told
    assert f"{eight} och 2 till tillsammans." in told


def test_a_hearing_is_never_told_as_a_yes_to_win():
    heard = Ask("r1", "consult", "gdpr", None, None, False, hearing=True)
    told = answer(step("dso", asks=(heard,), convince=0))
    assert "Hör dem om Kamera (inget mandat är registrerat). Svaret hindrar inte." in say(told)
    assert "Börja med att höra Dataskyddsombud om Kamera; ni har kontakt direkt." in say(told)
    assert "vem som beslutar" not in say(told) and "Be dem" not in say(told)
    assert "Begin by hearing Dataskyddsombud about Kamera" in say(told, "en")


def test_a_brief_asks_whoever_is_heard_for_an_opinion():
    heard = Ask("r1", "consult", "gdpr", None, None, False, hearing=True)
    for lang, said in (("sv", "Yttra sig om Kamera"), ("en", "Give their opinion on Kamera")):
        assert PlanWords(answer(), content(), Texts(lang)).shortest_ask(heard) == said


def test_condition_place_and_stand_in_come_with_the_ask():
    ask = Ask("r1", "decide", "d", "md", None, False, conditions="efter samråd", stage=2, stands_for="brand")
    told = say(answer(step(asks=(ask,)), step("brand", asks=(replace(ask, stage=1, stands_for=None),))))
    assert "Svarar i stället för Räddningschef. Villkor: efter samråd. Formellt 2 av 2." in told


@pytest.mark.parametrize("full", [True, False])
def test_votes_are_told_as_votes_and_a_boards_combinations_once(full):
    # 3 votes, 2 needed; 1 for, so 1 is missing
    votes = {"tfn": Votes(3, 3, 2, in_favour=1, against=1, unknown=1)}
    members = {"tfn": ("m0", "m1", "m2")}
    patterns = (BlockingPattern("tfn", 2, ("m0", "m1", "m2")),)
    told = answer(
        requirements=(leaf(ordinary=("tfn",), votes=votes, members=members),),
        blocking_patterns=patterns,
        brings={"tfn": (Bringer("m0", 2), Bringer("m1", 1))},
    )
    said = say(told, full=full)
    assert "Nämnden: 2 av 3 röster behövs. 1 för, 1 emot och 1 okänd. 1 röst fattas." in said
    assert "Flest röster följer med Ledamot 0 (2)." in said
    assert "2 av de 3 som röstar i Nämnden." in said


def test_a_part_of_a_board_is_not_told_as_all_who_vote_there():
    members = {"tfn": ("m0", "m1", "m2", "brand")}
    patterns = (BlockingPattern("tfn", 2, ("m0", "m1", "m2"), ("brand",)),)
    told = answer(requirements=(leaf(ordinary=("tfn",), members=members),), blocking_patterns=patterns)
    assert "2 av 3 bland dem som röstar i Nämnden, tillsammans med Räddningschef." in say(told)
    assert "2 of 3 of those who vote in Nämnden, together with Räddningschef." in say(told, "en")


def test_what_was_tried_before_is_told_with_what_followed():
    seen = SeenEffect("e", "Ambulansen försenades", 14, "serious", ("boende",), ("x",))
    before = Precedent("a0", "Bommar", "rejected", "avslogs", "fråga först", (seen,), ("family", "issue"))
    told = say(answer(earlier=(before,)))
    assert "Bommar (avvisad), samma åtgärdskedja och fråga: avslogs. Lärdom: fråga först." in told
    assert "Följd: Ambulansen försenades, efter 14 dagar, allvarlig, för Boende, mildrades genom Grindar." in told


def test_outcome_missing_analysis_resources_and_late_commitments_stand_in_the_short_answer():
    late = Commitment("c", "räkna bilar", ("chef",), date(2026, 1, 1), True)
    open_ = Commitment("c2", "ringa", ("chef",), date(2027, 1, 1), False)
    context = Context((("res", "Städning"),), (late, open_))
    told = answer(outcome="ingen effekt", lesson="mät först", context=context)
    said = say(replace(told, status="done", analysis="missing"), full=False)
    for sentence in (
        "Grindar: genomförd. Vi vet ingen som är emot.",
        "Ska den tas upp igen gäller det som följer. Börja med Gatuchef",
        "Så gick det: ingen effekt",
        "Lärdom: mät först",
        "Orsakerna är inte analyserade.",
        "Behövs, men ingen erbjuder det: Städning.",
        "Gatuchef har åtagit sig: räkna bilar, skulle ha varit klart 2026-01-01.",
    ):
        assert sentence in said
    assert "ringa" not in said and "ringa, senast 2027-01-01" in say(told)


def test_a_requirement_says_how_far_it_has_come_and_who_is_vacant():
    met = leaf(status="met", status_on=date(2026, 1, 20), answered_by="chef", vacant=("brand",))
    told = say(answer(requirements=(met,)))
    assert "Vakant: Räddningschef. Klart 2026-01-20, svar från Gatuchef." in told


def test_joint_holders_are_told_together():
    joint = leaf(ordinary=("chef", "brand"), jointly=(("chef", "brand"),))
    assert "besluta om Fysiskt hinder – Gatuchef och Räddningschef tillsammans." in say(answer(requirements=(joint,)))


def test_without_a_tree_it_says_what_the_map_lacks():
    told = replace(answer(), requirements=(), plan=None, can_be_met=False)
    for full in (True, False):
        assert "Kartan säger inte vad insatsen kräver" in say(told, full=full)
        assert "Ingen behöver tillfrågas" not in say(told, full=full)


def test_where_no_way_is_open_nobody_is_told_to_be_enough():
    told = replace(answer(), actors=(), plan=None, can_be_met=False)
    for full in (True, False):
        assert "Ingen väg är öppen." in say(told, full=full) and "Ingen behöver tillfrågas" not in say(told, full=full)
        beside = say(replace(told, without=("chef",)), full=full)
        assert "Ingen väg är öppen förrän någon har ändrat sig." in beside and "Ingen behöver" not in beside


def test_headings_of_tables_are_words_a_person_would_say():
    needed = (ActorNeed("chef", "Gatuchef", "must", ("r1",), "stops"),)
    words = PlanWords(answer(actors=needed), content(), Texts("sv"))
    table = next(p for s in build_full_report(words).sections for p in s.parts if isinstance(p, Table))
    assert table.headings == ("Behövs", "Vem", "Hållning", "Om nej")


def actor(id: str, name: str, value: str | None, need: str = "one_of") -> ActorNeed:
    stance = value and Stance(f"p-{id}", value, value, "written", DAY, DAY, False)
    return ActorNeed(id, name, need, ("r1",), "not in plan", stance or None)


def test_who_hesitates_stands_together_but_whom_nobody_can_go_around_alone():
    actors = (
        actor("m0", "Ledamot 0", "hesitant"),
        actor("m1", "Ledamot 1", "hesitant"),
        actor("m2", "Ledamot 2", "opposes"),
        actor("chef", "Gatuchef", "hesitant", "must"),
    )
    lines = say(answer(actors=actors), full=False).splitlines()
    assert lines[0] == "Grindar: föreslagen. 1 är emot: Ledamot 2."
    assert "Gatuchef är tveksam; ingen kan gå förbi." in lines and "Tveksamma: Ledamot 0 och Ledamot 1." in lines
    assert not any("Ledamot 2 är emot" in line for line in lines)


def test_the_tally_of_a_board_is_its_votes():
    votes = {"tfn": Votes(3, 3, 2, in_favour=1, unknown=2)}
    needs = leaf(ordinary=("tfn",), votes=votes, members={"tfn": ("m0", "m1", "m2")})
    actors = tuple(actor(f"m{n}", f"Ledamot {n}", None) for n in range(3))
    assert "2 av 3 röster i Nämnden. Börja med" in say(answer(actors=actors, requirements=(needs,)), full=False)


def test_you_know_nobody_there_only_where_nobody_leads_there():
    cold = (("us", "chef", 8, "cold"),)
    told = answer()
    assert told.plan is not None
    alone = replace(told, plan=replace(told.plan, contacts=cold), gaps=(Gap("only_cold_contact", "chef"),))
    assert "ni känner ingen där" in say(alone, full=False)
    dearer = replace(alone, gaps=(Gap("cold_contact", "chef", {"route": ("dso", "brand"), "effort": 12}),))
    assert "hör av er direkt; genom Dataskyddsombud → Räddningschef kräver det mer" in say(dearer, full=False)
    assert "ni känner ingen" not in say(dearer, full=False).casefold()


@pytest.mark.parametrize(
    ("lang", "form", "matter", "told"),
    [
        ("sv", "decide", "Beslut om linje och tidtabell", "fatta beslut om linje och tidtabell"),
        ("sv", "decide", "Beslutsstöd", "besluta om Beslutsstöd"),
        ("sv", "contract", "Samverkansavtal SSPF", "underteckna Samverkansavtal SSPF"),
        ("sv", "contract", "Medborgarlöfte", "underteckna Medborgarlöfte"),
        ("sv", "contract", "Åtgärd enligt färdtjänstavtal", "avtala om Åtgärd enligt färdtjänstavtal"),
        ("sv", "consult", "Kamera", "yttra sig om Kamera"),
        ("en", "contract", "Partnership agreement", "sign Partnership agreement"),
        ("en", "contract", "Change to the bus contract", "agree by contract on Change to the bus contract"),
        ("en", "concur", "The plan", "endorse The plan"),
        ("en", "decide", "Decision on the bill", "take the decision on the bill"),
    ],
)
def test_what_is_asked_is_said_as_one_says_it(lang, form, matter, told):
    assert say_do(Texts(lang), form, matter) == told


def test_conditions_stand_in_the_short_answer_too_and_who_votes_is_not_said_to_decide_nothing():
    ask = Ask("r1", "decide", "d", "md", None, False, conditions="efter samråd", stands_for="brand")
    against = opponent("m2", "Ledamot 2")
    told = say(answer(step(asks=(ask,)), actors=(actor("m2", "Ledamot 2", "opposes"),), others=(against,)), full=False)
    assert "Svarar i stället för Räddningschef. Villkor: efter samråd." in told
    assert "1 är emot: Ledamot 2." in told and "utan att besluta" not in told


@pytest.mark.parametrize(
    ("sets", "complete", "said"),
    [
        ((("chef",), ("brand",)), True, ("2", "kan var för sig stoppa")),
        ((("chef",), ("brand", "dso")), False, ("1", "kan ensam stoppa")),  # smaller sets are found first
        ((("chef",), ("brand",)), False, ("minst 2", "kan var för sig stoppa")),
        ((("brand", "dso"),), False, None),
    ],
)
def test_who_can_stop_it_alone_is_counted_as_far_as_it_is_known(
    sets: tuple[tuple[str, ...], ...], complete: bool, said: tuple[str, str] | None
) -> None:
    told = answer(blocking_sets=sets, blocking_sets_complete=complete)
    assert say_alone(PlanWords(told, content(), Texts("sv"))) == said
