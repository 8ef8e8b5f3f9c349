"""Requirement trees as they stand in a file, inside an initiative or as one line of text, read into items.

    {all: [{decide: d-x}, {concur: d-y, veto: true}]}   =   all(decide d-x, concur d-y veto=true)

A line is first turned into the tree that a file would hold, so that both are read by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from samverkan.schema import RelationType, read_schema
from samverkan.tables.document import MAX_DEPTH, Branch, Entries, Findings, Sequence, Text
from samverkan.tables.field_words import fold, rename_keys
from samverkan.tables.fields import (
    ID,
    Item,
    Link,
    read_checked,
    read_id,
    read_link,
    read_links,
    report_unknown_field,
)
from samverkan.tables.nearest import find_nearest
from samverkan.tables.tree_line import MalformedTreeError, read_line
from samverkan.tables.values import find_words

_LEAF_LINKS = {"in": "IN_AREA", "in_area": "IN_AREA", "directed_to": "DIRECTED_TO", "answered_by": "ANSWERED_BY"}
_LEAF_PROPERTIES = ("amount", "veto")
_SHARED_PROPERTIES = ("name", "status", "status_on", "note")
_SHARED = ("id", *_SHARED_PROPERTIES, "sourced_by")
_LEAF = (*_LEAF_LINKS, *_LEAF_PROPERTIES, *_SHARED)


QUORUM_WORDS: Mapping[str, str] = {"antal": "n", "number": "n", "n": "n", "av": "of", "of": "of"}


@cache
def list_leaf_words() -> Mapping[str, str]:
    """Return the folded words that the fields of a tree's nodes may be called by, and the fields."""
    schema = read_schema()
    words = {"i": "in"}
    for key, name in _LEAF_LINKS.items():
        words |= {fold(schema.relations[name].words[lang][0]): key for lang in schema.languages}
    for key in (*_LEAF_PROPERTIES, *_SHARED_PROPERTIES, "n"):
        words |= {fold(word): key for word in schema.labels["Requirement"].properties[key].words.values()}
    words |= {fold(word): "sourced_by" for word in (p[0] for p in schema.relations["SOURCED_BY"].words.values())}
    return words | {fold(key): key for key in (*_LEAF, "n")}


def read_requires(relation: RelationType, branch: Branch, item: Item, findings: Findings) -> Iterator[Item]:
    """Read the value of `requires`: a tree, a line of text, or requirements of the section by their ids."""
    parts = branch.items if isinstance(branch, Sequence) else [branch]
    in_order = item.label.name == "Requirement" or len(parts) > 1
    for step, part in enumerate(parts, 1):
        link: Link | None = None
        if isinstance(part, Entries) and "to" in part.fields:
            link = read_link(relation, True, relation.key, part, item, findings)
        elif isinstance(part, Text) and ID.fullmatch(part.text) and not part.is_null:
            link = Link(relation, part.text, True, {}, relation.key, part.line)
        elif not (isinstance(part, Text) and part.is_null):
            made = _TreeReader(item, findings).read_part(part, 1)
            yield from made
            if made:
                link = Link(relation, made[0], True, {}, relation.key, part.line)
        if link is not None:
            item.links.append(link)
            if in_order:
                link.properties.setdefault("step", step)


