"""A workbook, table or map file that is read in: what it would change is shown first; and the map as a workbook."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from samverkan.desk.asking import (
    SECTIONS,
    Asked,
    Asking,
    Columns,
    Told,
    ask_columns,
    build_terms,
    change_rows,
    read_told,
)
from samverkan.desk.message import Answer, Request, see_other, send_file
from samverkan.desk.review import Doubt, tell_problems
from samverkan.desk.screen import show
from samverkan.desk.session import Session
from samverkan.edits import find_changes
from samverkan.errors import MapProblemsError, SamverkanError, UsageError
from samverkan.model import Map
from samverkan.privacy import find_own_assessments
from samverkan.reports.changes import count_sections, tell_changes
from samverkan.store.address import MAP_SUFFIXES
from samverkan.workflows.edits import Preview, Terms
from samverkan.workflows.watch import find_address

if TYPE_CHECKING:
    from samverkan.workflows.imports import Seen
    from samverkan.workflows.load_due import WithDue

TABLES = (".csv", ".tsv", ".txt")
WORKBOOK = ".xlsx"
SUFFIXES = tuple(sorted({WORKBOOK, *TABLES, *MAP_SUFFIXES}))
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODD = re.compile(r"[^\w .()-]")  # what no file should be called
_KEPT, _MOST_LINES, _LONGEST = 2, 60, 80


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody chose: what it is called, what is in it, and what has been told of it.

    It is kept until it is read in.
    """

    name: str
    content: bytes
    told: Told = field(default_factory=Told)


def send_workbook(session: Session, _request: Request) -> Answer:
    """Send the map as a workbook, to be changed and read in again; of an empty map the one to begin in."""
    from samverkan.workflows.workbook import SaveTerms, save_workbook

    empty = not session.content.nodes
    name = session.say("template-name" if empty else "workbook-name")
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        save_workbook(session.where, path, SaveTerms(template=empty, lang=session.texts.lang), replace=True)
        content = path.read_bytes()
    return send_file(content, name, _TYPE)


