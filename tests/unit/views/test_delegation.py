"""The delegation of a matter: who is lowest on the day, what has ended or not begun, and what may not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from samverkan.errors import EmptyAnswerError, UsageError
from samverkan.model import Map, Relation, build_map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.spec import Page

DAY = date(2025, 10, 1)


def show(content: Map, matter: str, **more: Any) -> Page:
    return build_page("delegation", content, **{"on": DAY, "texts": Texts("sv"), "subject": matter} | more)[0]


def find_states(page: Page) -> dict[str, str]:
    """Return how each row of the ladder looks, from the top."""
    return {row.id: row.look for row in page.tables[0].rows}


def find_texts(page: Page, row: str, column: int) -> list[str]:
    """Return what stands in a cell of the ladder."""
    found = next(r for r in page.tables[0].rows if r.id == row)
    return [line.text.replace("\N{NO-BREAK SPACE}", " ") for line in found.cells[column].lines]


def change(content: Map, node: str, **properties: Any) -> Map:
    """Return the map with some properties of a node changed."""
    changed = replace(content.nodes[node], properties={**content.nodes[node].properties, **properties})
    return build_map([n if n.id != node else changed for n in content.nodes.values()], content.relations, content)


def test_the_chain_goes_from_the_board_down_to_who_usually_answers(havsakra: Map) -> None:
    page = show(havsakra, "d-ltf")
    assert list(find_states(page).items()) == [
        ("d-ltf", "matter"),
        ("md1", "above"),
        ("md2", "above"),
        ("md3", "lowest"),
    ]
    assert [row.cells[0].look for row in page.tables[0].rows] == ["rung-0", "rung-1", "rung-2", "rung-3"]
    assert page.findings[0].strong == "Trafikingenjör"


def test_a_mandate_that_has_not_begun_leaves_the_one_above_to_answer(havsakra: Map) -> None:
    page = show(havsakra, "d-lokalupplat", on=date(2025, 6, 1))
    assert find_states(page) == {"d-lokalupplat": "matter", "md20": "above", "md21": "lowest", "md22": "coming"}
    assert find_states(show(havsakra, "d-lokalupplat"))["md22"] == "lowest"


def test_a_mandate_that_has_ended_stays_with_its_date(havsakra: Map) -> None:
    page = show(change(havsakra, "md3", valid_to=DAY), "d-ltf")
    assert find_states(page)["md3"] == "ended"
    assert "upphörde 2025-10-01" in find_texts(page, "md3", 4)
    assert page.findings[0].strong == "Förvaltningschef teknik och fritid"


def test_when_nothing_holds_nobody_is_known_and_that_is_loud(havsakra: Map) -> None:
    page = show(change(havsakra, "md19", valid_to=date(2025, 1, 1)), "d-statlig-vag")
    assert (page.findings[0].strong, page.findings[0].tone) == ("Vem beslutar?", "loud")


def test_a_delegation_of_what_may_not_be_delegated_is_told(havsakra: Map) -> None:
    page = show(change(havsakra, "d-ltf", delegable=False), "d-ltf")
    wrong = next(f for f in page.findings if f.tone == "loud")
    assert wrong.strong == "2"


def test_limits_and_areas_are_bars_with_their_words(havsakra: Map) -> None:
    page = show(havsakra, "d-medel-liten")
    assert find_texts(page, "md13", 2) == ["högst 100 000 kr"]
    # The limit is the largest figure, so it fills the bar; 60 000, 80 000 and 90 000 are asked.
    bar = next(r for r in page.tables[0].rows if r.id == "md13").cells[2].lines[0]
    assert bar.figures == (100.0, 60.0, 80.0, 90.0)
    assert find_texts(show(havsakra, "d-hbab-mark"), "md16", 3) == ["Norrbacken"]


def test_who_answers_for_what_is_asked_now_is_marked(havsakra: Map) -> None:
    page = show(havsakra, "d-medel-liten")
    asked = {row.id: row for row in page.tables[1].rows}
    assert [row.cells[0].lines[0].text for row in asked.values()] == ["A", "B", "C"]
    assert {line.text for row in asked.values() for line in row.cells[3].lines} == {
        "Fritidschef",
        "Områdeschef Norrbacken/Östervång",
    }
    assert {"A", "B", "C"} <= set(find_texts(page, "md13", 0))


def test_a_vacant_post_lets_the_one_above_answer_and_a_stand_in_answers_for_its_post(havsakra: Map) -> None:
    vacant = change(havsakra, "p-trafiking", vacant=True)
    assert find_states(show(vacant, "d-ltf")) == {"d-ltf": "matter", "md1": "above", "md2": "lowest", "md3": "vacant"}
    relation = Relation("STANDS_IN_FOR", "p-gatuchef", "p-trafiking")
    stood_in = build_map(vacant.nodes.values(), [*vacant.relations, relation], vacant)
    page = show(stood_in, "d-ltf")
    assert find_states(page)["md3"] == "lowest"
    assert "Gatuchef svarar i stället" in find_texts(page, "md3", 0)


def test_posts_beside_those_who_decide_are_told_to_have_no_say(havsakra: Map) -> None:
    may_not = next(t for t in show(havsakra, "d-ltf").tables if t.id == "may-not")
    posts = {row.id for row in may_not.rows}
    assert "p-gatuchef" in posts and not posts & {"p-trafiking", "p-fchef"}


def test_a_mandate_without_legal_basis_or_source_is_a_gap(havsakra: Map) -> None:
    page = show(havsakra, "d-forening")
    assert [line.ref for line in page.gaps] == ["md24", "md24"]


def test_a_matter_that_no_mandate_covers_says_where_to_look(havsakra: Map) -> None:
    with pytest.raises(EmptyAnswerError) as error:
        show(havsakra, "d-belysning-overtagande")
    assert "delegationsordningen tiger" in error.value.values["basis"]


def test_another_label_is_refused(havsakra: Map) -> None:
    with pytest.raises(UsageError):
        show(havsakra, "tfn")
