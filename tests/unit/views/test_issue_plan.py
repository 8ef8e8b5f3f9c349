"""The plan of an issue: a column each for owners, those it lands on, those affected and the others, roles in words."""

from __future__ import annotations

from datetime import date

from samverkan.model import Map
from samverkan.texts import Texts
from samverkan.views.build import build_page
from samverkan.views.streets import Streets


def show(content: Map, issue: str, *, meeting: bool = False) -> Streets:
    page, _ = build_page("network", content, on=date(2025, 10, 1), texts=Texts("sv"), issue=issue, meeting=meeting)
    assert page.tabs is not None and page.tabs.plan is not None and page.tabs.first == "plan"
    return page.tabs.plan


def find_rows(plan: Streets) -> list[dict[str, str]]:
    return [{box.id: box.lines[0] for box in column} for column in plan.columns]


def test_everybody_of_an_issue_stands_once_in_the_column_of_its_role(havsakra: Map) -> None:
    owner, receiver, affected, others = find_rows(show(havsakra, "i04"))
    assert owner == {"polis": "huvudansvar", "hbab": "medansvar"}
    assert receiver == {"kommun": "mottagare"}
    assert affected == {"g-lek": "berörd grupp"}
    assert others["f-est"] == "stöd" and others["tff"] == "har sagt något om den"


def test_a_column_without_anybody_says_so(havsakra: Map) -> None:
    plan = show(havsakra, "i05")
    assert plan.columns[1] == () and plan.heads[1] == "Den landar hos: ingen vi vet"


def test_a_meeting_has_the_roles_and_no_ties(havsakra: Map) -> None:
    plan = show(havsakra, "i04", meeting=True)
    assert {"polis", "hbab"} == set(find_rows(plan)[0])
    assert "tff" not in find_rows(plan)[3], "it has only said something"
    assert not [wire for wire in plan.wires if wire.kind == "tie"]


def test_everybody_of_an_area_has_its_part_in_words(havsakra: Map) -> None:
    """What weighs most stands first: issues, then mandates and agreements, then a place; two at most."""
    page, _ = build_page("network", havsakra, on=date(2025, 10, 1), texts=Texts("sv"), area="norrbacken")
    assert page.tabs is not None and page.tabs.plan is not None
    told = {row.id: row.note for column in page.tabs.plan.columns for box in column for row in box.rows}
    assert all(told.values()), "nobody stands there without a reason"
    assert told["p-samordnare"] == "har mandat här · finns här"
    assert told["polis"] == "huvudansvar i 3 frågor · har avtal här"
    role = len(page.tables[0].columns) - 1
    rows = {row.id: row.cells[role].lines[0].text for row in page.tables[0].rows}
    assert rows["polis"] == told["polis"]
