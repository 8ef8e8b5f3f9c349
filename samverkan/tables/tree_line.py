"""Requirement trees as one line of text, for a spreadsheet cell and the command line.

node   = op "(" [number ","] part ("," part)* ")"  |  form [matter] (key "=" value | loose)*
part   = key "=" value  |  node
loose  = "veto"  |  ("i" | "in" | "belopp" | "amount") value
matter, value = word+ | "text in quotes"

What has a name of several words needs no quotes, up to a word that begins something else; so has a form (`yttra sig`)
and an amount (`12 000 kr`).
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from samverkan.schema import read_schema
from samverkan.tables.document import MAX_DEPTH, Entries, Sequence, Text
from samverkan.tables.values import to_amount_text

_TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|([(),=])|([^\s(),="]+))')
_WORD = re.compile(r"[^\s(),=\"]+")
_LOOSE = {"veto": "veto", "i": "in", "in": "in", "belopp": "amount", "amount": "amount"}


class MalformedTreeError(Exception):
    """Say where something stops being a tree: the key of a problem, the line, and the problem's values."""

    def __init__(self, key: str, line: int, **values: Any) -> None:
        """Hold what is wrong, and where."""
        super().__init__(key)
        self.key = key
        self.line = line
        self.values = values


def read_line(text: str, line: int = 1) -> Entries:
    """Return the tree of a line as a file would hold it; raises MalformedTreeError."""
    reader = _Reader(text, line)
    node = reader.read_node(1)
    if reader.here < len(reader.tokens):
        raise reader.error()
    return node


class _Reader:
    def __init__(self, text: str, line: int) -> None:
        self.line, self.here = line, 0
        self.tokens = _split(text, line)

    def peek(self) -> str:
        """Return the next token, empty at the end."""
        return self.tokens[self.here] if self.here < len(self.tokens) else ""

    def take(self, expected: str | None = None) -> str:
        """Return the next token and go on; it must be the expected one."""
        token = self.peek()
        if not token or (expected is not None and token != expected):
            raise self.error()
        self.here += 1
        return token

    def error(self) -> MalformedTreeError:
        """Return what is wrong at the place reached."""
        near = " ".join(self.tokens[self.here : self.here + 4])
        return MalformedTreeError("tree-line" if near else "tree-line-end", self.line, near=near)

    def read_node(self, depth: int) -> Entries:
        """Read a node and everything below it."""
        if depth > MAX_DEPTH:
            raise MalformedTreeError("too-deep", self.line, levels=MAX_DEPTH)
        words = self.take_words()
        if not words:
            raise self.error()
        return self.read_inner(words, depth) if self.peek() == "(" else self.read_leaf(words)

    def is_word(self) -> bool:
        """Whether the next token is a word or a quoted text."""
        return self.peek() not in ("", "(", ")", ",", "=")

    def is_pair(self) -> bool:
        """Whether `key=value` comes next."""
        return self.is_word() and self.tokens[self.here + 1 : self.here + 2] == ["="]

    def read_pair(self, node: Entries) -> None:
        """Read `key=value` into a node."""
        key = self.take()
        self.take("=")
        if not self.is_word() or key in node.fields:
            raise self.error()
        node.fields[key] = self.text_of(self.take())

    def text_of(self, token: str) -> Text:
        """Return a word as plain text, and what stands in quotes as text."""
        if not token.startswith('"'):
            return Text(token, self.line, True)
        try:
            return Text(str(json.loads(token, strict=False)), self.line, False)
        except ValueError as error:
            raise self.error() from error

    def read_leaf(self, words: list[str]) -> Entries:
        """Read what follows the words of a leaf: the form, and a matter unless it has none."""
        node = Entries(self.line)
        form, words = _take_form(words)
        if words:
            self.read_said(node, form, words)
        else:
            node.fields[form] = Text("true", self.line, True)
        while self.is_word():
            if self.is_pair():
                key = self.take()
                self.take("=")
                self.read_said(node, key, self.take_words())
            else:
                self.read_loose(node, self.take_words())
        return node

    def take_words(self) -> list[str]:
        """Return the words that come next, up to a pair or the end of a node."""
        words = []
        while self.is_word() and not self.is_pair():
            words.append(self.take())
        return words

    def read_said(self, node: Entries, key: str, words: list[str]) -> None:
        """Read the value of a key, up to a word that begins something else, and that."""
        if not words:
            raise self.error()
        if _LOOSE.get(key.casefold(), key) in {_LOOSE.get(known.casefold(), known) for known in node.fields}:
            raise MalformedTreeError("tree-line", self.line, near=key)
        end = next((place for place, word in enumerate(words) if place and word.casefold() in _LOOSE), len(words))
        node.fields[key] = self.join(words[:end], is_sum=_LOOSE.get(key.casefold()) == "amount")
        self.read_loose(node, words[end:])

    def read_loose(self, node: Entries, words: list[str]) -> None:
        """Read what people write beside a matter without a sign between: `veto`, `i Centrum`, `belopp 12 000 kr`."""
        if not words:
            return
        key = _LOOSE.get(words[0].casefold())
        if key is None or (key == "veto" and key in node.fields):
            raise MalformedTreeError("tree-line", self.line, near=" ".join(words[:4]))
        if key == "veto":
            node.fields[key] = Text("true", self.line, True)
            self.read_loose(node, words[1:])
        else:
            self.read_said(node, key, words[1:])

    def join(self, words: list[str], *, is_sum: bool) -> Text:
        """Return words that stand together as one text; of an amount as a file would hold it."""
        quoted = any(word.startswith('"') for word in words)
        if quoted and len(words) > 1:
            raise MalformedTreeError("tree-line", self.line, near=" ".join(words[:4]))
        text = " ".join(words)
        number = to_amount_text(text) if is_sum else None
        return Text(number, self.line, True) if number is not None else self.text_of(text)

    def read_inner(self, words: list[str], depth: int) -> Entries:
        """Read the parts of an inner node."""
        op, told = _take_operation(words)
        if op in (None, "leaf"):
            raise MalformedTreeError("tree-line-operation", self.line, found=" ".join(words))
        self.take("(")
        node, children = Entries(self.line), Sequence(self.line)
        number = self.text_of(told) if told else None
        if op == "at_least" and number is None and self.peek().isdigit():
            number = self.text_of(self.take())
            self.take(",")
        while True:
            if self.is_pair():
                self.read_pair(node)
            else:
                children.items.append(self.read_node(depth + 1))
            if self.peek() != ",":
                break
            self.take(",")
        self.take(")")
        return self.close_inner(str(op), node, children, number)

    def close_inner(self, op: str, node: Entries, children: Sequence, number: Text | None) -> Entries:
        """Put the children under their operation, with the number that must be met."""
        if op != "at_least":
            node.fields[op] = children
            return node
        quorum = Entries(self.line)
        named = node.fields.pop("n", None)
        count = number or named
        if count is None or (number and named):
            raise MalformedTreeError("tree-quorum", self.line)
        quorum.fields |= {"n": count, "of": children}
        node.fields[op] = quorum
        return node


