"""Cut and paste in the text of a map file: keys of items, items of sections, keys of the header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from samverkan.schema import Property, read_schema
from samverkan.tables.field_words import find_item_key, fold, list_section_words
from samverkan.tables.kept_comments import Goes, find_lost, to_lines_above
from samverkan.tables.map_text import to_item_lines
from samverkan.tables.patch import Patch, find_pair, find_separator
from samverkan.tables.spelling import Spelling
from samverkan.tables.yaml_spans import Block, Element, Elements, Pair, Section, find_line_end, find_line_start

_DOCUMENT_END = re.compile(r"^\.\.\.(?=\s|$)", re.MULTILINE)


class Splicer(Patch):
    """Changes a whole map file."""

    def __init__(self, text: str, root: Block, sections: Sequence[Section], spelling: Spelling) -> None:
        """Begin with a text and where its parts stand."""
        super().__init__(text, spelling)
        self.root, self.sections = root, sections
        self.added: dict[str, list[dict[str, Any]]] = {}
        self.removed: dict[int, set[int]] = {}

    def put_key(
        self, block: Block, label: str, key: str, value: Any, prop: Property | None, siblings: Mapping[str, Any]
    ) -> None:
        """Give an item's key a value, in its place or behind the last one; `id` stands first."""
        pair = self.find_key(block, label, key)
        if key == "id" and pair is None:
            self.put_first(block, key, value)
        else:
            if pair is not None:
                self.keep_comments(block, pair)
            self.put_pair(block, lambda word: find_item_key(label, word) == key, key, value, prop, siblings)

    def keep_comments(self, block: Block, pair: Pair, written: str = "", goes: Goes | None = None) -> None:
        """Put the comments inside a value that is written anew above its key, or above its item in braces.

        Not those that are in what is `written`, and not those at a place that `goes`.
        """
        start = pair.value.start if written else pair.start
        self.put_above(block, pair, find_lost(self.text, start, pair.value.end, [pair.value.node], written, goes))

    def keep_all_comments(self, block: Block, pair: Pair) -> None:
        """Put the comments of a key that goes with its value above its place, that behind its last line, too."""
        end = pair.value.end if block.flow else find_line_end(self.text, pair.value.end)
        self.put_above(block, pair, find_lost(self.text, pair.start, end, [pair.value.node], ""), goes=True)

    def put_above(self, block: Block, pair: Pair, comments: Sequence[str], *, goes: bool = False) -> None:
        """Put comments above a key, or above its item in braces; of a line that goes, the break before it goes too."""
        above = to_lines_above(self.text, block.start if block.flow else pair.start, comments, self.break_)
        if above is None:
            return
        place, lines = above
        if goes and not block.flow and pair is not block.pairs[0]:
            place, lines = place - len(self.break_), self.break_ + lines.removesuffix(self.break_)
        self.cut(place, place, lines)

    def find_key(self, block: Block, label: str, key: str) -> Pair | None:
        """Return a key of an item with its value, by whatever word it is called."""
        return find_pair(block, lambda word: find_item_key(label, word) == key)

    def remove_key(self, block: Block, label: str, key: str) -> None:
        """Take a key and its value out of an item."""
        self.remove_matching(block, lambda word: find_item_key(label, word) == key)

    def remove_item(self, section: Section, place: int) -> None:
        """Take an item out of its section, with what stands on its lines."""
        self.removed.setdefault(section.pair.start, set()).add(place)
        if not section.flow:
            start = find_line_start(self.text, section.dashes[place])
            end = find_line_end(self.text, section.items[place].end)
            self.cut(start, min(end + len(self.break_), len(self.text)))

    def replace_item(self, section: Section, place: int, item: Mapping[str, Any]) -> None:
        """Write an item anew in the canonical form."""
        block = section.items[place]
        nodes = [pair.value.node for pair in block.pairs]
        lost = find_lost(self.text, block.start, block.end, nodes, "")
        above = to_lines_above(self.text, block.start, lost, self.break_)
        if above is not None:
            self.cut(above[0], above[0], above[1])
        if section.flow or block.flow:
            self.cut(block.start, block.end, self.spelling.to_flow(item))
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
        pair = find_pair(self.root, lambda word: to_root_key(word) == key)
        if pair is not None:
            self.put_value(self.root, pair, value)
            return
        first = self.root.pairs[0].value.end
        written = self.to_lines(self.root, key, value)
        if self.root.flow:
            self.cut(first, first, self.find_root_separator() + written)
        else:
            end = find_line_end(self.text, first)
            self.cut(end, end, self.break_ + written)

    def find_root_separator(self) -> str:
        """Return what stands between two keys at the root of a map in braces."""
        return find_separator(self.text, [(pair.start, pair.value.end) for pair in self.root.pairs])

    def remove_header(self, key: str) -> None:
        """Take a key out of the header."""
        self.remove_matching(self.root, lambda word: to_root_key(word) == key)

    def finish(self) -> str:
        """Return the text with all that was cut and pasted."""
        self.remove_empty_sections()
        ending = "".join(self.paste_items(section, items) for section, items in self.added.items())
        for section in self.sections:
            if section.flow and section.pair.start in self.removed:
                self.remove_in_brackets(section, [])
        return self.apply(0, len(self.text)) + ending

    def remove_in_brackets(self, section: Section, more: Sequence[Mapping[str, Any]]) -> None:
        """Take items out of a section in brackets, and put others behind those that are left."""
        gone = self.removed.pop(section.pair.start, set())
        kept = [(n, self.text[i.start : i.end]) for n, i in enumerate(section.items) if n not in gone]
        if not kept and not more and self.root.flow:
            self.remove_pair(self.root, next(p for p in self.root.pairs if p.start == section.pair.start))
            return
        items = tuple(Element(item.start, item.start, item.end) for item in section.items)
        self.put_elements(Elements(items, True), [*kept, *((None, self.spelling.to_flow(item)) for item in more)])

    def remove_empty_sections(self) -> None:
        """Take away a section of which no item is left, with the empty line above it; not where a comment stands."""
        for section in self.sections:
            gone = self.removed.get(section.pair.start, set())
            if section.flow or not gone or len(gone) < len(section.items) or self.gets_more(section):
                continue
            start = find_line_start(self.text, section.pair.start)
            end = min(find_line_end(self.text, section.items[-1].end) + len(self.break_), len(self.text))
            if "#" in self.text[start:end]:
                continue
            if self.text[:start].endswith(self.break_ * 2):
                start -= len(self.break_)
            self.cuts = [cut for cut in self.cuts if not start <= cut[0] < end]
            self.cut(start, end)

    def gets_more(self, section: Section) -> bool:
        """Tell whether items come to a section."""
        return to_root_key(section.pair.key) in self.added

    def paste_items(self, name: str, items: Sequence[Mapping[str, Any]]) -> str:
        """Paste items where their section stands; return a new section, where there is none."""
        section = next((s for s in self.sections if to_root_key(s.pair.key) == name), None)
        if section is None or not section.items:
            return self.paste_section(name, items)
        if section.flow:
            self.remove_in_brackets(section, items)
        else:
            self.paste_below(section, [self.to_item(section.column, item) for item in items])
        return ""

    def paste_below(self, section: Section, items: Sequence[str]) -> None:
        """Paste items below the last one of a section, or where that was when it goes."""
        end = find_line_end(self.text, section.items[-1].end)
        if len(section.items) - 1 in self.removed.get(section.pair.start, ()):
            end = min(end + len(self.break_), len(self.text))
            self.cut(end, end, "".join(item + self.break_ for item in items))
        else:
            self.cut(end, end, "".join(self.break_ + item for item in items))

    def paste_section(self, name: str, items: Sequence[Mapping[str, Any]]) -> str:
        """Paste a section that is not there or stands there empty; return it where it comes behind everything."""
        pair = find_pair(self.root, lambda word: to_root_key(word) == name)
        written = self.to_section(name, items)
        if pair is not None:
            self.cut(pair.start, pair.value.end, written)
            return ""
        if self.root.flow:
            last = self.root.pairs[-1].value.end
            self.cut(last, last, self.find_root_separator() + written)
            return ""
        if end := _DOCUMENT_END.search(self.text, self.root.end):
            self.cut(end.start(), end.start(), f"{self.break_}{written}{self.break_}")
            return ""
        lead = "" if self.text.endswith("\n") else self.break_
        return f"{lead}{self.break_}{written}{self.break_}"

    def to_section(self, name: str, items: Sequence[Mapping[str, Any]]) -> str:
        """Return a whole section."""
        if not self.spelling.is_braced:
            if self.root.flow:
                raise ValueError("a section in braces")
            return f"{name}:{self.break_}" + self.break_.join(self.to_item(2, item) for item in items)
        lines = f",{self.break_}  ".join(map(self.spelling.to_flow, items))
        return f"{self.spelling.to_key(name)}: [{self.break_}  {lines}{self.break_}]"


def to_root_key(word: str) -> str | None:
    """Return the section or the key of the header that a word at the root stands for."""
    schema = read_schema()
    return word if word in schema.sections or word in schema.header else list_section_words().get(fold(word))
