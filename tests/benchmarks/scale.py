"""Solve generated maps from a town's to a country's size, beside two other ways, and write a table.

A map: organisations of about twelve actors; each actor has up to three ties inside its own and about one and a half
outside, of effort 1 to 5; we are actor 0 and may call anybody cold for 8. An approval is met by one of up to three
deciders, or by one of at most two above them (4 more); three in ten have a joint way beside it, two deciders
together. A decider costs 0 to 4 to convince and 0 to 2 to ask; a board is an at-least over its members. Every map
is made from its seed alone.

"nearest" is the heuristic that always goes to the nearest unit of the cheapest choice (no bound). SteinerPy solves
the same map in conjunctive form, up to --rival-actors actors. From the checkout:

    python tests/benchmarks/scale.py [--quick] [--markdown FILE]
"""

from __future__ import annotations

import argparse
import itertools
import logging
import random
import resource
import statistics
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from samverkan.decisions.formula import Formula, Threshold
from samverkan.decisions.steiner import Instance, solve
from samverkan.decisions.steiner.problem import Incumbent, Problem, build_problem, improve


@dataclass(frozen=True, slots=True)
class Group:
    """Maps of one kind: actors, approvals, boards, number of seeds, and seconds allowed for each."""

    actors: int
    approvals: int
    boards: tuple[tuple[int, int], ...] = ()
    seeds: int = 10
    seconds: float = 20.0

    @property
    def name(self) -> str:
        """Name the group as the table does."""
        boards = "".join(f" + {least} of {count}" for least, count in self.boards)
        return f"{self.actors:,} × {self.approvals}{boards}"


TOWN = [Group(actors, approvals) for actors in (200, 2_000, 5_000) for approvals in (5, 10, 12)]
BOARDS = [Group(200, 3, (board,), seconds=10) for board in ((2, 3), (3, 5), (4, 7), (6, 11), (8, 15))]
COUNTRY = [Group(20_000, 12, seeds=3, seconds=60), Group(200_000, 12, seeds=2, seconds=60)]


