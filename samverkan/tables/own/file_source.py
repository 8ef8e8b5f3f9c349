"""The source that a table's file is: what its name says of it."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from samverkan.tables.workbook.new_ids import make_id

_DAY = re.compile(r"(20[0-9]{2})[-_]?(0[1-9]|1[0-2])[-_]?([0-3][0-9])")


def describe_source(path: Path, kind: str) -> tuple[str, dict[str, str]]:
    """Return the id and the fields of the source: the day is the one in the file's name, where there is one."""
    said = {"name": path.stem, "kind": kind, "reference": path.name}
    if found := _DAY.search(path.stem):
        with suppress(ValueError):
            said["date"] = date(*map(int, found.groups())).isoformat()
    return f"s-{make_id(path.stem, None, ())}", said
