"""The optimiser on generated maps: both ways to finish, an independent solver, published optima, limits."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from benchmarks.scale import find_clauses
from steinerpy import DirectedSteinerProblem

from samverkan.decisions.deadline import WHENEVER
from samverkan.decisions.formula import Formula, Threshold, is_met
from samverkan.decisions.steiner import Instance, Solution, solve
from samverkan.decisions.steiner.ascent import ascend, find_conjuncts
from samverkan.decisions.steiner.charge import charge_dual, find_factor, scale
from samverkan.decisions.steiner.integer import search_integer
from samverkan.decisions.steiner.problem import FAR, Incumbent, Problem, build_problem, improve
from samverkan.decisions.steiner.solve import PAUSE
from samverkan.decisions.steiner.table import search_table

PACE = Path(__file__).parent / "pace2018"


def make_map(seed: int, actors: int, leaves: int, *, boards: tuple[tuple[int, int], ...] = ()) -> Instance:
    """Make a map: contacts of 1 to 5 both ways, cold arcs of 8, deciders behind a convincing and an asking arc."""
    draw = random.Random(seed)
    arcs: list[tuple[int, int, int]] = [(0, actor, 8) for actor in range(1, actors)]
    for _ in range(3 * actors):
        one, other, cost = draw.randrange(actors), draw.randrange(actors), draw.choice([1, 2, 3, 3, 5])
        arcs += [(one, other, cost), (other, one, cost)]
    size = actors

    def ask() -> int:
        nonlocal size
        size += 2
        arcs.append((draw.randrange(1, actors), size - 2, draw.choice([0, 1, 2, 4])))
        arcs.append((size - 2, size - 1, draw.choice([0, 1, 2])))
        return size - 1

    parts: list[Formula] = []
    for _ in range(leaves):
        single = Threshold(1, tuple(ask() for _ in range(draw.randint(1, 3))))
        parts.append(Threshold(1, (Threshold(2, (ask(), ask())), single)) if draw.random() < 0.3 else single)
    parts += [Threshold(least, tuple(ask() for _ in range(count))) for least, count in boards]
    return Instance(size, 0, tuple(arcs), Threshold(len(parts), tuple(parts)))


def read_pace(path: Path) -> Instance:
    """Read a graph with terminals: every edge both ways, from the first terminal to all others."""
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line]
    size = next(int(words[1]) for words in lines if words[0] == "Nodes")
    edges = [tuple(int(word) for word in words[1:]) for words in lines if words[0] == "E"]
    first, *rest = (int(words[1]) for words in lines if words[0] == "T")
    arcs = tuple(arc for one, other, cost in edges for arc in ((one, other, cost), (other, one, cost)))
    return Instance(size + 1, first, arcs, Threshold(len(rest), tuple(rest)))


@pytest.mark.parametrize("seed", range(12))
def test_search_and_cuts_agree(seed: int) -> None:
    boards = ((2, 3),) if seed % 3 == 0 else ((3, 5),) if seed % 3 == 1 else ()
    instance = make_map(seed, 60, 3, boards=boards)
    found = [solve(instance, seconds=None, method=method) for method in ("auto", "dynamic", "cuts")]
    assert len({solution.value for solution in found}) == 1
    assert all(solution.value == solution.bound for solution in found)


@pytest.mark.parametrize("seed", range(8))
def test_an_integer_program_agrees_with_the_search(seed: int) -> None:
    instance = make_map(seed, 40, 4, boards=((2, 3), (3, 5)) if seed % 2 else ())
    problem = build_problem(instance)
    assert isinstance(problem, Problem)
    outcome = search_integer(problem, [], sum(problem.graph.costs), WHENEVER)
    assert outcome.complete
    assert outcome.bound == solve(instance, seconds=None, method="dynamic").value


@pytest.mark.parametrize("seed", range(8))
def test_the_table_agrees_with_the_search(seed: int) -> None:
    instance = make_map(seed, 80, 5, boards=((2, 3),) if seed % 2 else ())
    problem = build_problem(instance)
    assert isinstance(problem, Problem)
    fine, factor = scale(problem), find_factor(problem)
    dual = charge_dual(fine, [], factor)
    best = Incumbent()
    improve(problem, best, problem.graph.costs)
    outcome = search_table(problem, fine, dual, factor, best.value, lambda: False)
    assert outcome.complete and outcome.arcs is not None
    assert outcome.bound == sum(problem.graph.costs[arc] for arc in outcome.arcs)
    assert outcome.bound == solve(instance, seconds=None, method="dynamic").value


@pytest.mark.parametrize("seed", range(20))
def test_ascent_bound_and_heuristic_enclose_the_optimum(seed: int) -> None:
    instance = make_map(seed, 50, 4, boards=((2, 4),))
    problem = build_problem(instance)
    assert isinstance(problem, Problem)
    order = range(len(find_conjuncts(problem.formula)))
    bounds = [ascend(problem.graph, problem.formula, order, share=share).bound for share in (0, 2, 9)]
    best = Incumbent()
    improve(problem, best, problem.graph.costs)
    value = solve(instance).value
    assert value is not None and max(bounds) <= value <= best.value < FAR


@pytest.mark.parametrize("seed", range(6))
def test_an_independent_solver_agrees(seed: int) -> None:
    draw = random.Random(seed)
    graph = nx.DiGraph()
    for _ in range(70):
        graph.add_edge(draw.randrange(18), draw.randrange(18), weight=draw.randint(1, 6))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    goals = sorted(nx.descendants(graph, 0))[-5:]
    arcs = tuple((tail, head, cost) for tail, head, cost in graph.edges(data="weight"))
    value = solve(Instance(18, 0, arcs, Threshold(len(goals), tuple(goals)))).value
    theirs = DirectedSteinerProblem(graph, 0, goals).get_solution()
    assert value == pytest.approx(theirs.objective)


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_an_independent_solver_agrees_on_boards_and_joint_ways(seed: int) -> None:
    board = ((2, 3), (3, 5), (1, 4), (3, 4))[seed % 4]
    instance = make_map(seed, 14, 1 + seed % 3, boards=(board,))
    clauses = find_clauses(instance.need)
    graph = nx.DiGraph()
    for tail, head, cost in sorted(instance.arcs, key=lambda arc: -arc[2]):
        graph.add_edge(tail, head, weight=cost)
    graph.add_edges_from((node, f"clause {n}", {"weight": 0}) for n, clause in enumerate(clauses) for node in clause)
    goals = [f"clause {number}" for number in range(len(clauses))]
    theirs = DirectedSteinerProblem(graph, 0, goals).get_solution()
    assert solve(instance, seconds=None).value == pytest.approx(theirs.objective)


@pytest.mark.parametrize("name", sorted(path.name for path in PACE.glob("*.gr")))
def test_published_optima(name: str) -> None:
    with (PACE / "optima.csv").open(encoding="utf-8", newline="") as file:
        optima = {row["name"]: int(row["optimum"]) for row in csv.DictReader(file)}
    solution = solve(read_pace(PACE / name), seconds=None)
    assert (solution.value, solution.bound) == (optima[name], optima[name])


def test_equal_instances_give_equal_solutions() -> None:
    instance = make_map(5, 200, 6, boards=((3, 5),))
    assert solve(instance, seconds=None) == solve(instance, seconds=None)


def test_the_time_limit_leaves_a_solution_and_its_bound() -> None:
    instance = make_map(1, 400, 12, boards=((8, 15),))
    told: list[tuple[int | None, int]] = []
    solution = solve(instance, seconds=0.0, progress=lambda value, bound, _: told.append((value, bound)))
    assert solution.value is not None and 0 < solution.bound <= solution.value
    assert is_met(instance.need, solution.reached)
    assert told and told == sorted(told, key=lambda pair: pair[1])


def test_progress_is_told_with_seconds_and_not_too_often() -> None:
    instance = make_map(1, 400, 8, boards=((6, 11),))
    told: list[tuple[int | None, int, float]] = []
    solve(instance, seconds=3.0, progress=lambda value, bound, after: told.append((value, bound, after)))
    moments = [after for _, _, after in told]
    assert told and all(later - sooner >= PAUSE for sooner, later in pairwise(moments))
    assert all(value is not None and 0 < bound <= value for value, bound, _ in told)


def test_a_known_solution_that_costs_the_floor_ends_the_solving() -> None:
    instance = make_map(1, 400, 12, boards=((8, 15),))
    first = solve(instance, seconds=0.0)
    assert first.value is not None and not first.proven
    again = solve(instance, seconds=None, known=first.arcs, floor=first.value)
    assert again == Solution(first.value, first.value, first.arcs, first.reached)


@pytest.mark.parametrize("seed", range(6))
def test_a_floor_and_a_known_solution_leave_the_optimum_as_it_is(seed: int) -> None:
    instance = make_map(seed, 60, 4)
    best = solve(instance, seconds=None)
    assert best.value is not None
    some = solve(instance, seconds=0.0).arcs
    assert solve(instance, seconds=None, known=some, floor=best.value - 2).value == best.value
    assert solve(instance, seconds=None, floor=best.value).value == best.value


def test_known_arcs_that_meet_the_need_no_longer_are_not_used() -> None:
    instance = Instance(3, 0, ((0, 1, 2), (0, 2, 5)), 1)
    assert solve(instance, known=(1,)) == Solution(2, 2, (0,), frozenset({1}))


def test_a_small_map_needs_no_large_library() -> None:
    lines = (
        "import sys",
        "from samverkan.decisions.formula import Threshold",
        "from samverkan.decisions.steiner import Instance, solve",
        "arcs = [(i, (i * k + 7) % 60, 1 + (i * k) % 5) for i in range(60) for k in (1, 11, 13)]",
        "arcs = tuple(arcs + [(0, i, 8) for i in range(1, 60)])",
        "assert solve(Instance(60, 0, arcs, Threshold(4, (9, 23, 31, Threshold(2, (44, 50, 58)))))).value",
        "print(sorted({'numpy', 'scipy', 'networkx', 'highspy'} & set(sys.modules)))",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
