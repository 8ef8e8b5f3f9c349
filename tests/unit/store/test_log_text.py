"""A change comes back from the text of a log as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samverkan.edits import Change
from samverkan.store.log_text import to_change, to_rows

DAY = date(2026, 3, 1)


@pytest.mark.parametrize("fields", [{"date": DAY}, {"date": None}, {"date": DAY, "name": "A"}, {"name": "A"}, {}])
def test_a_field_that_is_called_date_is_a_field(fields: dict[str, Any]) -> None:
    change = Change("x", "Interaction", fields, {"summary": "s"})
    assert [to_change(row) for row in to_rows([change])] == [change]
    several = Change(("TIE", "a", "b", DAY), "TIE", (fields, fields), (fields,))
    assert [to_change(row) for row in to_rows([several])] == [several]
