"""The map: a typed property graph held in plain frozen dataclasses.

What labels, relation types and properties exist is data (`schema.yaml`); this module only holds them.
"""

from __future__ import annotations

import gc
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import is_
from typing import Any

Scalar = str | int | float | bool | date
Value = Scalar | tuple[str, ...]

RelationKey = tuple[str, str, str, date]

ALWAYS_FROM = date(1, 1, 1)
ALWAYS_TO = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in the map. Properties that are not known are absent, never None."""

    id: str
    label: str
    properties: Mapping[str, Value] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name, else a person's initials, else the id (some labels let the name be left out)."""
        return str(self.properties.get("name") or self.properties.get("display") or self.id)

    def text(self, key: str) -> str | None:
        """Return a property as text, or None where it is not known."""
        value = self.properties.get(key)
        return None if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed, typed relation between two nodes, by their ids."""

    type: str
    start: str
    end: str
    properties: Mapping[str, Value] = field(default_factory=dict)


def is_valid_on(properties: Mapping[str, Value], day: date) -> bool:
    """Tell whether half-open `valid_from` ≤ day < `valid_to` holds; an absent end is open."""
    start, end = properties.get("valid_from", ALWAYS_FROM), properties.get("valid_to", ALWAYS_TO)
    assert isinstance(start, date) and isinstance(end, date)
    return start <= day and (day < end or end == ALWAYS_TO)


@dataclass(frozen=True)
class Map:
    """A whole map, or the part of one that a question needs.

    `nodes` is keyed by id, in id order; `relations` are in order of (type, start, end). Both are guaranteed by
    `build_map`. `persons_allowed` is None unless the owner switched the person module on. `register` tells who answers
    for the map (privacy), `requests` what persons concerned have asked for; the schema's header says what they hold.
    `silenced` are positions that nobody may see any more, as (actor, about, kind, stated on): what was said before them
    does not count again. `restricted` are those of them that must not be used while an objection is examined, as
    (actor, about, kind). Neither is ever written anywhere.
    """

    nodes: Mapping[str, Node]
    relations: tuple[Relation, ...]
    title: str = ""
    profile: str = "none"
    language: str = "sv"
    us: tuple[str, ...] = ()
    as_of: date | None = None
    persons_allowed: Mapping[str, Value] | None = None
    register: Mapping[str, Any] | None = None
    requests: tuple[Mapping[str, Any], ...] = ()
    silenced: frozenset[tuple[str, str, str, date]] = frozenset()
    restricted: frozenset[tuple[str, str, str]] = frozenset()

    @cached_property
    def _out(self) -> Mapping[tuple[str, str], tuple[Relation, ...]]:
        return _group(((r.start, r.type), r) for r in self.relations)

    @cached_property
    def _into(self) -> Mapping[tuple[str, str], tuple[Relation, ...]]:
        return _group(((r.end, r.type), r) for r in self.relations)

    @cached_property
    def _by_label(self) -> Mapping[str, tuple[Node, ...]]:
        groups: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            groups[node.label].append(node)
        return {label: tuple(nodes) for label, nodes in groups.items()}

    def labelled(self, label: str) -> tuple[Node, ...]:
        """Return the nodes of a label, in id order."""
        return self._by_label.get(label, ())

    def out(self, node_id: str, relation_type: str) -> tuple[Relation, ...]:
        """Return the relations of a type out of a node, in order of their ends."""
        return self._out.get((node_id, relation_type), ())

    def into(self, node_id: str, relation_type: str) -> tuple[Relation, ...]:
        """Return the relations of a type into a node, in order of their starts."""
        return self._into.get((node_id, relation_type), ())

    def targets(self, node_id: str, relation_type: str) -> tuple[Node, ...]:
        """Return the nodes that a node's relations of a type lead to."""
        return tuple(self.nodes[r.end] for r in self.out(node_id, relation_type))

    def origins(self, node_id: str, relation_type: str) -> tuple[Node, ...]:
        """Return the nodes whose relations of a type lead to a node."""
        return tuple(self.nodes[r.start] for r in self.into(node_id, relation_type))

    def walk(self, starts: Iterable[str], *types: str, backwards: bool = False) -> tuple[str, ...]:
        """Return some nodes and all that relations of some types lead to from them, the nearest first.

        `backwards` follows the relations from their ends. Among equally near ones the order is that of the nodes
        before them, then of the relations.
        """
        found = dict.fromkeys(starts)
        edge = list(found)
        while edge:
            edge = list(dict.fromkeys(i for node in edge for i in self._step(node, types, backwards) if i not in found))
            found |= dict.fromkeys(edge)
        return tuple(found)

    def reach(self, starts: Iterable[str], *types: str, backwards: bool = False) -> set[str]:
        """Return some nodes and all that relations of some types lead to from them, however many steps away."""
        return set(self.walk(starts, *types, backwards=backwards))

    def climb(self, start: str, relation_type: str, *, backwards: bool = False) -> tuple[str, ...]:
        """Return a node and what its first relation of a type leads to, and so on: in a tree, the way to the root."""
        found = {start: None}
        step = self._step(start, (relation_type,), backwards)
        while step and step[0] not in found:
            found[step[0]] = None
            step = self._step(step[0], (relation_type,), backwards)
        return tuple(found)

    def _step(self, node_id: str, types: Iterable[str], backwards: bool) -> list[str]:
        if backwards:
            return [r.start for t in types for r in self.into(node_id, t)]
        return [r.end for t in types for r in self.out(node_id, t)]

    def among(self, ids: Collection[str]) -> Map:
        """Return some things of the map, and the relations between them; ids that are not there are left out."""
        nodes = {i: n for i, n in self.nodes.items() if i in ids}
        relations = tuple(r for r in self.relations if r.start in nodes and r.end in nodes)
        return replace(self, nodes=nodes, relations=relations)

    @cached_property
    def _last_day(self) -> dict[date, Map | None]:
        return {}

    def on(self, day: date) -> Map:
        """Return the map as it was on a day: what is not valid then is gone, with the relations that touch it.

        That of the day that was asked for last is kept, and what was found out about it: most ask for one day.
        """
        if day not in (kept := dict(self._last_day)):
            found = self._leave_out(day)
            kept = {day: None if found is self else found}  # nothing keeps itself
            self._last_day.clear()
            self._last_day.update(kept)
        return kept[day] or self

    def _leave_out(self, day: date) -> Map:
        nodes = {i: n for i, n in self.nodes.items() if _is_there(n.properties, day)}
        relations = tuple(
            r for r in self.relations if r.start in nodes and r.end in nodes and _is_there(r.properties, day)
        )
        if len(nodes) == len(self.nodes) and len(relations) == len(self.relations):
            return self
        return replace(self, nodes=nodes, relations=relations)


