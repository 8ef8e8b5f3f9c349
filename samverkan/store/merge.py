"""Merge a map into another, and find what differs: the same for every store.

Merging adds and updates by id and deletes nothing: a property that the newcomer does not state stays as it was.
The header stays too, and takes from the newcomer only what it lacked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from samverkan.errors import UsageError
from samverkan.model import Map, Node, Relation, build_map, relation_key

Key = tuple[str, str, str, date]


def merge_maps(old: Map, new: Map) -> Map:
    """Return the old map with everything that the new one adds and updates."""
    nodes = dict(old.nodes)
    for node in new.nodes.values():
        known = nodes.get(node.id)
        if known and known.label != node.label:
            raise UsageError("store.other-label", id=node.id, old=known.label, new=node.label)
        nodes[node.id] = replace(node, properties={**known.properties, **node.properties}) if known else node
    groups, newcomers = group_relations(old), group_relations(new)
    for key, relations in newcomers.items():
        groups[key] = _merge_group(groups.get(key, ()), relations)
    return build_map(nodes.values(), (r for group in groups.values() for r in group), _merge_header(old, new))


def _merge_group(old: tuple[Relation, ...], new: tuple[Relation, ...]) -> tuple[Relation, ...]:
    if len(old) == len(new) == 1:
        return (replace(new[0], properties={**old[0].properties, **new[0].properties}),)
    return (*(r for r in old if r not in new), *new)


def _merge_header(old: Map, new: Map) -> Map:
    if not old.nodes and not old.title:
        return new
    return replace(
        old,
        title=old.title or new.title,
        us=old.us or new.us,
        as_of=old.as_of or new.as_of,
        persons_allowed=old.persons_allowed or new.persons_allowed,
        register=old.register or new.register,
        requests=old.requests or new.requests,
    )


def group_relations(content: Map) -> dict[Key, tuple[Relation, ...]]:
    """Return the relations by what makes them the same one; mostly one each."""
    groups: dict[Key, list[Relation]] = defaultdict(list)
    for relation in content.relations:
        groups[relation_key(relation)].append(relation)
    return {key: tuple(group) for key, group in groups.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one thing: a node by its id, or a group of equal relations by their key.

    `node` and `relations` are what it is afterwards; both empty where it is removed.
    """

    action: str
    kind: str
    key: str | Key
    node: Node | None = None
    relations: tuple[Relation, ...] = ()

    @property
    def thing(self) -> str:
        """The id, or type, start, end and beginning of a relation in one line."""
        if isinstance(self.key, str):
            return self.key
        kind, start, end, began = self.key
        return f"{kind} {start} {end} {began}"


def find_changes(old: Map, new: Map) -> list[Change]:
    """Return what turns the old map into the new one, in order of ids and keys."""
    changes: list[Change] = []
    for node_id in sorted(old.nodes.keys() | new.nodes.keys()):
        before, after = old.nodes.get(node_id), new.nodes.get(node_id)
        if before is None or after is None or before.label != after.label or not _same(before, after):
            changes.append(Change(_action(before, after), "node", node_id, node=after))
    before_groups, after_groups = group_relations(old), group_relations(new)
    for key in sorted(before_groups.keys() | after_groups.keys()):
        earlier, later = before_groups.get(key, ()), after_groups.get(key, ())
        if len(earlier) != len(later) or not all(map(_same, earlier, later)):
            changes.append(Change(_action(earlier, later), "relation", key, relations=later))
    return changes


def _same(before: Node | Relation, after: Node | Relation) -> bool:
    """Tell whether the properties are the same, to the type: 1, 1.0 and true differ."""
    one, other = before.properties, after.properties
    return one == other and all(type(value) is type(other[key]) for key, value in one.items())


def _action(before: object, after: object) -> str:
    return "updated" if before and after else "added" if after else "removed"
