"""What is left of a graph where only cheap solutions count, and solving up to a given cost."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from samverkan.decisions.deadline import WHENEVER
from samverkan.decisions.formula import Threshold
from samverkan.decisions.steiner import Basis, Instance, Shrinking, find_useful, solve
from samverkan.decisions.steiner import basis as basis_module
from samverkan.decisions.steiner import labels as labels_module
from samverkan.decisions.steiner.atlas import build_atlas
from samverkan.decisions.steiner.gates import build_gates
from samverkan.decisions.steiner.graph import build_graph
from samverkan.decisions.steiner.problem import Problem, build_problem


def make_instance(draw: random.Random) -> Instance:
    """Make a small graph with parallel arcs, choices, joint ways and a board over a few of its nodes."""
    size = draw.randint(8, 18)
    arcs = [(0, node, 8) for node in range(1, size) if draw.random() < 0.8]
    arcs += [(draw.randrange(size), draw.randrange(size), draw.choice([0, 1, 2, 3, 5])) for _ in range(4 * size)]
    some = [draw.sample(range(1, size), 3) for _ in range(draw.randint(1, 4))]
    parts: list[Threshold] = [Threshold(draw.choice([1, 2]), tuple(nodes)) for nodes in some]
    parts.append(Threshold(1, (Threshold(2, tuple(draw.sample(range(1, size), 2))), draw.randrange(1, size))))
    parts.append(Threshold(3, tuple(draw.sample(range(1, size), 5))))
    return Instance(size, 0, tuple(arcs), Threshold(len(parts), tuple(parts)))


def without(instance: Instance, gone: set[int]) -> Instance:
    return replace(instance, arcs=tuple(arc for index, arc in enumerate(instance.arcs) if index not in gone))


def with_ties(instance: Instance, draw: random.Random) -> Instance:
    """Return the same with something smaller that decides between solutions of equal cost."""
    arcs = tuple((tail, head, 100 * cost + draw.choice([0, 1, 2])) for tail, head, cost in instance.arcs)
    return replace(instance, arcs=arcs, orders=(100, 1))


@pytest.mark.parametrize("seed", range(50))
def test_whatever_is_ruled_out_too_cheap_solutions_are_left(seed: int) -> None:
    draw = random.Random(seed)
    instance = with_ties(make_instance(draw), draw) if seed % 2 else make_instance(draw)
    best = solve(instance).value
    if best is None:
        assert find_useful(instance, 1000) == () or solve(instance).value is None
        return
    most = best + draw.choice([0, 1, 3, 8]) * instance.unit
    useful = set(find_useful(instance, most))
    unused = set(range(len(instance.arcs))) - useful
    for _ in range(5):
        gone = set(draw.sample(range(len(instance.arcs)), draw.randint(0, len(instance.arcs) // 4)))
        whole = solve(without(instance, gone)).value
        part = solve(without(instance, gone | unused)).value
        if whole is not None and whole <= most:
            assert part == whole
        else:
            assert part is None or part > most


@pytest.mark.parametrize("seed", range(20, 40))
def test_questions_about_a_part_are_answered_as_if_each_was_solved_on_its_own(seed: int) -> None:
    draw = random.Random(seed)
    instance = make_instance(draw)
    instance = without(
        instance, {n for n, arc in enumerate(instance.arcs) if arc[:2] in [a[:2] for a in instance.arcs[:n]]}
    )
    instance = with_ties(instance, draw) if seed % 2 else instance
    best = solve(instance).value
    if best is None:
        return
    most = best + draw.choice([0, 1, 3, 8]) * instance.unit
    shrinking = Shrinking(instance, most)
    useful = shrinking.find_useful(most)
    taken = shrinking.take(useful)
    assert taken is not None
    basis = Basis(*taken)
    for _ in range(8):
        gone = set(draw.sample(range(len(useful)), draw.randint(0, len(useful) // 3)))
        found = basis.solve(gone, floor=0, known=(), most=most, deadline=WHENEVER)
        alone = solve(without(instance, {useful[arc] for arc in gone}), most=most)
        assert (found.value, min(found.bound, most + 1)) == (alone.value, min(alone.bound, most + 1))
        assert gone.isdisjoint(found.arcs)


def test_what_is_read_off_all_cheap_solutions_is_what_each_question_gives_alone() -> None:
    """Also where a single board, a joint way or an arc that costs nothing is all that is left."""
    asked = beyond = 0
    for seed in range(40, 80):
        draw = random.Random(seed)
        instance = make_instance(draw)
        problem, best = build_problem(instance), solve(instance).value
        if isinstance(problem, bool) or best is None:
            continue
        most = best + draw.choice([0, 1, 3, 8])
        shrunk = {index for index in range(len(instance.arcs)) if index not in problem.graph.origin}
        atlas = build_atlas(problem, most)
        if atlas is None:
            continue
        for _ in range(4):
            gone = set(draw.sample(problem.graph.origin, draw.randint(0, len(problem.graph.origin) // 3)))
            found, alone = atlas.find(gone), solve(without(instance, gone | shrunk), most=most)
            assert (found[0] if found else None) == alone.value
            if found:
                assert gone.isdisjoint(found[1]) and sum(instance.arcs[arc][2] for arc in found[1]) >= found[0]
                kept = without(instance, set(range(len(instance.arcs))) - set(found[1]))
                assert solve(kept).value == found[0]
            asked, beyond = asked + 1, beyond + (found is None)
    assert asked > 60 and 0 < beyond < asked // 2


@pytest.mark.parametrize("shared", [0, 2_000])
def test_hard_questions_are_read_off_for_each_alone_or_for_all(shared: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basis_module, "LABELS", 0)
    monkeypatch.setattr(basis_module, "SHARED", shared)
    for seed in (20, 21, 22, 23, 26, 27):
        test_questions_about_a_part_are_answered_as_if_each_was_solved_on_its_own(seed)


def test_a_part_that_holds_no_solution_proves_that_there_is_none() -> None:
    """Of two ends at 2 and 3 both are needed: for 4 nothing is, though an arc to one of them costs less."""
    arcs = ((0, 1, 1), (1, 2, 1), (0, 3, 2), (3, 4, 1), (1, 4, 9))
    taken = Shrinking(Instance(5, 0, arcs, Threshold(2, (2, 4))), 4).take((0, 1))
    assert taken is not None
    found = Basis(*taken).solve((), floor=0, known=(), most=4, deadline=WHENEVER)
    assert (found.value, found.bound) == (None, 5)


def test_costs_that_no_table_holds_and_too_many_labels_are_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = build_problem(Instance(2, 0, ((0, 1, 1 << 50),), 1))
    assert isinstance(problem, Problem)
    assert build_atlas(problem, 1 << 50) is None
    fork = build_problem(Instance(4, 0, ((0, 1, 1), (1, 2, 1), (1, 3, 1)), Threshold(2, (2, 3))))
    assert isinstance(fork, Problem)
    atlas = build_atlas(fork, 3)
    assert atlas is not None and atlas.find(()) == (3, (0, 1, 2)) and atlas.find((1,)) is None
    monkeypatch.setattr(labels_module, "LABELS", 1)
    assert build_atlas(fork, 3) is None


def test_the_cheapest_is_read_off_in_whatever_order_ends_stand() -> None:
    """Of five ends at 2, 4, 3, 1 and 5 one is enough: the fourth, and without its arc the first."""
    arcs = ((0, 1, 2), (0, 2, 4), (0, 3, 3), (0, 4, 1), (0, 5, 5))
    problem = build_problem(Instance(6, 0, arcs, Threshold(1, (1, 2, 3, 4, 5))))
    assert isinstance(problem, Problem)
    atlas = build_atlas(problem, 5)
    assert atlas is not None
    assert (atlas.find(()), atlas.find((3,)), atlas.find((0, 3))) == ((1, (3,)), (2, (0,)), (3, (2,)))


def test_of_more_nodes_than_fit_beside_a_cost_no_table_is_made() -> None:
    """Two ends at 50 + 1 each, whose numbers differ by what a word of the machine wraps round at: 102 in all."""
    far = 1 << 16
    ways = ((0, 10, 50), (0, 10 + far, 50), (10, 20, 1), (10 + far, 20 + far, 1))
    ends = {node for arc in ways for node in arc[:2]}
    arcs = (*ways, *((0, node, 120) for node in range(far + 30) if node not in ends))
    graph = build_graph(far + 30, 0, ((*arc, index) for index, arc in enumerate(arcs)))
    need = Threshold(2, (20, 20 + far))
    assert build_atlas(Problem(graph, need, build_gates(need)), 140) is None


def test_a_table_ends_as_soon_as_more_is_on_the_way_than_it_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of thirty nodes that all lead to each other two are ends: 29 arcs lead to each, 29 to each of those before."""
    arcs = ((0, 1, 9), *((tail, head, 1) for tail in range(1, 31) for head in range(1, 31) if tail != head))
    problem = build_problem(Instance(31, 0, arcs, Threshold(2, (2, 3))))
    assert isinstance(problem, Problem)
    followed, spread = list[int](), labels_module._spread

    def spread_and_note(np: Any, low: Any, high: Any) -> tuple[Any, Any]:
        followed.append(int((high - low).sum()))
        return spread(np, low, high)

    monkeypatch.setattr(labels_module, "_spread", spread_and_note)
    assert build_atlas(problem, 30) is not None and max(followed) > 58
    followed.clear()
    monkeypatch.setattr(labels_module, "LABELS", 5)
    assert build_atlas(problem, 30) is None and followed == [58]


