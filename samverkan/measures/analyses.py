"""Which initiatives lack a cause analysis, why, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samverkan.domain.areas import build_area_test
from samverkan.domain.issues import find_analysis, find_issues
from samverkan.measures.sources import find_sources
from samverkan.model import Map

Values = Mapping[str, Any]


def find_unanalysed(content: Map, day: date, values: Values) -> Iterator[Values]:
    """Yield the initiatives without a cause analysis, those with a reason for skipping it too."""
    today = content.on(day)
    lies_in = build_area_test(today, values["area"])
    for node in today.labelled("Initiative"):
        analysis = find_analysis(today, node.id)
        if analysis == "done" or not lies_in(node.id):
            continue
        due = node.properties.get("analysis_due")
        yield {
            "initiative": node.id,
            "initiative_name": node.name,
            "status": node.text("status"),
            "has_reason": analysis == "skipped",
            "reason": node.text("skipped_analysis_reason"),
            "issues": sorted(find_issues(today, node.id)),
            "due": due,
            "overdue": isinstance(due, date) and due < day,
            "pilot_until": node.properties.get("pilot_until"),
            **find_sources(today, [node.id]),
        }
