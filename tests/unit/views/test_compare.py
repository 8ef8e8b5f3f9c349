"""Two days of one map on one page, and two initiatives on one: what differs, in the same places and as sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from view_maps import find_answer

from samverkan.errors import UsageError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.schema import read_schema
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.network_plan.compare import Comparison
from samverkan.views.spec import Page
from samverkan.views.street_picture.picture import say_reply
from samverkan.views.words import Words

FIRST, SECOND = date(2021, 5, 10), date(2025, 10, 1)


def compare(content: Map, **more: Any) -> Page:
    page, _ = build_page("network", content, on=FIRST, texts=Texts("sv"), also=SECOND, **more)
    return page


def build_changing() -> Map:
    """Build a map in which one post is new, one has ended, one has moved, and a tie has ended."""
    ended, new = {"valid_to": date(2023, 1, 1)}, {"valid_from": date(2023, 1, 1)}
    nodes = [
        Node("a", "Actor", {"name": "A", "kind": "department"}),
        Node("b", "Actor", {"name": "B", "kind": "department"}),
        Node("us", "Actor", {"name": "Vi", "kind": "post"}),
        Node("old", "Actor", {"name": "Gammal", "kind": "post"} | ended),
        Node("fresh", "Actor", {"name": "Ny", "kind": "post"} | new),
        Node("goes", "Actor", {"name": "Flyttar", "kind": "post"}),
    ]
    relations = [
        *(Relation("PART_OF", i, "a") for i in ("us", "old", "fresh")),
        Relation("PART_OF", "goes", "a", ended),
        Relation("PART_OF", "goes", "b", new),
        Relation("TIE", "us", "goes", {"strength": "strong"} | ended),
        Relation("TIE", "us", "fresh", {"strength": "new"}),
    ]
    return build_map(nodes, relations, Map({}, (), title="Prov", us=("us",)))


def test_each_is_new_ended_moved_or_as_before() -> None:
    content = build_changing()
    found = Comparison(content.on(FIRST), content.on(SECOND), Words(Texts("sv"), read_schema()))
    changes = {i: found.change_of(i) for i in content.nodes}
    assert changes == {"a": "", "b": "", "us": "", "old": "ended", "fresh": "new", "goes": "moved"}
    assert {pair: change for pair, (change, _) in found.ties.items()} == {
        ("goes", "us"): "ended",
        ("fresh", "us"): "new",
    }
    assert [r.end for r in found.union.out("goes", "PART_OF")] == ["b"], "it stands where it is on the second day"


def test_the_plan_marks_rows_and_lines_and_says_every_change(havsakra: Map) -> None:
    page = compare(havsakra)
    assert page.tabs is not None and page.tabs.plan is not None
    marked = {e.id: e.change for c in page.tabs.plan.columns for b in c for e in b.rows if e.change}
    assert sorted(marked.values()) == ["ended", "moved", "moved", "new"]
    assert not any(box.isolated for column in page.tabs.plan.columns for box in column)
    assert {wire.change for wire in page.tabs.plan.wires} == {"new", "ended", "same"}
    said = {reply.title: " ".join(f"{s.before} {s.name} {s.after}" for s in reply.parts) for reply in page.tabs.replies}
    assert "Kusttrafiken AB har upphört" in said["Organisationer och befattningar"]
    assert "Vi–Samordnare fältgruppen (stark)" in said["Kontakter"]
    assert all(part.after[-1:] not in (",", ";") for reply in page.tabs.replies for part in reply.parts)
    drawn = [text for reply in page.tabs.replies for text, _ in say_reply(reply)]
    assert "× Kusttrafiken AB har upphört" in drawn  # a sign has no colon after it, as a word has


def test_a_meeting_tells_no_contact_that_is_new_or_ended(havsakra: Map) -> None:
    page = compare(havsakra, meeting=True)
    assert page.tabs is not None and page.tabs.plan is not None
    assert "Kontakter" not in [reply.title for reply in page.tabs.replies]
    assert not any(wire.kind == "tie" for wire in page.tabs.plan.wires)


def test_the_same_day_twice_differs_in_nothing(havsakra: Map) -> None:
    page, _ = build_page("network", havsakra, on=SECOND, texts=Texts("sv"), also=SECOND)
    assert [finding.text for finding in page.findings] == ["Inget har ändrats."]


@pytest.mark.parametrize("kind", ["decision-path", "influence"])
def test_two_initiatives_stand_in_a_column_each_with_the_differences_first(havsakra: Map, kind: str) -> None:
    one, other = (find_answer(havsakra, i, SECOND) for i in ("c1", "v1"))
    page, _ = build_page(kind, havsakra, on=SECOND, texts=Texts("sv"), subject="c1", answer=one, also=other)
    assert [column.title for column in page.tables[0].columns][1:] == [one.name, other.name]
    needed = [
        {a.id for a in answer.actors if a.need in ("must", "must_unless_above", "one_of")} for answer in (one, other)
    ]
    rows = {row.id: [cell.lines[0].text for cell in row.cells] for row in page.tables[0].rows}
    assert set(rows) >= needed[0] | needed[1]
    assert all(rows[i][2] == "behövs inte" for i in needed[0] - {a.id for a in other.actors})
    assert page.findings[0].text.startswith(f"{one.name} tar {one.plan.effort if one.plan else 0} i möda")
    (slide,) = page.groups
    assert [row.name for row in slide.rows] == [row.cells[0].lines[0].text for row in page.tables[0].rows]
    assert all(one.name in row.second or other.name in row.second for row in slide.rows), "no word without whose it is"
    starred = any("måste*" in row.second for row in slide.rows)
    assert slide.text == ("* Måste med, om inte någon högre upp tar över." if starred else "") and starred
    assert {row.group for row in page.legend} == {"need", "stance"}
    meeting, _ = build_page(
        kind, havsakra, on=SECOND, texts=Texts("sv"), subject="c1", answer=one, also=other, meeting=True
    )
    assert {row.group for row in meeting.legend} == {"need"}
    looks = {line.look for row in meeting.tables[0].rows for cell in row.cells for line in cell.lines}
    assert looks <= {"main", "pill"} and "möda" not in " ".join(f.said for f in meeting.findings)


def test_other_kinds_are_not_compared(havsakra: Map) -> None:
    with pytest.raises(UsageError) as caught:
        build_page("readiness", havsakra, on=SECOND, texts=Texts("sv"), also=FIRST)
    assert caught.value.key == "view-takes-no-and"
