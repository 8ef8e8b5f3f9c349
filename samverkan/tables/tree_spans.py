"""Where the requirements of a tree stand in a text: each with its pairs, and the list that holds what is below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from samverkan.schema import read_schema
from samverkan.tables.field_words import fold
from samverkan.tables.fields import Item
from samverkan.tables.patch import find_pair
from samverkan.tables.tree_items import QUORUM_WORDS, list_leaf_words
from samverkan.tables.yaml_spans import Block, Elements, Pair, find_elements, find_end, find_line_end, to_block


@dataclass(frozen=True, slots=True)
class TreeSpan:
    """A requirement in a text; one that stands there as a line of words has no block, and its children no places.

    One without braces ends with its last line, so that a comment behind that is a part of it.
    `key` is the pair whose key says the condition or what is asked for; `quorum` the mapping that holds how many of
    the children are enough, `elements` where these stand.
    """

    id: str
    start: int
    end: int
    block: Block | None = None
    key: Pair | None = None
    quorum: Block | None = None
    elements: Elements | None = None
    children: tuple[TreeSpan, ...] = ()

    def walk(self) -> Iterator[TreeSpan]:
        """Yield this and what is below it, each above what it holds."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_tree(text: str, node: Any, item: Item) -> TreeSpan:
    """Return where a tree stands, given its node in the text and the item that was read from it."""
    if not isinstance(node, yaml.MappingNode):
        return TreeSpan(item.id, node.start_mark.index, find_end(text, node))
    block = to_block(text, node)
    key = find_pair(block, lambda word: _is_operation(item, word))
    if key is None:
        raise ValueError("a requirement that says nothing")
    end = block.end if block.flow else find_line_end(text, block.end)
    span = TreeSpan(item.id, block.start, end, block, key)
    parts = [link.other for link in item.links if link.type.name == "REQUIRES" and isinstance(link.other, Item)]
    return _with_children(text, span, key, parts) if parts else span


def _with_children(text: str, span: TreeSpan, key: Pair, parts: list[Item]) -> TreeSpan:
    node, quorum = key.value.node, None
    if isinstance(node, yaml.MappingNode):
        quorum = to_block(text, node)
        listed = find_in_quorum(quorum, "of")
        node = listed.value.node
    children = tuple(read_tree(text, one, part) for one, part in zip(node.value, parts, strict=True))
    found = find_elements(text, node)
    elements = tuple(replace(one, end=child.end) for one, child in zip(found.all, children, strict=True))
    return replace(span, quorum=quorum, elements=Elements(elements, found.flow), children=children)


def _is_operation(item: Item, word: str) -> bool:
    schema, op = read_schema(), item.properties["op"]
    if op == "leaf":
        return schema.find_token("mandate_kind", word) == item.properties.get("form")
    return schema.find_token("requirement_op", word) == op


def find_in_quorum(quorum: Block, key: str) -> Pair:
    """Return how many are enough (`n`), or of which (`of`), by whatever word it is called."""
    return next(pair for pair in quorum.pairs if QUORUM_WORDS.get(fold(pair.key)) == key)


def to_tree_key(word: str) -> str | None:
    """Return the field of a tree's requirement that a word stands for."""
    return list_leaf_words().get(fold(word))
