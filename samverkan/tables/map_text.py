"""A map as text in its one canonical form: sections in the schema's order, items by id, no comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from samverkan.model import Map, Node, Relation
from samverkan.schema import Label, Property, RelationType, read_schema
from samverkan.tables.derived_ids import find_base_in
from samverkan.tables.header import VERSION
from samverkan.tables.trees import find_tree, to_tree

_WIDTH = 120
_PLAIN = re.compile(r"[^\W_](?:[\w .()/§%+–;=-]*[\w.)§%])?")
_OTHER_TYPES = re.compile(
    r"(?i:~|null|true|false|yes|no|on|off|y|n|[-+]?\.?[0-9][0-9_.:,eE+-]*|[-+]?0[box][0-9a-f_]+|[-+]?\.(inf|nan)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)"
)
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def to_yaml(content: Map) -> str:
    """Return a map as a YAML map file."""
    lines: list[str] = []
    for key, value in to_document(content).items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += ["", f"{key}:"]
            for item in value:
                lines.extend(to_item_lines(item))
        else:
            lines.append(f"{key}: {to_flow(value)}")
    return "\n".join(lines) + "\n"


def to_json(content: Map) -> str:
    """Return a map as a JSON map file, one item a line."""
    parts = []
    for key, value in to_document(content).items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            items = ",\n  ".join(to_json_value(item) for item in value)
            parts.append(f"{to_json_value(key)}: [\n  {items}\n]")
        else:
            parts.append(f"{to_json_value(key)}: {to_json_value(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def to_json_value(value: Any) -> str:
    """Return a value, or a key, as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, default=date.isoformat)


def to_document(content: Map) -> dict[str, Any]:
    """Return a map as the mappings and lists that its file holds."""
    document = dict(to_header(content))
    trees = find_trees(content)
    inline = {node_id for tree in trees.values() for node_id in tree[1]}
    for label in read_schema().labels.values():
        nodes = [n for n in content.labelled(label.name) if n.id not in inline]
        if nodes:
            document[label.section] = [to_item(content, node, label, trees) for node in nodes]
    return document


def to_header(content: Map) -> Iterator[tuple[str, Any]]:
    """Yield what a file says of the map itself, before its sections."""
    yield VERSION, read_schema().format
    for key, prop in read_schema().header.items():
        value = getattr(content, key)
        if value not in (None, "", ()):
            yield key, _in_order(prop, value)


def _in_order(prop: Property, value: Any) -> Any:
    """Return a value of the header as a file holds it, the keys of a group in the schema's order."""
    if prop.type == "groups":
        return [_group(prop, part) for part in value]
    return _group(prop, value) if prop.type == "group" else _to_plain(value)


def _group(prop: Property, values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _in_order(known, values[key]) for key, known in prop.properties.items() if key in values}


def find_trees(content: Map) -> dict[str, tuple[str, list[str]]]:
    """Return (root, ids) of the tree that can stand under each initiative's `requires`."""
    trees = ((node.id, find_tree_of(content, node.id)) for node in content.labelled("Initiative"))
    return {initiative: tree for initiative, tree in trees if tree is not None}


def find_tree_of(content: Map, initiative: str) -> tuple[str, list[str]] | None:
    """Return (root, ids) of the tree that can stand under an initiative's `requires`, or None."""
    roots = content.out(initiative, "REQUIRES")
    if len(roots) != 1 or roots[0].properties:
        return None
    tree = find_tree(content, roots[0].end)
    return None if tree is None else (roots[0].end, tree)


def to_item(content: Map, node: Node, label: Label, trees: Mapping[str, tuple[str, list[str]]]) -> dict[str, Any]:
    """Return a node as its item in a file, given the trees that stand inside items."""
    item: dict[str, Any] = {}
    if not label.derived_id or node.id != find_base_in(content, node.id):
        item["id"] = node.id
    own = {key: _to_plain(node.properties[key]) for key in label.properties if key in node.properties}
    ends = dict(_relations_of(content, node, label, trees))
    return item | ends | own if label.derived_id else item | own | ends


