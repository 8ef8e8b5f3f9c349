"""A plan beside today's, in words: nothing is told as certain that time ran out on."""

from __future__ import annotations

import pytest

from samverkan.decisions.beside import Difference
from samverkan.reports.plan_beside import tell_difference
from samverkan.texts import Texts

NAMES = {"a": "Anna", "b": "Bo"}
OPEN = "least that there was time to find"


def tell(before: int | None, after: int | None, *, proven: tuple[bool, bool], language: str = "en") -> str:
    return " ".join(tell_difference(Difference(before, after, ("a",), ("b",), *proven), NAMES, Texts(language)))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_proven_says_nothing_of_time(language: str) -> None:
    told = tell(18, 27, proven=(True, True), language=language)
    assert told.count(".") == 3 and "27" in told and "18" in told
    for proven in ((True, False), (False, True), (False, False)):
        assert tell(18, 27, proven=proven, language=language).count(".") == 4, "one sentence more, whichever it is"


def test_which_of_the_two_is_not_proven_is_told() -> None:
    assert "Today's effort is the " + OPEN in tell(18, 27, proven=(False, True))
    assert "The new effort is the " + OPEN in tell(18, 27, proven=(True, False))
    assert "Both are the " + OPEN in tell(18, 27, proven=(False, False))


def test_no_time_to_find_a_way_is_not_that_there_is_none() -> None:
    assert tell(18, None, proven=(True, True)) == "Then there is no way in the map."
    assert tell(18, None, proven=(True, False)) == "Then there was no time to find a way."
    assert "today there is none" in tell(None, 27, proven=(True, True))
    assert "for today there was no time" in tell(None, 27, proven=(False, True))
