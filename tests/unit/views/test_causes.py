"""The cause tree: depth, the chain of events, what nobody takes on, and where the cards stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from samverkan.errors import EmptyAnswerError, UsageError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.spec import Page

DAY = date(2025, 10, 1)
CHAIN = ["k-moped-behov", "k-moped-inskaffning", "k-moped-trimning", "k-moped-forvaring", "k-moped-genomfart"]


def show(content: Map, issue: str, **more: Any) -> Page:
    return build_page("causes", content, on=DAY, texts=Texts("sv"), subject=issue, **more)[0]


def test_the_longest_way_is_the_chain_of_events_in_order(havsakra: Map) -> None:
    page = show(havsakra, "i04")
    assert [stop.select for stop in page.stops] == [*CHAIN, "i04"]
    marks = {card.id: card.mark for card in page.diagram.cards}
    assert [marks[cause] for cause in CHAIN] == ["1", "2", "3", "4", "5"]
    assert marks["k-moped-helhet"] == ""


def test_each_cause_stands_left_of_what_it_leads_to(havsakra: Map) -> None:
    for issue in ("i04", "i06"):
        diagram = show(havsakra, issue).diagram
        places = {card.id: card for card in diagram.cards}
        for arrow in diagram.arrows:
            assert places[arrow.start].x + places[arrow.start].width < places[arrow.end].x


def test_no_card_covers_another(havsakra: Map) -> None:
    cards = show(havsakra, "i04").diagram.cards
    for number, one in enumerate(cards):
        for other in cards[number + 1 :]:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_a_cause_that_nobody_takes_on_is_loud_and_a_gap(havsakra: Map) -> None:
    page = show(havsakra, "i04")
    looks = {card.id: card.look for card in page.diagram.cards}
    assert {i for i, look in looks.items() if look == "loose"} == {"k-moped-helhet", "k-moped-strak"}
    assert page.findings[0].tone == "loud"
    assert {line.ref for line in page.gaps} == {"k-moped-helhet", "k-moped-strak"}


def test_a_rejected_initiative_takes_nothing_on(havsakra: Map) -> None:
    rejected = replace(havsakra.nodes["d1"], properties={**havsakra.nodes["d1"].properties, "status": "rejected"})
    content = build_map(
        [n if n.id != "d1" else rejected for n in havsakra.nodes.values()], havsakra.relations, havsakra
    )
    looks = {card.id: card.look for card in show(content, "i06").diagram.cards}
    assert looks["k-brand-morker"] == "loose"


def test_a_cause_of_two_things_stands_beyond_the_farthest(havsakra: Map) -> None:
    nodes = [Node("i", "Issue", {"name": "F"}), *(Node(k, "Cause", {"name": k}) for k in ("k1", "k2", "k3"))]
    pairs = [("k1", "i"), ("k2", "k1"), ("k3", "k2"), ("k3", "i")]
    page = show(build_map(nodes, [Relation("CONTRIBUTES_TO", *pair) for pair in pairs]), "i")
    assert {(a.start, a.end) for a in page.diagram.arrows} == set(pairs)
    places = {card.id: card.x for card in page.diagram.cards}
    assert places["k3"] < places["k2"] < places["k1"] < places["i"]


def test_an_issue_without_causes_is_an_empty_answer_that_says_how_to_add_one(havsakra: Map) -> None:
    with pytest.raises(EmptyAnswerError) as error:
        show(havsakra, "i05")
    hint = Texts("sv")(f"{error.value.key}-hint", **error.value.values)
    assert "contributes_to: i05" in hint


def test_another_label_is_refused(havsakra: Map) -> None:
    with pytest.raises(UsageError):
        show(havsakra, "c1")
