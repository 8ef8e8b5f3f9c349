"""Who must be convinced, which path asks least, who decides, what an actor may: worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from strategies.small_maps import DAY, Sketch

from samverkan.decisions.plan import build_answer
from samverkan.decisions.way_rows import find_ways, judge_ways


def board() -> Sketch:
    """A board that delegates to its head of department, who delegates on in one area only."""
    sketch = (
        Sketch().actors("board", "tfn").actors("department", "tff").actors("post", "chef", "ing").actors("forum", "est")
    )
    sketch.node("d", "Matter", legal_basis="TF 10").node("town", "Area").node("north", "Area").node("square", "Area")
    sketch.link("north PART_OF town").link("square PART_OF north").link("tff PART_OF tfn")
    sketch.link("chef PART_OF tff").link("ing PART_OF tff").node(
        "order", "Source", kind="delegation_order", date=date(2024, 2, 1)
    )
    sketch.mandate("m1", "tfn", "decide", "d").mandate("m2", "chef", "decide", "d", limit=100, legal_basis="D 2.1")
    sketch.mandate("m3", "ing", "decide", "d").link("m3 IN_AREA north").link("m2 SOURCED_BY order")
    return sketch.link("m2 DELEGATED_FROM m1").link("m3 DELEGATED_FROM m2")


def test_the_lowest_holder_in_an_area() -> None:
    columns = "actor lowest above"
    square = board().ask_for(columns, "who-decides", matter="d", area="square")
    assert square == [("ing", True, ["chef", "tfn"]), ("chef", False, ["tfn"]), ("tfn", False, [])]
    assert board().ask_for(columns, "who-decides", matter="d", area="town") == [
        ("chef", True, ["tfn"]),
        ("tfn", False, []),
    ]


def test_limits_kinds_and_validity_decide_who_is_lowest() -> None:
    assert board().ask_for("actor lowest", "who-decides", matter="d", area="town", amount="101") == [("tfn", True)]
    assert board().ask_for("actor", "who-decides", matter="d", area="town", amount="100") == [("chef",), ("tfn",)]
    assert board().ask_for("actor", "who-decides", matter="d", kind="concur") == [(None,)]
    ended = board().actors("post", "new").mandate("m4", "new", "decide", "d", valid_from=date(2025, 10, 2))
    assert ("new",) not in ended.ask_for("actor", "who-decides", matter="d")
    assert ("new",) in ended.ask_for("actor", "who-decides", on=date(2025, 10, 2), matter="d")
    over = board().actors("post", "old").mandate("m4", "old", "decide", "d", valid_to=DAY)
    assert ("old",) not in over.ask_for("actor", "who-decides", matter="d")
    assert ("old",) in over.ask_for("actor", "who-decides", on=date(2025, 9, 30), matter="d")


def test_a_forum_never_decides_and_nobody_is_said_to_be_unknown() -> None:
    sketch = Sketch().actors("forum", "est").node("d", "Matter", legal_basis="L")
    sketch.mandate("m", "est", "decide", "d")
    assert sketch.ask_for("matter actor lowest legal_basis", "who-decides", matter="d") == [("d", None, None, "L")]


def test_where_a_mandate_is_written() -> None:
    (row,) = [r for r in board().ask("who-decides", matter="d") if r["mandate"] == "m2"]
    assert (row["legal_basis"], row["amount_limit"], row["delegated_from"]) == ("D 2.1", 100, ["m1"])
    assert (row["sources"], row["newest_source"]) == (["order"], date(2024, 2, 1))
    assert (row["valid_from"], row["valid_to"]) == (None, None)


def test_what_an_actor_may_and_may_not() -> None:
    sketch = board().node("d2", "Matter").mandate("m5", "tfn", "decide", "d2").mandate("m6", "ing", "consult", "d2")
    sketch.node("streets", "CoreMandate", legal_basis="R").link("tfn HAS_CORE_MANDATE streets")
    rows = sketch.ask_for("about thing held_by", "core-mandate", actor="ing")
    assert rows == [
        ("core_mandate", "streets", ["tfn"]),
        ("mandate", "m3", ["ing"]),
        ("mandate", "m6", ["ing"]),
        ("may_not", "d2", ["tfn"]),
    ]
    assert sketch.ask_for("about thing", "core-mandate", actor="est")[0] == ("core_mandate", None)


def initiative() -> Sketch:
    sketch = board().node("i", "Initiative").node("d2", "Matter", legal_basis="K")
    sketch.node("root", "Requirement", op="any").link("i REQUIRES root", step=1)
    sketch.leaf("l1", "root", "decide", "d", amount=50).link("l1 IN_AREA square")
    return sketch.leaf("l2", "root", "concur", "d2", veto=True)


def test_each_leaf_with_those_who_may_answer_and_the_unknown_first() -> None:
    rows = initiative().ask_for("requirement answers actor mandate veto stance", "who-to-convince", initiative="i")
    assert rows == [
        ("l2", "unknown", None, None, True, None),
        ("l1", "ordinary", "ing", "m3", False, "unknown"),
        ("l1", "above", "chef", "m2", False, "unknown"),
        ("l1", "above", "tfn", "m1", False, "unknown"),
    ]


def test_the_limit_counts_against_the_amount() -> None:
    sketch = initiative().leaf("l3", "root", "decide", "d", amount=101)
    rows = sketch.ask_for("requirement answers actor", "who-to-convince", initiative="i")
    assert [row for row in rows if row[0] == "l3"] == [("l3", "ordinary", "tfn")]


def test_a_leaf_that_is_directed_asks_that_actor_alone() -> None:
    sketch = (
        initiative().leaf("l4", "root", "decide", "d").link("l4 DIRECTED_TO tfn").leaf("l5", "root", "champion", None)
    )
    sketch.link("l5 DIRECTED_TO est").leaf("l6", "root", "prepare", "d").link("l6 DIRECTED_TO ing")
    rows = {
        row[0]: row[1:]
        for row in sketch.ask_for("requirement answers actor mandate", "who-to-convince", initiative="i")
    }
    assert rows["l4"] == ("ordinary", "tfn", "m1")
    assert rows["l5"] == ("unknown", None, None)
    assert rows["l6"] == ("ordinary", "ing", None)


def stance_of(sketch: Sketch, on: date = DAY) -> tuple[object, ...]:
    rows = sketch.ask("who-to-convince", on, initiative="i")
    (row,) = [r for r in rows if r["actor"] == "ing"]
    return row["stance"], row["past_review"], row["stated_by"]


def test_the_latest_stance_counts_and_one_past_review_is_unknown() -> None:
    sketch = initiative().position("p1", "ing", "i", "opposes", date(2025, 1, 1), basis="written")
    sketch.position("p2", "ing", "i", "supports", date(2025, 3, 1), basis="minutes", review_by=date(2025, 6, 1))
    assert stance_of(sketch, date(2025, 2, 1)) == ("opposes", None, ["ing"])
    assert stance_of(sketch, date(2025, 6, 1)) == ("supports", None, ["ing"])
    assert stance_of(sketch, date(2025, 6, 2)) == ("unknown", "supports", ["ing"])
    assert stance_of(sketch, date(2024, 12, 31)) == ("unknown", None, [])


def test_without_a_review_date_a_year_or_ninety_days_count() -> None:
    sketch = initiative().position("p", "ing", "i", "neutral", date(2024, 10, 1))
    assert stance_of(sketch, date(2025, 10, 1))[0] == "neutral"
    assert stance_of(sketch, date(2025, 10, 2))[:2] == ("unknown", "neutral")
    own = initiative().position("p", "ing", "i", "neutral", date(2025, 7, 3), basis="own_assessment")
    assert stance_of(own, date(2025, 10, 1))[0] == "neutral"
    assert stance_of(own, date(2025, 10, 2))[:2] == ("unknown", "neutral")


def test_of_two_on_one_day_the_later_id_counts() -> None:
    sketch = initiative().position("pb", "ing", "i", "opposes", DAY).position("pa", "ing", "i", "supports", DAY)
    assert stance_of(sketch)[0] == "opposes"


def test_a_post_takes_its_organisations_stance_until_it_states_its_own() -> None:
    sketch = initiative().position("p", "tff", "i", "hesitant", date(2025, 9, 1))
    assert stance_of(sketch) == ("hesitant", None, ["tff"])
    sketch.position("q", "ing", "i", "champions", date(2025, 9, 15))
    assert stance_of(sketch, date(2025, 9, 14)) == ("hesitant", None, ["tff"])
    assert stance_of(sketch) == ("champions", None, ["ing"])
    forum = initiative().link("ing PART_OF est").position("p", "est", "i", "opposes", date(2025, 9, 1))
    assert stance_of(forum) == ("unknown", None, [])


def test_a_board_that_votes_lists_who_votes() -> None:
    sketch = (
        Sketch().node("i", "Initiative").node("kf", "Actor", kind="assembly", decides_by="vote").node("d", "Matter")
    )
    sketch.actors("post", "a", "b", "c", "e").mandate("m", "kf", "fund", "d").leaf("l", "i", "fund", "d")
    sketch.link("a MEMBER_OF kf", seat="chair").link("b MEMBER_OF kf", seat="voting").link(
        "c MEMBER_OF kf", seat="secretary"
    )
    sketch.link("e MEMBER_OF kf", seat="voting", valid_to=date(2025, 1, 1))
    assert sketch.ask_for("actor voters", "who-to-convince", initiative="i") == [("kf", ["a", "b"])]


def test_how_much_each_is_needed_and_what_a_no_would_mean() -> None:
    """l2 has nobody, so that only l1 can be met: by ing, or by chef or tfn above."""
    sketch = initiative().actors("post", "rival", "friend").position("p", "rival", "i", "opposes", date(2025, 9, 1))
    sketch.position("q", "friend", "i", "supports", date(2025, 9, 1))
    columns = "answers actor need if_no stance"
    assert sketch.ask_for(columns, "who-to-convince", initiative="i") == [
        ("unknown", None, None, None, None),
        ("ordinary", "ing", "one_of", "other_way", "unknown"),
        ("above", "chef", "above", "other_way", "unknown"),
        ("above", "tfn", "above", "other_way", "unknown"),
        ("outside", "rival", "not_asked", None, "opposes"),
    ]
    alone = Sketch().actors("post", "a").node("i", "Initiative").node("d", "Matter").leaf("l", "i", "decide", "d")
    assert alone.mandate("m", "a", "decide", "d").ask_for(columns, "who-to-convince", initiative="i") == [
        ("ordinary", "a", "must", "stops", "unknown")
    ]
    # past its review the no counts no more
    assert ("outside", "rival") not in sketch.ask_for(
        "answers actor", "who-to-convince", date(2026, 9, 2), initiative="i"
    )


def test_the_ways_stand_cheapest_first_and_are_the_plan_s() -> None:
    """We know ing well and nobody else, so that the way by ing asks least; l2 takes finding out who decides."""
    sketch = initiative().actors("post", "us").link("us TIE ing", strength="strong", basis="function")
    sketch.position("p", "ing", "i", "hesitant", date(2025, 9, 1), would_help="betald städning")
    content = replace(sketch.to_map(), us=("us",))
    rows = list(find_ways(content, DAY, {"initiative": "i"}))
    plan = build_answer(content, "i", on=DAY, start=["us"], alternatives=9)
    assert [(row["effort"], row["asked"]) for row in rows] == [
        (p.effort, list(p.convince)) for p in (plan.plan, *plan.alternatives)
    ]
    first = rows[0]
    assert (first["asked"], first["hesitant"], first["above"], first["would_help"]) == (
        *(["ing"], ["ing"], False, ["betald städning"]),
    )
    assert ["d2" in str(row["find_holder_of"]) or row["find_holder_of"] == ["l2"] for row in rows].count(True) == 1
    assert [s.count for s in judge_ways(rows)] == [1]
    assert [row["way"] for row in rows] == list(range(1, len(rows) + 1))
    # nobody to start from, or nothing that is required: no ways, and the question says what is lacking
    assert initiative().ask("which-path", initiative="i") == []