@dataclass(frozen=True)
class _TreeReader:
    """Read one tree of an item, and tell everything that is malformed in it."""

    owner: Item
    findings: Findings

    def read_part(self, branch: Branch, depth: int) -> list[Item]:
        """Return the items of a tree, its root first; none when it is malformed, which is then told."""
        try:
            return self.read_node(branch, depth)
        except MalformedTreeError as error:
            self.owner.silent.add("requires")
            self.findings.error(error.key, error.line, self.owner.home, "requires", **error.values)
            return []

    def read_node(self, branch: Branch, depth: int) -> list[Item]:
        """Return the items of a tree, its root first; raises MalformedTreeError."""
        entries = read_line(branch.text, branch.line) if isinstance(branch, Text) else branch
        if not isinstance(entries, Entries):
            raise MalformedTreeError("tree-node", branch.line)
        if depth > MAX_DEPTH:
            raise MalformedTreeError("too-deep", branch.line, levels=MAX_DEPTH)
        key, op, form = _find_operation(entries)
        rename_keys(entries, {key: None}, list_leaf_words(), self.findings)
        label = read_schema().labels["Requirement"]
        node = Item(label, None, self.owner.home, branch.line, entries, self.owner.root)
        node.properties["op"] = op
        if form is None:
            return self.read_inner(node, key, entries, depth)
        node.properties["form"] = form
        self.read_leaf(node, key, entries)
        return [node]

    def read_leaf(self, node: Item, key: str, entries: Entries) -> None:
        """Read a mandate kind with its matter, and what stands beside it."""
        relations = read_schema().relations
        matter = entries.fields[key]
        if not isinstance(matter, Text) or matter.is_null or (matter.plain and matter.text == "false"):
            raise MalformedTreeError("tree-leaf-matter", matter.line, form=key)
        if not (matter.plain and matter.text == "true"):
            node.links.append(Link(relations["CONCERNS"], matter.text, True, {}, key, matter.line))
        elif "directed_to" not in entries.fields:
            raise MalformedTreeError("tree-leaf-undirected", matter.line, form=key)
        for name, branch in entries.fields.items():
            if name == key or self.read_shared(node, name, branch):
                continue
            if name in _LEAF_LINKS:
                self.read_link(node, relations[_LEAF_LINKS[name]], name, branch)
            elif name in _LEAF_PROPERTIES:
                self.read_property(node, name, branch)
            else:
                self.refuse_field(name, branch, _LEAF)

    def read_inner(self, node: Item, key: str, entries: Entries, depth: int) -> list[Item]:
        """Read an operation with its children."""
        children = entries.fields[key]
        if node.properties["op"] == "at_least":
            children = self.read_quorum(node, children)
        if not isinstance(children, Sequence) or not children.items:
            raise MalformedTreeError("tree-no-children", entries.line, op=key)
        for name, branch in entries.fields.items():
            if name != key and not self.read_shared(node, name, branch):
                self.refuse_field(name, branch, _SHARED)
        relation, made = read_schema().relations["REQUIRES"], [node]
        for step, part in enumerate(children.items, 1):
            subtree = self.read_part(part, depth + 1)
            if subtree:
                node.links.append(Link(relation, subtree[0], True, {"step": step}, relation.key, part.line))
                made.extend(subtree)
            else:
                node.silent.update(("requires", "n"))
        return made

    def read_quorum(self, node: Item, branch: Branch) -> Branch:
        """Read `{n: 2, of: […]}` and return what stands under `of`."""
        if isinstance(branch, Entries):
            rename_keys(branch, {}, QUORUM_WORDS, self.findings)
        if not isinstance(branch, Entries) or branch.fields.keys() != {"n", "of"}:
            raise MalformedTreeError("tree-quorum", branch.line)
        self.read_property(node, "n", branch.fields["n"])
        return branch.fields["of"]

    def read_shared(self, node: Item, name: str, branch: Branch) -> bool:
        """Read what every node of a tree may say; False when the field is none of these."""
        if name == "id":
            node.given = read_id(branch, self.owner, self.findings)
            node.home = node.given or node.home
        elif name in _SHARED_PROPERTIES:
            self.read_property(node, name, branch)
        elif name == "sourced_by":
            relation = read_schema().relations["SOURCED_BY"]
            node.links.extend(read_links(relation, True, name, branch, self.owner, self.findings))
        return name in _SHARED

    def read_link(self, node: Item, relation: RelationType, name: str, branch: Branch) -> None:
        """Read the one area or actor that a leaf names."""
        if isinstance(branch, Text):
            node.links.extend(read_links(relation, True, name, branch, self.owner, self.findings))
        else:
            self.findings.error("tree-one-only", branch.line, self.owner.home, f"requires.{name}")

    def read_property(self, node: Item, name: str, branch: Branch) -> None:
        """Read a property of a node."""
        place = f"requires.{name}"
        prop = node.label.properties[name]
        value = read_checked(prop, branch, self.owner, node.properties, place, self.findings)
        if value is None:
            node.silent.add(name)
        else:
            node.properties[name] = value

    def refuse_field(self, name: str, branch: Branch, known: tuple[str, ...]) -> None:
        """Refuse a field that has no place in a node."""
        words = {word: key for word, key in list_leaf_words().items() if key in known}
        report_unknown_field(f"requires.{name}", branch, self.owner, words, self.findings)


def _find_operation(entries: Entries) -> tuple[str, str, str | None]:
    """Return (key, op, form) of the one key that makes a node what it is; raises MalformedTreeError."""
    schema = read_schema()
    found: list[tuple[str, str, str | None]] = []
    for key in entries.fields:
        op = schema.find_token("requirement_op", key)
        form = schema.find_token("mandate_kind", key)
        if op is not None and op != "leaf":
            found.append((key, op, None))
        elif form is not None:
            found.append((key, "leaf", form))
    if not found:
        first = next(iter(entries.fields), "")
        words = find_words(schema, "requirement_op") | find_words(schema, "mandate_kind")
        raise MalformedTreeError("tree-no-operation", entries.line, nearest=find_nearest(first, words))
    if len(found) > 1:
        raise MalformedTreeError("tree-two-operations", entries.line, keys=[key for key, *_ in found])
    return found[0]
