"""What the vocabulary demands of every node and relation: fields, values, and what may lead where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from samverkan.errors import Problem
from samverkan.model import Map, Node, Relation, Value, to_exact
from samverkan.schema import Label, Property, RelationType, Schema, read_schema
from samverkan.validate.problem import to_error, to_relation_error

_ID = re.compile(r"[^\W_][\w.-]{0,63}")
_MOST_ALIKE = 10_000
_PEOPLE = ("Person", "AffectedGroup")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "texts": (tuple,),
    "token": (str,),
    "number": (int, float),
    "int": (int,),
    "bool": (bool,),
    "date": (date,),
}


def find_wrong_header(content: Map) -> Iterator[Problem]:
    """Find what is wrong in what a map says of itself."""
    schema = read_schema()
    if content.profile not in schema.profiles:
        yield to_error("unknown-profile", None, "profile", found=content.profile, known=list(schema.profiles))
    if content.language not in schema.languages:
        yield to_error("unknown-language", None, "language", found=content.language, known=list(schema.languages))
    for actor in content.us:
        node = content.nodes.get(actor)
        if node is None:
            yield to_error("unknown-id", None, "us", found=actor)
        elif node.label != "Actor":
            yield to_error("us-not-actor", None, "us", found=actor, found_label=node.label)
    yield from _find_wrong_groups(content)
    if content.persons_allowed is None:
        for person in content.labelled("Person"):
            yield to_error("persons-not-allowed", person.id)


def _find_wrong_groups(content: Map) -> Iterator[Problem]:
    """Find numbers out of bounds, and ids of nothing that is an actor, in the groups of the header."""
    for key, prop in read_schema().header.items():
        value = getattr(content, key)
        if prop.type == "group" and value is not None:
            yield from _find_wrong_group(content, prop, value, key)
        for number, part in enumerate(value if prop.type == "groups" else (), 1):
            yield from _find_wrong_group(content, prop, part, f"{key}[{number}]")


def _find_wrong_group(content: Map, group: Property, values: Mapping[str, Any], place: str) -> Iterator[Problem]:
    for name, value in values.items():
        prop = group.properties.get(name)
        if prop is None:
            yield to_error("unknown-field", None, f"{place}.{name}", found=name)
        elif prop.type == "group":
            yield from _find_wrong_group(content, prop, value, f"{place}.{name}")
        elif (problem := _find_out_of_bounds(prop, value)) is not None:
            yield to_error(problem[0], None, f"{place}.{name}", **problem[1])
        elif prop.actor is not None:
            yield from _find_wrong_actor(content, prop, str(value), f"{place}.{name}")


def _find_wrong_actor(content: Map, prop: Property, found: str, place: str) -> Iterator[Problem]:
    node = content.nodes.get(found)
    if node is None:
        yield to_error("unknown-id", None, place, found=found)
    elif node.label != "Actor":
        yield to_error("not-actor", None, place, found=found, found_label=node.label)
    elif prop.actor != "any" and node.properties.get("kind") != prop.actor:
        yield to_error("not-that-kind", None, place, found=found, kind_token=prop.actor, kind_enum="actor_kind")


def find_wrong_nodes(content: Map, nodes: Iterable[Node]) -> Iterator[Problem]:
    """Find, among some nodes, a malformed id, fields that are missing, unknown or wrong, and ends before beginnings."""
    schema = read_schema()
    for node in nodes:
        label = schema.labels.get(node.label)
        if label is None:
            yield to_error("unknown-label", node.id, None, found=node.label)
            continue
        if not _ID.fullmatch(node.id):
            yield to_error("malformed-id", node.id, "id", found=node.id)
        yield from _find_missing(content, node, label)
        for field, key, values in _find_wrong_values(schema, node.properties, label.properties):
            yield to_error(key, node.id, field, **values)


@cache
def _find_required(label: str) -> tuple[str, ...]:
    kind = read_schema().labels[label]
    return tuple(n for n, p in kind.properties.items() if p.required or (n == "name" and kind.name_required))


def _find_missing(content: Map, node: Node, label: Label) -> Iterator[Problem]:
    properties = node.properties
    for name in _find_required(label.name):
        if name not in properties:
            yield to_error("missing-field", node.id, name)
    for key in label.needs:
        relation, outward = read_schema().keys[label.name][key]
        if not (content.out if outward else content.into)(node.id, relation.name):
            yield to_error("missing-field", node.id, key)


def _find_wrong_values(
    schema: Schema, values: Mapping[str, Value], known: Mapping[str, Property]
) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield (field, key of the problem, its values)."""
    for name, value in values.items():
        prop = known.get(name)
        if prop is None:
            yield name, "unknown-field", {"found": name}
        elif type(value) not in _TYPES[prop.type]:
            yield name, "wrong-type", {"expected": prop.type, "found": str(value)}
        elif (problem := _find_out_of_bounds(prop, value)) is not None:
            yield name, *problem
        elif prop.type == "token" and not _is_token(schema, enum := schema.enum_of(prop, values), value):
            yield name, "unknown-token", {"found": value, "enum": enum}
    start, end = values.get("valid_from"), values.get("valid_to")
    if isinstance(start, date) and isinstance(end, date) and start >= end:
        yield "valid_to", "ends-before-it-begins", {"start": start, "end": end}
    stated, review = values.get("stated_on"), values.get("review_by")
    if isinstance(stated, date) and isinstance(review, date) and review < stated:
        yield "review_by", "review-before-stated", {"stated": stated, "review": review}