class Map:
    """A map while it is being made."""

    def __init__(self, group: Group, seed: int) -> None:
        """Make the ties of the map; deciders come later."""
        self.random = random.Random(seed)
        self.group = group
        self.size = group.actors
        self.arcs: list[tuple[int, int, int]] = [(0, actor, 8) for actor in range(1, group.actors)]
        self.convinced: dict[int, int] = {}
        self.above: dict[int, int] = {}
        self._add_ties()

    def _add_ties(self) -> None:
        draw, members = self.random, {}
        for actor in range(self.group.actors):
            members.setdefault(draw.randrange(max(1, self.group.actors // 12)), []).append(actor)
        for group in members.values():
            for actor in group:
                for other in draw.sample(group, min(3, len(group))):
                    self._add_tie(actor, other, draw.choice([1, 2, 3, 3, 5]))
        for _ in range(self.group.actors):
            one, other = draw.randrange(self.group.actors), draw.randrange(self.group.actors)
            self._add_tie(one, other, draw.choice([1, 2, 2, 3, 3, 3, 5]))

    def _add_tie(self, one: int, other: int, effort: int) -> None:
        if one != other:
            self.arcs += [(one, other, effort), (other, one, effort)]

    def _add_node(self, behind: int, effort: int) -> int:
        self.arcs.append((behind, self.size, effort))
        self.size += 1
        return self.size - 1

    def ask(self, *, above: bool = False, actor: int | None = None) -> int:
        """Add an ask to an actor (drawn when none is given)."""
        draw = self.random
        actor = draw.randrange(1, self.group.actors) if actor is None else actor
        if actor not in self.convinced:
            self.convinced[actor] = self._add_node(actor, draw.choice([0, 0, 1, 2, 2, 2, 4]))
        node = self.convinced[actor]
        if above:
            if actor not in self.above:
                self.above[actor] = self._add_node(node, 4)
            node = self.above[actor]
        return self._add_node(node, draw.choice([0, 1, 1, 2]))

    def add_approval(self) -> Threshold:
        """Add one approval."""
        draw = self.random
        asks = [self.ask() for _ in range(draw.randint(1, 3))]
        asks += [self.ask(above=True) for _ in range(draw.randint(0, 2))]
        single = Threshold(1, tuple(asks))
        return Threshold(1, (Threshold(2, (self.ask(), self.ask())), single)) if draw.random() < 0.3 else single

    def add_board(self, least: int, count: int) -> Threshold:
        """Add one board."""
        members = self.random.sample(range(1, self.group.actors), count)
        return Threshold(least, tuple(self.ask(actor=member) for member in members))


def make_instance(group: Group, seed: int) -> Instance:
    """Make the map of a group and a seed."""
    made = Map(group, seed)
    parts = [made.add_approval() for _ in range(group.approvals)]
    parts += [made.add_board(least, count) for least, count in group.boards]
    return Instance(made.size, 0, tuple(made.arcs), Threshold(len(parts), tuple(parts)))


def solve_nearest(instance: Instance) -> int | None:
    """Solve by the nearest-target heuristic."""
    problem = build_problem(instance)
    best = Incumbent()
    if isinstance(problem, Problem):
        improve(problem, best, problem.graph.costs)
    return best.value


def find_clauses(need: Formula) -> list[frozenset[int]]:
    """Bring a need into conjunctive form: sets of nodes of which each must hold a reached one."""
    if isinstance(need, int):
        return [frozenset({need})]
    parts = [find_clauses(part) for part in need.parts]
    clauses = []
    for some in itertools.combinations(parts, len(parts) - need.least + 1):
        clauses += [frozenset().union(*choice) for choice in itertools.product(*some)]
    return clauses


def solve_apart(instance: Instance, seconds: float) -> tuple[float | None, float]:
    """Solve by SteinerPy in a process of its own, so that its memory is not counted as ours; value and seconds."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(solve_rival, instance, seconds).result()


def solve_rival(instance: Instance, seconds: float) -> tuple[float | None, float]:
    """Solve by SteinerPy: one terminal per clause, behind arcs without cost."""
    import networkx as nx
    from steinerpy import DirectedSteinerProblem

    start = perf_counter()
    graph = nx.DiGraph()
    clauses = find_clauses(instance.need)
    ends = [(node, f"clause {index}", 0) for index, clause in enumerate(clauses) for node in clause]
    for tail, head, cost in sorted(instance.arcs, key=lambda arc: -arc[2]) + ends:
        graph.add_edge(tail, head, weight=cost)
    goals = [f"clause {index}" for index in range(len(clauses))]
    logging.disable(logging.WARNING)
    try:
        value = float(DirectedSteinerProblem(graph, 0, goals).get_solution(time_limit=seconds).objective)
    except RuntimeError:  # no solution within the time
        value = None
    return value, perf_counter() - start


def run_group(group: Group, rival_actors: int) -> list[str]:
    """Run a group; the cells of its row."""
    times, works, gaps, nearest, rivals = [], [], [], [], []
    for seed in range(group.seeds):
        instance = make_instance(group, seed)
        start, work = perf_counter(), process_time()
        solution = solve(instance, seconds=group.seconds)
        times.append(perf_counter() - start)
        works.append(process_time() - work)
        value = solution.value or 0
        gaps.append((value - solution.bound) / max(1, value))
        nearest.append(((solve_nearest(instance) or 0) - value) / max(1, value))
        if group.actors <= rival_actors and seed < 2:
            theirs, took = solve_apart(instance, 30)
            rivals.append(took)
            if theirs is not None and solution.value == solution.bound and round(theirs) < value:
                raise AssertionError(f"{group.name}, seed {seed}: SteinerPy found {theirs}, we proved {value}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        group.name,
        f"{sum(gap == 0 for gap in gaps)} of {len(gaps)}",
        f"{max(gaps):.1%}",
        f"{statistics.median(times):.2f}",
        f"{max(times):.2f}",
        f"{statistics.median(works):.2f}",
        f"{max(works):.2f}",
        f"{statistics.mean(nearest):+.1%}",
        f"{statistics.median(rivals):.1f}" if rivals else "–",
        f"{memory:,.0f}",
    ]


HEADER = [
    "actors × approvals",
    "proven",
    "worst gap",
    "median s",
    "worst s",
    "median CPU s",
    "worst CPU s",
    "nearest",
    "SteinerPy s",
    "peak MB",
]


def write_rows(rows: Sequence[Sequence[str]]) -> str:
    """Write rows as a Markdown table."""
    lines = [HEADER, ["---"] + ["--:"] * (len(HEADER) - 1), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def run() -> int:
    """Run the groups and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="three seeds a group, nothing above 5,000 actors")
    parser.add_argument("--rival-actors", type=int, default=200, help="the largest map that SteinerPy is given")
    parser.add_argument("--markdown", type=Path, help="write the table to this file too")
    options = parser.parse_args()
    groups = TOWN + BOARDS + ([] if options.quick else COUNTRY)
    rows = []
    for group in groups:
        chosen = Group(group.actors, group.approvals, group.boards, 3, group.seconds) if options.quick else group
        rows.append(run_group(chosen, options.rival_actors))
        print(" | ".join(rows[-1]), flush=True)
    if options.markdown:
        options.markdown.write_text(write_rows(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(run())
