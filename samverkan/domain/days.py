"""Reckon with days and months, as reviews, plans and meetings count them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_iso_day(text: str) -> date | None:
    """Return the day that is written YYYY-MM-DD; None for anything else, and for a day that no month has."""
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def find_months_before(day: date, months: int) -> date:
    """Return the same day some months earlier (later when negative), or the last day of a shorter month."""
    count = min(max(day.year * 12 + day.month - 1 - months, 12), 9999 * 12 + 11)
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def find_days_after(day: date, days: int) -> date:
    """Return the day some days later, at most the last day that there is."""
    return day + timedelta(days=min(days, (date.max - day).days))