def _take_operation(words: list[str]) -> tuple[str | None, str]:
    """Return the operation that words stand for, and the number in `minst 2` or `minst 2 av`, empty elsewhere."""
    op = read_schema().find_token("requirement_op", " ".join(words))
    if op is None and words[-1].casefold() in ("av", "of"):
        words = words[:-1]
    if op is None and words[-1].isdigit():
        found = read_schema().find_token("requirement_op", " ".join(words[:-1]))
        return (found, words[-1]) if found == "at_least" else (None, "")
    return op, ""


def _take_form(words: list[str]) -> tuple[str, list[str]]:
    """Return the form that some words begin with, which may be two words itself, and the rest of them."""
    two = " ".join(words[:2])
    is_form = len(words) > 1 and read_schema().find_token("mandate_kind", two) is not None
    return (two, words[2:]) if is_form else (words[0], words[1:])


def _split(text: str, line: int) -> list[str]:
    tokens, end = list[str](), 0
    stripped = text.rstrip()
    while end < len(stripped):
        match = _TOKEN.match(stripped, end)
        if match is None:
            raise MalformedTreeError("tree-line", line, near=stripped[end : end + 20].strip())
        tokens.append(match[1] or match[2] or match[3])
        end = match.end()
    return tokens


def to_word(value: str | int | float | bool | date) -> str:
    """Return a value as it stands in a line; a text that would be read as something else is quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if _WORD.fullmatch(value) and value not in ("true", "false", "null", "~", "veto") and not _is_null(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_null(value: str) -> bool:
    return Text(value, 1, True).is_null
