"""`records`: what a data protection officer and a registrar need; here the extract and the log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.cli.document import Block, Grid, Paragraph
from samverkan.cli.grammar import Group, argument, option
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.suffixes import require_suffix
from samverkan.cli.told import to_blocks
from samverkan.cli.writing import build_terms
from samverkan.reports.log_line import say_why

if TYPE_CHECKING:
    from samverkan.reports.report import Report
    from samverkan.texts import Texts
    from samverkan.workflows.records import Logged

_PLACES = {
    "extract": "samverkan.cli.records:extract",
    "due": "samverkan.cli.records_due:due",
    "purge": "samverkan.cli.records_due:purge",
    "notice": "samverkan.cli.records:notice",
    "succession": "samverkan.cli.records_holders:succession",
    "persons": "samverkan.cli.records_holders:persons",
    "processing": "samverkan.cli.records_papers:processing",
    "dpia": "samverkan.cli.records_papers:dpia",
    "disclose": "samverkan.cli.records_copy:disclose",
    "request": "samverkan.cli.records_requests:request",
    "answer": "samverkan.cli.records_requests:answer",
    "requests": "samverkan.cli.records_requests:requests",
    "archive": "samverkan.cli.records_archive:archive",
    "log": "samverkan.cli.records:log",
}
_ACTIONS = ("added", "updated", "removed")
PAGE_OR_DATA = (".html", ".htm", ".json", ".csv")

records = Group("records", words="records", lazy=_PLACES, callback=lambda: None)


@command("records-extract")
@argument("actor")
@option("--withhold", multiple=True)
@option("--by", envvar="SAMVERKAN_BY")
def extract(session: Session, actor: str, withhold: tuple[str, ...], by: str | None) -> int:
    """Tell the person concerned all that is held about a post."""
    from samverkan.workflows.records import extract_actor

    require_writable(session, PAGE_OR_DATA)
    done = extract_actor(session.where, actor, withhold, build_terms(session, by=by, why=None, dry_run=False))
    told = done.to_report(session.texts)
    rows = done.to_rows
    return show_record(session, told, lambda: done.to_data(), lambda: (("part", "thing", "field", "value"), rows()))


def require_writable(session: Session, known: tuple[str, ...]) -> None:
    """Refuse a file whose name says that it is something else than can be written, before anything is done."""
    if session.output is not None:
        session.keep_store(session.output)
        require_suffix(session.output, known)


def show_record(
    session: Session, told: Report, data: Any, table: Any, notes: tuple[str, ...] = (), code: int = 0
) -> int:
    """Show a record in the form that is asked for; a page holds all of it."""
    path = session.output
    if path is not None and path.suffix.lower() in (".html", ".htm", ""):
        _write_page(session, told, path)
        session.note(session.texts("cli.written", path=path), *notes)
        return code
    return session.show(Shown(data, lambda: to_blocks(told), table, notes, code, private=True))


def _write_page(session: Session, told: Report, path: Path) -> None:
    from samverkan.views.record import to_record_html
    from samverkan.workflows.view import write_page

    write_page(path, to_record_html(told, session.texts), replace=session.force)


@command("records-notice")
@option("--to", multiple=True, metavar="actor", help="option-notice-to")
def notice(session: Session, to: tuple[str, ...]) -> int:
    """Make the notice to those about whom something is kept."""
    from samverkan.reports.notice import tell_notice
    from samverkan.workflows.records import read_notice

    require_writable(session, PAGE_OR_DATA)
    found = read_notice(session.where, to)
    rows = [{"id": post.id, "name": post.name} for post in found.posts]
    told = tell_notice(found.content, found.posts, found.day, session.texts, found.to)
    notes = (session.texts("records.notice-then"),) if found.posts else ()
    return show_record(session, told, lambda: rows, lambda: (("id", "name"), rows), notes)


@command("records-log")
def log(session: Session) -> int:
    """Tell what has been loaded, purged, extracted and disclosed."""
    from samverkan.workflows.records import read_log

    found = read_log(session.where)
    rows = list(to_log_rows(found))
    columns = ("revision", "at", "by", "command", "why", "added", "updated", "removed")
    return session.show(Shown(data=lambda: rows, blocks=lambda: _tell(session, found), table=lambda: (columns, rows)))


def to_log_rows(found: Logged) -> Iterator[dict[str, Any]]:
    """Yield a row for each line of the log of records."""
    for revision in found.revisions:
        edit = revision.edit
        head = {"revision": revision.number, "at": revision.at.astimezone().isoformat(), "by": edit.by}
        yield {**head, "command": edit.command, "why": edit.why, **revision.counts}


def _tell(session: Session, found: Logged) -> Iterator[Block]:
    texts = session.texts
    if not found.revisions:
        yield Paragraph(texts("records.log-empty"))
        return
    rows = [_to_cells(row, found, texts) for row in to_log_rows(found)]
    heads = ("revision", "at", "by", "command", "why", "counts")
    yield Grid([texts(f"edits.head-{name}") for name in heads], rows, right=frozenset({0}))


def _to_cells(row: dict[str, Any], found: Logged, texts: Texts) -> list[str]:
    by = found.content.nodes.get(row["by"] or "")
    counts = [texts.count(f"edits.count-{name}", row[name]) for name in _ACTIONS if row[name]]
    told = [
        row["at"][:16].replace("T", " "),
        by.name if by else row["by"] or "",
        row["command"],
        say_why(row["command"], row["why"], texts),
    ]
    return [str(row["revision"]), *told, ", ".join(counts)]
