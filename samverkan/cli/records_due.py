"""`records due` and `records purge`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from samverkan.cli.grammar import argument, option
from samverkan.cli.kinds import Day, OneOf
from samverkan.cli.records import PAGE_OR_DATA, require_writable, show_record
from samverkan.cli.session import Session, command
from samverkan.cli.writing import build_terms, writing
from samverkan.reports.disposal import DUE_COLUMNS, tell_due, tell_protocol, to_due_rows

if TYPE_CHECKING:
    from samverkan.texts import Texts
    from samverkan.workflows.purge import Purged

_REASONS = ("retention", "rectified", "erased", "objection")


@command("records-due")
@option("--on", type=Day())
def due(session: Session, on: date | None) -> int:
    """Tell what has been kept long enough."""
    from samverkan.workflows.purge import list_due

    require_writable(session, PAGE_OR_DATA)
    found = list_due(session.where, on)
    rows = to_due_rows(found.due, found.soon)
    told = tell_due(found.due, found.soon, found.day, session.texts)
    return show_record(session, told, lambda: rows, lambda: (DUE_COLUMNS, rows))


@command("records-purge", consent=True)
@argument("ids", nargs=-1)
@option("--decision")
@option("--reason", type=OneOf(*_REASONS), default="retention")
@writing
def purge(
    session: Session,
    ids: tuple[str, ...],
    decision: str | None,
    reason: str,
    by: str | None,
    why: str | None,
    dry_run: bool,
) -> int:
    """Purge what is due, and prove that it is gone."""
    from samverkan.workflows import purge as work

    require_writable(session, PAGE_OR_DATA)
    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    done = work.purge(session.where, ids, reason, decision, terms)
    rows = to_due_rows(done.picked)
    if done.revision is None:
        told = tell_due(done.picked, (), done.day, session.texts)
        notes = (session.texts("records.purge-needs", fields=", ".join(done.missing)),) if done.missing else ()
        code = 1 if done.missing else 0
        return show_record(session, told, lambda: rows, lambda: (DUE_COLUMNS, rows), notes, code)
    proof = list(_tell_proof(done, session.texts))
    facts = {"decision": done.decision, "reason": done.reason, "day": done.day, "by": done.by, "proof": proof}
    told = tell_protocol(facts, done.picked, done.content, session.texts)
    counts = [{"rule": r["rule"], "label": r["label"], "until": r["until"]} for r in rows]
    data = {"purged": len(done.picked), "decision": done.decision, "reason": done.reason, "kinds": counts}
    data |= {"revision": done.revision.number, "searched": done.searched, "found": len(done.found), "proof": proof}
    return show_record(session, told, lambda: data, lambda: (("rule", "label", "until"), counts))


def _tell_proof(done: Purged, texts: Texts) -> Iterator[str]:
    """Tell what was searched and what was found, and where copies may lie that nothing here touches."""
    if done.is_server:
        yield texts("records.proof-server")
    else:
        hits = sum(trace.hits for trace in done.found)
        journal = done.journal or texts("records.no-journal")
        yield texts("records.proof-file", hits=hits, n=done.searched, file=done.address, journal=journal)
    for trace in done.found:
        yield texts("records.proof-comment", file=trace.path.name, line=trace.line or "?")
    for trace in done.beside:
        yield texts("records.proof-beside", file=trace.path.name, n=trace.hits)
    if done.in_git:
        yield texts("records.proof-git")
    yield texts("records.proof-backups")
