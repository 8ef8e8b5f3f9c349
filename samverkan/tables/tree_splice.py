"""Change a tree of requirements in a text where it says what changes; what stays keeps its words and comments.

Every requirement that stood in the text is taken from there, wherever in the tree it is now; a new one is written in
the canonical form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from samverkan.model import Map
from samverkan.schema import read_schema
from samverkan.tables.map_text import to_block_lines
from samverkan.tables.patch import Patch, find_pair, say_token, say_word
from samverkan.tables.spelling import Spelling
from samverkan.tables.tree_spans import TreeSpan, find_in_quorum, to_tree_key
from samverkan.tables.trees import find_children, line_of_tree, to_tree
from samverkan.tables.yaml_spans import Pair, find_column, find_line_end

_WIDTH = 118
_INNER = ("id", "name", "status", "status_on", "note", "sourced_by")


class TreeSplicer:
    """Writes the tree of an initiative in the text of a map file."""

    def __init__(
        self, text: str, spelling: Spelling, span: TreeSpan, maps: tuple[Map, Map], initiative: str, *, all_ids: bool
    ) -> None:
        """Begin with where the tree stands, and the maps before and after."""
        self.text, self.spelling, self.root, self.initiative = text, spelling, span, initiative
        self.old, self.new = maps
        self.all_ids = all_ids
        self.break_ = Patch(text, spelling).break_
        self.spans = {one.id: one for one in span.walk() if one.id in self.new.nodes}
        self.changed = set[str]()

    def write(self, requirement: str) -> str:
        """Return the text of the tree whose root is given, as it stands where the tree stood."""
        block = self.root.block
        if block is None:
            return self.write_line(self.root, requirement)
        return self.render(requirement, block.column, block.flow)

    def to_tree(self, requirement: str) -> dict[str, Any]:
        """Return a requirement of the map after, as a file holds it."""
        return to_tree(self.new, requirement, self.initiative)

    def render(self, requirement: str, column: int, flow: bool) -> str:
        """Return a requirement with what is below it, to stand in a column or in braces."""
        span = self.spans.get(requirement)
        if span is None:
            return self.compose(requirement, column, flow)
        if span.block is None:
            return self.write_line(span, requirement)
        if flow and not span.block.flow:
            return self.spelling.to_flow(self.to_tree(requirement))
        written = self.try_change(span, requirement)
        if written is None:
            return self.compose(requirement, column, flow)
        return _move(written, column - span.block.column)

    def write_line(self, span: TreeSpan, requirement: str) -> str:
        """Return a tree that stands in the text as a line of words."""
        tree = self.to_tree(requirement)
        earlier = to_tree(self.old, span.id, self.initiative)
        if requirement == span.id and tree == earlier:
            return self.text[span.start : span.end]
        if _has_sources(tree):
            return self.spelling.to_flow(tree)
        return self.spelling.to_flow(line_of_tree(tree))

    def compose(self, requirement: str, column: int, flow: bool) -> str:
        """Return a requirement that is new, or of another kind than it was; below it may be what stood there."""
        tree = self.to_tree(requirement)
        short = self.spelling.to_flow(tree)
        below = [self.spans[i] for i in self.new.reach([requirement], "REQUIRES") if i in self.spans]
        has_lines = any("\n" in self.text[span.start : span.end] or self.find_note(span.id) for span in below)
        if flow or self.spelling.is_braced or (not has_lines and len(short) + column < _WIDTH):
            return short
        children = [r.end for r in find_children(self.new, requirement)]
        if not below or not children:
            return self.break_.join(to_block_lines(tree, column)).lstrip(" ")
        return self.break_.join(self.compose_lines(tree, children, column)).lstrip(" ")

    def find_note(self, requirement: str) -> str:
        """Return the comment behind a requirement, to stand behind it elsewhere."""
        span = self.spans.get(requirement)
        if span is None or self.root.block is None or self.root.block.flow:
            return ""
        _, sign, words = self.text[span.end : find_line_end(self.text, span.end)].partition("#")
        return f"  {sign}{words}" if sign else ""

    def compose_lines(self, tree: Mapping[str, Any], children: list[str], column: int) -> list[str]:
        """Return the lines of a requirement whose children stand below it."""
        space, key = " " * column, next(iter(tree))
        lines, inner = [f"{space}{key}:"], column + 2
        if isinstance(tree[key], dict):
            lines += [f"{space}  n: {tree[key]['n']}", f"{space}  of:"]
            inner += 2
        for child in children:
            lines.append(f"{' ' * inner}- {self.render(child, inner + 2, False)}{self.find_note(child)}")
        return lines + [f"{space}{k}: {self.spelling.to_flow(v)}" for k, v in tree.items() if k != key]

    def try_change(self, span: TreeSpan, requirement: str) -> str | None:
        """Return a requirement that stood in the text, changed; None where its shape is not known well enough."""
        try:
            written = self.change(span, requirement)
        except ValueError:
            return None
        if written is not None:
            self.changed.add(requirement)
        return written

    def goes(self, place: int) -> bool:
        """Tell whether what stands at a place of the text goes: with its requirement, or with what that said."""
        owner = [one for one in self.root.walk() if one.start <= place < one.end][-1:]
        gone = [one.end for one in self.root.walk() if one.id not in self.new.nodes]
        return any(one.id not in self.spans or one.id in self.changed for one in owner) or any(
            end <= place <= find_line_end(self.text, end) for end in gone
        )

    def change(self, span: TreeSpan, requirement: str) -> str | None:
        """Return a requirement that stood in the text, changed where it says what changes; None where it cannot be."""
        block, pair = span.block, span.key
        assert block is not None and pair is not None
        old, new = to_tree(self.old, requirement, self.initiative), self.to_tree(requirement)
        (was, key), patch = (next(iter(old)), next(iter(new))), Patch(self.text, self.spelling)
        if _kind(old[was]) != _kind(new[key]) and not self.turn(span, patch, new[key]):
            return None
        if was != key:
            enum = "mandate_kind" if _kind(new[key]) == "leaf" else "requirement_op"
            end = self.text.index(":", pair.start + len(pair.key))
            patch.cut(pair.start, end, self.spelling.to_key(say_word(enum, pair.key, key)))
        if not span.children:
            if old[was] != new[key]:
                patch.put_value(block, pair, new[key])
        else:
            self.change_children(span, requirement, patch, old[was], new[key])
        for field in {**old, **new}:
            if field not in (was, key):
                self.change_field(span, patch, field, old, new)
        return patch.apply(span.start, span.end)

    def turn(self, span: TreeSpan, patch: Patch, value: Any) -> bool:
        """Make a list under a condition the list of a quorum, or the other way around; tell whether it can be done."""
        if not span.children or _kind(value) == "leaf":
            return False
        assert span.elements is not None and span.key is not None and span.block is not None
        start, end = span.key.value.start, span.key.value.end
        listed = find_in_quorum(span.quorum, "of") if span.quorum else None
        if span.elements.flow and listed is None:
            of, n = map(self.spelling.to_key, ("of", "n"))
            patch.cut(start, start, f"{{{n}: {value['n']}, {of}: ")
            patch.cut(end, end, "}")
        elif span.elements.flow and listed is not None:
            patch.cut(start, listed.value.start)
            patch.cut(listed.value.end, end)
        else:
            self.turn_lines(span, patch, listed, value)
        return True

    def turn_lines(self, span: TreeSpan, patch: Patch, listed: Pair | None, value: Any) -> None:
        """Put the lines of a quorum around a list without brackets, which moves to the right; or take them away."""
        assert span.elements is not None and span.key is not None and span.block is not None
        above = find_line_end(self.text, span.key.start)
        if listed is None:
            line = f"{self.break_}{' ' * (span.block.column + 2)}"
            patch.cut(above, above, f"{line}n: {value['n']}{line}of:")
        else:
            patch.cut(above, find_line_end(self.text, listed.start))
            above = find_line_end(self.text, listed.start)
        for match in re.finditer(r"\n(?=[^\r\n])", self.text[above : span.elements.all[-1].end]):
            place = above + match.end()
            patch.cut(place, place + (0 if listed is None else 2), "  " if listed is None else "")

    def change_field(
        self, span: TreeSpan, patch: Patch, field: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Change what stands beside the condition: an amount, a status, an id."""
        block = span.block
        assert block is not None
        there = find_pair(block, lambda word: to_tree_key(word) == field or word == field)
        wants_id = field == "id" and self.all_ids and there is None
        if old.get(field) == new.get(field) and not wants_id:
            return
        prop = read_schema().labels["Requirement"].properties.get(field)
        if field not in new:
            if there is not None:
                patch.remove_pair(block, there)
        elif there is None:
            patch.add_key(block, field, new[field])
        else:
            patch.put_value(block, there, say_token(prop, there.value.plain, new[field], new))

    def change_children(self, span: TreeSpan, requirement: str, patch: Patch, old: Any, new: Any) -> None:
        """Change what is below a requirement, and how many of it are enough."""
        assert span.elements is not None
        if isinstance(old, dict) and isinstance(new, dict) and old["n"] != new["n"]:
            assert span.quorum is not None
            patch.put_value(span.quorum, find_in_quorum(span.quorum, "n"), new["n"])
        stood = {child.id: place for place, child in enumerate(span.children)}
        wanted = []
        for relation in find_children(self.new, requirement):
            place = stood.get(relation.end)
            column = find_column(self.text, span.elements.all[place or 0].start)
            written = self.render(relation.end, column, span.elements.flow)
            wanted.append((place, written if place is not None else written + self.find_note(relation.end)))
        patch.put_elements(span.elements, wanted)


def _kind(value: Any) -> str:
    return "list" if isinstance(value, list) else "quorum" if isinstance(value, dict) else "leaf"


def _has_sources(tree: Mapping[str, Any]) -> bool:
    value: Any = next(iter(tree.values()))
    children = value["of"] if isinstance(value, dict) else value if isinstance(value, list) else []
    return "sourced_by" in tree or any(map(_has_sources, children))


def _move(text: str, columns: int) -> str:
    """Return a text of several lines with the lines behind the first one moved to the right, or to the left."""
    first, *others = text.split("\n")
    if columns >= 0:
        return "\n".join([first, *(" " * columns + line if line.strip() else line for line in others)])
    return "\n".join([first, *(line[min(-columns, len(line) - len(line.lstrip(" "))) :] for line in others)])
