"""My week as a page: what the measure finds stands in sections by date, each thing with whose it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samverkan.errors import EmptyAnswerError, UsageError
from samverkan.measures.week import find_week
from samverkan.model import Map, Node, Relation, build_map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.spec import Page

DAY = date(2025, 10, 1)


def show(content: Map, actor: str = "p-samordnare", **more: Any) -> Page:
    return build_page("situation", content, **{"on": DAY, "texts": Texts("sv"), "subject": actor} | more)[0]


def list_rows(page: Page, name: str) -> list[str]:
    return [row.id for table in page.tables if table.id == name for row in table.rows]


def test_the_page_holds_what_the_measure_finds_one_row_each_and_counts_the_rest(havsakra: Map) -> None:
    week = find_week(havsakra, DAY, "p-samordnare")
    page = show(havsakra)
    drawn = [row for table in page.tables if table.id != "rest" for row in table.rows]
    assert sorted(row.id for row in drawn) == sorted(entry.thing or "" for entry in week.entries)
    assert page.shown == len(week.entries)
    assert page.total == page.shown + sum(entry.count for entry in week.rest)


def test_what_is_overdue_stands_first_by_date_and_the_first_line_tells_our_own(havsakra: Map) -> None:
    page = show(havsakra)
    assert page.tables[0].id == "overdue"
    days = [row.cells[0].lines[1].text for row in page.tables[0].rows]
    assert days == sorted(days)
    first = page.findings[0]
    assert (first.strong, first.ref) == ("93 dagar försenad", "x-dialog-torg"), "not a position, nor the strategist's"


def test_what_the_law_asks_and_nobody_has_written_is_missing_and_a_gap(havsakra: Map) -> None:
    page = show(havsakra)
    assert list_rows(page, "missing") == [""]
    assert any("åtgärdsplan" in line.text for line in page.gaps)
    assert [row.look for table in page.tables if table.id == "missing" for row in table.rows] == ["whose-strategist"]


def test_an_issue_that_nobody_owns_says_so(havsakra: Map) -> None:
    nodes = [*havsakra.nodes.values(), Node("i99", "Issue", {"name": "Övergiven"})]
    relations = [*havsakra.relations, Relation("IN_AREA", "i99", "norrbacken")]
    page = show(build_map(nodes, relations, havsakra))
    row = next(r for t in page.tables for r in t.rows if r.id == "i99")
    assert row.look == "whose-nobody"
    assert (row.cells[2].lines[0].text, row.cells[2].lines[0].look) == ("ingen äger den", "loud")
    assert any("Övergiven" in line.text for line in page.gaps)


def test_a_meeting_has_no_positions(havsakra: Map) -> None:
    assert "hållning att fråga om igen" in repr(show(havsakra).tables)
    page = show(havsakra, meeting=True)
    assert "hållning att fråga om igen" not in repr(page.tables) and "x-dialog-torg" in list_rows(page, "overdue")


def test_an_actor_with_nothing_on_its_table_is_an_empty_answer() -> None:
    nobody = build_map([Node("a", "Actor", {"name": "A", "kind": "post"})], [])
    with pytest.raises(EmptyAnswerError) as error:
        show(nobody, "a")
    assert error.value.key == "views_situation.empty"


def test_another_label_is_refused_and_another_time_is_empty(havsakra: Map) -> None:
    with pytest.raises(UsageError):
        show(havsakra, "i05")
    with pytest.raises(EmptyAnswerError) as error:
        show(havsakra, "kusttrafiken-ab")
    assert error.value.key == "views_request.not-valid-then"
