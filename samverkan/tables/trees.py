"""A requirement tree of the map in the form that a file holds, and as one line of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from samverkan.model import Map, Node, Relation
from samverkan.tables.derived_ids import find_base_in
from samverkan.tables.tree_line import to_word

_DEEPEST = 30  # a node takes up to three levels of a file, which may have 100
_SHARED = ("name", "status", "status_on", "note")
_OWN_WORDS = ("op", "form", "n", "amount", "veto", *_SHARED)
LEAF_RELATIONS: Mapping[str, str] = {"in": "IN_AREA", "directed_to": "DIRECTED_TO", "answered_by": "ANSWERED_BY"}


def find_children(content: Map, requirement_id: str) -> list[Relation]:
    """Return the relations to a requirement's children, in the order of their steps."""
    found = content.out(requirement_id, "REQUIRES")
    return sorted(found, key=lambda r: (r.properties.get("step", 0), r.end))


def find_tree(content: Map, root: str) -> list[str] | None:
    """Return the ids of a tree from its root down, or None where a file cannot hold it as one.

    That is so when a requirement hangs in two places, when one of the tree's relations says more than its ends, or
    when the tree is too deep.
    """
    found: list[str] = []
    waiting = [(root, 1)]
    while waiting:
        node_id, depth = waiting.pop()
        if depth > _DEEPEST or len(content.into(node_id, "REQUIRES")) > 1 or not _is_plain(content, node_id):
            return None
        found.append(node_id)
        waiting.extend((r.end, depth + 1) for r in find_children(content, node_id))
    return found


def _is_plain(content: Map, node_id: str) -> bool:
    node = content.nodes[node_id]
    children = find_children(content, node_id)
    matters = content.out(node_id, "CONCERNS")
    singles = [content.out(node_id, name) for name in ("CONCERNS", *LEAF_RELATIONS.values())]
    if any(len(relations) > 1 for relations in singles):
        return False
    if any(r.properties for relations in singles for r in relations):
        return False
    if any(dict(r.properties) != {"step": step} for step, r in enumerate(children, 1)):
        return False
    if not set(node.properties) <= set(_OWN_WORDS):
        return False
    if node.properties.get("op") != "leaf":
        used = {"form", "amount", "veto"} & set(node.properties)
        return bool(children) and not used and not any(singles) and ("n" in node.properties) == _is_quorum(node)
    return "form" in node.properties and not children and bool(matters or content.out(node_id, "DIRECTED_TO"))


def _is_quorum(node: Node) -> bool:
    return node.properties.get("op") == "at_least"


def to_tree(content: Map, requirement_id: str, root: str = "") -> dict[str, Any]:
    """Return a requirement and what hangs below it as a file holds it.

    `root` is the initiative, from which the ids that need not be written follow.
    """
    node = content.nodes[requirement_id]
    if node.properties.get("op") == "leaf":
        tree = _to_leaf(content, node)
    else:
        children = [to_tree(content, r.end, root) for r in find_children(content, requirement_id)]
        quorum = {"n": node.properties.get("n"), "of": children}
        tree = {str(node.properties["op"]): quorum if _is_quorum(node) else children}
    if requirement_id != find_base_in(content, requirement_id, root):
        tree["id"] = requirement_id
    tree |= {key: node.properties[key] for key in _SHARED if key in node.properties}
    sources = [_to_end(r) for r in content.out(requirement_id, "SOURCED_BY")]
    return tree | ({"sourced_by": sources} if sources else {})


def _to_end(relation: Relation) -> Any:
    return {"to": relation.end, **relation.properties} if relation.properties else relation.end


def _to_leaf(content: Map, node: Node) -> dict[str, Any]:
    matter = [r.end for r in content.out(node.id, "CONCERNS")]
    leaf: dict[str, Any] = {str(node.properties["form"]): matter[0] if matter else True}
    for key, relation in LEAF_RELATIONS.items():
        leaf.update((key, r.end) for r in content.out(node.id, relation))
    return leaf | {key: node.properties[key] for key in ("amount", "veto") if key in node.properties}


def to_line(content: Map, requirement_id: str) -> str:
    """Return a requirement and what hangs below it as one line of text.

    The sources of requirements have no place in a line; everything else has.
    """
    root = content.climb(requirement_id, "REQUIRES", backwards=True)[-1]
    return line_of_tree(to_tree(content, requirement_id, root))


def line_of_tree(tree: Mapping[str, Any]) -> str:
    """Return a tree of the file's form as one line of text."""
    key = next(iter(tree))
    value: Any = tree[key]
    pairs = [f"{k}={to_word(v)}" for k, v in tree.items() if k not in (key, "sourced_by")]
    if isinstance(value, (list, dict)):
        return f"{key}({', '.join([*_inner_parts(value, pairs)])})"
    return " ".join([key, *([] if value is True else [to_word(value)]), *pairs])


def _inner_parts(value: list[Any] | dict[str, Any], pairs: list[str]) -> Iterator[str]:
    if isinstance(value, dict):
        yield to_word(value["n"])
    children = value["of"] if isinstance(value, dict) else value
    yield from pairs
    yield from (line_of_tree(child) for child in children)
