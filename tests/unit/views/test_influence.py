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
from samverkan.views.influence import LANES, STANCE_ORDER
from samverkan.views.spec import Page, Row

DAY = date(2025, 10, 1)


def show(content: Map, initiative: str, **more: Any) -> Page:
    answer = find_answer(content, initiative)
    return build_page("influence", content, on=DAY, texts=Texts("sv"), subject=initiative, answer=answer, **more)[0]


def find_rows(page: Page) -> dict[str, Row]:
    return {row.look: row for row in page.tables[0].rows}


def find_in(row: Row, stance: str) -> list[str]:
    return [line.ref for line in row.cells[1 + STANCE_ORDER.index(stance)].lines if line.ref]


def test_everybody_with_a_need_stands_in_one_cell_of_its_lane(havsakra: Map) -> None:
    answer = find_answer(havsakra, "c1")
    rows = find_rows(show(havsakra, "c1"))
    assert list(rows) == ["must", "one_of", "above", "others"]
    found = [(lane, ref) for lane, row in rows.items() for stance in STANCE_ORDER for ref in find_in(row, stance)]
    lane_of = {need: lane for lane, needs in LANES.items() for need in needs}
    assert sorted(found) == sorted((lane_of[a.need], a.id) for a in answer.actors)


def test_whom_nobody_knows_stands_in_the_tray_the_last_column(havsakra: Map) -> None:
    page = show(havsakra, "c1")
    assert page.tables[0].columns[-1].title == "Vet inte"
    assert [line.text for line in find_rows(page)["must"].cells[-1].lines] == ["ingen"], "an empty cell says so"
    texts = [line.text for line in find_rows(show(havsakra, "t1"))["must"].cells[-1].lines]
    assert texts[0] == "Vem beslutar?", "an authority that nobody knows is in the tray, too"


def test_a_stance_stands_with_its_basis_and_day_and_who_could_take_over(havsakra: Map) -> None:
    cell = find_rows(show(havsakra, "c1"))["must"].cells[1 + STANCE_ORDER.index("hesitant")]
    assert [line.text for line in cell.lines] == [
        "Gatuchef",
        "kan tas över av Teknik- och fritidsnämnden",
        "uttalat i möte 2025-09-12",
        "renhållning och slitage",
    ]


def test_a_board_that_votes_stands_as_one_row_of_seats_but_not_in_a_meeting(havsakra: Map) -> None:
    name, seats = show(havsakra, "v1").boards[0]
    assert (name, seats.said) == ("Kommunstyrelsens ledningsutskott", "3 av 3 som krävs")
    assert show(havsakra, "v1", meeting=True).boards == ()


def test_who_stands_where_for_the_summer_square(havsakra: Map) -> None:
    rows = find_rows(show(havsakra, "c1"))
    assert find_in(rows["must"], "hesitant") == ["p-gatuchef"]
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
