"""Cut and paste in the text of a map file: keys of items, items of sections, keys of the header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from samverkan.schema import Property, read_schema
from samverkan.tables.field_words import find_item_key, fold, list_section_words
from samverkan.tables.map_text import to_block_lines, to_flow, to_item_lines
from samverkan.tables.yaml_spans import Block, Element, Pair, Section, find_line_end, find_line_start


class Splicer:
    """Collects what is cut and pasted, and does it at the end; two cuts never overlap (ValueError)."""

    def __init__(self, text: str, root: Block, sections: Sequence[Section]) -> None:
        """Begin with a text and where its parts stand."""
        self.text, self.root, self.sections = text, root, sections
        self.cuts: list[tuple[int, int, str]] = []
        self.added: dict[str, list[dict[str, Any]]] = {}
        self.removed: dict[int, set[int]] = {}
        self.break_ = "\r\n" if "\r\n" in text else "\n"

    def cut(self, start: int, end: int, paste: str = "") -> None:
        """Put something in place of a span."""
        self.cuts.append((start, end, paste))

    def put_key(
        self, block: Block, label: str, key: str, value: Any, prop: Property | None, siblings: Mapping[str, Any]
    ) -> None:
        """Give an item's key a value, in its place or behind the last one; `id` stands first."""
        pair = _find(block, lambda word: find_item_key(label, word) == key)
        if pair is not None:
            word = _say_token(prop, pair.value.plain, value, siblings)
            self.put_value(block, pair, word)
        elif key == "id":
            paste = f"id: {to_flow(value)}"
            self.cut(
                block.start + block.flow,
                block.start + block.flow,
                f"{paste}, " if block.flow else f"{paste}{self.line(block)}",
            )
        else:
            self.add_key(block, key, value)

    def find_pair(self, block: Block, label: str, key: str) -> Pair | None:
        """Return a key of an item with its value, by whatever word it is called."""
        return _find(block, lambda word: find_item_key(label, word) == key)

    def put_elements(self, elements: Sequence[Element], texts: Sequence[str | None], more: Sequence[str]) -> None:
        """Change elements of a list without brackets: None takes one away, an empty text leaves it; add more behind."""
        for element, text in zip(elements, texts, strict=True):
            if text is None:
                start = find_line_start(self.text, element.dash)
                end = min(find_line_end(self.text, element.end) + len(self.break_), len(self.text))
                if self.text[start : element.dash].strip():  # the first, on the line of its key
                    raise ValueError("an element beside its key")
                self.cut(start, end)
            elif text:
                self.cut(element.start, element.end, text)
        last = elements[-1]
        end = find_line_end(self.text, last.end)
        if texts[-1] is None:
            end = min(end + len(self.break_), len(self.text))
        indent = " " * (last.dash - find_line_start(self.text, last.dash))
        lines = [f"{indent}- {text}" for text in more]
        if lines and texts[-1] is None:
            self.cut(end, end, "".join(line + self.break_ for line in lines))
        elif lines:
            self.cut(end, end, "".join(self.break_ + line for line in lines))

    def put_value(self, block: Block, pair: Pair, value: Any) -> None:
        """Write a value anew; one that was a scalar and stays one is changed alone."""
        span = pair.value
        flow = to_flow(value)
        if span.flow and (block.flow or pair.value.plain is not None or len(flow) + block.column + len(pair.key) < 118):
            space = " " if span.plain == "" and span.start == span.end else ""
            self.cut(span.start, span.end, space + flow)
        else:
            written = self.text[pair.start : self.text.index(":", pair.start + len(pair.key))]
            self.cut(pair.start, max(span.end, pair.start + len(written) + 1), self.to_lines(block, written, value))

    def add_key(self, block: Block, key: str, value: Any) -> None:
        """Write a key behind the last one of a mapping."""
        last = block.pairs[-1].value.end
        if block.flow:
            self.cut(last, last, f", {key}: {to_flow(value)}")
        else:
            end = find_line_end(self.text, last)
            self.cut(end, end, self.line(block) + self.to_lines(block, key, value))

    def to_lines(self, block: Block, key: str, value: Any) -> str:
        """Return a key with its value as it stands in a mapping, without the indent of its first line."""
        if block.flow:
            return f"{key}: {to_flow(value)}"
        return self.break_.join(to_block_lines({key: value}, block.column)).lstrip(" ")

    def line(self, block: Block) -> str:
        """Return the break and the indent before a key of a mapping without braces."""
        return self.break_ + " " * block.column

    def remove_key(self, block: Block, label: str, key: str) -> None:
        """Take a key and its value out of an item."""
        pair = _find(block, lambda word: find_item_key(label, word) == key)
        if pair is not None:
            self.remove_pair(block, pair)

    def remove_pair(self, block: Block, pair: Pair) -> None:
        """Take a key and its value out of a mapping, with the comma or the line that is theirs."""
        place = block.pairs.index(pair)
        following = block.pairs[place + 1].start if place + 1 < len(block.pairs) else None
        if following is not None and (block.flow or place == 0):
            self.cut(pair.start, following)
        elif block.flow:
            self.cut(block.pairs[place - 1].value.end if place else pair.start, pair.value.end)
        else:
            end = find_line_end(self.text, pair.value.end)
            start = find_line_start(self.text, pair.start)
            self.cut(start - len(self.break_) if start else 0, end)

    def remove_item(self, section: Section, place: int) -> None:
        """Take an item out of its section, with what stands on its lines."""
        self.removed.setdefault(section.pair.start, set()).add(place)
        if section.flow:
            items = section.items
            after = items[place + 1].start if place + 1 < len(items) else None
            if after is not None:
                self.cut(items[place].start, after)
            else:
                earlier = [p for p in range(place) if p not in self.removed[section.pair.start]]
                self.cut(items[earlier[-1]].end if earlier else items[place].start, items[place].end)
        else:
            start = find_line_start(self.text, section.dashes[place])
            end = find_line_end(self.text, section.items[place].end)
            self.cut(start, min(end + len(self.break_), len(self.text)))

    def replace_item(self, section: Section, place: int, item: Mapping[str, Any]) -> None:
        """Write an item anew in the canonical form."""
        block = section.items[place]
        if section.flow or block.flow:
            self.cut(block.start, block.end, to_flow(item))
        else:
            self.cut(section.dashes[place], block.end, self.to_item(section.column, item).lstrip(" "))

    def to_item(self, column: int, item: Mapping[str, Any]) -> str:
        """Return an item as it stands in a list whose marks are in a column."""
        return self.break_.join(" " * column + line[2:] for line in to_item_lines(item))

    def add_item(self, section: str, item: dict[str, Any]) -> None:
        """Add an item at the end of its section."""
        self.added.setdefault(section, []).append(item)

    def put_header(self, key: str, value: Any) -> None:
        """Give a key of the header a value."""
        pair = _find(self.root, lambda word: to_root_key(word) == key)
        if pair is not None:
            self.put_value(self.root, pair, value)
        else:
            first = self.root.pairs[0].value.end
            end = find_line_end(self.text, first)
            self.cut(end, end, self.break_ + self.to_lines(self.root, key, value))

    def remove_header(self, key: str) -> None:
        """Take a key out of the header."""
        pair = _find(self.root, lambda word: to_root_key(word) == key)
        if pair is not None:
            self.remove_pair(self.root, pair)

    def finish(self) -> str:
        """Return the text with all that was cut and pasted."""
        ending = ""
        self.remove_empty_sections()
        for section, items in self.added.items():
            ending += self.paste_items(section, items)
        text, before = self.text, len(self.text) + 1
        for start, end, paste in sorted(self.cuts, key=lambda cut: (cut[0], cut[1]), reverse=True):
            if end > before:
                raise ValueError("two cuts overlap")
            text, before = text[:start] + paste + text[end:], start
        return text + ending

    def remove_empty_sections(self) -> None:
        """Take away a section of which no item is left, with the empty line above it; not where a comment stands."""
        for section in self.sections:
            gone = self.removed.get(section.pair.start, set())
            if (
                section.flow
                or not gone
                or len(gone) < len(section.items)
                or to_root_key(section.pair.key) in self.added
            ):
                continue
            start = find_line_start(self.text, section.pair.start)
            end = min(find_line_end(self.text, section.items[-1].end) + len(self.break_), len(self.text))
            if "#" in self.text[start:end]:
                continue
            if self.text[:start].endswith(self.break_ * 2):
                start -= len(self.break_)
            self.cuts = [cut for cut in self.cuts if not start <= cut[0] < end]
            self.cut(start, end)

    def paste_items(self, name: str, items: Sequence[Mapping[str, Any]]) -> str:
        """Paste items where their section stands; return a new section, where there is none."""
        section = next((s for s in self.sections if to_root_key(s.pair.key) == name), None)
        pair = _find(self.root, lambda word: to_root_key(word) == name)
        if section is None or not section.items:
            lines = self.break_.join(self.to_item(2, item) for item in items)
            if pair is not None:  # the section stands there, empty
                self.cut(pair.start, pair.value.end, f"{name}:{self.break_}{lines}")
                return ""
            if self.root.flow:
                raise ValueError("a section in braces")
            lead = "" if self.text.endswith("\n") else self.break_
            return f"{lead}{self.break_}{name}:{self.break_}{lines}{self.break_}"
        last = section.items[-1].end
        if section.flow:
            self.cut(last, last, "".join(f", {to_flow(item)}" for item in items))
        else:
            end = find_line_end(self.text, last)
            self.cut(end, end, "".join(self.break_ + self.to_item(section.column, item) for item in items))
        return ""


def _find(block: Block, matches: Any) -> Pair | None:
    return next((pair for pair in block.pairs if matches(pair.key)), None)


def to_root_key(word: str) -> str | None:
    """Return the section or the key of the header that a word at the root stands for."""
    schema = read_schema()
    return word if word in schema.sections or word in schema.header else list_section_words().get(fold(word))


def _say_token(prop: Property | None, earlier: str | None, value: Any, siblings: Mapping[str, Any]) -> Any:
    """Return a token as a word of the language in which the one before it was written."""
    enum = read_schema().enum_of(prop, siblings) if prop is not None and prop.type == "token" else None
    if enum is None or earlier is None or not isinstance(value, str):
        return value
    tokens = read_schema().enums.get(enum, {})
    if earlier in tokens or value not in tokens:
        return value
    for lang in read_schema().languages:
        if any(earlier.casefold() in (w.casefold() for w in words[lang]) for words in tokens.values()):
            return tokens[value][lang][0]
    return value
