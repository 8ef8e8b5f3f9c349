"""Merge a map into another.

Merging adds and updates by id and deletes nothing: a property that the newcomer does not state stays as it was.
A `requires` that the newcomer states takes the place of the initiative's tree: an initiative has one. The header
stays too, and takes from the newcomer only what it lacked.
"""

from __future__ import annotations

from dataclasses import replace

from samverkan.edits.change import group_relations, header_of, is_same, to_header_values
from samverkan.errors import UsageError
from samverkan.model import Map, Relation, build_map


def merge_maps(old: Map, new: Map) -> Map:
    """Return the old map with everything that the new one adds and updates."""
    old = _without_replaced_trees(old, new)
    nodes = dict(old.nodes)
    for node in new.nodes.values():
        known = nodes.get(node.id)
        if known and known.label != node.label:
            raise UsageError("store.other-label", id=node.id, old=known.label, new=node.label)
        nodes[node.id] = replace(node, properties={**known.properties, **node.properties}) if known else node
    groups, newcomers = group_relations(old.relations), group_relations(new.relations)
    for key, relations in newcomers.items():
        groups[key] = _merge_group(groups.get(key, ()), relations)
    return build_map(nodes.values(), (r for group in groups.values() for r in group), _merge_header(old, new))


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


def _merge_group(old: tuple[Relation, ...], new: tuple[Relation, ...]) -> tuple[Relation, ...]:
    if len(old) == len(new) == 1:
        return (replace(new[0], properties={**old[0].properties, **new[0].properties}),)
    added = [r for r in new if not any(is_same(r.properties, known.properties) for known in old)]
    return (*old, *added)


def _merge_header(old: Map, new: Map) -> Map:
    if not old.nodes and not old.title:
        return new
    lacked = {key: value for key, value in header_of(new).items() if key not in ("profile", "language")}
    return replace(Map({}, ()), **to_header_values({**lacked, **header_of(old)}))
