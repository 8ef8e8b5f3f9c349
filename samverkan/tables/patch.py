"""Cut and paste in a text: keys, values and elements of lists, each where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from samverkan.schema import Property, read_schema
from samverkan.tables.list_patch import change_list
from samverkan.tables.map_text import to_block_lines
from samverkan.tables.spelling import Spelling
from samverkan.tables.yaml_spans import Block, Elements, Pair, find_line_end, find_line_start

Matches = Callable[[str], bool]
_WIDTH = 118


class Patch:
    """Collects what is cut and pasted, and does it at the end; two cuts never overlap (ValueError)."""

    def __init__(self, text: str, spelling: Spelling) -> None:
        """Begin with a text in which nothing is changed yet."""
        self.text, self.spelling = text, spelling
        self.cuts: list[tuple[int, int, str]] = []
        self.break_ = "\r\n" if "\r\n" in text else "\n"

    def cut(self, start: int, end: int, paste: str = "") -> None:
        """Put something in place of a span."""
        self.cuts.append((start, end, paste))

    def apply(self, start: int, end: int) -> str:
        """Return a part of the text with all that was cut and pasted."""
        text, before = self.text[start:end], end + 1
        for first, last, paste in reversed(sorted(self.cuts, key=lambda cut: (cut[0], cut[1]))):
            if last > before or first < start:
                raise ValueError("two cuts overlap")
            text, before = text[: first - start] + paste + text[last - start :], first
        return text

    def put_pair(
        self,
        block: Block,
        matches: Matches,
        key: str,
        value: Any,
        prop: Property | None = None,
        siblings: Mapping[str, Any] = {},
    ) -> None:
        """Give a key a value, in its place or behind the last one."""
        pair = find_pair(block, matches)
        if pair is None:
            self.add_key(block, key, value)
        else:
            self.put_value(block, pair, say_token(prop, pair.value.plain, value, siblings))

    def put_first(self, block: Block, key: str, value: Any) -> None:
        """Give a mapping a key before all others."""
        paste = f"{self.spelling.to_key(key)}: {self.spelling.to_flow(value)}"
        place = block.start + block.flow
        self.cut(place, place, f"{paste}, " if block.flow else f"{paste}{self.line(block)}")

    def put_value(self, block: Block, pair: Pair, value: Any) -> None:
        """Write a value anew; one that was a scalar and stays one is changed alone."""
        span = pair.value
        flow = self.spelling.to_flow(value)
        if span.flow and (block.flow or span.plain is not None or not is_too_long(flow, block, pair)):
            space = " " if span.plain == "" and span.start == span.end else ""
            self.cut(span.start, span.end, space + flow)
        else:
            written = self.text[pair.start : self.text.index(":", pair.start + len(pair.key))]
            self.cut(pair.start, max(span.end, pair.start + len(written) + 1), self.to_lines(block, written, value))

    def add_key(self, block: Block, key: str, value: Any) -> None:
        """Write a key behind the last one of a mapping."""
        last = block.pairs[-1].value.end
        if block.flow:
            between = find_separator(self.text, [(p.start, p.value.end) for p in block.pairs])
            self.cut(last, last, f"{between}{self.spelling.to_key(key)}: {self.spelling.to_flow(value)}")
        else:
            end = find_line_end(self.text, last)
            self.cut(end, end, self.line(block) + self.to_lines(block, key, value))

    def to_lines(self, block: Block, key: str, value: Any) -> str:
        """Return a key with its value as it stands in a mapping, without the indent of its first line."""
        if block.flow:
            return f"{self.spelling.to_key(key)}: {self.spelling.to_flow(value)}"
        return self.break_.join(to_block_lines({key: value}, block.column)).lstrip(" ")

    def line(self, block: Block) -> str:
        """Return the break and the indent before a key of a mapping without braces."""
        return self.break_ + " " * block.column

    def remove_matching(self, block: Block, matches: Matches) -> None:
        """Take a key and its value out of a mapping, where it has it."""
        pair = find_pair(block, matches)
        if pair is not None:
            self.remove_pair(block, pair)

    def remove_pair(self, block: Block, pair: Pair) -> None:
        """Take a key and its value out of a mapping, with the comma or the line that is theirs."""
        place = block.pairs.index(pair)
        if place == 0:
            following = block.pairs[1].start if len(block.pairs) > 1 else pair.value.end
            self.cut(pair.start, following)
        elif block.flow:
            self.cut(block.pairs[place - 1].value.end, pair.value.end)
        else:
            end = find_line_end(self.text, pair.value.end)
            start = find_line_start(self.text, pair.start)
            self.cut(start - len(self.break_) if start else 0, end)

    def put_elements(self, elements: Elements, texts: Sequence[tuple[int | None, str]]) -> None:
        """Make a list hold other elements, each the number of the one that it was (None: a new one) and its text."""
        for start, end, paste in change_list(self.text, elements, texts, self.break_):
            self.cut(start, end, paste)


def find_pair(block: Block, matches: Matches) -> Pair | None:
    """Return the pair of a mapping whose key is meant."""
    return next((pair for pair in block.pairs if matches(pair.key)), None)


def is_too_long(written: str, block: Block, pair: Pair) -> bool:
    """Tell whether a value has no room on the line of its key."""
    return len(written) + block.column + len(pair.key) >= _WIDTH


def find_separator(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return what stands between the last two parts in braces or brackets: a comma, and perhaps a line break."""
    if len(spans) > 1:
        between = text[spans[-2][1] : spans[-1][0]]
        if between.strip() == ",":
            return between
    return ", "


def say_token(prop: Property | None, earlier: str | None, value: Any, siblings: Mapping[str, Any] = {}) -> Any:
    """Return a token as a word of the language in which the one before it was written."""
    enum = read_schema().enum_of(prop, siblings) if prop is not None and prop.type == "token" else None
    return value if enum is None or not isinstance(value, str) else say_word(enum, earlier, value)


def say_word(enum: str, earlier: str | None, value: str) -> str:
    """Return a token of an enumeration as a word of the language in which another one was written."""
    tokens = read_schema().enums.get(enum, {})
    if earlier is None or earlier in tokens or value not in tokens:
        return value
    for lang in read_schema().languages:
        if any(earlier.casefold() in (w.casefold() for w in words[lang]) for words in tokens.values()):
            return tokens[value][lang][0]
    return value
