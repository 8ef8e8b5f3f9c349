"""`records archive`."""

from __future__ import annotations

from dataclasses import replace

from samverkan.cli.files import report
from samverkan.cli.grammar import option
from samverkan.cli.session import Session, command
from samverkan.cli.writing import build_terms
from samverkan.errors import UsageError


@command("records-archive")
@option("--as-is")
@option("--by", envvar="SAMVERKAN_BY")
def archive(session: Session, as_is: str | None, by: str | None) -> int:
    """Write a folder for the archive."""
    from samverkan.workflows.archive import write_archive

    if session.output is None:
        raise UsageError("records.archive-needs-folder")
    terms = build_terms(session, by=by, why=None, dry_run=False)
    written = write_archive(session.where, session.output, as_is, terms, session.texts)
    said = session.texts("records.archived", path=session.output, files=", ".join(written))
    return replace(session, output=None).show(report({"folder": str(session.output), "files": written}, [said]))
