"""`records request`, `records answer` and `records requests`."""

from __future__ import annotations

from datetime import date
from typing import Any

from samverkan.cli.document import Block, Grid, Paragraph
from samverkan.cli.files import report
from samverkan.cli.grammar import argument, option
from samverkan.cli.kinds import Day, Number, OneOf
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.writing import build_terms, show_written, writing
from samverkan.domain.requests import KINDS, find_answer_due

_COLUMNS = ("number", "actor", "kind", "received", "due", "about", "restricted", "answered", "outcome", "rule")


@command("records-request")
@argument("actor")
@option("--kind", type=OneOf(*KINDS), required=True, metavar="request-kind", help="option-request-kind")
@option("--received", type=Day(), required=True)
@option("--about", multiple=True, help="option-request-about")
@writing
def request(
    session: Session,
    actor: str,
    kind: str,
    received: date,
    about: tuple[str, ...],
    by: str | None,
    why: str | None,
    dry_run: bool,
) -> int:
    """Write down what a person concerned asks for."""
    from samverkan.workflows.requests import Received, write_request

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    written = write_request(session.where, Received(actor, kind, received, about), terms)
    due = find_answer_due(received)
    number = written.preview.new.requests[-1]["number"]
    return show_written(session, written, lambda made: session.texts("records.received", number=number, day=due))


@command("records-answer", consent=True)
@argument("number", type=Number(whole=True))
@option("--outcome", required=True)
@option("--on", type=Day())
@option("--rule")
@option("--decision")
@writing
def answer(
    session: Session,
    number: int,
    outcome: str,
    on: date | None,
    rule: str | None,
    decision: str | None,
    by: str | None,
    why: str | None,
    dry_run: bool,
) -> int:
    """Answer a request."""
    from samverkan.reports.provisions import find_provision
    from samverkan.workflows.requests import answer_request

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    code = find_provision(rule).code if rule else None
    done = answer_request(session.where, number, outcome, on or date.today(), code, decision, terms)
    texts = session.texts
    if done.purged is not None and done.purged.revision is None and not dry_run:
        session.note(texts("records.purge-needs", fields=", ".join(done.purged.missing)))
        return 1
    purged = len(done.purged.picked) if done.purged else 0
    said = [
        texts("records.answered", number=number),
        *([texts.count("records.purged-for-it", purged)] if purged else []),
    ]
    data: dict[str, object] = {"number": number, "outcome": outcome, "purged": purged}
    data |= {"revision": done.revision.number if done.revision else None}
    return session.show(report(data, said))


@command("records-requests")
def requests(session: Session) -> int:
    """Tell what has been asked for, and until when it is to be answered."""
    from samverkan.workflows.requests import list_requests

    found, _ = list_requests(session.where)
    rows: list[dict[str, Any]] = [{column: row.get(column) for column in _COLUMNS} for row in found]
    return session.show(Shown(data=lambda: rows, blocks=lambda: _tell(session, rows), table=lambda: (_COLUMNS, rows)))


def _tell(session: Session, rows: list[dict[str, Any]]) -> list[Block]:
    texts = session.texts
    if not rows:
        return [Paragraph(texts("records.no-requests"))]
    heads = [texts(f"records.asked-{column}") for column in _COLUMNS]
    return [Grid(heads, [[_to_cell(session, column, row[column]) for column in _COLUMNS] for row in rows])]


def _to_cell(session: Session, column: str, value: Any) -> str:
    from samverkan.schema import read_schema

    if column == "kind":
        return read_schema().word("request_kind", str(value), session.texts.lang)
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))
    return "" if value in (None, 0) else str(value)
