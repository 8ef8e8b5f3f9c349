"""Influence and stance: everybody with a need in one cell, and a meeting without the stances."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from view_maps import find_answer

from samverkan.errors import EmptyAnswerError, UsageError
from samverkan.model import Map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.influence import STANCE_ORDER
from samverkan.views.spec import Page, Row

DAY = date(2025, 10, 1)


def show(content: Map, initiative: str, **more: Any) -> Page:
    answer = find_answer(content, initiative)
    return build_page("influence", content, on=DAY, texts=Texts("sv"), subject=initiative, answer=answer, **more)[0]


def find_rows(page: Page) -> dict[str, Row]:
    return {row.look: row for row in page.tables[0].rows}


def find_in(row: Row, stance: str) -> list[str]:
    return [line.ref for line in row.cells[1 + STANCE_ORDER.index(stance)].lines if line.ref]


def test_everybody_with_a_need_stands_in_one_cell(havsakra: Map) -> None:
    answer = find_answer(havsakra, "c1")
    rows = find_rows(show(havsakra, "c1"))
    found = [(need, ref) for need, row in rows.items() for stance in STANCE_ORDER for ref in find_in(row, stance)]
    assert sorted(found) == sorted((a.need, a.id) for a in answer.actors)


def test_who_stands_where_for_the_summer_square(havsakra: Map) -> None:
    rows = find_rows(show(havsakra, "c1"))
    assert find_in(rows["must_unless_above"], "hesitant") == ["p-gatuchef"]
    assert find_in(rows["one_of"], "unknown") == ["p-fritidschef"]
    assert find_in(rows["must"], "supports") == ["polis"]


def test_a_stance_past_its_review_is_unknown_and_says_what_it_was(havsakra: Map) -> None:
    page = show(havsakra, "t1")
    row = find_rows(page)["must"]
    assert find_in(row, "unknown") == ["trv"]
    assert any(line.look == "stale" and "tveksam 2024-05-14" in line.text for cell in row.cells for line in cell.lines)
    assert page.findings[0].tone == "loud", "nobody knows who takes over the lights"


def test_the_steps_are_those_still_to_be_won(havsakra: Map) -> None:
    assert [stop.select for stop in show(havsakra, "c1").stops] == ["p-gatuchef", "p-fritidschef"]


def test_a_meeting_lists_the_deciders_by_need_without_stances(havsakra: Map) -> None:
    page = show(havsakra, "c1", meeting=True)
    assert len(page.tables) == 1
    needs = [row.cells[0].lines[0].tone for row in page.tables[0].rows]
    assert needs[:2] == ["must", "must"] and needs[2] == "must_unless_above"
    words = repr(page)
    assert "renhållning" not in words and "s-torg-2025-09" not in words
    assert not {spot.stance for spot in page.picture.spots} - {""}


def test_without_an_answer_the_page_is_an_empty_answer(havsakra: Map) -> None:
    with pytest.raises(EmptyAnswerError):
        build_page("influence", havsakra, on=DAY, texts=Texts("sv"), subject="c1", answer=None)


def test_another_label_is_refused(havsakra: Map) -> None:
    with pytest.raises(UsageError):
        build_page("influence", havsakra, on=DAY, texts=Texts("sv"), subject="i05", answer=None)
