"""Save a map as a workbook, and take in what somebody changed in one: a three-way merge through an edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.edits import Change, Conflict, ConflictError, Edit, find_changes, rename_things
from samverkan.edits.applying import apply_changes
from samverkan.errors import MapProblemsError, UsageError
from samverkan.model import Map
from samverkan.privacy import find_own_assessments, keep_for_meeting, leave_out_own_assessments
from samverkan.schema import read_schema
from samverkan.workflows.edits import Terms, Written, preview_edit, write_edit
from samverkan.workflows.files import find_held
from samverkan.workflows.load_due import WithDue, note_due, weigh_changes, weigh_due
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.places import find_in_workbook

if TYPE_CHECKING:
    from samverkan.store.protocol import Store
    from samverkan.tables.workbook.read import Workbook


@dataclass(frozen=True)
class SaveTerms:
    """How a workbook is saved: which sheets, the empty ones too, with own assessments, for a meeting, as a template."""

    only: tuple[str, ...] = ()
    every: bool = False
    internal: bool = False
    meeting: bool = False
    template: bool = False
    lang: str = "sv"


def save_workbook(where: Where, path: Path, how: SaveTerms, *, replace: bool) -> Map:
    """Write the map of a store as a workbook, or an empty one to start from; return what was written."""
    from samverkan.tables.workbook.write import Options, cut_out, write_workbook

    if how.internal and how.meeting:
        raise UsageError("workbook-internal-meeting")
    if how.template:
        content = Map({}, (), language=how.lang, profile="se" if how.lang == "sv" else "none")
        write_workbook(content, path, Options(template=True), replace=replace)
        return content
    with open_store(where) as store:
        content = store.read_map()
        revision = max((r.number for r in store.read_revisions()), default=None)
    kept, left_out = leave_out(content, how)
    options = Options(find_tables(how.only), how.every, left_out=left_out, revision=revision)
    write_workbook(kept, path, options, replace=replace)
    part, stubs = cut_out(kept, options.only)
    return replace_nodes(part, stubs)


def replace_nodes(part: Map, stubs: Sequence[str]) -> Map:
    """Return a part of a map without the things that it only names."""
    return replace(part, nodes={i: n for i, n in part.nodes.items() if i not in stubs}) if stubs else part


def leave_out(content: Map, how: SaveTerms) -> tuple[Map, dict[str, int]]:
    """Return a map without what a workbook does not hold, and how many things that is by rule."""
    if how.meeting:
        kept = keep_for_meeting(content)
        return kept, {"meeting": len(content.nodes) - len(kept.nodes)}
    without = None if how.internal else leave_out_own_assessments(content)
    if without is None:
        return content, {}
    return without, {"own_assessment": len(find_own_assessments(content))}


def find_tables(only: Sequence[str]) -> tuple[str, ...]:
    """Return the tables that the words of `--only` mean, sections and sheets in either language."""
    from samverkan.tables.field_words import fold
    from samverkan.tables.workbook.layout import list_layouts

    known: dict[str, str] = {}
    for lang in read_schema().languages:
        for layout in list_layouts(lang):
            known |= {fold(layout.title): layout.table, fold(layout.table): layout.table}
    found = []
    for word in only:
        if fold(word) not in known:
            raise UsageError("workbook-no-sheet", found=word, known=", ".join(sorted(set(known.values()))))
        found.append(known[fold(word)])
    return tuple(dict.fromkeys(found))


def _nobody(*_given: str) -> bool:
    return False


@dataclass(frozen=True)
class LoadTerms:
    """How a workbook is taken in: rows that are gone too, and whose value stands where both sides changed a field.

    `due` says what becomes of what has been kept long enough; `renames(cell, old, new)` is asked whether a thing is to
    get another id.
    """

    remove_missing: bool = False
    prefer: str | None = None
    merge: bool = False
    replace: bool = False
    due: WithDue = "stop"
    renames: Callable[[str, str, str], bool] = _nobody


@dataclass(frozen=True)
class Taken:
    """What taking in a workbook did, what is to be told of the workbook itself, and how much of it is due."""

    book: Workbook
    written: Written
    due: int = 0


def is_of_a_map(path: Path) -> bool:
    """Tell whether a workbook holds a map, or part of one: by what it remembers, or what its sheets are called."""
    from samverkan.tables.document import Findings
    from samverkan.tables.workbook.find_sheets import find_sheets
    from samverkan.tables.workbook.open import open_workbook

    sheets = find_sheets(open_workbook(path), Findings(path))
    return bool(sheets.header or sheets.found or sheets.about or sheets.baseline)


def load_workbook(path: Path, where: Where, how: LoadTerms, terms: Terms) -> Taken | None:
    """Take in what was changed in a workbook; None where it has no baseline and is loaded as any map file."""
    if where.given and Path(where.given).suffix.lower() == ".xlsx":
        raise UsageError("load-into-map-file", address=where.given)
    book = read_book_or_bare(path, how)
    if book.baseline is None or not book.baseline.nodes:
        if how.remove_missing or how.replace:
            raise UsageError("workbook-no-baseline", path=path)
        return None
    if how.merge or how.replace:
        raise UsageError("workbook-knows-its-baseline", path=path)
    if book.content is None:
        raise MapProblemsError([p for p in book.problems if p.severity == "error"])
    with open_store(where, create=True) as store:
        if find_held(store) is None:
            return _fill(store, book, how, terms)
        return _merge(store, book, how, terms)


def read_book_or_bare(path: Path, how: LoadTerms) -> Workbook:
    """Read a workbook whatever is wrong with it: one without a baseline is judged by the store it goes into.

    Where nothing is wrong but that rows have got other ids, it is asked whether that is meant.
    """
    from samverkan.tables.workbook.read import read_workbook

    book = read_workbook(path, remove_missing=how.remove_missing)
    errors = [problem for problem in book.problems if problem.severity == "error"]
    cells = {problem.item: str(problem.cell) for problem in errors if problem.key == "cell-other-id"}
    if not book.renamed or len(cells) < len(errors) or not cells.keys() <= book.renamed.keys():
        return book
    agreed = all(how.renames(cells[old], old, new) for old, new in book.renamed.items())
    return read_workbook(path, remove_missing=how.remove_missing, renaming=True) if agreed else book


def _fill(store: Store, book: Workbook, how: LoadTerms, terms: Terms) -> Taken:
    assert book.content is not None
    if book.stubs:
        raise UsageError("workbook-part", path=book.path, address=store.address)
    content, due = weigh_due(book.content, None, how.due)
    edit = note_due(Edit((), "load", content.us[0] if content.us else None, terms.why), due, how.due)
    preview = preview_edit(Map({}, ()), Edit(find_changes(Map({}, ()), content)))
    revision = None if terms.dry_run else store.write_map(content, "new", terms.progress, edit=edit)
    return Taken(book, Written(preview, revision, store.address), due)


def _merge(store: Store, book: Workbook, how: LoadTerms, terms: Terms) -> Taken:
    assert book.baseline is not None and book.content is not None
    there = store.read_map()
    renamed = _refuse_taken(book.renamed, there)
    start = rename_things(there, renamed)
    changes = find_changes(rename_things(book.baseline, renamed), book.content)
    _refuse_left_out(changes, start, book)

    def write(asked: Sequence[Change]) -> Taken:
        kept, due = weigh_changes(start, asked, how.due)
        if renamed:  # as one edit of what the store holds, with whatever the workbook does not show
            kept = find_changes(there, apply_changes(start, Edit(kept))[0])
        edit = note_due(Edit(kept, "load", why=terms.why), due, how.due)
        written = write_edit(store, there, edit, terms, "workbook")
        where = find_in_workbook(book)(written.preview.changes)
        return Taken(book, replace(written, preview=replace(written.preview, where=where)), due)

    try:
        return write(changes)
    except ConflictError as error:
        if how.prefer is None:
            raise
        return write(settle(changes, error.conflicts, start, how.prefer))


def _refuse_taken(renamed: Mapping[str, str], there: Map) -> Mapping[str, str]:
    """Refuse an id for a thing that another has got in the store."""
    taken = sorted(new for new in renamed.values() if new in there.nodes)
    if taken:
        raise UsageError("workbook.id-taken", ids=", ".join(taken))
    return renamed


def _refuse_left_out(changes: Sequence[Change], there: Map, book: Workbook) -> None:
    """Refuse a new row with the id of a thing that the workbook left out: it is another, that nobody sees here."""
    assert book.baseline is not None
    rules = {key.removeprefix("left out: ") for key in book.about if key.startswith("left out: ")}
    if not rules:
        return
    shown, _ = leave_out(there, SaveTerms(meeting="meeting" in rules))
    added = [c.key for c in changes if isinstance(c.key, str) and c.key and c.before is None]
    taken = [key for key in added if key in there.nodes and key not in shown.nodes]
    if taken:
        raise UsageError("workbook-left-out", ids=", ".join(map(str, taken)))


def settle(changes: Sequence[Change], conflicts: Sequence[Conflict], there: Map, prefer: str) -> tuple[Change, ...]:
    """Return changes without their conflicts: the store's value stands, or the workbook's."""
    by_change: dict[int, list[Conflict]] = {}
    for conflict in conflicts:
        by_change.setdefault(id(conflict.change), []).append(conflict)
    found = []
    for change in changes:
        clashes = by_change.get(id(change), [])
        settled = change if not clashes else _settle(change, clashes, there, prefer)
        if settled is not None:
            found.append(settled)
    return tuple(found)


def _settle(change: Change, clashes: Sequence[Conflict], there: Map, prefer: str) -> Change | None:
    whole = any(not clash.field for clash in clashes) or change.after is None
    if prefer == "store" and whole:
        return None
    fields = {clash.field for clash in clashes}
    if isinstance(change.key, tuple):
        return _settle_relation(change, fields, there, prefer)
    before, after = dict(change.before or {}), dict(change.after or {})  # type: ignore[arg-type]
    if prefer == "store":
        old, new = ({k: v for k, v in side.items() if k not in fields} for side in (before, after))
        return Change(change.key, change.label, old, new)
    node = there.nodes.get(str(change.key))
    now = dict(node.properties) if node is not None else None
    if change.after is None:
        return Change(change.key, change.label, before=now)
    if now is None:
        return Change(change.key, change.label, None, after)
    before = {k: now[k] if k in fields and k in now else v for k, v in before.items() if k not in fields or k in now}
    before |= {k: now[k] for k in fields if k and k in now}
    return Change(change.key, change.label, before, after)


def _settle_relation(change: Change, fields: set[str], there: Map, prefer: str) -> Change | None:
    assert isinstance(change.key, tuple)
    kind, start, end, began = change.key
    from samverkan.model import relation_key

    now = tuple(r.properties for r in there.out(start, kind) if r.end == end and relation_key(r)[3] == began)
    if prefer == "store":
        return None
    return Change(change.key, change.label, now or None, change.after)
