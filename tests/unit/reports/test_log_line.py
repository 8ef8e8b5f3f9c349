"""The log of records is told in the reader's language; what somebody wrote stands as written."""

from __future__ import annotations

import pytest

from samverkan.reports.log_line import say_why
from samverkan.texts import Texts


@pytest.mark.parametrize(
    ("command", "why", "sv", "en"),
    [
        (
            "records purge",
            "KS § 14; retention; Position: 3",
            "KS § 14; gallringstiden har gått ut; hållning: 3",
            "position: 3",
        ),
        (
            "records extract",
            "Actor: 1; items: 7; OSL 18:1: 2",
            "aktör: 1; uppgifter: 7; OSL 18:1: 2",
            "actor: 1; items: 7; OSL 18:1: 2",
        ),
        (
            "records archive",
            "things: 5; as is: brådskar; due: 2",
            "saker: 5; arkiverat som det är: brådskar; ska gallras: 2",
            "due for disposal: 2",
        ),
        ("load", "with due: 4", "inläst fast det ska gallras: 4", "loaded although due for disposal: 4"),
        (
            "records persons off",
            "persons off; Person: 2",
            "personer stängs av; person: 2",
            "persons turned off; person: 2",
        ),
        ("records purge", None, "", ""),
        # what was typed is called as the log's own words are: it stands where typed text does
        ("records purge", "erased; retention; Actor: 1", "erased; gallringstiden har gått ut; aktör: 1", "actor: 1"),
        (
            "records purge",
            "Position: 2; erased; objection; Actor: 1",
            "Position: 2; erased; invändning; aktör: 1",
            "actor: 1",
        ),
        ("load", "retention", "retention", "retention"),
        ("load", "things: 5", "things: 5", "things: 5"),
        ("load", "with due: 1; with due: 4", "with due: 1; inläst fast det ska gallras: 4", "disposal: 4"),
        (
            "records archive",
            "things: 5; as is: due: 3; due: 2",
            "saker: 5; arkiverat som det är: due: 3; ska gallras: 2",
            "due for disposal: 2",
        ),
        ("store copy", "persons off", "persons off", "persons off"),
    ],
)
def test_tokens_have_words(command: str, why: str | None, sv: str, en: str) -> None:
    assert say_why(command, why, Texts("sv")) == sv
    assert say_why(command, why, Texts("en")).endswith(en)
