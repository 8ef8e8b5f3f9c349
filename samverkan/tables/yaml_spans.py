"""Where the parts of a YAML text stand: sections, items, keys and values, as places in the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a list: its mark (of one in brackets its first letter), and from its first letter to its last."""

    dash: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of a list, and whether it stands in brackets."""

    all: tuple[Element, ...]
    flow: bool


@dataclass(frozen=True, slots=True)
class Value:
    """A value, from its first letter to behind its last; `node` is what was parsed."""

    start: int
    end: int
    plain: str | None
    flow: bool
    node: Any = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A key with its value."""

    key: str
    start: int
    value: Value


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping: its pairs, whether it stands in braces, and the column of its keys."""

    pairs: tuple[Pair, ...]
    start: int
    end: int
    flow: bool
    column: int


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its items; `dashes` are where the mark of each begins, in a list without brackets."""

    pair: Pair
    items: tuple[Block, ...]
    dashes: tuple[int, ...]
    flow: bool
    column: int


def compose_yaml(text: str) -> Any:
    """Return the nodes of a YAML text."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text).get_single_node()


def read_spans(
    text: str, is_section: Callable[[str], bool], compose: Callable[[str], Any] = compose_yaml
) -> tuple[Block, list[Section]]:
    """Return the mapping at the root of a map file, and its sections in their order."""
    root = compose(text)
    sections = []
    for key, value in root.value:
        if (
            isinstance(value, yaml.SequenceNode)
            and all(isinstance(n, yaml.MappingNode) for n in value.value)
            and is_section(key.value)
        ):
            sections.append(_to_section(text, key, value))
    return to_block(text, root), sections


def _to_section(text: str, key: Any, node: Any) -> Section:
    column = node.start_mark.column
    dashes = () if node.flow_style else tuple(_find_dash(text, item, column) for item in node.value)
    items = tuple(to_block(text, item) for item in node.value)
    return Section(_to_pair(text, key, node), items, dashes, bool(node.flow_style), column)


def _find_dash(text: str, item: Any, column: int) -> int:
    """Return where the mark of an item stands: in the column of the list, on the item's line or above it."""
    line = text.rfind("\n", 0, item.start_mark.index) + 1
    while text[line + column : line + column + 1] != "-" or text[line : line + column].strip(" "):
        line = text.rfind("\n", 0, line - 1) + 1
    return line + column


def to_block(text: str, node: Any) -> Block:
    """Return where a mapping stands, with its pairs."""
    pairs = tuple(_to_pair(text, key, value) for key, value in node.value)
    end = find_end(text, node)
    return Block(pairs, node.start_mark.index, end, bool(node.flow_style), node.start_mark.column)


def _to_pair(text: str, key: Any, value: Any) -> Pair:
    is_scalar = isinstance(value, yaml.ScalarNode)
    plain = value.value if is_scalar else None
    span = Value(value.start_mark.index, find_end(text, value), plain, _is_flow(value), value)
    if span.end < key.end_mark.index:  # nothing stands behind the colon
        behind = text.index(":", key.end_mark.index) + 1
        span = Value(behind, behind, "", True)
    return Pair(key.value, key.start_mark.index, span)


def find_elements(text: str, node: Any) -> Elements:
    """Return where the elements of a list stand; what is no list has none."""
    if not isinstance(node, yaml.SequenceNode):
        return Elements((), True)
    column, flow = node.start_mark.column, bool(node.flow_style)
    return Elements(tuple(_to_element(text, one, None if flow else column) for one in node.value), flow)


def _to_element(text: str, node: Any, column: int | None) -> Element:
    start = node.start_mark.index
    return Element(start if column is None else _find_dash(text, node, column), start, find_end(text, node))


def _is_flow(node: Any) -> bool:
    return node.style not in ("|", ">") if isinstance(node, yaml.ScalarNode) else bool(node.flow_style)


def find_end(text: str, node: Any) -> int:
    """Return where a node really ends: the parser lets one without brackets end where the next thing begins."""
    if isinstance(node, yaml.ScalarNode):
        end: int = node.end_mark.index
        return len(text[:end].rstrip("\r\n ")) if node.style in ("|", ">") else end
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    if not isinstance(last, tuple):
        return find_end(text, last)
    end = find_end(text, last[1])
    return max(end, text.index(":", last[0].end_mark.index) + 1)


def find_line_end(text: str, place: int) -> int:
    """Return where the line ends in which a place stands, before its line break."""
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return end - 1 if end > place and text[end - 1] == "\r" else end


def find_line_start(text: str, place: int) -> int:
    """Return where the line begins in which a place stands."""
    return text.rfind("\n", 0, place) + 1


def find_column(text: str, place: int) -> int:
    """Return the column of a place."""
    return place - find_line_start(text, place)