def take_upload(session: Session, request: Request) -> Answer:
    """Keep what was sent until it has been looked at, and show what it would change."""
    session.build_terms()  # whoever only reads sends nothing
    name = _ODD.sub("_", request.form.get("name", ""))[-_LONGEST:]
    if Path(name).suffix.lower() not in SUFFIXES:
        raise UsageError("desk.no-sheet", choices=SUFFIXES)
    try:
        content = urlsafe_b64decode(request.form.get("content", ""))
    except (ValueError, binascii.Error):
        content = b""
    if not content:
        raise UsageError("desk.no-sheet", choices=SUFFIXES)
    number = max(session.uploads, default=0) + 1
    session.uploads[number] = Upload(name, content)
    for old in sorted(session.uploads)[:-_KEPT]:
        session.uploads.pop(old, None)
    return see_other(f"/sheet/{number}")


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would change, in words: a line for each kind of thing, then each change, and how many more."""

    counts: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    more: int
    doubts: tuple[Doubt, ...]
    asked: tuple[Asked, ...] = ()


def show_sheet(session: Session, request: Request, number: str = "") -> Answer:
    """Show what a file would change, or why it cannot be read in; without one, ask for it."""
    if not number:
        return _show(session, request, None, None)
    return _try(session, request, _find(session, number), number)


def _try(
    session: Session, request: Request, upload: Upload, number: str, error: SamverkanError | None = None
) -> Answer:
    """Show what a file would change and what it asks; of a table that nobody knows, ask what its columns are."""
    due, asking = _read_due(request), Asking(session, upload.told)
    try:
        tried = _load(session, upload, due, replace(session.build_terms(), dry_run=True), asking)
    except SamverkanError as found:
        said = None if asking.waits else found  # what it lacks is asked, and no fault of the table
        return _show(session, request, upload, None, number=number, error=said, asked=tuple(asking.asked.values()))
    if isinstance(tried, Preview):
        look = replace(_tell(session, tried), asked=tuple(asking.asked.values()))
        return _show(session, request, upload, look, number=number, due=due)
    section = request.form.get("section") or request.query.get("rows") or upload.told.section
    columns = ask_columns(session, tried, section, upload.told, request.form)
    return _show(session, request, upload, None, number=number, columns=columns, error=error)


def tell_table(session: Session, request: Request, number: str) -> Answer:
    """Hear what the columns and words of a table are, and show what it would change then."""
    session.build_terms()
    upload = _find(session, number)
    if request.form.get("again"):
        session.uploads[int(number)] = replace(upload, told=Told(upload.told.section, chosen=upload.told.chosen))
        return see_other(f"/sheet/{number}")
    if rows := request.form.get("rows"):
        session.uploads[int(number)] = replace(upload, told=change_rows(upload.told, request.form))
        return see_other(f"/sheet/{number}?rows={rows if rows in SECTIONS else ''}")
    try:
        session.uploads[int(number)] = replace(upload, told=read_told(upload.told, request.form))
    except UsageError as error:
        return _try(session, request, upload, number, error)
    return see_other(f"/sheet/{number}")


def load_sheet(session: Session, request: Request, number: str) -> Answer:
    """Read a file in, as one edit."""
    upload = _find(session, number)
    try:
        with session.writing():
            _load(session, upload, _read_due(request), session.build_terms(upload.name), Asking(session, upload.told))
    except SamverkanError as error:
        return _show(session, request, upload, None, number=number, error=error)
    session.uploads.pop(int(number), None)
    return see_other("/")


def _find(session: Session, number: str) -> Upload:
    upload = session.uploads.get(int(number))
    if upload is None:
        raise UsageError("desk.sheet-gone")
    return upload


def _read_due(request: Request) -> WithDue:
    return "without" if request.query.get("due") == "without" else "stop"


def _load(session: Session, upload: Upload, due: WithDue, terms: Terms, asking: Asking) -> Preview | Seen:
    """Read a file in as the command `load` does, or `import` of a table; of a table that nobody knows its columns."""
    with _written_down(upload) as path:
        if terms.dry_run and not session.content.nodes:
            return _look_first(path, session, terms)
        return _take(session, path, due, terms, asking)


def _take(session: Session, path: Path, due: WithDue, terms: Terms, asking: Asking) -> Preview | Seen:
    from samverkan.workflows.files import load_map
    from samverkan.workflows.workbook import LoadTerms, is_of_a_map, load_workbook

    where = replace(session.where, given=find_address(session.where))
    if path.suffix.lower() in TABLES:
        return _import(session, path, terms, asking)
    if path.suffix.lower() == WORKBOOK:
        if not is_of_a_map(path):
            return _import(session, path, terms, asking)
        taken = load_workbook(path, where, LoadTerms(due=due), terms)
        if taken is not None:
            return taken.written.preview
    return load_map(path, where, "merge" if session.content.nodes else "new", terms, due).preview


def _import(session: Session, path: Path, terms: Terms, asking: Asking) -> Preview | Seen:
    from samverkan.workflows.imports import Seen, import_files

    where = replace(session.where, given=find_address(session.where))
    done = import_files(where, [path], build_terms(asking, path), terms, session.texts.lang)
    return done if isinstance(done, Seen) else done.loaded.preview


def _look_first(path: Path, session: Session, terms: Terms) -> Preview:
    """Look into a file for a map that is yet to be made: nothing is made before it is read in."""
    from samverkan.workflows.files import check_map, require_sound
    from samverkan.workflows.workbook import is_of_a_map

    if path.suffix.lower() in TABLES or (path.suffix.lower() == WORKBOOK and not is_of_a_map(path)):
        raise UsageError("desk.table-needs-map")
    checked = check_map(path)
    return Preview(Map({}, ()), require_sound(checked), (), checked.problems)


@contextmanager
def _written_down(upload: Upload) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / upload.name
        path.write_bytes(upload.content)
        yield path


def _tell(session: Session, preview: Preview) -> Look:
    first = not preview.old.nodes
    changes = preview.changes or (find_changes(preview.old, preview.new) if first else ())
    lines = () if first else tuple(tell_changes(changes, preview.old, preview.new, session.texts, with_ids=False))
    told = tuple((line.mark, line.text) for line in lines[:_MOST_LINES])
    counts = tuple(line.text for line in count_sections(changes, session.texts))
    doubts = tell_problems(session, [p for p in preview.warnings if p.severity != "error"], preview.new)
    return Look(counts, told, max(0, len(lines) - _MOST_LINES), tuple(doubts))


def _show(
    session: Session,
    request: Request,
    upload: Upload | None,
    seen: Look | None,
    *,
    number: str = "",
    due: WithDue = "stop",
    error: SamverkanError | None = None,
    columns: Columns | None = None,
    asked: tuple[Asked, ...] = (),
) -> Answer:
    problems = [p for p in error.problems if p.severity == "error"] if isinstance(error, MapProblemsError) else []
    return show(
        session,
        request,
        "sheet.html.j2",
        422 if error else 200,
        file=upload.name if upload else "",
        number=number,
        seen=seen,
        columns=columns,
        asked=seen.asked if seen else asked,
        told=upload.told if upload else Told(),
        typed=request.form,
        due=due,
        said=session.say_error(error) if error else None,
        may_leave_out=error is not None and error.key == "records.load-due",
        problems=tell_problems(session, problems),
        own=len(find_own_assessments(session.content)),
        suffixes=",".join(SUFFIXES),
    )
