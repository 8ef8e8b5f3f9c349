from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.domain.positions import find_review_by
from samverkan.errors import UsageError
from samverkan.model import Node
from samverkan.queries import find_question
from samverkan.question_values import find_dates, read_parameters

DAY = date(2025, 10, 1)


def test_values_get_their_types_and_what_is_left_out_filters_nothing() -> None:
    question = find_question("who-decides")
    assert read_parameters(question, {"matter": " d-ltf "}, as_of=DAY) == {
        "matter": "d-ltf",
        "area": "",
        "kind": "",
        "amount": 0,
        "as_of": DAY,
    }
    values = read_parameters(question, {"matter": "d", "kind": "Tillstyrka", "amount": "60 000,5"}, as_of=DAY)
    assert (values["kind"], values["amount"]) == ("concur", 60000.5)


def test_names_are_resolved_with_their_label() -> None:
    asked: list[tuple[str, str]] = []

    def resolve(label: str, text: str) -> str:
        asked.append((label, text))
        return "d-ltf"

    values = read_parameters(find_question("who-decides"), {"matter": "Trafik"}, as_of=DAY, resolve=resolve)
    assert asked == [("Matter", "Trafik")]
    assert values["matter"] == "d-ltf"


@pytest.mark.parametrize(
    ("name", "given", "key"),
    [
        ("who-decides", {}, "missing-parameter"),
        ("who-decides", {"matter": "  "}, "missing-parameter"),
        ("who-decides", {"matter": "d", "mater": "d"}, "unknown-parameter"),
        ("who-decides", {"matter": "d", "kind": "rule"}, "not-a-choice"),
        ("who-decides", {"matter": "d", "amount": "much"}, "not-number"),
        ("who-decides", {"matter": "d", "amount": "nan"}, "not-number"),
        ("who-decides", {"matter": "d", "amount": "1e999"}, "not-number"),
        ("changed-since", {"since": "2025-13-01"}, "not-date"),
        ("changed-since", {"since": "yesterday"}, "not-date"),
    ],
)
def test_what_does_not_fit_is_a_usage_error(name: str, given: dict[str, str], key: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_parameters(find_question(name), given, as_of=DAY)
    assert caught.value.key == f"questions.{key}"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-800, 800), st.booleans())
def test_a_statement_is_past_review_as_the_planner_reckons(stated: date, days: int, own: bool) -> None:
    as_of = stated + timedelta(days=days)
    dates = find_dates(as_of)
    before = dates["ninety_days_before" if own else "year_before"]
    basis = "own_assessment" if own else "written"
    assert (stated < before) == (find_review_by(Node("p", "Position", {"stated_on": stated, "basis": basis})) < as_of)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29)])
def test_the_ends_of_the_calendar_are_no_error(day: date) -> None:
    assert find_dates(day)["as_of"] == min(day, date(9999, 12, 30))
