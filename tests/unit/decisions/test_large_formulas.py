"""Needs and blocking sets where nobody could list all ways: many large boards, deep trees."""

from __future__ import annotations

from collections import Counter
from random import Random

from oracle.sketch import DAY, GOAL, US, Sketch, Tree, all_of, any_of, at_least, leaf

from samverkan.decisions.blocking import MOST_SETS, find_blocking_sets
from samverkan.decisions.case import Case, build_case
from samverkan.decisions.formula import is_met
from samverkan.decisions.needs import find_actor_needs


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
    sets, complete = find_blocking_sets(case)
    assert (len(sets), complete) == (MOST_SETS, False)
    assert sets[0] == ("one",) and {len(some) for some in sets[1:]} == {8}
    check_sets(case, sets)


def test_boards_that_share_their_members() -> None:
    case = to_case(sketch_boards(30, 15, 60))
    sets, complete = find_blocking_sets(case)
    assert (len(sets), complete) == (MOST_SETS, False)
    check_sets(case, sets)


def grow(draw: Random, sketch: Sketch, levels: int) -> Tree:
    if levels:
        join = draw.choice([all_of, any_of, lambda *parts: at_least(2, *parts)])
        return join(*(grow(draw, sketch, levels - 1) for _ in range(3)))
    matter = sketch.add("Matter", f"x{len(sketch.nodes)}")
    sketch.mandate(f"d{matter}", *draw.sample([f"a{number}" for number in range(40)], 2), matter=matter)
    return leaf(matter=matter)


def test_a_tree_of_243_leaves() -> None:
    sketch = Sketch()
    sketch.actor(*(f"a{number}" for number in range(40)))
    sketch.requires(grow(Random(2), sketch, 5))
    case = to_case(sketch)
    assert len(case.leaves) == 243
    needs = Counter(find_actor_needs(case).values())
    assert sum(needs.values()) == 40
    sets, complete = find_blocking_sets(case)
    assert sets and not complete
    check_sets(case, sets)
