"""The optimiser against every subset of arcs, on tiny instances with every feature."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.decisions.deadline import WHENEVER, Deadline
from samverkan.decisions.formula import Formula, Threshold, is_met
from samverkan.decisions.steiner import Instance, Solution, solve
from samverkan.decisions.steiner.dynamic import Outcome
from samverkan.decisions.steiner.integer import search_integer
from samverkan.decisions.steiner.options import list_options
from samverkan.decisions.steiner.orders import solve_in_orders
from samverkan.decisions.steiner.problem import build_problem

NODES = 6
nodes = st.integers(0, NODES - 1)
arcs = st.lists(st.tuples(nodes, nodes, st.sampled_from([0, 0, 1, 1, 2, 3, 5])), max_size=9).map(tuple)


@st.composite
def needs(draw: st.DrawFn, depth: int = 3) -> Formula:
    """Draw a nested threshold; nodes may repeat, parts may be missing, `least` may be out of reach."""
    if depth == 0 or draw(st.booleans()):
        return draw(nodes)
    parts = tuple(draw(st.lists(needs(depth=depth - 1), max_size=4)))
    if draw(st.booleans()):
        return Threshold(draw(st.integers(0, len(parts) + 1)), parts)
    weights = tuple(draw(st.lists(st.integers(0, 3), min_size=len(parts), max_size=len(parts))))
    return Threshold(draw(st.integers(0, sum(weights) + 1)), parts, None, weights)


instances = st.builds(Instance, st.just(NODES), nodes, arcs, needs())


def reach(instance: Instance, chosen: tuple[int, ...]) -> set[int]:
    """Find what the root reaches over some arcs."""
    reached = {instance.root}
    for _ in range(instance.size):
        reached |= {instance.arcs[arc][1] for arc in chosen if instance.arcs[arc][0] in reached}
    return reached


def find_least(instance: Instance) -> int | None:
    """Find the least cost over all subsets of arcs; None when no subset meets the need."""
    count = len(instance.arcs)
    subsets = (tuple(arc for arc in range(count) if subset >> arc & 1) for subset in range(1 << count))
    costs = [
        sum(instance.arcs[arc][2] for arc in chosen)
        for chosen in subsets
        if is_met(instance.need, reach(instance, chosen))
    ]
    return min(costs, default=None)


def check(instance: Instance, solution: Solution, least: int | None) -> None:
    """Check value, bound, arborescence and minimality of a solution."""
    assert solution.value == least
    if least is None:
        assert solution == Solution(None, 0, (), frozenset())
        return
    assert solution.bound == least
    assert sum(instance.arcs[arc][2] for arc in solution.arcs) == least
    heads = [instance.arcs[arc][1] for arc in solution.arcs]
    assert len(set(heads)) == len(heads)
    assert reach(instance, solution.arcs) == {instance.root, *heads}
    assert is_met(instance.need, solution.reached)
    assert solution.reached <= {instance.root, *heads}
    assert not any(is_met(instance.need, solution.reached - {node}) for node in solution.reached)
    tails = {instance.arcs[arc][0] for arc in solution.arcs}
    assert set(heads) - tails <= solution.reached


ORDERS = tuple(1 << bits for bits in (48, 36, 24, 12, 0))  # as of a map of four thousand contacts
UNIT = ORDERS[0]
below = st.sampled_from([0, 1, 1, 1 + (1 << 12), 1 + (1 << 24), 1 + (1 << 24) + (1 << 12), 1 + (1 << 36)])
tied = st.tuples(nodes, nodes, st.sampled_from([0, 1, 1, 2, 3]), below)
ties = st.lists(tied.map(lambda arc: (*arc[:2], arc[2] * UNIT + arc[3])), max_size=9).map(tuple)
in_orders = st.builds(Instance, st.just(NODES), nodes, ties, needs(), st.just(ORDERS))


@settings(deadline=None, max_examples=250)
@given(in_orders)
def test_what_decides_between_equal_efforts_is_as_exact_as_the_effort(instance: Instance) -> None:
    least = find_least(instance)
    for method in ("auto", "dynamic", "cuts"):
        check(instance, solve(instance, seconds=None, method=method), least)


@settings(deadline=None, max_examples=100)
@given(in_orders, st.sampled_from([0, 1, 1 << 12, 1 << 24, UNIT]), st.integers(0, 2**9))
def test_a_floor_a_limit_and_what_is_known_change_nothing_of_it(instance: Instance, less: int, chosen: int) -> None:
    least = find_least(instance)
    known = [arc for arc in range(len(instance.arcs)) if chosen >> arc & 1]
    if least is None:
        assert solve(instance, seconds=None, known=known, most=5 * UNIT).value is None
        return
    floor = max(0, least - less)
    check(instance, solve(instance, seconds=None, floor=floor, known=known), least)
    check(instance, solve(instance, seconds=None, floor=floor, known=known, most=least + less), least)
    late = solve(instance, seconds=0, known=known)
    assert late.bound <= least <= (late.value if late.value is not None else least)
    if least:
        below = solve(instance, seconds=None, known=known, most=least - 1)
        assert (below.value, below.bound) == (None, least)


def test_the_orders_are_settled_one_by_one_with_small_numbers() -> None:
    seen: list[tuple[int, ...]] = []

    def solve_one(part: Instance, _when: object, _floor: object, _known: object, _most: object) -> Solution:
        seen.append(tuple(cost for _, _, cost in part.arcs))
        chosen = {1: (0,), 2: (0, 1)}.get(len(seen))  # of several that are as good
        found = solve(part, seconds=None)
        return found if chosen is None else replace(found, arcs=chosen)

    # From 0 to 2 there are three roads of an effort of 2: straight, one contact and that cold; over 1, two contacts by
    # a person; over 3, two of which one is by a person.
    base = 16
    orders = tuple(base**power for power in (4, 3, 2, 1, 0))
    one, cold, person = orders[0] + 1, orders[1], orders[3]
    arcs = (
        (0, 2, one + orders[0] + cold),
        (0, 1, one + person),
        (1, 2, one + person),
        (0, 3, one + person),
        (3, 2, one),
    )
    found = solve_in_orders(Instance(4, 0, arcs, 2, orders), solve_one, WHENEVER, 0, (0,), None)
    assert (found.value, found.bound, found.arcs) == (2 * one + person, 2 * one + person, (3, 4))
    assert seen == [
        (2, 1, 1, 1, 1),  # the efforts; the straight road is as good as any
        (1, 1, 1, 1),  # it is cold once: what has nothing cold is sought at an effort of 2; so over 1 or 3
        (4, 4, 4, 3),  # nothing cold, nothing from no post; by a person twice over 1: efforts count three times
    ]  # by a person once, two contacts: no road has fewer


@settings(deadline=None, max_examples=250)
@given(instances)
def test_each_way_to_finish_gives_the_optimum(instance: Instance) -> None:
    least = find_least(instance)
    for method in ("auto", "dynamic", "cuts"):
        check(instance, solve(instance, seconds=None, method=method), least)


@settings(deadline=None, max_examples=250)
@given(instances)
def test_one_integer_program_finds_the_optimum_and_nothing_below_it(instance: Instance) -> None:
    least, problem = find_least(instance), build_problem(instance)
    if isinstance(problem, bool):
        assert (least is not None) == problem
        return
    assert least is not None
    outcome = search_integer(problem, [], sum(problem.graph.costs), WHENEVER)
    assert outcome.complete and outcome.bound == least and outcome.arcs is not None
    chosen = tuple(problem.graph.origin[arc] for arc in outcome.arcs)
    assert sum(instance.arcs[arc][2] for arc in chosen) == least
    assert is_met(instance.need, reach(instance, chosen))
    if least:
        assert search_integer(problem, [], least - 1, WHENEVER) == Outcome(True, least)


@settings(deadline=None, max_examples=250)
@given(needs(), st.sets(nodes))
def test_a_need_is_met_where_one_of_its_options_is(need: Formula, reached: set[int]) -> None:
    assert any(is_met(option, reached) for option in list_options(need)) == is_met(need, reached)


def test_boards_that_may_decide_instead_are_options_of_their_own() -> None:
    first, second = Threshold(2, (1, 2, 3)), Threshold(2, (3, 4, 5))
    leaf = Threshold(1, (7, first, second))
    whole = Threshold(2, (leaf, Threshold(1, (8, first))))
    taken = list_options(whole)
    assert taken == [Threshold(2, (part, whole.parts[1])) for part in (Threshold(1, (7,)), first, second)]
    assert list_options(taken[0]) == [Threshold(2, (Threshold(1, (7,)), part)) for part in (Threshold(1, (8,)), first)]
    assert list_options(first) == [first] and list_options(Threshold(1, (1, 2))) == [Threshold(1, (1, 2))]
    many = Threshold(4, (leaf,) * 4)
    assert list_options(many) == [many], "3 x 3 x 3 x 3 ways to choose are too many to go through"


def test_an_integer_program_without_time_proves_nothing_wrong() -> None:
    ring = tuple((node, (node + step) % NODES, 1 + node % 3) for node in range(NODES) for step in (1, 2, 5))
    instance = Instance(NODES, 0, ring, Threshold(3, (1, 2, Threshold(2, (3, 4, 5)), 5)))
    problem, least = build_problem(instance), solve(instance).value
    assert not isinstance(problem, bool) and least is not None
    outcome = search_integer(problem, [], 100, Deadline(0.0))
    assert outcome.bound <= least
    assert outcome.arcs is None or (outcome.complete and outcome.bound == least)


@settings(deadline=None, max_examples=100)
@given(instances, st.tuples(nodes, nodes, st.integers(0, 5)))
def test_one_more_arc_never_raises_the_optimum(instance: Instance, arc: tuple[int, int, int]) -> None:
    before = solve(instance).value
    after = solve(Instance(NODES, instance.root, (*instance.arcs, arc), instance.need)).value
    assert before is None or (after is not None and after <= before)


@settings(deadline=None, max_examples=100)
@given(instances, st.permutations(range(NODES)))
def test_other_numbers_for_the_nodes_give_the_same_value(instance: Instance, order: list[int]) -> None:
    def rename(need: Formula) -> Formula:
        if isinstance(need, int):
            return order[need]
        return Threshold(need.least, tuple(rename(part) for part in need.parts), None, need.weights)

    renamed = tuple((order[tail], order[head], cost) for tail, head, cost in reversed(instance.arcs))
    other = Instance(NODES, order[instance.root], renamed, rename(instance.need))
    assert solve(other).value == solve(instance).value


@pytest.mark.parametrize(
    ("need", "value", "reached"),
    [
        (Threshold(0, ()), 0, set()),
        (Threshold(1, ()), None, set()),
        (Threshold(0, (1, 2)), 0, set()),
        (0, 0, {0}),
        (3, None, set()),
        (Threshold(1, (3, 2)), 5, {2}),
        (Threshold(2, (1, 1, 3)), 2, {1}),
    ],
)
def test_needs_at_the_edge(need: Formula, value: int | None, reached: set[int]) -> None:
    solution = solve(Instance(4, 0, ((0, 1, 2), (0, 2, 5)), need))
    assert (solution.value, solution.reached) == (value, reached)
