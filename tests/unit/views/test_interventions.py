"""The intervention chain: order, wanted and unwanted effects, the new issue, and figures that stay unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from samverkan.errors import EmptyAnswerError, UsageError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.privacy import leave_out_small
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.spec import Page

DAY = date(2025, 10, 1)


def show(content: Map, subject: str, **more: Any) -> Page:
    return build_page("interventions", content, **{"on": DAY, "texts": Texts("sv"), "subject": subject} | more)[0]


def find_texts(page: Page, card: str) -> str:
    return " ".join(line.text for c in page.diagram.cards if c.id == card for line in c.lines)


def test_the_taxi_case_is_told_from_left_to_right(havsakra: Map) -> None:
    page = show(havsakra, "A-taxi")
    places = {card.id: card for card in page.diagram.cards}
    lefts = [places[i].x for i in ("a1", "a2", "a3", "a4", "a5")]
    assert lefts == sorted(lefts) and len(set(lefts)) == 5
    assert len({places[i].y for i in ("a1", "a2", "a3", "a4", "a5")}) == 1


def test_measures_stand_in_the_order_of_their_days_and_those_without_come_last() -> None:
    when = {
        "a": {"started_on": date(2021, 5, 1), "status": "under_way"},
        "b": {"ended_on": date(2020, 1, 1), "status": "rejected"},
        "c": {"status": "idea"},
        "d": {"status": "done"},
    }
    nodes = [Node(i, "Initiative", {"name": i, "family": "F", **more}) for i, more in when.items()]
    page = show(build_map(nodes, []), "F")
    assert [row.id for row in page.tables[0].rows] == ["b", "a", "d", "c"]
    said = {row.id: row.cells[3].lines[0].text for row in page.tables[0].rows}
    assert said == {"a": "sedan 2021-05-01", "b": "till 2020-01-01", "c": "utan datum", "d": "utan datum"}


def test_the_strip_of_time_is_to_scale_and_goes_on_to_the_day_for_what_goes_on() -> None:
    nodes = [
        Node(
            "a",
            "Initiative",
            {
                "name": "a",
                "family": "F",
                "status": "done",
                "started_on": date(2024, 1, 1),
                "ended_on": date(2024, 7, 1),
            },
        ),
        Node("b", "Initiative", {"name": "b", "family": "F", "status": "under_way", "started_on": date(2025, 1, 1)}),
        Node("e", "Effect", {"name": "e", "intended": False, "observed": True, "observed_on": date(2025, 1, 1)}),
    ]
    strip = show(build_map(nodes, [Relation("LEADS_TO", "b", "e")]), "F", on=date(2025, 7, 1)).diagram.strip
    marks = {(m.kind, m.ref or m.text): m for m in strip.marks}
    a, b, now = marks["span", "a"], marks["span", "b"], next(m for m in strip.marks if m.kind == "now")
    seen = next(m for m in strip.marks if m.kind == "seen")
    # The axis holds 2024 and 2025, 731 days: a takes 182 of them, b 181, and b ends on the day itself.
    assert (a.x2 - a.x1) / (b.x2 - b.x1) == pytest.approx(182 / 181, abs=0.01)
    assert b.x2 == pytest.approx(now.x1) and b.x1 == pytest.approx(seen.x1)
    assert show(build_map([Node("x", "Initiative", {"name": "x", "family": "F"})], []), "F").diagram.strip is None


def test_what_goes_on_is_not_told_to_have_worked(havsakra: Map) -> None:
    said = [f.said for f in show(havsakra, "i05").findings]
    assert "Kvällsöppen skola med förening pågår och har hittills gett det vi ville" in said
    assert any(f.said.endswith("gav det vi ville") for f in show(havsakra, "A-taxi").findings)


def test_similar_measures_that_are_not_on_the_page_stand_below_as_precedents() -> None:
    # x is open and shares its issue's affected group with y, of another family and issue, after which s was seen.
    nodes = [
        *(Node(i, "Issue", {"name": i}) for i in ("i", "j")),
        Node("g", "AffectedGroup", {"name": "Unga"}),
        Node("x", "Initiative", {"name": "Ny", "status": "proposed"}),
        Node("y", "Initiative", {"name": "Gammal", "status": "done", "lesson": "gå långsamt"}),
        Node("s", "Effect", {"name": "Flyttade", "observed": True, "lag_days": 7, "severity": "serious"}),
    ]
    relations = [
        Relation("ADDRESSES", "x", "i"),
        Relation("ADDRESSES", "y", "j"),
        *(Relation("AFFECTS", i, "g") for i in "ij"),
        Relation("LEADS_TO", "y", "s"),
        Relation("AFFECTS", "s", "g"),
    ]
    table = show(build_map(nodes, relations), "i").tables[1]
    cells = [" / ".join(line.text for line in cell.lines) for cell in table.rows[0].cells]
    assert cells == [
        "Gammal / genomförd",
        "berörda",
        "inget utfall än",
        "gå långsamt",
        "Flyttade · efter 7 dagar · allvarlig · Unga",
    ]


def test_what_was_wanted_stands_above_and_what_was_not_below(havsakra: Map) -> None:
    places = {card.id: card for card in show(havsakra, "A-taxi").diagram.cards}
    assert places["e2"].y + places["e2"].height <= places["a4"].y
    assert places["e3"].y >= places["a4"].y + places["a4"].height
    assert places["e1"].x == places["a2"].x


def test_a_side_effect_that_became_an_issue_points_to_it_and_on_to_who_takes_it_on(havsakra: Map) -> None:
    page = show(havsakra, "A-taxi")
    drawn = {(a.start, a.end): a.kind for a in page.diagram.arrows}
    assert drawn["e3", "i03"] == "bad"
    assert drawn["i03", "a5"] == "next"
    assert page.findings[0].ref == "i03"
    assert ("a5", "e3") in drawn, "it mitigates it"


def test_an_issue_that_is_only_feared_is_not_told_as_if_it_had_come(havsakra: Map) -> None:
    assert "blev en ny fråga" in find_texts(show(havsakra, "A-taxi"), "i03")
    effect = {**havsakra.nodes["e3"].properties, "observed": False}
    unseen = replace(havsakra.nodes["e3"], properties=effect)
    content = build_map([n if n.id != "e3" else unseen for n in havsakra.nodes.values()], havsakra.relations, havsakra)
    page = show(content, "A-taxi")
    assert "kan bli en ny fråga" in find_texts(page, "i03")
    assert page.findings[0].text.startswith("kan uppstå")


def test_an_effect_nobody_called_intended_counts_as_a_side_effect(havsakra: Map) -> None:
    bare = replace(havsakra.nodes["e2"], properties={"name": "Taxi slutar köra på GC-vägen"})
    content = build_map([n if n.id != "e2" else bare for n in havsakra.nodes.values()], havsakra.relations, havsakra)
    places = {card.id: card for card in show(content, "A-taxi").diagram.cards}
    assert places["e2"].y > places["a4"].y


def test_figures_are_told_as_of_the_day(havsakra: Map) -> None:
    assert "22 → 2, mål 0" in find_texts(show(havsakra, "A-taxi"), "e2")
    assert "22 → 22, mål 0" in find_texts(show(havsakra, "A-taxi", on=date(2021, 5, 1)), "e2")


def test_figures_below_ten_on_a_group_at_risk_are_never_shown(havsakra: Map) -> None:
    # Every map that is read has been through leave_out_small (privacy.md K): what was 9 is told as fewer than ten.
    assert "färre än tio" in find_texts(show(leave_out_small(havsakra), "A-taxi"), "e3")
    assert "9" not in find_texts(show(leave_out_small(havsakra), "A-taxi"), "e3").split("Mätt")[1]


def test_an_issue_shows_what_addresses_it_or_a_cause_of_it(havsakra: Map) -> None:
    ids = {card.id for card in show(havsakra, "i03").diagram.cards if card.kind == "initiative"}
    assert ids == {"a5"}
    assert {row.id for row in show(havsakra, "i01").tables[0].rows} == {"a1", "a2", "a3", "a4", "a5"}


def test_no_card_covers_another(havsakra: Map) -> None:
    for subject in ("A-taxi", "i05", "i04", "i10"):
        cards = show(havsakra, subject).diagram.cards
        for number, one in enumerate(cards):
            for other in cards[number + 1 :]:
                apart = one.x + one.width <= other.x or other.x + other.width <= one.x
                assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_an_issue_without_initiatives_is_an_empty_answer(havsakra: Map) -> None:
    with pytest.raises(EmptyAnswerError) as error:
        show(havsakra, "i09")
    assert error.value.values["id"] == "i09"


def test_another_label_is_refused(havsakra: Map) -> None:
    with pytest.raises(UsageError):
        show(havsakra, "c1")
