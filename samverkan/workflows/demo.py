"""The main job at once: the example map in a folder, a plan of one of its initiatives, and its page."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samverkan.errors import UsageError
from samverkan.files import write_file
from samverkan.shipped import find_folder
from samverkan.texts import Texts
from samverkan.workflows.open_store import read_valid_map
from samverkan.workflows.plan import Planned, Wishes, plan_in
from samverkan.workflows.view import write_plan_page

EXAMPLE = "havsakra"
INITIATIVE = "c1"
MAP_FILE = "map.yaml"
_RECORD = ".written-by-samverkan.json"


@dataclass(frozen=True)
class Demo:
    """What lies in the folder now; `kept` when its map has been changed and was left alone."""

    folder: Path
    map_file: Path
    page: Path
    planned: Planned
    kept: bool


def write_demo(folder: Path, *, as_of: date | None, texts: Texts, force: bool) -> Demo:
    """Write the example, or renew it; a map that somebody has changed is left as it is unless forced."""
    _make_folder(folder)
    map_file = folder / MAP_FILE
    kept = not _renew(map_file, (find_folder("examples") / EXAMPLE / MAP_FILE).read_bytes(), force=force)
    content = read_valid_map(map_file)
    if INITIATIVE not in content.nodes:
        raise UsageError("demo-no-initiative", path=map_file, initiative=INITIATIVE)
    planned = plan_in(content, INITIATIVE, Wishes(), as_of=as_of)
    page = folder / f"{INITIATIVE}.html"
    write_plan_page(planned, page, texts=texts, replace=force)
    return Demo(folder, map_file, page, planned, kept)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError("demo-is-file", path=folder) from error


def _renew(path: Path, shipped: bytes, *, force: bool) -> bool:
    """Write what is shipped where nothing lies or our own unchanged copy does; tell whether it is there now."""
    if path.exists() and not force:
        found = path.read_bytes()
        if found == shipped:
            return True
        if _digest(found) != _read_record(path.parent).get(path.name):
            return False
    write_file(path, shipped, replace=True)
    record = {**_read_record(path.parent), path.name: _digest(shipped)}
    write_file(path.parent / _RECORD, json.dumps(record, indent=2) + "\n", replace=True)
    return True


def _read_record(folder: Path) -> dict[str, str]:
    """Return the digests of what an earlier run wrote; nothing where that cannot be read."""
    try:
        found = json.loads((folder / _RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
