"""Read JSON text into a `document` tree, by the same rules as YAML and many times faster.

The parser of the standard library knows no lines. Each mapping is numbered in the order in which it is closed, and
only when something is wrong are these numbers turned into lines (`find_lines`).
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from unicodedata import normalize

from samverkan.tables.document import MAX_DEPTH, Branch, Entries, Findings, RefusedError, Sequence, Text

_MARKS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\n]')


class _TooDeepError(Exception):
    pass


def read_json(text: str, findings: Findings) -> Branch:
    """Return the value of a JSON text; raises RefusedError when a part of it may not stand in a map."""
    if not text.strip():
        findings.error("empty-file")
        raise RefusedError
    builder = _Builder(findings)
    try:
        root = builder.decode(text)
    except json.JSONDecodeError as error:
        findings.error("not-json", error.lineno, column=error.colno)
        raise RefusedError from error
    except (RecursionError, _TooDeepError) as error:
        findings.problems.clear()
        findings.error("too-deep", None, levels=MAX_DEPTH)
        raise RefusedError from error
    if findings.problems:
        place_by_number(findings, text)
        raise RefusedError
    return root


def place_by_number(findings: Findings, text: str) -> None:
    """Put the lines of a JSON text in place of the numbers of its mappings."""
    lines = find_lines(text)
    findings.problems[:] = [
        replace(p, line=lines[p.line] if p.line is not None and p.line < len(lines) else None)
        for p in findings.problems
    ]


def find_lines(text: str) -> list[int]:
    """Return the line on which each mapping begins, by the number of the mapping."""
    lines, begun, line = [], [], 1
    for sign in _MARKS.findall(text):
        if sign == "\n":
            line += 1
        elif sign == "{":
            begun.append(line)
        elif sign == "}" and begun:
            lines.append(begun.pop())
    return lines


class _Builder:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.number = 0

    def decode(self, text: str) -> Branch:
        """Decode a text into a tree."""
        decoder = json.JSONDecoder(
            object_pairs_hook=self.build,
            parse_int=lambda s: Text(s, 0, True),
            parse_float=lambda s: Text(s, 0, True),
            parse_constant=lambda s: Text(s, 0, True),
        )
        root, depth = self.branch(decoder.decode(text), self.number, 0)
        if depth > MAX_DEPTH:
            raise _TooDeepError
        return root

    def build(self, pairs: list[tuple[str, Any]]) -> tuple[Entries, int]:
        """Build a mapping, with how deep it is."""
        entries, deepest = Entries(self.number), 0
        for key, value in pairs:
            name = key if key.isascii() else normalize("NFC", key)
            branch, depth = self.branch(value, self.number, 0)
            deepest = max(deepest, depth)
            if name in entries.fields:
                self.findings.error("duplicate-key", self.number, found=name)
            else:
                entries.fields[name] = branch
        self.number += 1
        if deepest >= MAX_DEPTH:
            raise _TooDeepError
        return entries, deepest + 1

    def branch(self, value: Any, number: int, above: int) -> tuple[Branch, int]:
        """Return a decoded value as a branch, with how deep it is."""
        if isinstance(value, str):
            return Text(value if value.isascii() else normalize("NFC", value), number, False), 0
        if isinstance(value, tuple):
            return value
        if isinstance(value, Text):
            value.line = number
            return value, 0
        if not isinstance(value, list):
            return Text({None: "null", True: "true", False: "false"}[value], number, True), 0
        if above >= MAX_DEPTH:
            raise _TooDeepError
        sequence, deepest = Sequence(number), 0
        for part in value:
            branch, depth = self.branch(part, number, above + 1)
            deepest = max(deepest, depth)
            sequence.items.append(branch)
        return sequence, deepest + 1
