"""Merge a map into another.

Merging adds and updates by id and deletes nothing: a property that the newcomer does not state stays as it was.
A `requires` that the newcomer states takes the place of the initiative's tree: an initiative has one. The header
stays too, and takes from the newcomer only what it lacked.
"""

from __future__ import annotations

from dataclasses import replace

from samverkan.edits.change import group_relations, header_of, is_same, to_header_values
from samverkan.errors import UsageError
from samverkan.model import Map, Node, Relation, build_map, change_map


def merge_maps(old: Map, new: Map) -> Map:
    """Return the old map with everything that the new one adds and updates; what stays as it was is the same object."""
    old = _without_replaced_trees(old, new)
    known = old.nodes
    nodes = {n.id: merged for n in new.nodes.values() if (merged := _merge_node(known.get(n.id), n)) is not None}
    newcomers = group_relations(new.relations)
    ends = {key[:3] for key in newcomers}
    there = group_relations(r for r in old.relations if (r.type, r.start, r.end) in ends)
    merges = ((key, _merge_group(there.get(key, ()), relations)) for key, relations in newcomers.items())
    groups = {key: [r.properties for r in merged] for key, merged in merges if merged is not None}
    return change_map(old, nodes, groups, _merge_header(old, new))


def _merge_node(known: Node | None, node: Node) -> Node | None:
    """Return what a thing becomes; None where it stays as it is."""
    if known is None:
        return node
    if known.label != node.label:
        raise UsageError("store.other-label", id=node.id, old=known.label, new=node.label)
    properties = {**known.properties, **node.properties}
    return None if is_same(properties, known.properties) else replace(node, properties=properties)


def _without_replaced_trees(old: Map, new: Map) -> Map:
    """Return the old map without the trees of the initiatives for which the new one brings a tree.

    What speaks of a requirement that comes again (a commitment about it) stays, and its sources if it brings none.
    """
    replaced = {n.id for n in new.labelled("Initiative") if new.out(n.id, "REQUIRES")}
    gone = old.reach(replaced & old.nodes.keys(), "REQUIRES") - replaced
    if not gone:
        return old
    kept = [r for r in old.relations if _stays(r, gone, replaced, new)]
    return build_map([node for node in old.nodes.values() if node.id not in gone], kept, old)


def _stays(relation: Relation, gone: set[str], replaced: set[str], new: Map) -> bool:
    if relation.start in gone:
        comes_again = relation.start in new.nodes
        return relation.type == "SOURCED_BY" and comes_again and not new.out(relation.start, "SOURCED_BY")
    return relation.end not in gone or (relation.start not in replaced and relation.end in new.nodes)


def _merge_group(old: tuple[Relation, ...], new: tuple[Relation, ...]) -> tuple[Relation, ...] | None:
    """Return what the relations of a key become; None where they stay as they are."""
    if len(old) == len(new) == 1:
        properties = {**old[0].properties, **new[0].properties}
        return None if is_same(properties, old[0].properties) else (replace(new[0], properties=properties),)
    added = [r for r in new if not any(is_same(r.properties, known.properties) for known in old)]
    return (*old, *added) if added else None


def _merge_header(old: Map, new: Map) -> Map:
    if not old.nodes and not old.title:
        return new
    lacked = {key: value for key, value in header_of(new).items() if key not in ("profile", "language")}
    return replace(Map({}, ()), **to_header_values({**lacked, **header_of(old)}))
