from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from samverkan.queries import Column, Question
from samverkan.store.rows import to_cell, to_rows, to_sort_key


@dataclass
class FakeNode:
    """A node as the Neo4j driver gives it."""

    labels: frozenset[str]
    values: dict[str, str]

    def get(self, key: str) -> str | None:
        return self.values.get(key)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (3.0, 3),
        (3.5, 3.5),
        (Decimal("7"), 7),
        (Decimal("7.25"), 7.25),
        (math.nan, None),
        (math.inf, None),
        (date(2025, 1, 2), date(2025, 1, 2)),
        (date(1, 1, 1), None),
        (date(9999, 12, 31), None),
        (datetime(2025, 1, 2, 3, 4), "2025-01-02T03:04:00"),
        ([1.0, [date(1, 1, 1)]], [1, [None]]),
        ({"_ID": 1, "_LABEL": "Actor", "id": "a", "name": "A"}, "a"),
        ({"_SRC": 1, "_DST": 2, "_LABEL": "TIE"}, "TIE"),
        ({"_NODES": [{"_LABEL": "Actor", "id": "a"}, {"_LABEL": "Actor", "id": "b"}], "_RELS": []}, ["a", "b"]),
        ({"b": 1, "a": "å"}, '{"a": "å", "b": 1}'),
        (FakeNode(frozenset({"Actor"}), {"id": "a"}), "a"),
        (SimpleNamespace(type="TIE", nodes=()), "TIE"),
        (SimpleNamespace(nodes=[FakeNode(frozenset(), {"id": "a"})], relationships=[]), ["a"]),
        (SimpleNamespace(to_native=lambda: date(2025, 1, 2)), date(2025, 1, 2)),
    ],
)
def test_values_of_both_engines_become_plain(value: object, cell: object) -> None:
    found = to_cell(value)
    assert found == cell
    assert type(found) is type(cell)


def test_text_is_in_swedish_order_whatever_its_case() -> None:
    names = ["Östervång", "ärende", "Ås", "Zebra", "alm", "Øre", "Æble", "Alm"]
    assert sorted(names, key=to_sort_key) == ["Alm", "alm", "Zebra", "Ås", "Æble", "ärende", "Øre", "Östervång"]


def make_question(*order: str) -> Question:
    words = {"sv": "x", "en": "x"}
    tokens = {token: words for token in ("high", "low", "unknown")}
    columns = (Column("level", words, "priority", tokens), Column("name", words), Column("ids", words))
    return Question(
        name="q",
        name_sv="q",
        topic="t",
        titles=words,
        parameters=(),
        columns=columns,
        order=order,
        cannot_see=words,
        statement="RETURN 1",
    )


def test_rows_follow_the_declared_order_and_then_every_column() -> None:
    records = [
        ["low", "B", []],
        ["unknown", "A", []],
        [None, "C", []],
        ["high", "B", []],
        ["low", "A", ["b", "a", "b"]],
    ]
    found = to_rows(make_question("level", "-name"), records)
    assert [(r["level"], r["name"]) for r in found] == [
        ("high", "B"),
        ("low", "B"),
        ("low", "A"),
        ("unknown", "A"),
        (None, "C"),
    ]
    assert found[2]["ids"] == ["a", "b"]
    assert [r["level"] for r in to_rows(make_question("-level"), records)][:2] == [None, "unknown"]


def test_the_order_does_not_hang_on_what_the_engine_gave_first() -> None:
    records = [[level, name, [name]] for level in ("low", "high", None) for name in ("b", "a", None)]
    wanted = to_rows(make_question("name"), records)
    assert to_rows(make_question("name"), records[::-1]) == wanted
    assert to_rows(make_question("name"), sorted(records, key=str)) == wanted
