"""`records disclose`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samverkan.cli.document import Block, Grid, Paragraph
from samverkan.cli.grammar import option
from samverkan.cli.records import require_writable, show_record
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.writing import build_terms
from samverkan.errors import UsageError

if TYPE_CHECKING:
    from samverkan.workflows.disclose import Disclosed

_FORMS = (".html", ".htm", ".csv", ".yaml", ".yml")
_COLUMNS = ("thing", "label", "field", "value")


@command("records-disclose")
@option("--of", metavar="actor-or-initiative", help="option-disclose-of")
@option("--mask", multiple=True, metavar="withhold", help="option-mask")
@option("--mask-file", type=click.Path(path_type=Path), metavar="file")
@option("--dnr", metavar="text")
@option("--by", envvar="SAMVERKAN_BY")
def disclose(
    session: Session, of: str | None, mask: tuple[str, ...], mask_file: Path | None, dnr: str | None, by: str | None
) -> int:
    """Make the copy of a map that is handed out on request."""
    from samverkan.workflows import disclose as work

    if session.output is None:
        raise UsageError("records.copy-needs-file")
    _refuse_what_is_there(session, session.output)
    terms = build_terms(session, by=by, why=None, dry_run=False)
    done = work.disclose(session.where, work.Request(of, mask, mask_file, dnr), terms, session.texts)
    _write(session, done, session.output, dnr)
    return replace(session, output=None, format=None).show(_to_candidates(session, done))


def _refuse_what_is_there(session: Session, path: Path) -> None:
    """Refuse before anything is logged what could not be written afterwards."""
    require_writable(session, _FORMS)
    if path.exists() and not session.force and path.suffix.lower() not in (".html", ".htm"):
        raise UsageError("file-exists", path=path)


def _write(session: Session, done: Disclosed, path: Path, number: str | None) -> None:
    from samverkan.measures.masking import to_rows
    from samverkan.reports.disclosure import tell_copy

    if path.suffix.lower() in (".yaml", ".yml"):
        from samverkan.tables.map_file import write_map_file

        write_map_file(done.masked.content, path, replace=session.force)
        session.note(session.texts("cli.written", path=path))
        return
    rows = list(to_rows(done.masked))
    told = tell_copy(done.masked, rows, done.extent, done.day, number, session.texts)
    show_record(session, told, lambda: rows, lambda: (_COLUMNS, rows))


def _to_candidates(session: Session, done: Disclosed) -> Shown:
    rows = [{"thing": c.thing, "field": c.field, "why": c.why} for c in done.candidates]
    columns = ("thing", "field", "why")
    return Shown(data=lambda: rows, blocks=lambda: _tell(session, done), table=lambda: (columns, rows))


def _tell(session: Session, done: Disclosed) -> list[Block]:
    """Tell what somebody should look at before the copy is handed out; nothing is masked by itself."""
    texts = session.texts
    if not done.candidates:
        return [Paragraph(texts("records.no-candidates"))]
    heads = tuple(texts(f"records.head-{name}") for name in ("what", "field", "why"))
    rows = [(c.thing, c.field, texts(f"records.why-{c.why}")) for c in done.candidates]
    return [Paragraph(texts.count("records.candidates", len(rows))), Grid(heads, rows)]
