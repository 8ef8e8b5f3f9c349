"""A folder for the archive: the map, what its fields mean, who answers for it, and what was done with it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

from samverkan import __version__
from samverkan.edits import Edit, Revision
from samverkan.errors import SamverkanError, UsageError
from samverkan.files import write_file
from samverkan.measures.due import find_due
from samverkan.model import Map
from samverkan.reports.processing import tell_processing
from samverkan.tables.map_file import to_yaml
from samverkan.texts import Texts
from samverkan.workflows.edits import Terms, find_author
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.reasons import refuse_private
from samverkan.workflows.records import describe_place, is_of_records

_SUMS = "SHA256SUMS"


def write_archive(where: Where, folder: Path, as_is: str | None, terms: Terms, texts: Texts) -> list[str]:
    """Write the archive of a map into a new folder and return the names of its files; what is due stops it."""
    from samverkan.views.record import to_record_html

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("records.archive-not-empty", path=folder)
    refuse_private(as_is)
    today = date.today()
    with open_store(where) as store:
        content, revisions = store.read_map(), store.read_revisions()
        due = [d for d in find_due(content, revisions, today) if d.until < today]
        if due and not as_is:
            raise SamverkanError("records.archive-due", count=len(due))
        place = describe_place(store.address, store.kind, shown=Path(store.address).name or store.address)
        why = f"things: {len(content.nodes)}" + (f"; as is: {as_is}; due: {len(due)}" if due else "")
        store.log(Edit((), "records archive", find_author(content, terms.by), why))
    told = tell_processing(content, revisions, place, today, texts)
    parts = {
        "README.md": _write_readme(content, today, texts),
        "karta.yaml": to_yaml(content),
        "MODEL.md": (files("samverkan") / "MODEL.md").read_text("utf-8"),
        "forteckning.html": to_record_html(told, texts),
        "registervard.csv": _write_log(r for r in revisions if is_of_records(r)),
    }
    sums = [f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in parts.items()]
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, text in {**parts, _SUMS: "".join(sums)}.items():
        write_file(folder / name, text, replace=False, private=True)
    return [*parts, _SUMS]


def _write_readme(content: Map, day: date, texts: Texts) -> str:
    title = texts("records.archive-readme-title", title=content.title)
    return f"# {title}\n\n{texts('records.archive-readme', day=day, version=__version__)}\n"


def _write_log(revisions: Iterator[Revision]) -> str:
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("revision", "at", "by", "command", "why", "added", "updated", "removed"))
    for r in revisions:
        counts = [r.counts[action] for action in ("added", "updated", "removed")]
        rows.writerow(
            (r.number, r.at.astimezone().isoformat(), r.edit.by or "", r.edit.command, r.edit.why or "", *counts)
        )
    return out.getvalue()
