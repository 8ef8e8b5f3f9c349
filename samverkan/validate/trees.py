"""Find requirement trees that are no trees, or whose nodes say what they cannot mean."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.errors import Problem
from samverkan.model import Map, Node
from samverkan.validate.problem import to_error, to_relation_error, to_warning

_DEEPEST = 100
_ONE_OF_EACH = (
    ("CONCERNS", "concerns"),
    ("DIRECTED_TO", "directed_to"),
    ("IN_AREA", "in_area"),
    ("ANSWERED_BY", "answered_by"),
)


def find_malformed_trees(content: Map) -> Iterator[Problem]:
    """Find what is malformed in the requirement trees of a map."""
    for initiative in content.labelled("Initiative"):
        if len(content.out(initiative.id, "REQUIRES")) > 1:
            yield to_error("tree-several-roots", initiative.id, "requires")
        if _is_too_deep(content, initiative.id):
            yield to_error("too-deep", initiative.id, "requires", levels=_DEEPEST)
    for node in content.labelled("Requirement"):
        parents = content.into(node.id, "REQUIRES")
        if len(parents) > 1:
            yield to_relation_error("tree-two-parents", parents[1], requirement=node.id, first=parents[0].start)
        elif not parents:
            yield to_warning("requirement-of-nothing", node.id)
        yield from _find_malformed_leaf(content, node) if _is_leaf(node) else _find_malformed_inner(content, node)


def _is_too_deep(content: Map, initiative: str) -> bool:
    """Tell whether a tree has more levels than what walks through it can bear; a cycle has been told already."""
    level, seen = [initiative], {initiative}
    for _ in range(_DEEPEST + 1):
        level = [r.end for node_id in level for r in content.out(node_id, "REQUIRES") if r.end not in seen]
        seen.update(level)
    return bool(level)


def _is_leaf(node: Node) -> bool:
    return node.properties.get("op") == "leaf"


def _find_malformed_leaf(content: Map, node: Node) -> Iterator[Problem]:
    if content.out(node.id, "REQUIRES"):
        yield to_error("tree-leaf-with-children", node.id, "requires")
    if "n" in node.properties:
        yield to_error("tree-number-without-quorum", node.id, "n")
    for relation, field in _ONE_OF_EACH:
        if len(content.out(node.id, relation)) > 1:
            yield to_error("tree-one-only", node.id, field)
    amount = node.properties.get("amount")
    if isinstance(amount, (int, float)) and amount < 0:
        yield to_error("tree-negative-amount", node.id, "amount", amount=amount)
    if "form" not in node.properties:
        yield to_error("missing-field", node.id, "form")
    elif not content.out(node.id, "CONCERNS") and not content.out(node.id, "DIRECTED_TO"):
        yield to_error("tree-leaf-undirected", node.id, "directed_to", form=node.properties["form"])


def _find_malformed_inner(content: Map, node: Node) -> Iterator[Problem]:
    op = node.properties.get("op")
    if op is None:
        yield to_error("missing-field", node.id, "op")
        return
    children = content.out(node.id, "REQUIRES")
    if not children:
        yield to_error("tree-no-children", node.id, "requires", op=op)
    steps = [r.properties["step"] for r in children if "step" in r.properties]
    if len(steps) != len(set(steps)):
        yield to_error("tree-same-step", node.id, "requires")
    for field in ("form", "amount", "veto"):
        if field in node.properties:
            yield to_error("tree-inner-with-leaf-field", node.id, field, op=op)
    for relation, field in _ONE_OF_EACH:
        if content.out(node.id, relation):
            yield to_error("tree-inner-with-leaf-field", node.id, field, op=op)
    yield from _find_wrong_quorum(node, len(children))


def _find_wrong_quorum(node: Node, children: int) -> Iterator[Problem]:
    number = node.properties.get("n")
    if node.properties.get("op") != "at_least":
        if number is not None:
            yield to_error("tree-number-without-quorum", node.id, "n")
    elif number is None:
        yield to_error("missing-field", node.id, "n")
    elif isinstance(number, int) and children and not 1 <= number <= children:
        yield to_error("tree-quorum-number", node.id, "n", number=number, children=children)
