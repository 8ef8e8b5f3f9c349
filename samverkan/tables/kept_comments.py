"""The comments inside what is written anew: they are put above it, so that none is lost with the form of a value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import yaml

from samverkan.tables.yaml_spans import find_line_start

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)

Span = tuple[int, int]
Goes = Callable[[int], bool]


def find_comments(text: str, start: int, end: int, nodes: Iterable[Any]) -> Iterator[tuple[int, str]]:
    """Yield the comments of a span, each with its place; a # inside a text of one of the nodes in it is none."""
    texts = [span for node in nodes for span in _find_texts(node)]
    for match in _COMMENT.finditer(text, start, end):
        if not any(first <= match.start() < last for first, last in texts):
            yield match.start(), match.group().rstrip()


def _find_texts(node: Any) -> Iterator[Span]:
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.index, node.end_mark.index
        return
    for part in node.value:
        for one in part if isinstance(part, tuple) else (part,):
            yield from _find_texts(one)


def find_lost(
    text: str, start: int, end: int, nodes: Iterable[Any], written: str, goes: Goes | None = None
) -> list[str]:
    """Return the comments of a span that are not in what is written in its place, nor at a place that goes."""
    left, lost = Counter(map(str.strip, _COMMENT.findall(written))), list[str]()
    for place, comment in find_comments(text, start, end, nodes):
        if left[comment]:
            left[comment] -= 1
        elif goes is None or not goes(place):
            lost.append(comment)
    return lost


def to_lines_above(text: str, place: int, comments: Sequence[str], break_: str) -> tuple[int, str] | None:
    """Return where comments stand above a line, and their lines; None where there are none, or no line is theirs."""
    start = find_line_start(text, place)
    if not comments or text[start:place].strip(" -"):
        return None
    indent = " " * (place - start)
    return start, "".join(f"{indent}{comment}{break_}" for comment in comments)
