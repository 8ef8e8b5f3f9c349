"""The network of two days on one page: the plan of both, marked, and every change as a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from samverkan.errors import EmptyAnswerError
from samverkan.privacy import keep_for_meeting
from samverkan.views.network import build_network_page
from samverkan.views.network_plan.compare import Comparison, build_change_findings, build_change_replies, mark_plan
from samverkan.views.request import Request
from samverkan.views.spec import Cell, Column, Line, Page, Row, Table
from samverkan.views.streets import Tabs


def build_days(request: Request) -> Page:
    """Build the page of the map on the day that is asked for and on another."""
    assert isinstance(request.also, date)
    whole = request.whole.on(request.also)
    second = keep_for_meeting(whole) if request.meeting else whole
    if not second.labelled("Actor"):
        raise EmptyAnswerError("views.empty-network", title=request.content.title)
    found = Comparison(request.content, second, request.words)
    page = build_network_page(replace(request, content=found.union, also=None))
    days = (request.on.isoformat(), request.also.isoformat())
    return replace(
        page,
        on=request.also,
        question=found.say("question", first=days[0], second=days[1]),
        findings=tuple(build_change_findings(found, meeting=request.meeting)),
        measures=(),
        ways={},
        tables=tuple(_add_change(table, found) for table in page.tables),
        tabs=_build_tabs(page, found, days, meeting=request.meeting),
    )


def _build_tabs(page: Page, found: Comparison, days: tuple[str, str], *, meeting: bool) -> Tabs | None:
    if page.tabs is None or page.tabs.plan is None:
        return page.tabs
    return replace(
        page.tabs,
        first="plan",
        plan=mark_plan(page.tabs.plan, found),
        steps=None,
        free=False,
        replies=build_change_replies(found, meeting=meeting),
        days=days,
    )


def _add_change(table: Table, found: Comparison) -> Table:
    """Add to each row what has happened to it."""
    rows = tuple(replace(row, cells=(*row.cells, _say_change(row, found))) for row in table.rows)
    return replace(table, columns=(*table.columns, Column(found.say("column"))), rows=rows)


def _say_change(row: Row, found: Comparison) -> Cell:
    change = found.change_of(row.id)
    return Cell((Line(found.say(f"is-{change}")),)) if change else Cell()