def _relations_of(
    content: Map, node: Node, label: Label, trees: Mapping[str, tuple[str, list[str]]]
) -> Iterator[tuple[str, Any]]:
    for relation, outward in list_keys(label.name):
        ends = content.out(node.id, relation.name) if outward else content.into(node.id, relation.name)
        if relation.name == "REQUIRES" and node.id in trees:
            yield relation.key, to_tree(content, trees[node.id][0], node.id)
        elif written := [to_end(r, relation, outward) for r in ends if is_written_here(content, r, outward)]:
            yield relation.key if outward else relation.inverse, to_end_value(written)


def _to_plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def to_end_value(written: list[Any]) -> Any:
    """Return the ends that stand under a key as its value."""
    return written[0] if len(written) == 1 and isinstance(written[0], str) else written


def to_end(relation: Relation, kind: RelationType, outward: bool) -> Any:
    """Return a relation as it stands on one of its ends: an id, or a mapping where it has properties."""
    other = relation.end if outward else relation.start
    if not relation.properties:
        return other
    return {"to": other} | {key: relation.properties[key] for key in kind.properties if key in relation.properties}


@cache
def list_keys(label: str) -> tuple[tuple[RelationType, bool], ...]:
    """Return the relation types that an item of a label can be at the start of, and at the end of."""
    schema = read_schema()
    found = []
    for relation in schema.relations.values():
        starts, ends = {s for s, _ in relation.ends}, {e for _, e in relation.ends}
        if label in starts:
            found.append((relation, True))
        if label in ends:
            found.append((relation, False))
    return tuple(found)


def is_written_here(content: Map, relation: Relation, outward: bool) -> bool:
    """Tell whether a relation is written on its start (`outward`), or on its end."""
    start, end = content.nodes[relation.start].label, content.nodes[relation.end].label
    return outward != reads_best_at_end(relation.type, start, end)


@cache
def reads_best_at_end(name: str, start: str, end: str) -> bool:
    """Tell whether a relation is written on the item at its end: where it is required, or tells what the item is."""
    schema = read_schema()
    if schema.relations[name].inverse in schema.labels[end].needs:
        return True
    if start == "Commitment" or end == "Requirement":
        return False
    return schema.labels[end].derived_id and not schema.labels[start].derived_id


def to_item_lines(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of an item of a section."""
    flow = to_flow(item)
    if len(flow) + 4 <= _WIDTH:
        yield f"  - {flow}"
        return
    lead = "  - "
    for line in to_block_lines(item, 4):
        yield lead + line[len(lead) :]
        lead = "    "


def to_block_lines(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    """Write a mapping with a key a line; what still does not fit a line is laid out the same way below."""
    space = " " * indent
    for key, part in value.items():
        flow = to_flow(part)
        if len(space) + len(key) + 2 + len(flow) <= _WIDTH or not isinstance(part, (dict, list)):
            yield f"{space}{key}: {flow}"
        elif isinstance(part, dict):
            yield f"{space}{key}:"
            yield from to_block_lines(part, indent + 2)
        else:
            yield f"{space}{key}:"
            for element in part:
                yield from _element_lines(element, indent + 2)


def _element_lines(element: Any, indent: int) -> Iterator[str]:
    space, flow = " " * indent, to_flow(element)
    if indent + 2 + len(flow) <= _WIDTH or not isinstance(element, dict):
        yield f"{space}- {flow}"
        return
    lead = f"{space}- "
    for line in to_block_lines(element, indent + 2):
        yield lead + line[indent + 2 :]
        lead = f"{space}  "


def to_flow(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {to_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(to_flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return _quote(value) if isinstance(value, str) else str(value)


def _quote(text: str) -> str:
    """Write a text without quotes only where every YAML reader takes it for this very text."""
    if _PLAIN.fullmatch(text) and not _OTHER_TYPES.fullmatch(text):
        return text
    return _ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
