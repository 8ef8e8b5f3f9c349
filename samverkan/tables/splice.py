"""Change a map file where it says what changes, and leave the rest of it as it stands: comments, order, words.

Only the values, keys and items that change are written anew. What comes out is read back and compared with the map
that is meant; where it is another one, the items that were touched are written in the canonical form instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from samverkan.edits import find_changes
from samverkan.edits.change import HEADER, Change
from samverkan.errors import StoreError
from samverkan.model import Map, Relation, relation_key
from samverkan.schema import read_schema
from samverkan.tables.field_words import fold, list_relation_words
from samverkan.tables.fields import Item, Link
from samverkan.tables.map_file import read_items, read_map_text, says
from samverkan.tables.map_formats.form import find_map_format
from samverkan.tables.map_text import (
    find_trees,
    is_written_here,
    to_end,
    to_end_value,
    to_header,
    to_item,
)
from samverkan.tables.patch import Patch, is_too_long
from samverkan.tables.splice_text import Splicer, to_root_key
from samverkan.tables.tree_spans import read_tree
from samverkan.tables.tree_splice import TreeSplicer
from samverkan.tables.trees import to_tree
from samverkan.tables.yaml_spans import (
    Block,
    Element,
    Elements,
    Section,
    find_elements,
    find_line_end,
    read_spans,
    to_block,
)

Keys = dict[str, dict[str, Any]]
_GONE = object()


def splice_map(text: str, path: Path, new: Map, old: Map | None = None) -> str:
    """Return the text of a map file that says the new map, as little changed as can be.

    `old` is what the text says, where that has been read already.
    Raises StoreError `store.not-spliced` where that cannot be done.
    """
    old = read_map_text(text, path) if old is None else old
    if old is None:
        raise StoreError("store.not-spliced", path=path)
    for canonical, ids in product((False, True), ("touched", "trees", "all")):
        try:
            found = _Splice(text, path, old, new, ids).run(canonical=canonical)
        except (ValueError, KeyError, IndexError):  # a shape that is not known
            continue
        if says(found, path, new):
            return found
    raise StoreError("store.not-spliced", path=path)


class _Splice:
    """The plan of what is written where: keys of items, whole items, and the header.

    `ids` says where ids are written out that follow from what an item says: where that changes ("touched"), in whole
    trees too ("trees"), or also on items that nothing touches, where others shift them ("all").
    """

    def __init__(self, text: str, path: Path, old: Map, new: Map, ids: str) -> None:
        self.text, self.old, self.new = text, old, new
        spelling = find_map_format(path).spelling
        assert spelling is not None
        self.spelling = spelling
        sections = read_schema().sections
        self.ids = ids
        self.root, self.sections = read_spans(text, lambda word: to_root_key(word) in sections, spelling.compose)
        by_section, self.items = read_items(text, path)
        self.blocks: dict[str, tuple[Section, int]] = {}
        for section, (_label, items) in zip(self.sections, by_section, strict=True):
            for place, item in enumerate(items):
                self.blocks[item.id] = (section, place)
        self.known = {item.id: item for item in self.items}
        # A tree whose requirements stand as items of their own stays that way.
        self.trees = {i: tree for i, tree in find_trees(new).items() if self.blocks.keys().isdisjoint(tree[1])}
        self.inline = {node_id for _, ids in self.trees.values() for node_id in ids}
        self.keys: Keys = defaultdict(dict)
        self.relation_keys: dict[tuple[str, str, bool], list[Relation]] = {}
        self.tree_keys: set[str] = set()

    def run(self, *, canonical: bool) -> str:
        """Return the new text; in the canonical form are the items that are touched, or what changes of them."""
        changes = find_changes(self.old, self.new)
        splicer = Splicer(self.text, self.root, self.sections, self.spelling)
        for change in changes:
            self.plan(change)
        for initiative in sorted(self.tree_keys & self.new.nodes.keys() & self.blocks.keys()):
            self.keys[initiative]["requires"] = (
                to_tree(self.new, self.trees[initiative][0], initiative)
                if initiative in self.trees
                else self.to_ends(initiative, "REQUIRES", True)
            )
        self.keep_ids(None if self.ids == "all" else set(self.keys))
        gone = sorted(self.blocks.keys() - self.new.nodes.keys())
        for node_id in gone:
            splicer.remove_item(*self.blocks[node_id])
        for node_id in sorted(self.keys.keys() & self.new.nodes.keys() & self.blocks.keys()):
            section, place = self.blocks[node_id]
            if canonical:
                splicer.replace_item(section, place, self.to_item(node_id))
            else:
                self.write_keys(splicer, section.items[place], node_id)
        for node_id in sorted(self.new.nodes.keys() - self.blocks.keys() - self.inline):
            splicer.add_item(read_schema().labels[self.new.nodes[node_id].label].section, self.to_item(node_id))
        self.write_header(splicer, changes)
        return splicer.finish()

    def to_item(self, node_id: str) -> dict[str, Any]:
        node = self.new.nodes[node_id]
        return to_item(self.new, node, read_schema().labels[node.label], self.trees)

    def plan(self, change: Change) -> None:
        """Note what a change touches: a key of an item, or the tree of an initiative."""
        key = change.key
        if isinstance(key, tuple):
            self.plan_relation(key[0], key[1], key[2])
        elif key != HEADER and isinstance(key, str):
            if self.stands_in_tree(key):
                self.tree_keys |= self.find_initiatives(key)
            elif key in self.blocks and key in self.new.nodes:
                for field in {*(change.before or ()), *(change.after or ())}:
                    value = self.new.nodes[key].properties.get(str(field), _GONE)
                    self.keys[key][str(field)] = list(value) if isinstance(value, tuple) else value

    def stands_in_tree(self, node_id: str) -> bool:
        """Tell whether a thing is a requirement inside a tree, in the text as it is or as it becomes."""
        if node_id in self.blocks or (node_id not in self.inline and node_id not in self.known):
            return False
        return any(c.nodes[node_id].label == "Requirement" for c in (self.old, self.new) if node_id in c.nodes)

    def find_initiatives(self, requirement: str) -> set[str]:
        above = {*self.old.reach([requirement], "REQUIRES", backwards=True)} if requirement in self.old.nodes else set()
        if requirement in self.new.nodes:
            above |= self.new.reach([requirement], "REQUIRES", backwards=True)
        return {
            i for i in above if any(i in c.nodes and c.nodes[i].label == "Initiative" for c in (self.old, self.new))
        }

    def plan_relation(self, kind: str, start: str, end: str) -> None:
        for node_id in (start, end):
            if self.stands_in_tree(node_id):
                self.tree_keys |= self.find_initiatives(node_id)
                if kind in _IN_TREES:
                    return
        if kind == "REQUIRES" and start in self.trees:
            self.tree_keys.add(start)
            return
        places = [(i, o) for i, o in ((start, True), (end, False)) if self.is_written(i, kind, o, end if o else start)]
        if not places:
            places = [self.find_place(kind, start, end)]
        for node_id, outward in places:
            if node_id in self.blocks and node_id in self.new.nodes:
                relation = read_schema().relations[kind]
                self.keys[node_id][relation.key if outward else relation.inverse] = self.to_ends(
                    node_id, kind, outward, also=end if outward else start
                )

    def is_written(self, node_id: str, kind: str, outward: bool, other: str) -> bool:
        item = self.known.get(node_id)
        return item is not None and any(
            link.type.name == kind and link.outward == outward and link.other_id == other for link in item.links
        )

    def find_place(self, kind: str, start: str, end: str) -> tuple[str, bool]:
        """Return the item on which a new relation is written: where a file written anew has it."""
        relation = next(r for r in self.new.out(start, kind) if r.end == end)
        return (start, True) if is_written_here(self.new, relation, True) else (end, False)

    def to_ends(self, node_id: str, kind: str, outward: bool, also: str = "") -> Any:
        """Return what stands under a key: what stood there and is still so, and one more."""
        relations = self.new.out(node_id, kind) if outward else self.new.into(node_id, kind)
        item, schema = self.known.get(node_id), read_schema()
        written = (
            {link.other_id for link in item.links if link.type.name == kind and link.outward == outward}
            if item
            else set()
        )
        planned = self.relation_keys.setdefault((node_id, kind, outward), [])
        ends = [
            r for r in relations if (other := r.end if outward else r.start) in written or other == also or r in planned
        ]
        planned.extend(r for r in ends if r not in planned)
        order = {link.other_id: place for place, link in enumerate(item.links)} if item else {}
        ends.sort(key=lambda r: (order.get(r.end if outward else r.start, len(order)), relation_key(r)))
        values = [to_end(r, schema.relations[kind], outward) for r in ends]
        return to_end_value(values) if values else _GONE

    def keep_ids(self, wanted: set[str] | None) -> None:
        """Write the id of an item that had none, where what it was derived from changes or something shares it."""
        for node_id, (section, place) in self.blocks.items():
            is_wanted = (wanted is None or node_id in wanted) and node_id in self.new.nodes
            if is_wanted and "id" not in {pair.key for pair in section.items[place].pairs}:
                label = read_schema().labels[self.new.nodes[node_id].label]
                if label.derived_id and ("id" in self.to_item(node_id) or node_id[-2:-1] == "-"):
                    self.keys[node_id]["id"] = node_id

    def write_keys(self, splicer: Splicer, block: Block, node_id: str) -> None:
        label = self.new.nodes[node_id].label
        properties = read_schema().labels[label].properties
        for key, value in self.keys[node_id].items():
            if value is not _GONE and self.write_parts(splicer, block, node_id, key):
                continue
            if value is _GONE:
                pair = splicer.find_key(block, label, key)
                if pair is not None and key == "requires" and self.lives_on(node_id):
                    splicer.keep_all_comments(block, pair)
                splicer.remove_key(block, label, key)
            else:
                splicer.put_key(block, label, key, value, properties.get(key), self.new.nodes[node_id].properties)

    def lives_on(self, initiative: str) -> bool:
        """Tell whether requirements are left of a tree that goes."""
        return any(node_id in self.new.nodes for node_id in self.old.reach([initiative], "REQUIRES") - {initiative})

    def write_parts(self, splicer: Splicer, block: Block, node_id: str, key: str) -> bool:
        """Change the parts of a value that has some, a tree or a list; tell whether that could be done."""
        if key == "requires" and node_id in self.tree_keys and node_id in self.trees:
            return self.write_tree(splicer, block, node_id)
        return self.write_elements(splicer, block, node_id, key)

    def write_tree(self, splicer: Splicer, block: Block, initiative: str) -> bool:
        """Change the tree of an initiative requirement by requirement; tell whether that could be done."""
        pair = splicer.find_key(block, "Initiative", "requires")
        links = [link for link in self.known[initiative].links if link.field == "requires"]
        if pair is None or len(links) != 1 or not isinstance(links[0].other, Item):
            return False
        node = pair.value.node
        if isinstance(node, yaml.SequenceNode):
            (node,) = node.value
        span = read_tree(self.text, node, links[0].other)
        maps = (self.old, self.new)
        tree = TreeSplicer(self.text, self.spelling, span, maps, initiative, all_ids=self.ids != "touched")
        written = tree.write(self.trees[initiative][0])
        if "\n" not in written and pair.value.flow and not block.flow and is_too_long(written, block, pair):
            return False
        splicer.keep_comments(block, pair, written, tree.goes)
        splicer.cut(span.start, span.end, written)
        return True

    def write_elements(self, splicer: Splicer, block: Block, node_id: str, key: str) -> bool:
        """Change a list of relations element by element; tell whether that could be done."""
        kind = read_schema().keys[self.new.nodes[node_id].label].get(key)
        pair = splicer.find_key(block, self.new.nodes[node_id].label, key)
        links = [link for link in self.known[node_id].links if link.field == key]
        if kind is None or pair is None:
            return False
        elements = _with_comments(self.text, find_elements(self.text, pair.value.node), pair.value.node)
        if not links or len(links) != len(elements.all):
            return False
        relation, outward = kind
        left = list(self.relation_keys.get((node_id, relation.name, outward), []))
        wanted: list[tuple[int | None, str]] = []
        for number, (link, element) in enumerate(zip(links, elements.all, strict=True)):
            found = _find_relation(left, link, outward)
            if found is not None:
                left.remove(found)
                wanted.append((number, self.write_end(element, pair.value.node.value[number], link, found, outward)))
        if not wanted:
            return False
        more = [(None, self.spelling.to_flow(to_end(r, relation, outward))) for r in left]
        if elements.flow and not block.flow and pair.value.flow:
            line = ", ".join(text for _, text in (*wanted, *more))
            if "\n" not in line and is_too_long(f"[{line}]", block, pair):
                return False
        splicer.put_elements(elements, [*wanted, *more])
        return True

    def write_end(self, element: Element, node: Any, link: Link, new: Relation, outward: bool) -> str:
        """Return an end of a relation; of one that stands on several lines only what changes is written anew."""
        if new in self.old.relations:
            return self.text[element.start : element.end]
        if not _has_lines(node):
            return self.spelling.to_flow(to_end(new, link.type, outward))
        block, patch, words = to_block(self.text, node), Patch(self.text, self.spelling), list_relation_words(new.type)
        for key, prop in link.type.properties.items():
            matches = partial(_is_word, words, key)
            if key not in new.properties:
                patch.remove_matching(block, matches)
            elif new.properties[key] != link.properties.get(key):
                patch.put_pair(block, matches, key, new.properties[key], prop, new.properties)
        return patch.apply(element.start, element.end)

    def write_header(self, splicer: Splicer, changes: Iterable[Change]) -> None:
        touched = {str(f) for c in changes if c.key == HEADER for f in (*(c.before or ()), *(c.after or ()))}
        header = dict(to_header(self.new))
        for key in sorted(touched):
            if key in header:
                splicer.put_header(key, header[key])
            else:
                splicer.remove_header(key)


def _has_lines(node: Any) -> bool:
    return isinstance(node, yaml.MappingNode) and not node.flow_style


def _is_word(words: Mapping[str, str], key: str, word: str) -> bool:
    return word == key or words.get(fold(word)) == key


def _with_comments(text: str, elements: Elements, node: Any) -> Elements:
    """Return the elements of a list so that one on lines of its own ends behind the comment in its last line."""
    if elements.flow:
        return elements
    ends = [
        find_line_end(text, one.end) if _has_lines(n) else one.end
        for one, n in zip(elements.all, node.value, strict=True)
    ]
    return replace(elements, all=tuple(replace(one, end=end) for one, end in zip(elements.all, ends, strict=True)))


def _find_relation(relations: list[Relation], link: Link, outward: bool) -> Relation | None:
    """Return the relation that a link stands for: one that says the same, else one that leads there from that day."""
    there = [r for r in relations if (r.end if outward else r.start) == link.other_id]
    same = [r for r in there if r.properties == link.properties]
    began = [r for r in there if r.properties.get("valid_from") == link.properties.get("valid_from")]
    return next(iter([*same, *began, *there]), None)


_IN_TREES = ("REQUIRES", "CONCERNS", "DIRECTED_TO", "IN_AREA", "ANSWERED_BY", "SOURCED_BY")
