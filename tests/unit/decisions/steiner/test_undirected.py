"""Undirected problems: every reduction leaves the optimum, cases prove it, and nothing of it touches other problems."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.decisions.steiner import Instance, Need, Solution, is_met, solve
from samverkan.decisions.steiner.ascent import Dual
from samverkan.decisions.steiner.branch import branch
from samverkan.decisions.steiner.cases import Case
from samverkan.decisions.steiner.clock import start_clock
from samverkan.decisions.steiner.flow import WHOLE
from samverkan.decisions.steiner.mincut import Separator
from samverkan.decisions.steiner.problem import FAR, Incumbent, Problem, build_problem
from samverkan.decisions.steiner.roots import Outlook, look_from, shrink_net
from samverkan.decisions.steiner.settle import Means, _start, _Task
from samverkan.decisions.steiner.thin import thin_out
from samverkan.decisions.steiner.undirected import Net, list_pairs, read_net, to_instance

Edges = list[tuple[int, int, int]]
PALETTES: list[list[int]] = [[0, 1], [1], [1, 2, 3], [5, 13], [0, 1, 5, 5, 13], list(range(1, 100))]


def find_least(size: int, edges: Edges, goals: set[int]) -> int | None:
    """Find the least cost of a tree by the recursion of Dreyfus and Wagner over all pairs of distances."""
    far = [[0 if one == other else FAR for other in range(size)] for one in range(size)]
    for one, other, cost in edges:
        far[one][other] = far[other][one] = min(far[one][other], cost)
    for middle in range(size):
        for row in far:
            row[:] = [min(direct, row[middle] + far[middle][end]) for end, direct in enumerate(row)]
    first, *rest = sorted(goals)
    table = {1 << index: far[goal] for index, goal in enumerate(rest)}
    for state in range(1, 1 << len(rest)):
        if state not in table:
            parts = [part for part in range(1, state) if part & state == part]
            joined = [min(table[part][node] + table[state ^ part][node] for part in parts) for node in range(size)]
            table[state] = [min(joined[node] + far[node][end] for node in range(size)) for end in range(size)]
    least = table[(1 << len(rest)) - 1][first] if rest else 0
    return least if least < FAR else None


def to_arcs(edges: Edges) -> tuple[tuple[int, int, int], ...]:
    return tuple(arc for one, other, cost in edges for arc in ((one, other, cost), (other, one, cost)))


def make_edges(draw: random.Random) -> tuple[int, Edges, list[int]]:
    """Make a graph with loops, parallel edges and ends of one edge; mostly connected. Its size, edges and goals."""
    size = draw.randint(3, 14)
    costs = draw.choice(PALETTES)
    edges = [(draw.randrange(size), draw.randrange(size), draw.choice(costs)) for _ in range(draw.randint(2, 2 * size))]
    if draw.random() < 0.8:
        edges += [(node, draw.randrange(node), draw.choice(costs)) for node in range(1, size)]
    return size, edges, draw.sample(range(size), draw.randint(2, min(6, size)))


def make_instance(size: int, edges: Edges, goals: list[int]) -> Instance:
    return Instance(size, goals[0], to_arcs(edges), Need(len(goals) - 1, tuple(goals[1:])))


def make_incidence(seed: int, size: int, count: int, edges: int) -> Instance:
    """Make a graph whose edges cost far more where they touch a goal: the rows alone leave a gap on such graphs."""
    draw = random.Random(seed)
    goals = draw.sample(range(size), count)
    pairs = {(draw.randrange(node), node) for node in range(1, size)}
    while len(pairs) < edges:
        one, other = sorted(draw.sample(range(size), 2))
        pairs.add((one, other))
    weighed = [(a, b, round(draw.gauss(100 * (1 + (a in goals) + (b in goals)), 5))) for a, b in sorted(pairs)]
    return make_instance(size, weighed, goals)


def find_left(net: Net) -> int | None:
    """Find the least cost of what a net still stands for."""
    links = [(node, end, edge[0] // net.unit) for node, ends in enumerate(net.links) for end, edge in ends.items()]
    left = find_least(len(net.links), links, net.goals)
    return None if left is None else left + net.spent // net.unit


def check(instance: Instance, solution: Solution, least: int | None) -> None:
    """Check that a solution is the proven optimum, and that its arcs are an arborescence of that cost."""
    assert (solution.value, solution.bound) == (least, least or 0)
    heads = [instance.arcs[arc][1] for arc in solution.arcs]
    assert len(set(heads)) == len(heads)
    assert sum(instance.arcs[arc][2] for arc in solution.arcs) == (least or 0)
    assert least is None or is_met(instance.need, {instance.root, *heads})
    assert {instance.arcs[arc][0] for arc in solution.arcs} <= {instance.root, *heads}


@pytest.mark.parametrize("block", range(10))
def test_thinning_leaves_the_optimum(block: int) -> None:
    for seed in range(40 * block, 40 * block + 40):
        size, edges, goals = make_edges(random.Random(seed))
        net = read_net(make_instance(size, edges, goals))
        least = find_least(size, edges, set(goals))
        assert (net is None) == (least is None)
        if net is not None:
            thin_out(net)
            assert find_left(net) == least


@pytest.mark.parametrize("block", range(6))
def test_what_each_root_rules_out_is_in_no_better_solution(block: int) -> None:
    for seed in range(40 * block, 40 * block + 40):
        size, edges, goals = make_edges(random.Random(seed))
        least = find_least(size, edges, set(goals))
        for root in goals if least is not None else []:
            net = read_net(make_instance(size, edges, goals))
            assert net is not None and least is not None
            outlook = Outlook(least + 1)
            look_from(net, outlook, root)
            assert outlook.bound <= least <= outlook.value
            assert find_left(net) == least or outlook.value == least


@pytest.mark.parametrize("block", range(6))
def test_shrinking_to_the_end_keeps_bound_optimum_and_solution_in_order(block: int) -> None:
    for seed in range(40 * block, 40 * block + 40):
        size, edges, goals = make_edges(random.Random(1000 + seed))
        instance = make_instance(size, edges, goals)
        net, least = read_net(instance), find_least(size, edges, set(goals))
        if net is None or least is None:
            continue
        outlook = Outlook()
        shrink_net(net, outlook, start_clock(None))
        assert outlook.bound <= least <= outlook.value
        assert outlook.value == least or find_left(net) == least
        if outlook.pairs:
            kept = [instance.arcs[arc] for arc in list_pairs(instance, outlook.pairs)]
            assert find_least(size, kept, set(goals)) is not None


@pytest.mark.parametrize("block", range(10))
def test_undirected_problems_are_solved_to_the_optimum(block: int) -> None:
    for seed in range(30 * block, 30 * block + 30):
        size, edges, goals = make_edges(random.Random(seed))
        instance = make_instance(size, edges, goals)
        check(instance, solve(instance, seconds=None), find_least(size, edges, set(goals)))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([0, 1, 1, 2, 5])), max_size=16),
    st.lists(st.integers(0, 6), min_size=2, max_size=5, unique=True),
)
def test_any_small_graph_is_solved_to_the_optimum(edges: Edges, goals: list[int]) -> None:
    instance = make_instance(7, edges, goals)
    check(instance, solve(instance, seconds=None), find_least(7, edges, set(goals)))


@pytest.mark.parametrize("seed", range(8))
def test_rows_and_cases_agree_with_the_search(seed: int) -> None:
    instance = make_incidence(seed, 40, 9, 60 + 20 * seed)
    assert solve(instance, seconds=None, method="cuts") == solve(instance, seconds=None, method="cuts")
    found = [solve(instance, seconds=None, method=method) for method in ("auto", "dynamic", "cuts")]
    assert len({(solution.value, solution.bound) for solution in found}) == 1
    assert found[0].proven


@pytest.mark.parametrize("seed", range(12))
def test_cases_alone_prove_the_optimum(seed: int) -> None:
    instance = make_incidence(seed, 24, 7, 50)
    least = solve(instance, seconds=None, method="dynamic").value
    problem = build_problem(instance)
    assert isinstance(problem, Problem) and least is not None
    for start in (least + 200, least):
        best = Incumbent(start)
        task = _Task(best, start_clock(None), Means())
        search = _start(problem, Dual(list(problem.graph.costs), [], [], []), [], task)
        branch(search, Case(0, 0, bytearray(len(problem.graph.heads)), ()), None)
        assert (best.value, best.bound) == (least, least)


@pytest.mark.parametrize("seed", range(6))
def test_separated_sets_are_cuts_that_the_values_violate(seed: int) -> None:
    draw = random.Random(seed)
    problem = build_problem(make_incidence(seed, 30, 6, 70))
    assert isinstance(problem, Problem)
    graph = problem.graph
    values = [draw.choice([0, 0, 0.25, 0.5]) for _ in graph.heads]
    for (node,) in problem.formula.units:
        for found in Separator(graph).find_cuts(values, node, WHOLE):
            assert node in found and graph.root not in found
            ends = zip(graph.tails, graph.heads, values, strict=True)
            assert sum(value for tail, head, value in ends if head in found and tail not in found) < 1


def test_only_undirected_problems_are_read_as_such() -> None:
    arcs = to_arcs([(0, 1, 2), (1, 2, 3)])
    assert read_net(Instance(3, 0, arcs, Need(2, (1, 2)))) is not None
    assert read_net(Instance(3, 0, (*arcs, (0, 2, 4)), Need(2, (1, 2)))) is None  # no way back
    assert read_net(Instance(3, 0, (*arcs, (0, 2, 4), (2, 0, 3)), Need(2, (1, 2)))) is None  # another cost back
    assert read_net(Instance(3, 0, arcs, Need(1, (1, 2)))) is None  # any of them
    assert read_net(Instance(3, 0, arcs, Need(2, (1, Need(1, (1, 2)))))) is None
    assert read_net(Instance(4, 0, arcs, Need(2, (1, 3)))) is None  # out of reach


def test_an_edge_with_cheap_and_dear_arcs_in_parallel_is_its_cheapest_pair() -> None:
    arcs = ((0, 1, 9), (1, 0, 9), (0, 1, 4), (1, 0, 4), (1, 2, 1), (2, 1, 1))
    solution = solve(Instance(3, 0, arcs, Need(2, (1, 2))))
    assert (solution.value, solution.bound, solution.arcs) == (5, 5, (2, 4))


def test_a_net_comes_back_with_both_arcs_of_every_edge() -> None:
    instance = make_instance(4, [(0, 1, 2), (1, 2, 3), (2, 3, 4)], [0, 3])
    net = read_net(instance)
    assert net is not None
    same, behind = to_instance(net, 3)
    assert sorted(cost for _, _, cost in same.arcs) == [2, 2, 3, 3, 4, 4]
    assert same.root == 3 and same.need == Need(1, (0,))
    assert {pair for pairs in behind for pair in pairs} == {0, 2, 4}


def test_limits_hold_for_undirected_problems_too() -> None:
    instance = make_incidence(3, 60, 12, 130)
    none = solve(instance, seconds=0.0)
    least = solve(instance, seconds=None).value
    assert none.value is not None and least is not None and none.bound <= least <= none.value
    assert solve(instance, seconds=None, most=least - 1) == Solution(None, least, (), frozenset())
    assert solve(instance, seconds=None, most=least).value == least
    known = solve(instance, seconds=0.0).arcs
    assert solve(instance, seconds=None, known=known, floor=least - 3).value == least
