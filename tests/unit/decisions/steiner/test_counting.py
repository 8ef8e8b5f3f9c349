"""Counting a large board by hubs and trees: as cheap as what the search finds, also where somebody says no."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from benchmarks.boards import make_levels
from oracle.sketch import DAY, GOAL, US

from samverkan.decisions.case import build_case
from samverkan.decisions.deadline import WHENEVER
from samverkan.decisions.effort import build_settings
from samverkan.decisions.formula import Threshold
from samverkan.decisions.inquiry import Inquiry
from samverkan.decisions.refusals import find_refusals
from samverkan.decisions.scenario import build_scenario
from samverkan.decisions.steiner import Instance, count_instance, counting, solve

HUB, FIRST = 1, 3
UNIT = 1 << 20


def make_board(seed: int) -> Instance:
    """Make a board whose people know each other through a circle or two, with ties beside it, and maybe one more."""
    draw = random.Random(seed)
    people = draw.randint(3, 6)
    members = range(FIRST, FIRST + people)
    hubs = {hub: list(members) if hub == HUB else draw.sample(list(members), 3) for hub in (HUB, HUB + 1)}
    arcs = [(0, m, 8 * UNIT + 2) for m in members]
    arcs += [arc for hub, inside in hubs.items() for m in inside for arc in ((hub, m, 3 * UNIT + hub), (m, hub, 0))]
    arcs += [(0, draw.choice([HUB, HUB + 1]), 9 * UNIT), (HUB, HUB + 1, 1)] if draw.random() < 0.3 else []
    for _ in range(draw.randint(0, 4)):
        one, other, cost = draw.choice([0, *members]), draw.choice(members), draw.choice([0, 1, 2, 3, 5])
        arcs += [(one, other, cost * UNIT + 1), *([(other, one, cost * UNIT)] if draw.random() < 0.7 else [])]
    arcs += [(m, m + people, draw.choice([0, 2, 4]) * UNIT) for m in members]
    votes = tuple(m + people for m in members)
    weights = tuple(draw.choice([1, 1, 2]) for _ in votes) if draw.random() < 0.3 else None
    board = Threshold(draw.randint(1, people), votes, None, weights)
    others = [draw.choice(votes), Threshold(1, tuple(draw.sample(votes, 2)))][: draw.randint(0, 2)]
    return Instance(FIRST + 2 * people, 0, tuple(arcs), Threshold(1 + len(others), (board, *others)), (UNIT, 1))


@pytest.fixture(autouse=True)
def _small_boards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "BOARD", 0)


def test_what_is_counted_is_the_least_also_without_some_arcs() -> None:
    told = 0
    for seed in range(60):
        instance = make_board(seed)
        counts = count_instance(instance)
        draw = random.Random(seed)
        for size in (0, 1, 3) if counts is not None else ():
            assert counts is not None
            gone = set(draw.sample(range(len(instance.arcs)), size))
            left = replace(instance, arcs=tuple(arc for number, arc in enumerate(instance.arcs) if number not in gone))
            least = solve(left, seconds=None, method="dynamic").value
            found = counts.solve(gone)
            if found is None:
                continue
            assert found.value == least, (seed, gone)
            assert gone.isdisjoint(found.arcs)
            assert found.value is None or sum(instance.arcs[arc][2] for arc in found.arcs) == found.value == found.bound
            if least:
                assert counts.solve(gone, least - 1) == replace(
                    found, value=None, bound=least, arcs=(), reached=frozenset()
                )
            told += 1
    assert told > 75, "most of them can be counted"


def test_what_was_left_out_because_of_an_arc_that_is_gone_is_not_forgotten() -> None:
    """A tie of 3 is left out since the circle costs as much; without the way into the circle it is what counts."""
    arcs = ((0, 2, 1), (2, 1, 0), (1, 3, 3), (2, 3, 3), (1, 2, 3), (3, 1, 0), (2, 4, 0), (3, 5, 0), (0, 3, 8))
    instance = Instance(7, 0, (*arcs, (0, 6, 20)), Threshold(2, (4, 5, 6)))
    counts = count_instance(instance)
    assert counts is not None
    whole = counts.solve(())
    assert whole is not None and whole.value == 4
    assert counts.solve({1}) is None, "(2, 3, 3) may count now"
    both = counts.solve({1, 3})
    assert both is not None and both.value == 9, "3 is met cold"


def test_more_circles_than_can_be_opened_in_some_order_are_left_to_others() -> None:
    ring = tuple((tail, head, 1) for tail in range(9) for head in range(1, 9) if tail != head)
    assert count_instance(Instance(9, 0, ring, Threshold(3, tuple(range(1, 9))))) is None
    assert (
        count_instance(Instance(9, 0, ring, Threshold(1, (Threshold(2, (1, 2, 3)), Threshold(2, (4, 5, 6)))))) is None
    )


def test_what_follows_from_a_no_on_a_board_is_the_same_counted_and_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    case = build_case(make_levels((21,), 0.6, 1).build(), GOAL, DAY, [US])
    scenario = build_scenario(case, build_settings())
    told = []
    for least in (0, 1000):
        monkeypatch.setattr(counting, "BOARD", least)
        way = scenario.find_way(WHENEVER)
        assert way is not None and way.settled
        inquiry = Inquiry(scenario.graph, scenario.without)
        inquiry.note(way)
        refusals = find_refusals(inquiry, way, WHENEVER)
        told.append((way.cost, {actor: other and (other.cost, other.settled) for actor, other in refusals.items()}))
        assert (inquiry._counting is None) == (least == 1000)
    assert told[0] == told[1]
