"""My situation: what lands on us, what is overdue, owed and expiring, and what to ask again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from samverkan.errors import EmptyAnswerError, UsageError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.spec import Page, Table

DAY = date(2025, 10, 1)


def show(content: Map, actor: str = "p-samordnare", **more: Any) -> Page:
    return build_page("situation", content, **{"on": DAY, "texts": Texts("sv"), "subject": actor} | more)[0]


def find_table(page: Page, name: str) -> Table | None:
    return next((table for table in page.tables if table.id == name), None)


def list_rows(page: Page, name: str) -> list[str]:
    table = find_table(page, name)
    return [row.id for row in table.rows] if table else []


def test_issues_that_land_on_what_we_are_part_of_and_others_own(havsakra: Map) -> None:
    landed = list_rows(show(havsakra), "landed")
    assert set(landed) == {"i01", "i02", "i03", "i04", "i06", "i07", "i09", "i10", "i11", "i12"}
    assert "i13" not in landed, "the town owns this one itself"


def test_an_issue_that_nobody_owns_stands_first_and_is_a_gap(havsakra: Map) -> None:
    nodes = [*havsakra.nodes.values(), Node("i99", "Issue", {"name": "Övergiven"})]
    relations = [*havsakra.relations, Relation("INVOLVED_IN", "kommun", "i99", {"role": "receiver"})]
    page = show(build_map(nodes, relations, havsakra))
    assert list_rows(page, "landed")[0] == "i99"
    assert any("Övergiven" in line.text for line in page.gaps)


def test_feedback_is_owed_until_it_is_given(havsakra: Map) -> None:
    page = show(havsakra)
    assert list_rows(page, "feedback") == ["x-dialog-torg", "x-tunnel-2025"]
    assert page.findings[0].strong == "93 dagar försenad"
    before = show(havsakra, on=date(2024, 11, 30))
    assert "x-dialog-gc" in list_rows(before, "feedback"), "it was given two days later"


def test_a_contact_in_the_future_owes_nothing_yet(havsakra: Map) -> None:
    assert list_rows(show(havsakra, on=date(2025, 5, 1)), "feedback") == []


def test_agreements_that_end_within_a_year_either_way(havsakra: Map) -> None:
    assert list_rows(show(havsakra), "agreements") == ["o-polis-kommun", "o-info"]
    assert list_rows(show(havsakra, "hbab"), "agreements")[0] == "o-skotsel", "it ended in April"
    assert list_rows(show(havsakra, "taxi-a", on=DAY + timedelta(days=365)), "agreements") == ["o-fardtjanst"]


def test_positions_past_review_come_first_and_closed_initiatives_do_not_count(havsakra: Map) -> None:
    page = show(havsakra)
    positions = list_rows(page, "positions")
    assert positions[0].startswith("kusttrafiken-priority-i01")
    assert not any("-a2-" in p or "-a4-" in p for p in positions)


def test_a_meeting_has_no_positions(havsakra: Map) -> None:
    page = show(havsakra, meeting=True)
    assert find_table(page, "positions") is None
    assert list_rows(page, "landed") and list_rows(page, "feedback")
    assert "ompröva" not in repr(page)


def test_an_actor_with_nothing_on_its_table_is_an_empty_answer(havsakra: Map) -> None:
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
