"""Apply an edit to a map, field by field, against what is there now.

What already is as the edit wants it stays; what is as the writer saw it becomes what the edit wants; a field that the
writer did not touch keeps what is there; anything else is a conflict, and nothing is applied.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from weakref import ref

from samverkan.edits.change import (
    HEADER,
    HEADER_LABEL,
    Change,
    Conflict,
    ConflictError,
    Edit,
    Fields,
    Group,
    group_relations,
    header_of,
    is_same,
    to_header_values,
)
from samverkan.edits.difference import compare_group, compare_node, to_values
from samverkan.model import Map, Node, RelationKey, change_map

_FEW = 1000  # the changes of a load are not kept in memory
_LATEST: deque[tuple[ref[Map], tuple[Change, ...], ref[Map], tuple[Change, ...]]] = deque(maxlen=2)


def apply_edit(content: Map, edit: Edit) -> Map:
    """Return the map with an edit applied; a ConflictError tells every field that somebody else has changed."""
    return apply_changes(content, edit)[0]


def apply_changes(content: Map, edit: Edit) -> tuple[Map, tuple[Change, ...]]:
    """Return the map with an edit applied, and the changes that it really makes.

    What a preview has made of the same map and the same changes is what writing makes of them: the same map.
    """
    for there, changes, made, effect in tuple(_LATEST):
        if changes is edit.changes and there() is content and (new := made()) is not None:
            return new, effect
    work = _Application(content)
    for change in edit.changes:
        work.apply(change)
    work.find_loose_relations()
    if work.conflicts:
        raise ConflictError(work.conflicts)
    new, effect = work.build(), work.find_effect()
    if len(edit.changes) <= _FEW:
        _LATEST.append((ref(content), edit.changes, ref(new), effect))
    return new, effect


class _Application:
    def __init__(self, content: Map) -> None:
        self.content = content
        self.header = header_of(content)
        self.nodes: dict[str, Node | None] = {}
        self.groups: dict[RelationKey, Group] = {}
        self.conflicts: list[Conflict] = []

    def apply(self, change: Change) -> None:
        """Apply one change, or note the conflicts that it meets."""
        if change.key == HEADER:
            before, after = change.before or {}, change.after or {}
            assert isinstance(before, Mapping) and isinstance(after, Mapping)
            self.header = self.merge(change, self.header, before, after)
        elif isinstance(change.key, tuple):
            self.apply_relation(change, change.key)
        else:
            assert isinstance(change.key, str)
            self.apply_node(change, change.key)

    def find_node(self, node_id: str) -> Node | None:
        return self.nodes[node_id] if node_id in self.nodes else self.content.nodes.get(node_id)

    def find_group(self, key: RelationKey) -> Group:
        if key not in self.groups:
            there = [r for r in self.content.out(key[1], key[0]) if r.end == key[2]]
            self.groups[key] = to_values(group_relations(there).get(key, ()))
        return self.groups[key]

    def apply_node(self, change: Change, node_id: str) -> None:
        there = self.find_node(node_id)
        before, after = change.before, change.after
        assert not isinstance(before, tuple) and not isinstance(after, tuple)
        if after is None:
            self.remove_node(change, there)
        elif there is not None and there.label != change.label:
            self.clash(change, "", before, after, there.label)
        elif there is None and before is not None:
            self.clash(change, "", before, after, None)
        else:
            merged = self.merge(change, there.properties if there else {}, before or {}, after)
            self.nodes[node_id] = Node(node_id, change.label, merged)

    def remove_node(self, change: Change, there: Node | None) -> None:
        """Remove a thing that is as the writer saw it, whole."""
        if there is None:
            return
        before = change.before
        assert isinstance(before, Mapping)
        if there.label != change.label:
            self.clash(change, "", before, None, there.label)
        for field in sorted({*before, *there.properties}):
            if not is_same(before.get(field), there.properties.get(field)):
                self.clash(change, field, before.get(field), None, there.properties.get(field))
        self.nodes[there.id] = None

    def apply_relation(self, change: Change, key: RelationKey) -> None:
        there = self.find_group(key)
        before, after = change.before or (), change.after or ()
        assert isinstance(before, tuple) and isinstance(after, tuple)
        if max(len(there), len(before), len(after)) > 1:
            self.groups[key] = self.choose(change, there, before, after)
        elif not after:
            self.groups[key] = () if is_same(there, before) else self.choose(change, there, before, after)
        elif before and not there:
            self.clash(change, "", before[0], after[0], None)
        else:
            base = before[0] if before else {}
            self.groups[key] = (self.merge(change, there[0] if there else {}, base, after[0]),)

    def choose(self, change: Change, there: Group, before: Group, after: Group) -> Group:
        """Return a list of equal relations as a whole: as wanted, or in conflict."""
        if not is_same(there, after) and not is_same(there, before):
            self.clash(change, "", before or None, after or None, there or None)
        return after

    def merge(self, change: Change, there: Fields, before: Fields, after: Fields) -> dict[str, Any]:
        """Return fields as they become; those that the change does not touch keep what is there."""
        result = dict(there)
        for field in dict.fromkeys((*before, *after)):
            base, mine, theirs = before.get(field), after.get(field), there.get(field)
            if is_same(base, mine) or is_same(theirs, mine):
                continue
            if not is_same(theirs, base):
                self.clash(change, field, base, mine, theirs)
            elif mine is None:
                del result[field]
            else:
                result[field] = mine
        return result

    def clash(self, change: Change, field: str, base: Any, mine: Any, theirs: Any) -> None:
        self.conflicts.append(Conflict(change, field, base, mine, theirs))

    def find_loose_relations(self) -> None:
        """Note relations, unknown to the writer, that hang on something which goes."""
        gone = {node_id for node_id, node in self.nodes.items() if node is None}
        if not gone:
            return
        for key, group in group_relations(r for r in self.content.relations if gone & {r.start, r.end}).items():
            if key not in self.groups:
                self.clash(Change(key, key[0], after=to_values(group)), "", None, None, to_values(group))

    def build(self) -> Map:
        """Return the map as it becomes."""
        frame = replace(Map({}, ()), **to_header_values(self.header))
        return change_map(self.content, self.nodes, self.groups, frame)

    def find_effect(self) -> tuple[Change, ...]:
        """Return what really changes, of the things that the edit speaks of."""
        effect: list[Change] = []
        before = header_of(self.content)
        if not is_same(before, self.header):
            changed = {k for k in (*before, *self.header) if not is_same(before.get(k), self.header.get(k))}
            earlier, later = ({k: side[k] for k in side if k in changed} for side in (before, self.header))
            effect.append(Change(HEADER, HEADER_LABEL, earlier, later))
        for node_id in sorted(self.nodes):
            effect.extend(compare_node(self.content.nodes.get(node_id), self.nodes[node_id]))
        for key in sorted(self.groups):
            there = [r for r in self.content.out(key[1], key[0]) if r.end == key[2]]
            group = to_values(group_relations(there).get(key, ()))
            if not is_same(group, self.groups[key]):
                effect.append(compare_group(key, group, self.groups[key]))
        return tuple(effect)
