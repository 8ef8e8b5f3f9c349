"""Figures on a network page: reckoned in Python, each with its definition, and none where a meeting sits."""

from __future__ import annotations

from datetime import date

from samverkan.model import Map, Node, Relation, build_map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.fields import find_fields
from samverkan.views.html import to_html
from samverkan.views.spec import Page
from samverkan.views.words import Words


def build(content: Map, *, meeting: bool = False, **filters: str) -> tuple[Page, Words]:
    day = content.as_of or date(2025, 10, 1)
    return build_page("network", content, on=day, texts=Texts("sv"), meeting=meeting, **filters)


def say(page: Page) -> dict[str, list[str]]:
    return {m.title: [" | ".join(line.text for line in row) for row in m.rows] for m in page.measures}


def build_town() -> Map:
    nodes = [
        *(Node(i, "Actor", {"name": i.title(), "kind": "unit"}) for i in ("ask", "bo", "cia", "dan")),
        Node("q", "Issue", {"name": "Torget"}),
    ]
    relations = [
        Relation("TIE", "ask", "bo", {"strength": "strong", "basis": "person"}),
        Relation("TIE", "bo", "cia", {"strength": "new", "basis": "function"}),
        *(
            Relation("INVOLVED_IN", i, "q", {"role": "owner" if i == "ask" else "support"})
            for i in ("ask", "bo", "cia")
        ),
    ]
    return build_map(nodes, relations)


def test_an_issue_says_how_many_pairs_are_tied_and_which_are_not() -> None:
    page, words = build(build_town(), issue="q")
    said = say(page)
    assert said["Par utan känd relation"] == ["Ask | Cia"]
    assert said["Sammanhållning i frågan"] == ["Torget | 2 av 3 par"]
    assert "2 av 3" in [f.strong for f in page.findings]
    html = to_html(page, words)
    assert "Resten finns inte i data" in html and all(m.definition in html for m in page.measures)


def test_who_stands_between_is_named_with_its_share_and_the_parts_without_it() -> None:
    page, _ = build(build_town())
    assert say(page)["Vem håller ihop nätet"] == ["Bo | 33,3 % av vägarna, nätet faller i 2 delar utan den"]


def test_nodes_and_edges_can_be_told_by_what_they_are() -> None:
    page, words = build(build_town())
    nodes, edges = ({f.key: f for f in fields} for fields in find_fields(page, words))
    assert [key for key, _ in nodes["contacts"].values] == ["0", "1"] and nodes["contacts"].ordered
    assert [word for _, word in edges["strength"].values] == ["ny", "stark"]
    assert [key for key, _ in edges["basis"].values] == ["person", "function"]
    assert "kind" not in nodes, "where all are of one kind there is nothing to tell"
    spot = next(s for s in page.picture.spots if s.id == "bo")
    assert spot.groups["between"][0] == "3"


def test_a_meeting_has_no_figure_that_rests_on_ties(havsakra: Map) -> None:
    for filters in ({}, {"issue": "i05"}):
        page, words = build(havsakra, meeting=True, **filters)
        assert page.measures == ()
        assert not {"between", "community"} & {key for s in page.picture.spots for key in s.groups}
        assert find_fields(page, words)[1] == []
        assert "av vägarna" not in to_html(page, words)


def test_the_same_figures_every_time(havsakra: Map) -> None:
    assert say(build(havsakra)[0]) == say(build(havsakra)[0])
