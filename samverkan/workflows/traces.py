"""Look in the bytes of files for what has been purged: the proof that it is gone, and where copies still lie."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samverkan.edits import Revision
from samverkan.model import Map

_SHORTEST = 8
_LARGEST = 100 << 20
_COPIES = (
    ".yaml",
    ".yml",
    ".json",
    ".xlsx",
    ".bak",
    ".html",
    ".htm",
    ".svg",
    ".samverkan",
    ".log",
    ".csv",
    ".docx",
    ".pptx",
)


@dataclass(frozen=True, slots=True)
class Trace:
    """A file that still holds what was purged: how many of the ids and texts, and the first line that does."""

    path: Path
    hits: int
    line: int | None = None


def collect_texts(
    content: Map, revisions: Sequence[Revision], now: Map, log: Sequence[Revision], gone: Collection[str]
) -> tuple[str, ...]:
    """Return the ids of what was purged, and its texts of eight letters or more that nothing else holds."""
    before, after = _texts_of(content, revisions), _texts_of(now, log)
    left = "\n".join(after)
    sought = {i for i in gone if " " not in i} | (before - after)
    return tuple(sorted(text for text in sought if text not in left))


def _texts_of(content: Map, revisions: Sequence[Revision]) -> set[str]:
    held = [n.properties for n in content.nodes.values()] + [r.properties for r in content.relations]
    found = {*content.nodes, *_flatten(held)}
    for change in (c for r in revisions for c in r.edit.changes):
        found |= {change.thing, *_flatten(change.before), *_flatten(change.after)}
    found |= {r.edit.why for r in revisions if r.edit.why and len(r.edit.why) >= _SHORTEST}
    return {text for text in found if text and " " not in text[:1]}


def _flatten(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _flatten(part)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _flatten(part)
    elif isinstance(value, str) and len(value) >= _SHORTEST:
        yield value


def search_file(path: Path, sought: Collection[str]) -> Iterator[Trace]:
    """Yield the file of a store, and its log and journal, where they hold what is sought."""
    for file in (path, path.with_name(f"{path.name}.log"), path.with_name(f"{path.name}-journal")):
        if file.is_file() and (trace := _search(file, sought)):
            yield trace


def find_journal(path: Path) -> str:
    """Return the name of the rollback journal that lies beside a store, or nothing."""
    journal = path.with_name(f"{path.name}-journal")
    return journal.name if journal.exists() else ""


def search_beside(store: Path | None, folder: Path, sought: Collection[str]) -> Iterator[Trace]:
    """Yield other files of the folder, and of the store's, that still hold what is sought."""
    own = {store.resolve(), store.with_name(f"{store.name}.log").resolve()} if store else set()
    for place in sorted({folder.resolve(), *([store.resolve().parent] if store else [])}):
        for file in sorted(place.iterdir()):
            known = file.suffix.lower() in _COPIES and file.is_file() and file.stat().st_size < _LARGEST
            if known and file.resolve() not in own and (trace := _search(file, sought)):
                yield trace


def _search(path: Path, sought: Collection[str]) -> Trace | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    hits = [place for text in sought if (place := _find(data, text)) >= 0]
    if not hits:
        return None
    return Trace(path, len(hits), None if b"\0" in data[:1024] else data.count(b"\n", 0, min(hits)) + 1)


def _find(data: bytes, text: str) -> int:
    """Return where a text stands among bytes, as it is or as JSON writes it; -1 where it does not."""
    written = json.dumps(text)[1:-1]
    return max(data.find(form.encode()) for form in {text, written, json.dumps(text, ensure_ascii=False)[1:-1]})
