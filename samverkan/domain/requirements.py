"""The requirement tree of an initiative: its nodes, its leaves and their order."""

from __future__ import annotations

from collections.abc import Iterable

from samverkan.model import Map, Node


def find_root(whole: Map, initiative: str) -> str | None:
    """Return the requirement at the top of an initiative's tree, None where it has none."""
    return next((r.end for r in whole.out(initiative, "REQUIRES")), None)


def find_requirements(whole: Map, initiative: str) -> tuple[str, ...]:
    """Return all requirements of an initiative, those nearest the top first."""
    return whole.walk([initiative], "REQUIRES")[1:]


def find_children(whole: Map, requirement: str) -> list[str]:
    """Return the parts of a requirement in their written order."""
    relations = whole.out(requirement, "REQUIRES")
    return [r.end for r in sorted(relations, key=lambda r: (r.properties.get("step", 0), r.end))]


def is_leaf(whole: Map, requirement: str) -> bool:
    """Tell whether a requirement is a leaf of its tree."""
    return whole.nodes[requirement].properties.get("op", "leaf") == "leaf"


def is_hearing(requirement: Node) -> bool:
    """Tell whether a leaf is met by being asked, whatever is answered: to consult, without a veto."""
    return requirement.properties.get("form") == "consult" and requirement.properties.get("veto") is not True


def find_leaf_ids(whole: Map, requirement: str) -> list[str]:
    """Return the leaves below a requirement (itself, if it is one), in the order of the tree.

    What is no tree (a map that is refused can hold a circle) ends, too.
    """
    found, seen, waiting = list[str](), set[str](), [requirement]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            if is_leaf(whole, node):
                found.append(node)
            else:
                waiting += reversed(find_children(whole, node))
    return found


def find_leaves(whole: Map, initiative: str) -> list[str]:
    """Return the leaves of an initiative's tree in their order; none where it has no tree."""
    root = find_root(whole, initiative)
    return [] if root is None else find_leaf_ids(whole, root)


def find_order(whole: Map, requirement: str) -> Iterable[tuple[str, str]]:
    """Yield (earlier leaf, later leaf) for every pair that a SEQUENCE puts in order."""
    children = [] if is_leaf(whole, requirement) else find_children(whole, requirement)
    if whole.nodes[requirement].properties.get("op") == "sequence":
        below = [find_leaf_ids(whole, child) for child in children]
        for place, later in enumerate(below):
            yield from ((a, b) for earlier in below[:place] for a in earlier for b in later)
    for child in children:
        yield from find_order(whole, child)
