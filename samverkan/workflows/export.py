"""Write a map for another program; what is lost on the way is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.files import write_file
from samverkan.model import Map
from samverkan.privacy import find_own_assessments, keep_what_counts, leave_out_own_assessments
from samverkan.workflows.find_node import find_day
from samverkan.workflows.open_store import Where, read_whole_map

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class Exported:
    """The files that were written, in which format, and what it cannot hold, by reason."""

    files: tuple[Path, ...]
    format: str
    lost: Mapping[str, int]
    content: Map


def export_map(where: Where, path: Path, name: str | None, *, replace: bool) -> Exported:
    """Write what an answer may hold of a map for another program."""
    from samverkan.tables.foreign.registry import find_format

    form = find_format(name, [path], writing=True)
    content = read_whole_map(where)
    kept = keep_what_counts(leave_out_own_assessments(content) or content, find_day(content, None), date.today())
    files, lost = form.write(kept, path)
    for file, data in files.items():
        write_file(file, data, replace=replace)
    own = len(find_own_assessments(content))
    told = {"own_assessment": own, **lost}
    return Exported(tuple(files), form.name, {reason: n for reason, n in told.items() if n}, kept)