def test_little_is_left_where_little_may_be_spent() -> None:
    chain = tuple((node, node + 1, 1) for node in range(9))
    detour = ((0, 20, 1), *((node, node + 1, 1) for node in range(20, 29)), (29, 9, 1))
    instance = Instance(30, 0, chain + detour, 9)
    assert find_useful(instance, 9) == tuple(range(9))
    assert set(find_useful(instance, 11)) == set(range(len(instance.arcs)))
    assert find_useful(instance, 8) == ()


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_found_beyond_the_most_and_that_is_proven(seed: int) -> None:
    instance = make_instance(random.Random(seed))
    best = solve(instance).value
    for most in range(0, 40, 3):
        found = solve(instance, most=most)
        if best is not None and best <= most:
            assert (found.value, found.bound) == (best, best)
        else:
            assert (found.value, found.bound, found.arcs) == (None, most + 1, ())


def test_what_is_known_to_cost_more_than_the_most_is_not_given_back() -> None:
    instance = Instance(2, 0, ((0, 1, 5),), 1)
    assert solve(instance, most=4, known=(0,)).value is None
    assert solve(instance, most=5, known=(0,)).value == 5


def test_nodes_without_arcs_change_nothing_and_names_stay() -> None:
    """0 → 5 costs 2 and 5 → 9 costs 1; of the need 9 and one of 3 and 5 the node 3 has no arc."""
    need = Threshold(2, (9, Threshold(1, (3, 5))))
    found = solve(Instance(1000, 0, ((0, 5, 2), (5, 9, 1)), need))
    assert (found.value, found.bound, found.arcs, found.reached) == (3, 3, (0, 1), frozenset({5, 9}))
    assert solve(Instance(1000, 0, ((0, 5, 2), (5, 9, 1)), Threshold(2, (3, 9)))).value is None