def _is_there(properties: Mapping[str, Value], day: date) -> bool:
    undated = "valid_from" not in properties and "valid_to" not in properties
    return undated or is_valid_on(properties, day)


def _group(pairs: Iterable[tuple[tuple[str, str], Relation]]) -> dict[tuple[str, str], tuple[Relation, ...]]:
    groups: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for key, relation in pairs:
        groups[key].append(relation)
    return {key: tuple(relations) for key, relations in groups.items()}


def to_exact(relation: Relation) -> tuple[object, ...]:
    """Return the type and properties of a relation, to the type of each value: most of a large map share theirs."""
    values = relation.properties.values()
    return (relation.type, *relation.properties, *values, *map(type, values))


def relation_key(relation: Relation) -> tuple[str, str, str, date]:
    """Return what makes a relation the same one: type, start, end, and when it began."""
    began = relation.properties.get("valid_from", ALWAYS_FROM)
    assert isinstance(began, date)
    return relation.type, relation.start, relation.end, began


def build_map(nodes: Iterable[Node], relations: Iterable[Relation], header: Map | None = None) -> Map:
    """Put nodes and relations in order and under the header (title, us, …) of another map.

    Properties are sorted by key, so that equal maps are equal to the byte wherever they came from. What the other map
    holds itself is as it should be, and stays the same object: what it shares with the new map need not be compared.
    """
    frame = header or Map({}, ())
    known = frame.nodes
    ordered = {
        n.id: n if known.get(n.id) is n else Node(n.id, n.label, _sorted(n.properties))
        for n in sorted(nodes, key=lambda n: n.id)
    }
    return replace(frame, nodes=ordered, relations=tuple(_put_in_order(list(relations), frame.relations)))


