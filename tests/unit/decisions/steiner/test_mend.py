"""A solution made of what is left of another: what stays stays, and what is lacking is reached from there."""

from __future__ import annotations

from samverkan.decisions.deadline import Deadline
from samverkan.decisions.formula import Threshold
from samverkan.decisions.steiner import Instance, mend

# From the root 0 to the hall 1 it costs 8, from there to each of the members 2 to 6 one more than to the one before.
ARCS = ((0, 1, 8), (1, 2, 1), (1, 3, 2), (1, 4, 3), (1, 5, 4), (1, 6, 5))
BOARD = Threshold(3, (2, 3, 4, 5, 6))


def test_who_is_missing_is_made_up_for_by_the_nearest_and_the_others_stay() -> None:
    without_3 = tuple(arc for arc in ARCS if arc[1] != 3)  # 0-1, 1-2, 1-4, 1-5, 1-6
    found = mend(Instance(7, 0, without_3, BOARD), [[0, 1, 4]])  # 6 is kept, though dear: 8 + 1 + 5, and 3 for node 4
    assert (found.value, found.arcs, found.bound) == (17, (0, 1, 2, 4), 0)
    assert found.reached == {2, 4, 6}


def test_the_best_of_several_ways_is_taken() -> None:
    found = mend(Instance(7, 0, ARCS, BOARD), [[0, 4, 5], [0, 1]])  # 8 + 4 + 5 + 1, or 8 + 1 + 2 + 3
    assert (found.value, found.arcs) == (14, (0, 1, 2, 3))
    late = mend(Instance(7, 0, ARCS, BOARD), [[0, 4, 5], [0, 1]], Deadline(0.0))
    assert (late.value, late.arcs) == (18, (0, 1, 4, 5)), "there is time for the first alone"


def test_nothing_is_made_of_what_cannot_be_met() -> None:
    found = mend(Instance(7, 0, ARCS[:3], BOARD), [[0, 1]])
    assert (found.value, found.bound) == (None, 0)