def test_a_part_that_weighs_enough_alone_leaves_the_others_out() -> None:
    """1 to 3 cost 5 each, 4 costs 6 and weighs two: as many parts as must weigh together, and yet not all of them."""
    need = Threshold(2, (Threshold(2, (1, 2, 3)), 4), None, (1, 2))
    instance = Instance(5, 0, ((0, 1, 5), (0, 2, 5), (0, 3, 5), (0, 4, 6)), need)
    assert 3 in find_useful(instance, 6)
    assert (solve(instance).value, solve(instance, most=6).value) == (6, 6)


def test_of_a_large_board_whose_asks_hang_on_its_members_no_part_is_taken() -> None:
    """Sixty-four members at 3 each and an ask of 1 behind each, of which thirty-three are needed: 33 * (3 + 1)."""
    members = range(1, 65)
    arcs = tuple(arc for m in members for arc in ((0, m, 3), (m, m + 64, 1)))
    shrinking = Shrinking(Instance(129, 0, arcs, Threshold(33, tuple(m + 64 for m in members))), 132)
    useful = shrinking.find_useful(132)
    assert useful == tuple(range(128))
    assert shrinking.take(useful) is None


def test_where_what_every_solution_pays_is_taken_out_no_part_is_taken() -> None:
    """Of seventy asks at 10 units and 1 two are needed: all pay 20 units, and what is left of each costs 1."""
    instance = Instance(
        71, 0, tuple((0, n, 10_001) for n in range(1, 71)), Threshold(2, tuple(range(1, 71))), (1000, 1)
    )
    shrinking = Shrinking(instance, 20_999)
    useful = shrinking.find_useful(20_999)
    assert useful == tuple(range(70))
    assert shrinking.take(useful) is None
