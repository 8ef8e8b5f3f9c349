"""Find the changes that lead from one map to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from samverkan.edits.change import (
    HEADER,
    HEADER_LABEL,
    Change,
    Fields,
    Group,
    group_relations,
    header_of,
    is_same,
)
from samverkan.model import Map, Node, Relation, RelationKey, relation_key


def find_changes(old: Map, new: Map) -> tuple[Change, ...]:
    """Return what turns the old map into the new one: the header, nodes in order of ids, relations of keys."""
    if old is new:
        return ()
    return (*_compare_headers(old, new), *_compare_nodes(old, new), *_compare_relations(old, new))


def _compare_headers(old: Map, new: Map) -> Iterator[Change]:
    before, after = header_of(old), header_of(new)
    if not is_same(before, after):
        yield Change(HEADER, HEADER_LABEL, *_only_changed(before, after))


def _compare_nodes(old: Map, new: Map) -> Iterator[Change]:
    for node_id in sorted(old.nodes.keys() | new.nodes.keys()):
        before, after = old.nodes.get(node_id), new.nodes.get(node_id)
        if before is not after:
            yield from compare_node(before, after)


def compare_node(before: Node | None, after: Node | None) -> Iterator[Change]:
    """Yield what becomes of a node; one whose label changes goes, and comes as another."""
    if before is not None and (after is None or before.label != after.label):
        yield Change(before.id, before.label, before=before.properties)
        before = None
    if after is None:
        return
    if before is None:
        yield Change(after.id, after.label, after=after.properties)
    elif not is_same(before.properties, after.properties):
        yield Change(after.id, after.label, *_only_changed(before.properties, after.properties))


def _compare_relations(old: Map, new: Map) -> Iterator[Change]:
    earlier, later = _group_changed(old.relations, new.relations)
    for key in sorted(earlier.keys() | later.keys()):
        before, after = to_values(earlier.get(key, ())), to_values(later.get(key, ()))
        if not is_same(before, after):
            yield compare_group(key, before, after)


def _group_changed(
    old: tuple[Relation, ...], new: tuple[Relation, ...]
) -> tuple[dict[RelationKey, tuple[Relation, ...]], ...]:
    """Return the relations of both maps by their keys; what both hold as the same object may be left out."""
    if old is new:
        return {}, {}
    there, here = set(map(id, old)), set(map(id, new))
    changed = {relation_key(r) for r in old if id(r) not in here} | {relation_key(r) for r in new if id(r) not in there}
    if len(changed) > len(new) / 4:
        return group_relations(old), group_relations(new)
    ends = {key[:3] for key in changed}
    picked = ([r for r in side if (r.type, r.start, r.end) in ends] for side in (old, new))
    return tuple(group_relations(side) for side in picked)


def compare_group(key: RelationKey, before: Group, after: Group) -> Change:
    """Return what becomes of the relations of a key."""
    if len(before) == len(after) == 1:
        one, other = _only_changed(before[0], after[0])
        return Change(key, key[0], (one,), (other,))
    return Change(key, key[0], before or None, after or None)


def to_values(relations: Iterable[Relation]) -> Group:
    """Return the properties of some relations, as a change holds them."""
    return tuple(relation.properties for relation in relations)


def _only_changed(before: Fields, after: Fields) -> tuple[Fields, Fields]:
    changed = {key for key in (*before, *after) if not is_same(before.get(key), after.get(key))}
    return _pick(before, changed), _pick(after, changed)


def _pick(values: Fields, keys: set[str]) -> Fields:
    return {key: value for key, value in values.items() if key in keys}