def _put_in_order(given: list[Relation], known: tuple[Relation, ...]) -> list[Relation]:
    """Return relations in order, their properties too; `known` are in order already, and so is what is one of them."""
    same = set(map(id, known))
    there = [r for r in given if id(r) in same]
    made = _tidy(r for r in given if id(r) not in same) if len(there) < len(given) else {}
    if there and len(made) <= _FEW:
        ids = set(map(id, there))
        in_order = [r for r in known if id(r) in ids]
        if len(in_order) == len(there) and all(map(is_, in_order, there)) and _insert(in_order, made.values()):
            return in_order
    return sorted((made.get(id(r), r) for r in given), key=relation_key)


def _tidy(relations: Iterable[Relation]) -> dict[int, Relation]:
    """Return relations whose properties are in order, by the identity of those that they are made of."""
    shared: dict[int, dict[str, Value]] = {}  # a large map's relations may share their properties: sorted once, then
    made = {}
    for r in relations:
        ordered = shared.get(id(r.properties))
        if ordered is None:
            ordered = shared[id(r.properties)] = _sorted(r.properties)
        made[id(r)] = Relation(r.type, r.start, r.end, ordered)
    return made


def _insert(in_order: list[Relation], new: Iterable[Relation]) -> bool:
    """Put a few relations where they belong; where one with the same key is there, their order is another matter."""
    for relation in new:
        key = relation_key(relation)
        place = bisect_right(in_order, key, key=relation_key)
        if place and relation_key(in_order[place - 1]) == key:
            return False
        in_order.insert(place, relation)
    return True


_FEW = 500


def change_map(
    content: Map,
    nodes: Mapping[str, Node | None],
    groups: Mapping[RelationKey, Iterable[Mapping[str, Value]]],
    header: Map,
) -> Map:
    """Return a map in which some things, and all relations of some keys, are others, under the header of another map.

    It is what `build_map` makes of it all, and shares with the map that it comes from whatever stays: a thing that is
    None is not there any more, a relation is what its properties say.
    """
    kept = {i: n for i, n in content.nodes.items() if nodes.get(i, n) is not None} if nodes else content.nodes
    made = {i: Node(i, n.label, _sorted(n.properties)) for i, n in nodes.items() if n is not None}
    whole = {**kept, **made}
    if made.keys() - kept.keys():
        whole = dict(sorted(whole.items()))
    touched = {key[:3] for key in groups}
    stay = [r for r in content.relations if (r.type, r.start, r.end) not in touched or relation_key(r) not in groups]
    new = [Relation(k[0], k[1], k[2], _sorted(values)) for k, group in groups.items() for values in group]
    if len(new) > _FEW:
        stay = sorted([*stay, *new], key=relation_key)
    else:
        for relation in new:
            insort(stay, relation, key=relation_key)
    changed = replace(header, nodes=whole, relations=tuple(stay) if groups else content.relations)
    _share(content, changed, groups)
    return changed


def _share(content: Map, changed: Map, groups: Iterable[RelationKey]) -> None:
    """Give a changed map what is known of the relations around each thing where they stay as they were."""
    known, index = content.__dict__, changed.__dict__
    if "_out" not in known or "_into" not in known:
        return
    kinds = {(key[0], key[1]) for key in groups}, {(key[0], key[2]) for key in groups}
    found: tuple[dict[tuple[str, str], list[Relation]], ...] = ({}, {})
    types = {key[0] for key in groups}
    for relation in changed.relations if groups else ():
        if relation.type in types:
            for kind, end, around in zip(kinds, (relation.start, relation.end), found, strict=True):
                if (relation.type, end) in kind:
                    around.setdefault((end, relation.type), []).append(relation)
    for name, kind, around in zip(("_out", "_into"), kinds, found, strict=True):
        gone = {(end, kind_of) for kind_of, end in kind} - around.keys()
        merged = {**known[name], **{key: tuple(relations) for key, relations in around.items()}}
        for key in gone:
            merged.pop(key, None)
        index[name] = merged


def _sorted(properties: Mapping[str, Value]) -> dict[str, Value]:
    return dict(sorted(properties.items())) if len(properties) > 1 else dict(properties)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the garbage collector from walking a growing map over and over: it takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
