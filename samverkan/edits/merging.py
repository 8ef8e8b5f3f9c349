"""Merge a map into another.

Merging adds and updates by id and deletes nothing: a property that the newcomer does not state stays as it was.
A `requires` that the newcomer states takes the place of the initiative's tree: an initiative has one. The header
stays too, and takes from the newcomer only what it lacked.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from weakref import ref

from samverkan.edits.change import group_relations, header_of, is_same, to_header_values
from samverkan.errors import UsageError
from samverkan.model import Map, Node, Relation, build_map, change_map
from samverkan.schema import read_schema


def merge_maps(old: Map, new: Map) -> Map:
    """Return the old map with everything that the new one adds and updates; what stays as it was is the same object.

    So is the map itself, where nothing is added or updated. Who merges judges first and writes then: what the latest
    merge came to is kept for that.
    """
    for before, newcomer, merged in tuple(_LATEST):
        if before() is old and newcomer() is new and (known := merged()) is not None:
            return known
    found = _merge(old, new)
    _LATEST.append((ref(old), ref(new), ref(found)))
    return found


_LATEST: deque[tuple[ref[Map], ref[Map], ref[Map]]] = deque(maxlen=1)


def _merge(old: Map, new: Map) -> Map:
    before, old = old, _without_replaced_trees(old, new)
    known = old.nodes
    nodes = {n.id: merged for n in new.nodes.values() if (merged := _merge_node(known.get(n.id), n)) is not None}
    newcomers = group_relations(_find_unsaid(old, new))
    ends = {key[:3] for key in newcomers}
    there = group_relations(r for r in old.relations if (r.type, r.start, r.end) in ends)
    merges = ((key, _merge_group(there.get(key, ()), relations)) for key, relations in newcomers.items())
    groups = {key: [r.properties for r in merged] for key, merged in merges if merged is not None}
    header = _merge_header(old, new)
    if old is before and not nodes and not groups and is_same(header_of(header), header_of(old)):
        return old
    return change_map(old, nodes, groups, header)


def _find_unsaid(old: Map, new: Map) -> Iterator[Relation]:
    """Yield the relations of a map that another does not have as they are; of several with the same ends all."""
    numbers = Counter((r.type, r.start, r.end) for r in new.relations)
    alone: dict[tuple[str, str, str], Relation | None] = {}
    for relation in old.relations:
        ends = relation.type, relation.start, relation.end
        if ends in numbers:
            alone[ends] = None if ends in alone else relation
    for relation in new.relations:
        known = alone.get(ends := (relation.type, relation.start, relation.end))
        if known is None or numbers[ends] > 1 or not is_same(relation.properties, known.properties):
            yield relation


def _merge_node(known: Node | None, node: Node) -> Node | None:
    """Return what a thing becomes; None where it stays as it is."""
    if known is None:
        return node
    if known.label != node.label:
        raise UsageError("store.other-label", id=node.id, old=known.label, new=node.label)
    properties = {**known.properties, **node.properties}
    return None if is_same(properties, known.properties) else replace(node, properties=properties)


def _without_replaced_trees(old: Map, new: Map) -> Map:
    """Return the old map without the trees of the initiatives for which the new one brings another tree.

    What speaks of a requirement that comes again (a commitment about it) stays, and its sources if it brings none.
    """
    brought = {n.id for n in new.labelled("Initiative") if new.out(n.id, "REQUIRES")}
    replaced = {i for i in brought if not is_same(_say_of_tree(old, i), _say_of_tree(new, i))}
    gone = old.reach(replaced & old.nodes.keys(), "REQUIRES") - replaced
    if not gone:
        return old
    kept = [r for r in old.relations if _stays(r, gone, replaced, new)]
    return build_map([node for node in old.nodes.values() if node.id not in gone], kept, old)


def _say_of_tree(content: Map, initiative: str) -> tuple[tuple[object, ...], ...]:
    """Return all that a map says of what an initiative requires: the things, and the relations out of them."""
    tree = sorted(content.reach({initiative} & content.nodes.keys(), "REQUIRES") - {initiative})
    nodes = ((i, content.nodes[i].label, content.nodes[i].properties) for i in tree)
    ends = [(initiative, "REQUIRES"), *((i, kind) for i in tree for kind in read_schema().relations)]
    relations = (r for end in ends for r in content.out(*end))
    return (*nodes, *((r.type, r.start, r.end, r.properties) for r in relations))


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
