"""`check`, `load` and `save`."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.cli import screen, workbook
from samverkan.cli.boundary import SHOWN_PROBLEMS, place_problem, tell_problem, to_problem_json
from samverkan.cli.document import Block, Heading, Paragraph
from samverkan.cli.grammar import argument, option
from samverkan.cli.kinds import OneOf
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.writing import build_terms, show_preview, writing
from samverkan.errors import UsageError

if TYPE_CHECKING:
    from samverkan.model import Map
    from samverkan.store.protocol import WriteMode
    from samverkan.texts import Texts
    from samverkan.workflows.files import Checked
    from samverkan.workflows.load_due import WithDue

_COLUMNS = ("severity", "file", "line", "item", "field", "message")


@command("check")
@argument("file")
def check(session: Session, file: str) -> int:
    """Tell every problem of a map file, or of the map in a store."""
    from samverkan.workflows.files import check_map, check_store, is_store, look_again

    where = session.where
    if is_store(file):
        found = check_store(dataclasses.replace(where, given=file), session.as_of)
    else:
        found = check_map(Path(file), session.as_of, reading=where.reading)
    found = look_again(found, file, for_export=session.leaves_house)
    if workbook.is_workbook(file) and session.output is not None and workbook.is_workbook(str(session.output)):
        workbook.write_marks(session, file, found.problems)
        return 1 if found.errors else 0
    rows = [to_problem_json(problem, session.texts) for problem in found.problems]
    columns = (*_COLUMNS, "cell") if any(row["cell"] for row in rows) else _COLUMNS
    return session.show(
        Shown(
            data=lambda: rows,
            blocks=lambda: _tell(session, found, file),
            table=lambda: (columns, rows),
            code=1 if found.errors else 0,
        )
    )


def _tell(session: Session, found: Checked, file: str) -> Iterator[Block]:
    """Tell errors, then warnings; on a terminal no more than fit a person's patience."""
    texts = session.texts
    on_screen = session.output is None and screen.is_terminal(sys.stdout)
    shown = found.problems[:SHOWN_PROBLEMS] if on_screen else found.problems
    for severity in ("error", "warning"):
        total = sum(p.severity == severity for p in found.problems)
        if total:
            yield Heading(texts.count(f"cli.check-{severity}", total))
        for problem in shown:
            if problem.severity == severity:
                style = "bad" if severity == "error" else ""
                yield Paragraph(f"{place_problem(problem)}: {tell_problem(problem, texts)}", style, hang=2)
    if len(shown) < len(found.problems):
        yield Paragraph(texts("cli.check-more", shown=len(shown), total=len(found.problems)))
    if found.content is not None:
        key = "cli.check-usable" if found.problems else "cli.check-fine"
        yield Paragraph(texts(key, file=file, size=say_size(found.content, texts)))


@command("load", consent=True)
@argument("file")
@option("--replace", is_flag=True)
@option("--merge", is_flag=True)
@option("--remove-missing", is_flag=True)
@option("--prefer", type=OneOf("workbook", "store"))
@option("--with-due", is_flag=True)
@option("--without-due", is_flag=True)
@writing
def load(
    session: Session,
    file: str,
    replace: bool,
    merge: bool,
    remove_missing: bool,
    prefer: str | None,
    with_due: bool,
    without_due: bool,
    by: str | None,
    why: str | None,
    dry_run: bool,
) -> int:
    """Write a map file to a store."""
    from samverkan.workflows.files import load_map
    from samverkan.workflows.workbook import LoadTerms

    if replace and merge:
        raise UsageError("replace-or-merge")
    due = _choose_due(with_due, without_due)
    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    if workbook.is_workbook(file):
        taken = workbook.load(session, file, LoadTerms(remove_missing, prefer, merge, replace, due), terms)
        if taken is not None:
            return taken
    elif remove_missing or prefer:
        raise UsageError("workbook-only-option", path=file)
    mode: WriteMode = "replace" if replace else "merge" if merge else "new"
    done = load_map(Path(file), session.where, mode, terms, due)
    if dry_run:
        return show_preview(session, done.preview)
    data = {"store": done.address, "title": done.title, "nodes": done.nodes, "relations": done.relations}
    data |= {"warnings": done.warnings, "revision": done.revision.number if done.revision else None}
    size = say_counts(done.nodes, done.relations, session.texts)
    sentences = [session.texts("cli.loaded", store=done.address, title=done.title, size=size)]
    if done.warnings:
        sentences.append(session.texts.count("cli.loaded-warnings", done.warnings, file=file))
    if done.due:
        sentences.append(session.texts.count(f"records.load-{due}", done.due))
    return session.show(report(data, sentences))


def _choose_due(with_due: bool, without_due: bool) -> WithDue:
    if with_due and without_due:
        raise UsageError("records.with-or-without")
    return "with" if with_due else "without" if without_due else "stop"


@command("save", revision=True)
@argument("file")
@option("--only")
@option("--all-sheets", is_flag=True)
@option("--internal", is_flag=True)
@option("--meeting", is_flag=True)
@option("--template", "blank", is_flag=True, help="option-blank")
@option("--without-positions", is_flag=True)
def save(
    session: Session,
    file: str,
    only: str | None,
    all_sheets: bool,
    internal: bool,
    meeting: bool,
    blank: bool,
    without_positions: bool,
) -> int:
    """Write a store as a map file."""
    from samverkan.workflows.files import save_map

    if workbook.is_workbook(file) and not without_positions:
        return _save_workbook(session, Path(file), only, all_sheets, internal, meeting, blank)
    if only or all_sheets or internal or meeting or blank:
        raise UsageError("workbook-only-option", path=file)

    def say_kept(copy: Path) -> None:
        session.note(session.texts("cli.changed-after-store", file=file, copy=copy))

    done = save_map(
        session.where, Path(file), replace=session.force, keeping=say_kept, without_positions=without_positions
    )
    data = {"file": str(done.path), "title": done.content.title, "nodes": len(done.content.nodes)}
    data |= {"relations": len(done.content.relations)}
    notes = [session.texts("cli.lost-comments", file=file)] if done.lost_comments else []
    said = session.texts("cli.saved", **data, size=say_size(done.content, session.texts))
    return session.show(report(data, [said], notes))


def _save_workbook(
    session: Session, path: Path, only: str | None, all_sheets: bool, internal: bool, meeting: bool, template: bool
) -> int:
    from samverkan.workflows.workbook import SaveTerms, save_workbook

    how = SaveTerms(workbook.split_words(only), all_sheets, internal, meeting, template, session.texts.lang)
    content = save_workbook(session.where, path, how, replace=session.force)
    data: dict[str, object] = {"file": str(path), "title": content.title, "nodes": len(content.nodes)}
    data |= {"relations": len(content.relations)}
    key = "workbook.told-template" if template else "cli.saved"
    said = session.texts(key, **data, size=say_size(content, session.texts))
    return session.show(report(data, [said]))


def say_size(content: Map, texts: Texts) -> str:
    """Say how many things and relations a map holds."""
    return say_counts(len(content.nodes), len(content.relations), texts)


def say_counts(things: int, relations: int, texts: Texts) -> str:
    """Say how many things and relations there are."""
    return f"{texts.count('cli.things', things)}, {texts.count('cli.relations', relations)}"


def report(data: dict[str, object], sentences: list[str], notes: list[str] | None = None) -> Shown:
    """Return what was done, as sentences or as one object."""
    return Shown(
        data=lambda: data,
        blocks=lambda: [Paragraph(sentence) for sentence in sentences],
        table=lambda: (tuple(data), [data]),
        notes=notes or [],
    )
