"""The decision path as a list: in the order of conversation, with the route in the row and alternatives folded."""

from __future__ import annotations

from view_maps import build_hostile, find_answer

from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.texts import Texts
from samverkan.views.path_list import BETWEEN, build_bands, build_list, find_holder
from samverkan.views.path_subject import Subject
from samverkan.views.path_way import build_way
from samverkan.views.spec import Row, Table
from samverkan.views.words import Words


def make(content: Map, initiative: str) -> tuple[Subject, Table]:
    """Return the subject of an initiative and its list."""
    day = content.as_of
    assert day is not None
    words = Words(Texts("sv"), read_schema(), content.profile)
    subject = Subject(content.on(day), find_answer(content, initiative, day), words, meeting=False)
    return subject, build_list(subject, build_way(subject))


def lines(row: Row, cell: int, look: str = "") -> list[str]:
    """Return the texts of a cell, of one look or of all."""
    return [line.text for line in row.cells[cell].lines if look in ("", line.look)]


def test_rows_stand_in_the_order_of_the_plan(havsakra: Map) -> None:
    subject, table = make(havsakra, "c1")
    numbers = [lines(row, 0)[0] for row in table.rows]
    assert numbers == sorted(numbers, key=int)
    steps = [step.actor for step in subject.answer.plan.steps] if subject.answer.plan else []
    assert [subject.name(i) for i in steps] == [lines(row, 1, "main")[0] for row in table.rows]
    assert not table.sortable


def test_the_route_stands_in_the_row_from_us_to_whoever_is_asked(havsakra: Map) -> None:
    _, table = make(havsakra, "c1")
    police = next(row for row in table.rows if lines(row, 1, "main")[0].startswith("Polisen"))
    parts = lines(police, 1, "route")[0].split(BETWEEN)
    assert parts[0] == "Vi" and parts[2] == "Kommunpolis"
    assert "stark" in parts[1] and parts[3]


def test_a_stop_that_is_itself_a_step_shows_its_number(havsakra: Map) -> None:
    subject, table = make(havsakra, "c1")
    numbered = {f"{number} {subject.name(actor)}" for actor, (number, _) in subject.steps.items()}
    stops = [part for row in table.rows for line in lines(row, 1, "route") for part in line.split(BETWEEN)[2::2]]
    assert set(stops) & numbered


def test_alternatives_fold_under_their_row(havsakra: Map) -> None:
    _, table = make(havsakra, "c1")
    folded = [text for row in table.rows for text in lines(row, 1, "second") if text.startswith("↳")]
    assert folded == ["↳ eller Fritidschef: okänd"]


def test_whom_nobody_is_known_for_comes_first_and_loud() -> None:
    subject, table = make(build_hostile(), "x1")
    first = table.rows[0]
    assert lines(first, 0) == ["?"] and first.look == "unknown"
    assert find_holder(subject, subject.leaves[first.id]) is None


def test_resistance_is_a_band_over_the_page(havsakra: Map) -> None:
    subject, _ = make(havsakra, "c1")
    bands = {band.tone: band for band in build_bands(subject)}
    assert "Bullerklagomål" in bands["warn"].text
    assert bands["around"].more
