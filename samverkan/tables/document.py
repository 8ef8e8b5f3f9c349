"""A file's content as a tree that remembers its lines, the same for YAML and JSON.

Only text, mappings and lists: what a scalar means is decided where its property is known (`values.py`), by the
rules of YAML 1.2, so that `name: 117` stays a text and `on`, `yes` and `no` stay words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samverkan.errors import Problem, UsageError

MAX_BYTES = 100 * 1024 * 1024
MAX_DEPTH = 100

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Text:
    """A scalar as it is written; `plain` when it stood without quotes, so that it may be a number or a boolean."""

    __slots__ = ("line", "plain", "text")

    def __init__(self, text: str, line: int, plain: bool) -> None:
        """Hold a text with its place."""
        self.text = text
        self.line = line
        self.plain = plain

    @property
    def is_null(self) -> bool:
        """Whether it stands for nothing at all."""
        return self.plain and self.text in _NULLS


class Entries:
    """A mapping, its keys in the file's order; `line` is where it, or the key that holds it, begins."""

    __slots__ = ("fields", "line")

    def __init__(self, line: int) -> None:
        """Begin a mapping."""
        self.line = line
        self.fields: dict[str, Branch] = {}


class Sequence:
    """A list; `line` is where it, or the key that holds it, begins."""

    __slots__ = ("items", "line")

    def __init__(self, line: int) -> None:
        """Begin a list."""
        self.line = line
        self.items: list[Branch] = []


Branch = Text | Entries | Sequence


@dataclass
class Findings:
    """The problems found so far in one file, and how many lines it is into it they stand."""

    file: Path
    problems: list[Problem] = field(default_factory=list)

    def error(
        self,
        key: str,
        line: int | None = None,
        item: str | None = None,
        field: str | None = None,
        /,
        **values: Any,
    ) -> None:
        """Add an error with its place."""
        self.problems.append(Problem("error", key, values, item, field, self.file, line))

    def warn(self, key: str, line: int | None, item: str | None, field: str | None, /, **values: Any) -> None:
        """Add a warning with its place."""
        self.problems.append(Problem("warning", key, values, item, field, self.file, line))


class RefusedError(Exception):
    """Stop reading: the rest of the file cannot be told apart (what is wrong stands in the findings)."""


def read_text(path: Path, findings: Findings) -> str:
    """Read a file as UTF-8 text without its byte order mark.

    Raises UsageError when it cannot be opened, RefusedError when its content is not UTF-8 text.
    """
    data = _read_bytes(path)
    if len(data) > MAX_BYTES:
        _refuse(findings, "too-big", None, megabytes=MAX_BYTES // (1024 * 1024))
    if _is_wide(data):
        _refuse(findings, "encoding-utf16", 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(findings, "encoding-other", data.count(b"\n", 0, error.start) + 1, byte=f"{data[error.start]:02X}")
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        _refuse(findings, "control-character", line, code=f"U+{ord(found[0]):04X}")
    return text


def _refuse(findings: Findings, key: str, line: int | None, **values: Any) -> None:
    findings.error(key, line, **values)
    raise RefusedError


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UsageError("tables.is-folder", path=path)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UsageError("tables.no-file", path=path) from error
    except OSError as error:
        raise UsageError("tables.not-readable", path=path, reason=error.strerror or str(error)) from error


def _is_wide(data: bytes) -> bool:
    """Tell whether text is UTF-16 or UTF-32, by its mark or by every second byte of its beginning being 0."""
    start = data[:400]
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    halves = (start[0::2], start[1::2])
    return len(start) >= 4 and any(half.count(0) > 0.6 * len(half) for half in halves) and start.count(0) < len(start)


def find_control_character(text: str) -> str | None:
    """Return the first character that has no place in a text (tabs and line breaks have), as U+XXXX."""
    found = _CONTROL_IN_TEXT.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
