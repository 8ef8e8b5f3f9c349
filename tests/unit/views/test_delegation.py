"""The delegation of a matter: who is lowest on the day, what has ended or not begun, and what may not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from samverkan.errors import EmptyAnswerError, UsageError
from samverkan.model import Map, build_map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.spec import Page

DAY = date(2025, 10, 1)


def show(content: Map, matter: str, **more: Any) -> Page:
    return build_page("delegation", content, **{"on": DAY, "texts": Texts("sv"), "subject": matter} | more)[0]


def find_looks(page: Page) -> dict[str, str]:
    return {card.id: card.look for card in page.diagram.cards}


def change(content: Map, node: str, **properties: Any) -> Map:
    """Return the map with some properties of a node changed."""
    changed = replace(content.nodes[node], properties={**content.nodes[node].properties, **properties})
    return build_map([n if n.id != node else changed for n in content.nodes.values()], content.relations, content)


def test_the_chain_goes_from_the_board_down_to_who_usually_answers(havsakra: Map) -> None:
    page = show(havsakra, "d-ltf")
    places = {card.id: card.x for card in page.diagram.cards}
    assert places["d-ltf"] < places["md1"] < places["md2"] < places["md3"]
    assert find_looks(page) == {"d-ltf": "root", "md1": "thin", "md2": "thin", "md3": "strong"}
    assert page.findings[0].strong == "Trafikingenjör"
    kinds = {(a.start, a.end): a.kind for a in page.diagram.arrows}
    assert kinds["md1", "md2"] == kinds["md2", "md3"] == "delegation"


def test_a_mandate_that_has_not_begun_leaves_the_one_above_to_answer(havsakra: Map) -> None:
    page = show(havsakra, "d-lokalupplat", on=date(2025, 6, 1))
    assert find_looks(page) == {"d-lokalupplat": "root", "md20": "thin", "md21": "strong", "md22": "dashed"}
    assert find_looks(show(havsakra, "d-lokalupplat"))["md22"] == "strong"


def test_a_mandate_that_has_ended_stays_with_its_date(havsakra: Map) -> None:
    page = show(change(havsakra, "md3", valid_to=DAY), "d-ltf")
    assert find_looks(page)["md3"] == "gone"
    texts = [line.text for card in page.diagram.cards if card.id == "md3" for line in card.lines]
    assert "upphörde 2025-10-01" in texts
    assert page.findings[0].strong == "Förvaltningschef teknik och fritid"


def test_when_nothing_holds_nobody_is_known_and_that_is_loud(havsakra: Map) -> None:
    page = show(change(havsakra, "md19", valid_to=date(2025, 1, 1)), "d-statlig-vag")
    assert (page.findings[0].strong, page.findings[0].tone) == ("Vem beslutar?", "loud")


def test_a_delegation_of_what_may_not_be_delegated_is_told(havsakra: Map) -> None:
    page = show(change(havsakra, "d-ltf", delegable=False), "d-ltf")
    wrong = next(f for f in page.findings if f.tone == "loud")
    assert wrong.strong == "2"


def test_limits_and_areas_stand_on_the_card(havsakra: Map) -> None:
    page = show(havsakra, "d-medel-liten")
    tags = {card.id: card.lines[0].text for card in page.diagram.cards}
    assert tags["md13"].replace("\N{NO-BREAK SPACE}", " ") == "finansiera · högst 100 000 kr"
    assert "Norrbacken" in {c.id: c.lines[0].text for c in show(havsakra, "d-hbab-mark").diagram.cards}["md16"]


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
