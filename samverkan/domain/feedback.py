"""Feedback that is owed after a contact."""

from __future__ import annotations

from datetime import date

from samverkan.model import Node


def is_owed(contact: Node, day: date) -> bool:
    """Tell whether a day for feedback was set at a contact that has been held, and it was not given by a day."""
    held, given = contact.properties.get("date"), contact.properties.get("feedback_given")
    if not isinstance(contact.properties.get("feedback_due"), date) or (isinstance(held, date) and held > day):
        return False
    return not isinstance(given, date) or given > day
