"""The log of records is told in the reader's language; what somebody wrote stands as written."""

from __future__ import annotations

import pytest

from samverkan.reports.log_line import say_why
from samverkan.texts import Texts


@pytest.mark.parametrize(
    ("why", "sv", "en"),
    [
        ("KS § 14; retention; Position: 3", "KS § 14; gallringstiden har gått ut; hållning: 3", "position: 3"),
        ("Actor: 1; items: 7; OSL 18:1: 2", "aktör: 1; uppgifter: 7; OSL 18:1: 2", "actor: 1; items: 7; OSL 18:1: 2"),
        (
            "things: 5; as is: brådskar; due: 2",
            "saker: 5; arkiverat som det är: brådskar; ska gallras: 2",
            "due for disposal: 2",
        ),
        ("with due: 4", "inläst fast det ska gallras: 4", "loaded although due for disposal: 4"),
        ("persons off; Person: 2", "personer stängs av; person: 2", "persons turned off; person: 2"),
        (None, "", ""),
    ],
)
def test_tokens_have_words(why: str | None, sv: str, en: str) -> None:
    assert say_why(why, Texts("sv")) == sv
    assert say_why(why, Texts("en")).endswith(en)
