"""Until when a position counts: one rule for the checks, the planner and the pages."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from samverkan.model import Node

_REVIEW_MONTHS = 12
_OWN_ASSESSMENT_DAYS = 90


def find_review_by(position: Node) -> date:
    """Return the last day a position counts: as written, else 12 months on, 90 days for an own assessment."""
    written, stated = position.properties.get("review_by"), position.properties["stated_on"]
    if isinstance(written, date):
        return written
    assert isinstance(stated, date)
    if position.properties.get("basis") == "own_assessment":
        return stated + timedelta(days=min(_OWN_ASSESSMENT_DAYS, (date.max - stated).days))
    return find_months_before(stated, -_REVIEW_MONTHS)


def find_months_before(day: date, months: int) -> date:
    """Return the same day some months earlier (later when negative), or the last day of a shorter month."""
    count = min(max(day.year * 12 + day.month - 1 - months, 12), 9999 * 12 + 11)
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
