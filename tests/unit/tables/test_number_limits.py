"""The largest number is let in, the next one is not, however it is written."""

from __future__ import annotations

import pytest

from samverkan.tables.document import Text
from samverkan.tables.values import MAX_NUMBER, WrongValueError, read_int, read_number


def read(text: str) -> float:
    return read_number(Text(text, 1, plain=True))


@pytest.mark.parametrize(
    "text", ["1000000000000000", "-1000000000000000", "1e15", "1000000000000000.0", "0x38d7ea4c68000"]
)
def test_the_limit_itself_is_a_number(text: str) -> None:
    assert MAX_NUMBER == 10**15
    assert abs(read(text)) == 10**15


@pytest.mark.parametrize(
    "text", ["1000000000000001", "-1000000000000001", "1.1e15", "1000000000000000.5", "-1000000000000000.5", "9" * 21]
)
def test_what_is_larger_is_refused(text: str) -> None:
    with pytest.raises(WrongValueError, match="number-too-large"):
        read(text)


@pytest.mark.parametrize("text", ["1000000000000001", "-1000000000000001", "9" * 21])
def test_a_larger_whole_number_is_refused_where_only_whole_ones_stand(text: str) -> None:
    assert read_int(Text(str(MAX_NUMBER), 1, plain=True)) == MAX_NUMBER
    with pytest.raises(WrongValueError, match="number-too-large"):
        read_int(Text(text, 1, plain=True))
