"""`check`, `load` and `save`."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.cli import screen
from samverkan.cli.boundary import SHOWN_PROBLEMS, place_problem, tell_problem, to_problem_json
from samverkan.cli.document import Block, Heading, Paragraph
from samverkan.cli.grammar import argument, option
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.writing import build_terms, show_preview, writing
from samverkan.errors import UsageError

if TYPE_CHECKING:
    from samverkan.model import Map
    from samverkan.store.protocol import WriteMode
    from samverkan.texts import Texts
    from samverkan.workflows.files import Checked

_COLUMNS = ("severity", "file", "line", "item", "field", "message")


@command("check")
@argument("file")
def check(session: Session, file: str) -> int:
    """Tell every problem of a map file, or of the map in a store."""
    from samverkan.workflows.files import check_map, check_store, is_store

    where = session.where
    if is_store(file):
        found = check_store(dataclasses.replace(where, given=file), session.as_of)
    else:
        found = check_map(Path(file), session.as_of, reading=where.reading)
    rows = [to_problem_json(problem, session.texts) for problem in found.problems]
    return session.show(
        Shown(
            data=lambda: rows,
            blocks=lambda: _tell(session, found, file),
            table=lambda: (_COLUMNS, rows),
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
@writing
def load(
    session: Session, file: str, replace: bool, merge: bool, by: str | None, why: str | None, dry_run: bool
) -> int:
    """Write a map file to a store."""
    from samverkan.workflows.files import load_map

    if replace and merge:
        raise UsageError("replace-or-merge")
    mode: WriteMode = "replace" if replace else "merge" if merge else "new"
    done = load_map(Path(file), session.where, mode, build_terms(session, by=by, why=why, dry_run=dry_run))
    if dry_run:
        return show_preview(session, done.preview)
    data = {"store": done.address, "title": done.title, "nodes": done.nodes, "relations": done.relations}
    data |= {"warnings": done.warnings, "revision": done.revision.number if done.revision else None}
    size = say_counts(done.nodes, done.relations, session.texts)
    sentences = [session.texts("cli.loaded", store=done.address, title=done.title, size=size)]
    if done.warnings:
        sentences.append(session.texts.count("cli.loaded-warnings", done.warnings, file=file))
    return session.show(report(data, sentences))


@command("save", revision=True)
@argument("file")
def save(session: Session, file: str) -> int:
    """Write a store as a map file."""
    from samverkan.workflows.files import save_map

    def say_kept(copy: Path) -> None:
        session.note(session.texts("cli.changed-after-store", file=file, copy=copy))

    done = save_map(session.where, Path(file), replace=session.force, keeping=say_kept)
    data = {"file": str(done.path), "title": done.content.title, "nodes": len(done.content.nodes)}
    data |= {"relations": len(done.content.relations)}
    notes = [session.texts("cli.lost-comments", file=file)] if done.lost_comments else []
    said = session.texts("cli.saved", **data, size=say_size(done.content, session.texts))
    return session.show(report(data, [said], notes))


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
