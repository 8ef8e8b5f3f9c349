"""The smallest sets of groups whose yes is enough."""

from __future__ import annotations

from samverkan.domain.votes import find_enough


def test_small_sets_come_first_and_none_holds_another() -> None:
    # 6 are short. C has 6 alone; D and F have 5 + 3, D and H 5 + 4, F and H 3 + 4: each is enough, C in none of them.
    votes = {"C": 6, "D": 5, "F": 3, "H": 4}
    assert find_enough(votes, 6) == (("C",), ("D", "H"), ("D", "F"), ("H", "F"))


def test_nothing_is_told_where_nothing_is_short_or_nothing_is_enough() -> None:
    assert find_enough({"A": 3}, 0) == ()
    assert find_enough({"A": 3, "B": 2}, 6) == ()