def _find_out_of_bounds(prop: Property, value: Value) -> tuple[str, dict[str, object]] | None:
    """Return (key of the problem, its values) of a number or text that is too large or too small."""
    if isinstance(value, str):
        long = prop.longest is not None and len(value) > prop.longest
        return ("text-too-long", {"found": value, "most": prop.longest}) if long else None
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    if prop.most is not None and not (prop.least or 0) <= value <= prop.most:
        return "number-out-of-range", {"found": value, "least": prop.least or 0, "most": prop.most}
    if prop.least is not None and value < prop.least:
        return "number-too-small", {"found": value, "least": prop.least}
    return None


def _is_token(schema: Schema, enum: str | None, value: Value) -> bool:
    """Tell whether a value is a token; where its enum is not known, something else has been told already."""
    return enum not in schema.enums or value in schema.enums[str(enum)]


def find_wrong_relations(content: Map, relations: Iterable[Relation]) -> Iterator[Problem]:
    """Find relations, among some, between things that cannot have them, or with wrong properties."""
    nodes = content.nodes
    sound: set[object] = set()
    alike: set[object] = set()  # many have the very same properties, and ends of the same kinds
    for relation in relations:
        start, end = nodes.get(relation.start), nodes.get(relation.end)
        if start is None or end is None:
            yield _to_loose_end(relation, start)
            continue
        kinds = (id(relation.properties), relation.type, start.label, end.label, end.properties.get("kind"))
        if kinds not in alike:
            problems = _judge_relation(content, relation, (start, end), sound)
            yield from problems
            if not problems and len(alike) < _MOST_ALIKE:
                alike.add(kinds)


def _to_loose_end(relation: Relation, start: Node | None) -> Problem:
    if relation.type not in read_schema().relations:
        return to_relation_error("unknown-field", relation, found=relation.type)
    return to_relation_error("unknown-id", relation, found=relation.end if start else relation.start)


def _judge_relation(content: Map, relation: Relation, ends: tuple[Node, Node], sound: set[object]) -> list[Problem]:
    """Return what is wrong with a relation; properties that are `sound` are not looked at again."""
    kind = read_schema().relations.get(relation.type)
    if kind is None:
        return [to_relation_error("unknown-field", relation, found=relation.type)]
    problems = [*_find_wrong_ends(kind, relation, *ends)]
    if relation.properties and (exactly := to_exact(relation)) not in sound:
        found = [*_find_wrong_properties(content, kind, relation)]
        if not found:
            sound.add(exactly)
        problems += found
    return problems


def _find_wrong_ends(kind: RelationType, relation: Relation, start: Node, end: Node) -> Iterator[Problem]:
    if (start.label, end.label) not in kind.ends:
        yield _to_wrong_ends(kind, relation, start, end)
    elif kind.end_kinds and end.properties.get("kind", kind.end_kinds[0]) not in kind.end_kinds:
        yield to_relation_error(
            "wrong-end-kind",
            relation,
            end=end.id,
            kind_token=end.properties["kind"],
            kinds_token=list(kind.end_kinds),
            kind_enum="actor_kind",
            kinds_enum="actor_kind",
        )


def _to_wrong_ends(kind: RelationType, relation: Relation, start: Node, end: Node) -> Problem:
    ends = {"start": start.id, "start_label": start.label, "end": end.id, "end_label": end.label}
    if kind.name == "TAKES" and start.label in _PEOPLE:
        return to_relation_error("position-of-person", relation, **ends)
    if kind.name == "ABOUT" and end.label in _PEOPLE and start.label == "Position":
        return to_relation_error("position-on-person", relation, **ends)
    allowed = sorted({e for s, e in kind.ends if s == start.label})
    if not allowed:
        ends |= {"start": end.id, "start_label": end.label, "end": start.id, "end_label": start.label}
        allowed = sorted({s for s, e in kind.ends if e == end.label})
    return to_relation_error(
        "wrong-ends", relation, **ends, allowed_labels=allowed or sorted({e for _, e in kind.ends})
    )


def _find_wrong_properties(content: Map, kind: RelationType, relation: Relation) -> Iterator[Problem]:
    for field, key, values in _find_wrong_values(read_schema(), relation.properties, kind.properties):
        yield to_relation_error(key, relation, field, **values)
    source = relation.properties.get("source")
    if source is None:
        return
    found = content.nodes.get(str(source))
    if found is None:
        yield to_relation_error("unknown-id", relation, "source", found=source)
    elif found.label != "Source":
        yield to_relation_error("source-not-source", relation, "source", found=source, found_label=found.label)
