"""Costs as one number: they add up, compare and come back as the five that they are made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samverkan.decisions.cost import Cost, Scale, build_scale

DIGITS = st.integers(0, 7)
COSTS = st.builds(Cost, st.integers(0, 50), DIGITS, DIGITS, DIGITS, DIGITS)
SCALE = Scale(16)  # two costs of at most 7 contacts have at most 14


@given(COSTS, COSTS)
def test_numbers_compare_and_add_up_as_costs_do(one: Cost, other: Cost) -> None:
    total = Cost(*(a + b for a, b in zip(one, other, strict=True)))
    assert (SCALE.encode(one) < SCALE.encode(other)) == (one < other)
    assert SCALE.decode(SCALE.encode(one) + SCALE.encode(other)) == total
    assert SCALE.find_effort(SCALE.encode(total)) == total.effort


def test_the_base_is_more_than_the_contacts_of_any_plan() -> None:
    settings = {"reach_tie_strong": 1, "reach_cold": 8, "ask_fund": 0}
    # 5 actors: at most 5 contacts, and 2 to find out; 8 is the next power of two above 7
    assert build_scale(5, 3, 2, settings).base == 8
    # 1,000 actors: three asked are reached by 24 at most, so that 24 + 2 contacts are the most; 32 is above
    assert build_scale(1000, 3, 2, settings).base == 32
    # where some contact costs nothing, a way may pass all of them
    assert build_scale(1000, 3, 2, settings | {"reach_tie_strong": 0}).base == 1024
