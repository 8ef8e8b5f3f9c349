"""`records processing` and `records dpia`: the papers that the register itself needs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from samverkan.cli.brief import to_shown
from samverkan.cli.records import PAGE_OR_DATA, require_writable, show_record
from samverkan.cli.session import Session, command

if TYPE_CHECKING:
    from samverkan.reports.report import Report


@command("records-processing")
def processing(session: Session) -> int:
    """Make the entry in the record of processing."""
    from samverkan.reports.processing import tell_processing
    from samverkan.workflows.records import read_papers

    require_writable(session, PAGE_OR_DATA)
    content, revisions, place = read_papers(session.where)
    told = tell_processing(content, revisions, place, date.today(), session.texts)
    return _show(session, told)


@command("records-dpia")
def dpia(session: Session) -> int:
    """Make the draft of an impact assessment."""
    from samverkan.reports.processing import tell_dpia
    from samverkan.workflows.records import read_papers

    require_writable(session, PAGE_OR_DATA)
    content, _, _ = read_papers(session.where)
    return _show(session, tell_dpia(content, date.today(), session.texts))


def _show(session: Session, told: Report) -> int:
    """Show a paper; where the header lacks something it is a gap in it, and the answer is 1."""
    shown = to_shown(told)
    code = 1 if told.sections and told.sections[0].key == "missing" else 0
    return show_record(session, told, shown.data, shown.table, code=code)
