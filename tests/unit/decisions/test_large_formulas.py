"""Needs and blocking sets where nobody could list all ways: many large boards, deep trees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from oracle.sketch import DAY, GOAL, US, Sketch, Tree, all_of, answer, any_of, at_least, leaf
from strategies.approval_maps import make_question, many, seeds

from samverkan.decisions.blocking import MOST_SETS, find_blocking_sets
from samverkan.decisions.case import Case, build_case
from samverkan.decisions.deadline import WHENEVER
from samverkan.decisions.effort import build_settings
from samverkan.decisions.formula import Tally, Threshold, is_met
from samverkan.decisions.needs import find_actor_needs
from samverkan.decisions.patterns import list_sets
from samverkan.decisions.scenario import build_scenario
from samverkan.decisions.steiner import Instance, solve
from samverkan.decisions.steiner.peel import peel
from samverkan.decisions.stoppers import find_fewest


def sketch_boards(boards: int, members: int, people: int, *, also: str | None = None) -> Sketch:
    """Sketch boards that must all say yes, drawn from the same people; `also` decides alone beside them."""
    sketch, draw = Sketch(), Random(1)
    everybody = [f"v{number:03}" for number in range(people)]
    sketch.actor(*everybody)
    for number in range(boards):
        sketch.body(f"board{number:02}", *draw.sample(everybody, members), decides_by="vote")
        sketch.add("Matter", f"m{number}")
        sketch.mandate(f"d{number}", f"board{number:02}", matter=f"m{number}")
    parts = [leaf(matter=f"m{number}") for number in range(boards)]
    if also:
        sketch.actor(also)
        sketch.mandate("alone", also, kind="fund")
        parts.append(leaf("fund"))
    sketch.requires(all_of(*parts))
    return sketch


def to_case(sketch: Sketch) -> Case:
    return build_case(sketch.build(), GOAL, DAY, [US])


def check_sets(case: Case, sets: tuple[tuple[str, ...], ...]) -> None:
    """Hold every set to what it says: it leaves no way, and none of it can be spared."""
    assert [len(some) for some in sets] == sorted(len(some) for some in sets)
    for some in sets:
        assert not is_met(case.formula, case.pick(without=some))
        for spared in some:
            assert is_met(case.formula, case.pick(without=set(some) - {spared}))


def test_thirty_boards_of_fifteen() -> None:
    case = to_case(sketch_boards(30, 15, 450, also="one"))
    needs = find_actor_needs(case)
    assert needs.pop("one") == "must"
    assert set(needs.values()) == {"one_of"}
    found = find_blocking_sets(case)
    assert (len(found.sets), found.complete) == (MOST_SETS, False)
    assert found.sets[0] == ("one",) and {len(some) for some in found.sets[1:]} == {8}
    assert {pattern.at_least + len(pattern.along_with) for pattern in found.patterns} == {8}
    check_sets(case, found.sets)


def test_boards_that_share_their_members() -> None:
    case = to_case(sketch_boards(30, 15, 60))
    found = find_blocking_sets(case)
    assert (len(found.sets), found.complete) == (MOST_SETS, False)
    check_sets(case, found.sets)


JOINS: tuple[Callable[..., Tree], ...] = (all_of, any_of, lambda *parts: at_least(2, *parts))


def grow(
    draw: Random,
    sketch: Sketch,
    people: Sequence[str],
    levels: int,
    *,
    joins: Sequence[Callable[..., Tree]] = JOINS,
    parts: int = 3,
    holders: int = 2,
) -> Tree:
    """Grow a tree of so many levels; each leaf is a matter of its own, with holders drawn from some people."""
    if levels:
        join = draw.choice(joins)
        inner = (
            grow(draw, sketch, people, levels - 1, joins=joins, parts=parts, holders=holders) for _ in range(parts)
        )
        return join(*inner)
    matter = sketch.add("Matter", f"x{len(sketch.nodes)}")
    sketch.mandate(f"d{matter}", *draw.sample(people, holders), matter=matter)
    return leaf(matter=matter)


def test_few_people_under_a_deep_tree_are_listed_to_the_end() -> None:
    sketch, draw = Sketch(), Random(11)
    people = [f"a{number:02}" for number in range(12)]
    sketch.actor(*people)
    sketch.requires(grow(draw, sketch, people, 6, joins=(all_of, any_of), parts=2, holders=3))
    case = to_case(sketch)
    assert len(case.leaves) == 64
    found = find_blocking_sets(case)
    sets, complete = found.sets, found.complete
    check_sets(case, sets)
    stopping = [
        set(some)
        for size in range(len(people) + 1)
        for some in combinations(people, size)
        if not is_met(case.formula, case.pick(without=some))
    ]
    smallest = [some for some in stopping if not any(other < some for other in stopping)]
    assert complete and [set(some) for some in sets] == smallest


def sketch_shared_boards(shared: list[str]) -> Sketch:
    """Sketch twelve boards of which seven must say yes, that have these members and seven of their own each."""
    sketch = Sketch()
    sketch.actor(*shared)
    for board in range(12):
        own = [f"p{board:02}-{number}" for number in range(7)]
        sketch.actor(*own)
        sketch.body(f"board{board:02}", *shared, *own, decides_by="vote")
        sketch.add("Matter", f"m{board}")
        sketch.mandate(f"d{board}", f"board{board:02}", matter=f"m{board}")
    sketch.requires(at_least(7, *(leaf(matter=f"m{board}") for board in range(12))))
    return sketch


def test_boards_of_which_some_must_say_yes_and_that_share_half_their_members() -> None:
    shared = [f"s{number}" for number in range(8)]
    case = to_case(sketch_shared_boards(shared))
    found = find_blocking_sets(case)
    assert found.sets[0] == tuple(shared)
    check_sets(case, found.sets)
    assert find_blocking_sets(case) == found, "the same every time"


def test_two_boards_of_which_nobody_has_said_anything() -> None:
    sketch = Sketch()
    for board, members in (("b", 13), ("c", 9)):
        people = [f"{board}{number:02}" for number in range(members)]
        sketch.actor(*people)
        sketch.body(f"board-{board}", *people, decides_by="vote")
        sketch.add("Matter", f"m-{board}")
        sketch.mandate(f"d-{board}", f"board-{board}", matter=f"m-{board}")
        sketch.tie(US, people[0], "established")
    sketch.requires(all_of(leaf(matter="m-b"), leaf(matter="m-c")))
    told = answer(sketch, seconds=None)
    assert told.plan is not None and told.plan.proven
    assert told.plan.effort == (7 + 5) * (2 + 1) + 2 * 2 + (6 + 4) * 3
    refuses = {actor.id: actor.refuses for actor in told.actors}
    assert {refuses["b01"], refuses["c01"]} <= {"not in plan", told.plan.effort}
    assert refuses["b00"] == refuses["c00"] == told.plan.effort + 8 - 2, "a cold call in place of the one they know"
    assert all(actor.refuses_proven for actor in told.actors) and told.ask_first_complete


def test_what_a_search_has_no_tries_left_for_is_solved_to_the_end() -> None:
    sketch, draw = Sketch(), Random(3)
    people = [f"a{number:02}" for number in range(9)]
    sketch.actor(*people)
    sketch.requires(grow(draw, sketch, people, 3))
    case = to_case(sketch)
    told = find_blocking_sets(case)
    expected = told.sets
    assert told.complete and len(expected) > 3
    actor_of = {number: ask.actor for number, ask in enumerate(case.asks)}
    known = [frozenset(expected[0])]
    found, all_found = find_fewest(case.formula, actor_of, tuple(case.asks_of), (), known, MOST_SETS)
    assert all_found and {frozenset(some) for some in expected} == {*known, *found}
    assert [len(some) for some in found] == [len(some) for some in expected[1:]]
    preferred = {sorted(found[-1])[-1]}
    first, _ = find_fewest(case.formula, actor_of, tuple(case.asks_of), preferred, (), 50)
    assert sorted(first, key=lambda some: (len(some), not some & preferred)) == first


def test_a_tree_of_243_leaves() -> None:
    sketch = Sketch()
    people = [f"a{number}" for number in range(40)]
    sketch.actor(*people)
    sketch.requires(grow(Random(2), sketch, people, 5))
    case = to_case(sketch)
    assert len(case.leaves) == 243
    needs = Counter(find_actor_needs(case).values())
    assert sum(needs.values()) == 40
    found = find_blocking_sets(case)
    assert found.sets and not found.complete
    check_sets(case, found.sets)


def test_sets_of_a_council_and_its_executive_are_told_as_any_so_many_of_the_others() -> None:
    sketch = Sketch()
    people = [f"m{number:02}" for number in range(31)]
    sketch.actor(*people)
    sketch.body("council", *people, decides_by="vote")
    sketch.body("executive", *people[:5], decides_by="vote")
    sketch.mandate("wide", "council")
    sketch.mandate("narrow", "executive", above="wide")
    sketch.requires(leaf())
    told = answer(sketch, seconds=10)
    assert told.plan is not None and told.plan.proven
    assert told.plan.effort == 8 + 3 + 3 + 3 * (2 + 1)
    needs = {need.id: need.need for need in told.actors}
    assert {needs[name] for name in people[:5]} == {"one_of"} and {needs[name] for name in people[5:]} == {"above"}
    assert told.blocking_sets == ()
    five, others = {*people[:5]}, tuple(people[5:])
    assert all(pattern.of == others and five.issuperset(pattern.along_with) for pattern in told.blocking_patterns)
    kinds = Counter((len(pattern.along_with), pattern.at_least) for pattern in told.blocking_patterns)
    assert kinds == {(3, 13): 10, (4, 12): 5, (5, 11): 1}, "three or more of the five, sixteen in all"


def test_sets_are_listed_one_after_the_other_not_all_at_once() -> None:
    people = tuple(f"m{number:02}" for number in range(40))
    found = list_sets((people[:9], people[9:]), [(5, 13), (6, 12)], frozenset(), 50)  # 10^10 sets and more
    assert len(found) == 50 and found == sorted(found) and {len(some) for some in found} == {18}


def test_three_levels_of_boards_that_share_their_members_are_proven() -> None:
    sketch = Sketch()
    people = [f"m{number:02}" for number in range(61)]
    sketch.actor(*people)
    for level, size in enumerate((61, 15, 7)):
        sketch.body(f"b{level}", *people[:size], decides_by="vote")
        sketch.mandate(f"d{level}", f"b{level}", above=f"d{level - 1}" if level else None)
    sketch.requires(leaf())
    way = build_scenario(to_case(sketch), build_settings()).find_way(WHENEVER)
    # four of the seven: 2 to convince and 1 to ask each, one by a cold contact at 8, the others in their board at 3
    assert way is not None and way.settled and way.effort == 4 * (2 + 1) + 8 + 3 * 3
    assert set(way.asked) < {*people[:7]}


def test_ties_of_effort_on_a_board_of_158_are_settled() -> None:
    sketch, draw = Sketch(), Random(0)
    people = [f"v{number:03}" for number in range(158)]
    sketch.actor(*people)
    sketch.body("board", *people, decides_by="vote")
    sketch.mandate("d", "board")
    for number, actor in enumerate(sorted(draw.sample(people, 63))):
        sketch.stance(f"p{number}", actor, draw.choice(("champions", "supports", "neutral", "hesitant", "opposes")))
    sketch.requires(leaf())
    case = to_case(sketch)
    way = build_scenario(case, build_settings()).find_way(WHENEVER)
    figures = {"champions": 0, "supports": 0, "neutral": 1, "hesitant": 2, "unknown": 2, "opposes": 4}
    cheapest = sorted(figures[case.counts(actor)] for actor in people)[:80]
    # 80 of 158 votes at 1 each; one is met by a cold contact at 8, the 79 others in the board at 3 each
    assert way is not None and way.settled and way.effort == sum(cheapest) + 80 + 8 + 79 * 3
    assert way.scale.decode(way.cost)[1:] == (1, 0, 0, 80)


@given(seeds)
@settings(many, max_examples=60)
def test_a_tally_tells_what_the_formula_tells(seed: int) -> None:
    case, draw = build_question_case(seed), Random(seed)
    live = sorted(case.live)
    tally = Tally(case.formula, live)
    for _ in range(5):
        gone = draw.sample(live, draw.randint(0, len(live)))
        assert tally.is_met_without(gone) == is_met(case.formula, {*live} - {*gone})
    for ask in draw.sample(live, len(live)):  # what is dropped stays away
        left = {*live} - {ask}
        assert tally.drop(ask) == is_met(case.formula, left)
        live = sorted(left) if is_met(case.formula, left) else live


def build_question_case(seed: int) -> Case:
    question = make_question(seed)
    return build_case(question.content, GOAL, DAY, question.start, question.without)


def test_boards_of_people_alike_are_proven_by_how_many_of_them_it_takes() -> None:
    case = to_case(sketch_boards(12, 9, 24))
    graph = build_scenario(case, build_settings()).graph
    bare = graph.build_instance(graph.pick())
    whole = replace(bare, arcs=tuple((tail, head, cost // bare.unit) for tail, head, cost in bare.arcs), orders=(1,))
    solution = solve(whole, seconds=None)
    # five votes on each board at 1, and no fewer than 11 people who hold them: 2 to convince each, one by a cold
    # contact at 8, the others in a body of theirs at 3
    assert (solution.value, solution.bound) == (12 * 5 + 11 * 2 + 8 + 10 * 3, 120)


def test_what_every_solution_pays_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samverkan.decisions.steiner.peel.MANY", 0)
    board, other = Threshold(2, (4, 5, 6)), Threshold(1, (7, 8))
    arcs = ((0, 1, 3), (0, 2, 5), (0, 3, 9), (1, 4, 1), (2, 5, 1), (3, 6, 1), (1, 7, 2), (3, 8, 4))
    peeled = peel(Instance(9, 0, arcs, Threshold(2, (board, other))))
    assert peeled.paid == 2 * 1 + 1 * 2  # two votes at 1 each; one answer, of which the cheaper costs 2
    assert peeled.instance.arcs == ((0, 1, 3), (0, 2, 5), (0, 3, 9), (3, 8, 2))
    assert peeled.instance.need == Threshold(2, (Threshold(2, (1, 2, 3)), Threshold(1, (1, 8))))
    assert solve(peeled.whole, seconds=None).value == 3 + 5 + 4
