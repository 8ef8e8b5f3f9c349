"""What a form of map file is, and which one a file has by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

from samverkan.errors import Problem
from samverkan.model import Map
from samverkan.store.address import MAP_FORMATS
from samverkan.tables.document import Branch, Findings
from samverkan.tables.spelling import Spelling

Read = Callable[[Path, date | None, Map | None], tuple[Map | None, list[Problem]]]


@dataclass(frozen=True, slots=True)
class MapFormat:
    """A form of map file, which loses nothing of a map.

    One of text has `read_root`, which returns the tree of a file, its places in lines (with `place`, by numbers that it
    turns into lines where something is wrong, and of which `lines` are those of a text); any other reads a whole file
    (`read`). A form of text whose files are changed in place has a `spelling`; `comments` tells whether its files can
    hold any.
    """

    to_bytes: Callable[[Map], bytes]
    read_root: Callable[[str, Findings], Branch] | None = None
    place: Callable[[Findings, str], None] | None = None
    lines: Callable[[str], list[int]] | None = None
    read: Read | None = None
    spelling: Spelling | None = None
    comments: bool = False


def find_map_format(path: Path) -> MapFormat:
    """Return the form of a map file by its name; one that says none is read as people write maps."""
    name = MAP_FORMATS.get(path.suffix.lower(), "yaml")
    found: MapFormat = import_module(f"samverkan.tables.map_formats.{name}").FORMAT
    return found
