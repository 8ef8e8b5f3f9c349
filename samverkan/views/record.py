"""A record as a page in one file: no script, and on paper all of it."""

from __future__ import annotations

from samverkan.reports.report import Report
from samverkan.texts import Texts
from samverkan.views.brief import render_report


def to_record_html(report: Report, texts: Texts) -> str:
    """Return a report as HTML that holds and prints all of it."""
    return render_report(report, texts, {section.key: 10**9 for section in report.sections}, wide=report.sections)
